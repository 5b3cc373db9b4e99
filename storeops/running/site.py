"""The running site: the web apps, the live feed and the jobs put together on their ports.

With cli.py the only file that may import everything.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

import click
from werkzeug.middleware.dispatcher import DispatcherMiddleware
from werkzeug.utils import redirect

import kiosk.app
import staff_console.app
import storeops.api.app
from storeops.base.clock import Clock
from storeops.base.settings import Settings
from storeops.running import jobs, monitor, server
from storeops.store.database import Pool
from storeops.web import request as web
from storeops.web.live import LiveFeed


@dataclass(frozen=True)
class Ports:
    """Where the site is served; a kiosk or console port of its own is None where the main port serves it too."""

    main: int
    kiosk: int | None = None
    console: int | None = None


@dataclass(frozen=True)
class Sites:
    """The public screens, the staff's console with the API, and all of it in one."""

    kiosk: server.Wsgi
    console: server.Wsgi
    whole: server.Wsgi


class Companion(Protocol):
    """Something that lives beside the server: the demo's simulation."""

    def start(self) -> None: ...
    def stop(self) -> None: ...


def run(
    settings: Settings,
    host: str,
    ports: Ports,
    clock: Clock,
    *,
    with_jobs: bool,
    companion: Callable[[Pool], Companion] | None = None,
) -> None:
    """Bind the ports, say where the site listens, and serve until told to end. PortTaken."""
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(name)s %(levelname)s %(message)s")
    wanted = {"whole": ports.main, "kiosk": ports.kiosk, "console": ports.console}
    listeners = {name: server.listen_on(host, port) for name, port in wanted.items() if port is not None}
    bound: dict[str, int] = {name: listener.getsockname()[1] for name, listener in listeners.items()}
    pool = Pool(settings.database)
    feed = LiveFeed(pool, settings.stream_cap)
    stopping: list[Callable[[], None]] = [feed.stop]

    def make_app() -> server.Wsgi:
        made = sites(web.Runtime(settings, pool, clock, feed))
        return server.by_port({port: getattr(made, name) for name, port in bound.items()})

    def on_ready() -> None:
        if with_jobs:
            scheduler = jobs.start_in_background(pool, clock, settings)
            stopping.append(lambda: scheduler.shutdown(wait=False))
        if companion:
            beside = companion(pool)
            beside.start()
            stopping.append(beside.stop)
        shown = f"[{host}]" if ":" in host else host
        click.echo(f"listening on http://{shown}:{bound['whole']}")

    def on_stop() -> None:
        while stopping:
            stopping.pop()()

    server.serve(list(listeners.values()), make_app, settings.threads, on_ready, on_stop)


def sites(runtime: web.Runtime) -> Sites:
    """The web apps of a runtime, mounted where the contract says."""
    kiosk_app = kiosk.app.create_app(runtime)
    staff: dict[str, server.Wsgi] = {
        "/console": staff_console.app.create_app(runtime),
        "/api/v1": storeops.api.app.create_app(runtime),
    }
    watch = monitor.create_app(runtime)

    def watched(site: server.Wsgi) -> server.Wsgi:
        return server.with_exact(site, watch, monitor.ADDRESSES)

    return Sites(
        kiosk=watched(kiosk_app),
        console=watched(DispatcherMiddleware(redirect("/console/"), staff)),
        whole=watched(DispatcherMiddleware(kiosk_app, staff)),
    )
