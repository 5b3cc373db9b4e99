"""Serving WSGI apps on ports: gunicorn on Linux and macOS, waitress on Windows. One process, many threads."""

import gc
import os
import re
import signal
import socket
import sys
from collections.abc import Callable, Container, Mapping
from dataclasses import dataclass
from typing import Any

from storeops.running import tls
from storeops.running.ending import Ending
from storeops.running.proxies import Network, stands_in
from storeops.running.refusals import NoTlsHere, PortTaken
from storeops.running.tls import Identity

Wsgi = Callable[..., Any]
GRACE_SECONDS = 5


def listen_on(host: str, port: int) -> socket.socket:
    """A listening socket; PortTaken if the address cannot be had. Port 0 takes any free one."""
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        listener = socket.socket(family, socket.SOCK_STREAM)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        # Connections inherit it. An answer goes out in parts; held back until the first is acknowledged, the second
        # would come 40 ms late to every reader that acknowledges late.
        listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
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


_LABEL = "[A-Za-z0-9_-]{1,63}"
_HOST = re.compile(rf"(?=.{{1,253}}\Z)(?:{_LABEL}(?:\.{_LABEL})*\.?|\[[0-9A-Fa-f:.]{{2,45}}\])(?::[0-9]{{1,5}})?\Z")


def asked_by_name(app: Wsgi, otherwise: Wsgi) -> Wsgi:
    """The app, for requests whose Host could be one; `otherwise` answers those that no app could make addresses of."""

    def dispatch(environ: dict[str, Any], start_response: Callable[..., Any]) -> Any:
        host = environ.get("HTTP_HOST")
        could_be = host is None or _HOST.match(host)
        return (app if could_be else otherwise)(environ, start_response)

    return dispatch


STRICT_TRANSPORT = "max-age=31536000; includeSubDomains"


def staying_on_tls(app: Wsgi) -> Wsgi:
    """The app, which over TLS tells browsers to try nothing else for a year, also for names below its own."""

    def dispatch(environ: dict[str, Any], start_response: Callable[..., Any]) -> Any:
        if environ["wsgi.url_scheme"] != "https":
            return app(environ, start_response)

        def start(status: str, headers: list[tuple[str, str]], *fault: Any) -> Any:
            return start_response(status, [*headers, ("Strict-Transport-Security", STRICT_TRANSPORT)], *fault)

        return app(environ, start)

    return dispatch


@dataclass(frozen=True)
class Reach:
    """How the hall is reached: over TLS where there is an identity, and through proxies where some are trusted."""

    identity: Identity | None = None
    proxies: tuple[Network, ...] = ()


PLAINLY = Reach()


@dataclass(frozen=True)
class Capacity:
    """How many threads serve live streams, and how many the rest; how long the body of a request may be, of a stranger
    and of somebody who is known."""

    streams: int
    threads: int
    most_body_bytes: int
    most_known_body_bytes: int


KEPT_SHARE = 2 / 3
"""Of the threads that serve no stream, so many are for enrolled screens, programs and signed-in staff alone."""
REFUSED_STREAMS = 8
"""Threads that say no to streams beyond all places."""
IDLE_CONNECTIONS = 1000


def serve(
    listeners: list[socket.socket],
    make_app: Callable[[], Wsgi],
    capacity: Capacity,
    reach: Reach,
    knows: Callable[[bytes], bool],
    on_ready: Callable[[], None],
    on_stop: Callable[[], None],
    ending: Ending,
    *,
    outlives_terminal: bool,
) -> None:
    """Serve until told to end. `make_app` and `on_ready` run in the process that serves; `on_stop` when it ends.

    `knows` says whether a bearer or a cookie was found good lately; `outlives_terminal`, whether it goes on when the
    terminal of its start is closed; `ending`, with which code this process is left. CertificateUnusable, NoTlsHere.
    """
    if sys.platform == "win32":
        _serve_with_waitress(listeners, make_app, capacity, reach, on_ready, on_stop)
        if ending.code:
            sys.exit(ending.code)
    else:
        _serve_with_gunicorn(
            listeners, make_app, capacity, reach, knows, on_ready, on_stop, ending, outlives_terminal=outlives_terminal
        )


def _serve_with_gunicorn(
    listeners: list[socket.socket],
    make_app: Callable[[], Wsgi],
    capacity: Capacity,
    reach: Reach,
    knows: Callable[[bytes], bool],
    on_ready: Callable[[], None],
    on_stop: Callable[[], None],
    ending: Ending,
    *,
    outlives_terminal: bool,
) -> None:
    from gunicorn.app.base import BaseApplication
    from gunicorn.glogging import Logger

    from storeops.running.hall_worker import HallWorker, Serving, ignore_signals

    kept = int(capacity.threads * KEPT_SHARE)
    threads = capacity.streams + REFUSED_STREAMS + capacity.threads

    class OwnWorker(HallWorker):
        serving = Serving(
            stream_threads=capacity.streams + REFUSED_STREAMS,
            visitor_threads=capacity.threads - kept,
            kept_threads=kept,
            most_connections=threads + IDLE_CONNECTIONS,
            most_body_bytes=capacity.most_body_bytes,
            most_known_body_bytes=capacity.most_known_body_bytes,
            knows=knows,
            is_proxy=lambda address: stands_in(address, reach.proxies),
            tls=tls.context(reach.identity) if reach.identity else None,
        )

    def post_worker_init(worker: Any) -> None:
        handle_exit = worker.handle_exit

        def stop_streams_then_exit(*args: Any) -> None:
            on_stop()  # else the worker would wait for open streams until the grace time is over
            handle_exit(*args)

        worker.handle_exit = stop_streams_then_exit
        worker.init_signals()
        _keep_for_good()
        on_ready()

    def when_ready(_arbiter: Any) -> None:
        ignore_signals()
        if not outlives_terminal:
            signal.signal(signal.SIGHUP, lambda *_: os.kill(os.getpid(), signal.SIGTERM))

    def on_exit(_arbiter: Any) -> None:
        if ending.code:
            sys.exit(ending.code)

    class SameLog(Logger):  # type: ignore[misc]
        """Its lines go where all others go."""

        def setup(self, cfg: Any) -> None:
            self.cfg = cfg
            self._access_log_enabled = False
            self.error_log.propagate = True

    class Application(BaseApplication):  # type: ignore[misc]  # gunicorn has no types
        def load_config(self) -> None:
            settings = {
                "bind": [f"fd://{listener.detach()}" for listener in listeners],
                "workers": 1,  # the live feed, the write queue and the limits live in one process's memory
                "worker_class": OwnWorker,
                "threads": threads,
                "graceful_timeout": GRACE_SECONDS,
                "timeout": 60,
                "logger_class": SameLog,
                "control_socket_disable": True,
                "post_worker_init": post_worker_init,
                "when_ready": when_ready,
                "on_exit": on_exit,
            }
            for name, value in settings.items():
                self.cfg.set(name, value)

        def load(self) -> Wsgi:
            return make_app()

    _keep_for_good()
    Application().run()


def _keep_for_good() -> None:
    """Let the collector pass over what is there by now: it lasts as long as the process.

    Looking at it again and again would copy every page that the process shares with the one it was forked from, and
    hold up requests for some 40 ms each time.
    """
    gc.collect()
    gc.freeze()


def _serve_with_waitress(
    listeners: list[socket.socket],
    make_app: Callable[[], Wsgi],
    capacity: Capacity,
    reach: Reach,
    on_ready: Callable[[], None],
    on_stop: Callable[[], None],
) -> None:
    import waitress

    if reach.identity:
        raise NoTlsHere
    server = waitress.create_server(
        make_app(),
        sockets=listeners,
        threads=capacity.streams + capacity.threads,
        connection_limit=2000,
        channel_timeout=60,
        max_request_body_size=capacity.most_known_body_bytes,
    )
    on_ready()
    try:
        server.run()
    except KeyboardInterrupt:
        pass
    finally:
        on_stop()
        server.close()
