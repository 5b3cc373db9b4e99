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
from werkzeug.wrappers import Request, Response

import kiosk.app
import staff_console.app
import storeops.api.app
from storeops.base.clock import Clock
from storeops.base.errors import StoreOpsError
from storeops.base.settings import Settings
from storeops.quality.checks.clean_photo import LARGEST_PHOTO_BYTES
from storeops.running import jobs, monitor, server, unread_request
from storeops.running.proxies import behind
from storeops.running.refusals import HostUnreadable
from storeops.store.database import Pool
from storeops.web import request as web
from storeops.web.attach import SECURITY_HEADERS
from storeops.web.known_callers import KnownCallers
from storeops.web.live import LiveFeed
from storeops.web.refusals import NoSuchPage


@dataclass(frozen=True)
class Ports:
    """Where the site is served; a kiosk or console port of its own is None where the main port serves it.

    What has a port of its own is served there alone.
    """

    main: int
    kiosk: int | None = None
    console: int | None = None


@dataclass(frozen=True)
class Sites:
    """The public screens, the staff's console with the API, all of it in one, and what only watches the hall."""

    kiosk: server.Wsgi
    console: server.Wsgi
    whole: server.Wsgi
    watch: server.Wsgi


class Companion(Protocol):
    """Something that lives beside the server: the demo's simulation."""

    def start(self) -> None: ...
    def stop(self) -> None: ...


PORT_WORDS = {"kiosk": "kiosk, board, pads and phones", "console": "staff console and API"}
"""What a port of its own serves, as it is said at the start."""


def run(
    settings: Settings,
    host: str,
    ports: Ports,
    clock: Clock,
    *,
    with_jobs: bool,
    reach: server.Reach = server.PLAINLY,
    companion: Callable[[Pool], Companion] | None = None,
) -> None:
    """Bind the ports, say where the site listens, and serve until told to end. PortTaken, CertificateUnusable."""
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(name)s %(levelname)s %(message)s")
    listeners = {name: server.listen_on(host, port) for name, port in served(ports).items()}
    bound: dict[str, int] = {name: listener.getsockname()[1] for name, listener in listeners.items()}
    pool = Pool(settings.database)
    feed = LiveFeed(pool, settings.stream_cap, settings.streams_of_an_address)
    known = KnownCallers()
    stopping: list[Callable[[], None]] = [feed.stop]

    def make_app() -> server.Wsgi:
        made = sites(web.Runtime(settings, pool, clock, feed, known=known, phones_port=bound.get("kiosk")))
        nameless = _refusing(HostUnreadable())

        def reached(site: server.Wsgi) -> server.Wsgi:
            return behind(server.staying_on_tls(server.asked_by_name(site, nameless)), reach.proxies)

        return server.by_port({port: reached(getattr(made, name)) for name, port in bound.items()})

    def on_ready() -> None:
        if with_jobs:
            scheduler = jobs.start_in_background(pool, clock, settings)
            stopping.append(lambda: scheduler.shutdown(wait=False))
        if companion:
            beside = companion(pool)
            beside.start()
            stopping.append(beside.stop)
        scheme = "https" if reach.identity else "http"
        shown = f"[{host}]" if ":" in host else host
        main, *others = bound.items()
        click.echo(f"listening on {scheme}://{shown}:{main[1]}")
        for name, port in others:
            click.echo(f"{PORT_WORDS[name]} on {scheme}://{shown}:{port}")

    def on_stop() -> None:
        while stopping:
            stopping.pop()()

    capacity = server.Capacity(settings.stream_cap, settings.threads, LARGEST_PHOTO_BYTES + settings.max_body_bytes)
    server.serve(list(listeners.values()), make_app, capacity, reach, known.knows, on_ready, on_stop)


def served(ports: Ports) -> dict[str, int]:
    """Which of the sites each port serves, the main port first."""
    moved = (ports.kiosk is not None, ports.console is not None)
    main = {(False, False): "whole", (True, False): "console", (False, True): "kiosk", (True, True): "watch"}[moved]
    named = {main: ports.main}
    if ports.kiosk is not None:
        named["kiosk"] = ports.kiosk
    if ports.console is not None:
        named["console"] = ports.console
    return named


def _refusing(error: StoreOpsError, path: str | None = None) -> server.Wsgi:
    """An app that refuses whatever is asked; `path` is where its page leads from, unsaid the address that was asked."""

    @Request.application
    def refuse(request: Request) -> Response:
        kind, body = unread_request.body(path or request.path, error)
        headers = {"Cache-Control": "no-store", **SECURITY_HEADERS}
        return Response(body, error.status, headers, content_type=f"{kind}; charset=utf-8")

    return refuse


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
        console=watched(
            DispatcherMiddleware(
                server.with_exact(_refusing(NoSuchPage(), "/console"), redirect("/console/"), {"/"}), staff
            )
        ),
        whole=watched(DispatcherMiddleware(kiosk_app, staff)),
        watch=watch,
    )
