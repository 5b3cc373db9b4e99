"""Serving WSGI apps on ports: gunicorn on Linux and macOS, waitress on Windows. One process, many threads."""

import socket
import sys
from collections.abc import Callable, Container, Mapping
from typing import Any

from storeops.running.refusals import PortTaken

Wsgi = Callable[..., Any]
GRACE_SECONDS = 5


def listen_on(host: str, port: int) -> socket.socket:
    """A listening socket; PortTaken if the address cannot be had. Port 0 takes any free one."""
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        listener = socket.socket(family, socket.SOCK_STREAM)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
        listener.listen(2048)
    except (OSError, OverflowError) as error:
        raise PortTaken(host=host, port=port, cause=getattr(error, "strerror", None) or error) from error
    return listener


def by_port(apps: Mapping[int, Wsgi]) -> Wsgi:
    """One WSGI app that hands each request to the app of the port it came in on."""
    if len(apps) == 1:
        return next(iter(apps.values()))

    def dispatch(environ: dict[str, Any], start_response: Callable[..., Any]) -> Any:
        return apps[int(environ["SERVER_PORT"])](environ, start_response)

    return dispatch


def with_exact(site: Wsgi, app: Wsgi, addresses: Container[str]) -> Wsgi:
    """A site on which an app answers just these addresses, without being mounted below them."""

    def dispatch(environ: dict[str, Any], start_response: Callable[..., Any]) -> Any:
        return (app if environ.get("PATH_INFO") in addresses else site)(environ, start_response)

    return dispatch


def serve(
    listeners: list[socket.socket],
    make_app: Callable[[], Wsgi],
    threads: int,
    on_ready: Callable[[], None],
    on_stop: Callable[[], None],
) -> None:
    """Serve until told to end. `make_app` and `on_ready` run in the process that serves; `on_stop` when it ends."""
    if sys.platform == "win32":
        _serve_with_waitress(listeners, make_app, threads, on_ready, on_stop)
    else:
        _serve_with_gunicorn(listeners, make_app, threads, on_ready, on_stop)


def _serve_with_gunicorn(
    listeners: list[socket.socket],
    make_app: Callable[[], Wsgi],
    threads: int,
    on_ready: Callable[[], None],
    on_stop: Callable[[], None],
) -> None:
    from gunicorn.app.base import BaseApplication

    def post_worker_init(worker: Any) -> None:
        handle_exit = worker.handle_exit

        def stop_streams_then_exit(*args: Any) -> None:
            on_stop()  # else the worker would wait for open streams until the grace time is over
            handle_exit(*args)

        worker.handle_exit = stop_streams_then_exit
        worker.init_signals()
        on_ready()

    class Application(BaseApplication):  # type: ignore[misc]  # gunicorn has no types
        def load_config(self) -> None:
            settings = {
                "bind": [f"fd://{listener.detach()}" for listener in listeners],
                "workers": 1,  # the live feed, the write queue and the limits live in one process's memory
                "worker_class": "gthread",
                "threads": threads,
                "worker_connections": threads + 1000,
                "graceful_timeout": GRACE_SECONDS,
                "keepalive": 30,
                "timeout": 60,
                "loglevel": "warning",
                "control_socket_disable": True,
                "post_worker_init": post_worker_init,
            }
            for name, value in settings.items():
                self.cfg.set(name, value)

        def load(self) -> Wsgi:
            return make_app()

    Application().run()


def _serve_with_waitress(
    listeners: list[socket.socket],
    make_app: Callable[[], Wsgi],
    threads: int,
    on_ready: Callable[[], None],
    on_stop: Callable[[], None],
) -> None:
    import waitress

    server = waitress.create_server(
        make_app(), sockets=listeners, threads=threads, connection_limit=2000, channel_timeout=60
    )
    on_ready()
    try:
        server.run()
    except KeyboardInterrupt:
        pass
    finally:
        on_stop()
        server.close()
