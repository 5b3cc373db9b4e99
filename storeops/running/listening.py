"""Serving the site: its ports are bound, and the process that serves gets the web apps, the live feed and the jobs.

The web apps are loaded by that process alone: the one that watches over it would hold all of them a second time.
"""

import logging
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Protocol

import click

from storeops.base.clock import SteadyClock, SystemClock
from storeops.base.settings import Settings
from storeops.history.sent_import import LARGEST_IMPORT_BYTES
from storeops.quality.checks.sent_photo import LARGEST_PHOTO_BYTES
from storeops.running import allocator, logs, server
from storeops.running.ending import Ending
from storeops.running.heavy_process import ProcessRunner
from storeops.running.upkeep import Upkeep
from storeops.store.database import Pool
from storeops.store.refusals import SchemaChanged
from storeops.store.serving_files import serving, serving_processes
from storeops.web.job_runs import JobRuns
from storeops.web.known_callers import KnownCallers
from storeops.web.live import LiveFeed
from storeops.web.own_address import in_the_network, is_any
from storeops.web.workshop import Workshop


@dataclass(frozen=True)
class Ports:
    """Where the site is served; a kiosk or console port of its own is None where the main port serves it.

    What has a port of its own is served there alone.
    """

    main: int
    kiosk: int | None = None
    console: int | None = None


class Companion(Protocol):
    """Something that lives beside the server: the demo's simulation."""

    def start(self) -> None: ...
    def stop(self) -> None: ...


log = logging.getLogger("storeops.running.listening")

PORT_WORDS = {"kiosk": "kiosk, board, pads and phones", "console": "staff console and API"}
"""What a port of its own serves, as it is said at the start."""


def run(
    settings: Settings,
    host: str,
    ports: Ports,
    clock: SteadyClock,
    *,
    with_jobs: bool,
    reach: server.Reach = server.PLAINLY,
    companion: Callable[[Pool], Companion] | None = None,
) -> None:
    """Bind the ports, say where the site listens, and serve until told to end. PortTaken, CertificateUnusable."""
    logs.set_up(settings.log, "serve")
    allocator.bound_memory()
    listeners = {name: server.listen_on(host, port) for name, port in served(ports).items()}
    bound: dict[str, int] = {name: listener.getsockname()[1] for name, listener in listeners.items()}
    for other in serving_processes(settings.database):
        click.echo(f"storeops: process {other.process} serves this hall too, since {other.since}", err=True)
    pool = Pool(settings.database)
    ending = Ending()
    feed = LiveFeed(
        pool,
        settings.stream_cap,
        settings.streams_of_an_address,
        on_other_schema=lambda: ending.ask(SchemaChanged.exit_code),
    )
    known = KnownCallers()
    workshop = Workshop(ProcessRunner(settings, clock))
    runs = JobRuns()
    stopping: list[Callable[[], None]] = [feed.stop, workshop.close]

    def make_app() -> server.Wsgi:
        from storeops.running.site import on_ports
        from storeops.web.request import Runtime

        mark = ExitStack()
        mark.enter_context(serving(settings.database, SystemClock().now()))
        stopping.append(mark.close)
        runtime = Runtime(
            settings,
            pool,
            clock,
            feed,
            known=known,
            phones_port=bound.get("kiosk"),
            is_open_to_the_network=is_any(host),
            workshop=workshop,
            jobs=runs,
        )
        return on_ports(runtime, bound, reach.proxies)

    def on_ready() -> None:
        feed.begin()
        upkeep = Upkeep(pool)
        upkeep.start()
        stopping.append(upkeep.stop)
        if with_jobs:
            from storeops.running import jobs

            ticker = jobs.Ticker(pool, clock, settings, workshop, runs)
            ticker.start()
            stopping.append(ticker.stop)
        if companion:
            beside = companion(pool)
            beside.start()
            stopping.append(beside.stop)
        scheme = "https" if reach.identity else "http"
        shown = f"[{host}]" if ":" in host else host
        main, *others = bound.items()
        click.echo(f"listening on {scheme}://{shown}:{main[1]}")
        own = in_the_network() if is_any(host) else None
        if own:
            console = bound.get("console", main[1])
            click.echo(f"in the network: {scheme}://{own}:{console}/console")
        for name, port in others:
            click.echo(f"{PORT_WORDS[name]} on {scheme}://{shown}:{port}")
        log.info("serving on %s", ", ".join(f"port {port}" for port in bound.values()))

    def on_stop() -> None:
        if stopping:
            log.info("ending")
        while stopping:
            stopping.pop()()

    capacity = server.Capacity(
        settings.stream_cap,
        settings.threads,
        most_body_bytes=LARGEST_PHOTO_BYTES + settings.max_body_bytes,
        most_known_body_bytes=LARGEST_IMPORT_BYTES + settings.max_body_bytes,
    )
    server.serve(
        list(listeners.values()),
        make_app,
        capacity,
        reach,
        known.knows,
        on_ready,
        on_stop,
        ending,
        outlives_terminal=companion is None,  # nobody looks for a demo that goes on out of sight
    )


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
