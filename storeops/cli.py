"""The command line, and the composition root: the only file that may import everything.

Exit codes: 0 done, 1 refused, 2 wrong usage, 3 broken setting or schema. A refusal is one line on stderr.
"""

import json
import logging
import sys
from datetime import date
from pathlib import Path
from typing import Any

import click
from sqlite_utils.utils import sqlite3  # type: ignore[attr-defined]  # the driver that sqlite-utils chose
from werkzeug.middleware.dispatcher import DispatcherMiddleware
from werkzeug.utils import redirect

import kiosk.app
import staff_console.app
import storeops.api.app
from storeops import backup as copies
from storeops import database, integrity_view, jobs, monitor, server, settings, web
from storeops.actor import Actor
from storeops.clock import SystemClock
from storeops.database import HallDatabase, Pool
from storeops.errors import DatabaseMissing, DatabaseUnwritable, StoreOpsError
from storeops.hall import founding
from storeops.history import export as history_export
from storeops.history import import_legs
from storeops.live import LiveFeed
from storeops.people import device_rows, enrolment
from storeops.people.roles import Role
from storeops.people.secrets import random_pin
from storeops.reports import month_report

COMMAND_LINE = Actor("command_line")


def main() -> None:
    """Run the command line and leave with its exit code."""
    try:
        code = cli(standalone_mode=False)
        sys.exit(code if isinstance(code, int) else 0)
    except click.exceptions.Abort:
        sys.exit(1)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except StoreOpsError as error:
        click.echo(f"storeops: {error}", err=True)
        sys.exit(error.exit_code)
    except sqlite3.OperationalError as error:
        path = click.get_current_context(silent=True)
        where = path.obj.database if path else "the database"
        click.echo(f"storeops: {DatabaseUnwritable(path=where, cause=error)}", err=True)
        sys.exit(DatabaseUnwritable.exit_code)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--db", "path", type=click.Path(path_type=Path), help="The hall's database file (also STOREOPS_DB).")
@click.version_option(package_name="storeops")
@click.pass_context
def cli(context: click.Context, path: Path | None) -> None:
    """StoreOps: the queue and service quality of a service hall."""
    context.obj = settings.read(database=path)


def _connect(context: click.Context) -> HallDatabase:
    db = database.connect(context.obj.database)
    context.call_on_close(db.conn.close)
    return db


# The database


@cli.command()
@click.option("--zone", default=founding.DEFAULT_ZONE, show_default=True, help="The hall's time zone.")
@click.option("--sample", is_flag=True, help="Fill it: nine categories, counters, people.")
@click.option("--counters", type=int, default=6, show_default=True, help="Counters of the sample hall.")
@click.pass_context
def init(context: click.Context, zone: str, sample: bool, counters: int) -> None:
    """Make a new hall and print the first PINs."""
    for person in _found(context.obj.database, zone, counters if sample else None):
        click.echo(f"{person.code}  PIN {person.pin}  {person.role.value}  {person.name}")


def _found(path: Path, zone: str, sample_counters: int | None) -> list[founding.NewEmployee]:
    """Make the database and the hall in it, or leave no file behind."""
    founding.known_zone(zone)
    db = database.create(path)
    try:
        if sample_counters is None:
            return founding.found_hall(db, SystemClock(), COMMAND_LINE, zone)
        return founding.found_sample_hall(db, SystemClock(), COMMAND_LINE, zone, sample_counters)
    except BaseException:
        database.discard(db)
        raise
    finally:
        db.conn.close()


@cli.command()
@click.pass_context
def migrate(context: click.Context) -> None:
    """Bring the schema up to date."""
    db = database.connect_for_migration(context.obj.database)
    context.call_on_close(db.conn.close)
    steps = database.migrate(db)
    click.echo(f"applied {', '.join(steps)}" if steps else "nothing to do")


@cli.command()
@click.pass_context
def check(context: click.Context) -> None:
    """Check the file, and that every ticket's events lead to its state."""
    found = integrity_view.findings(_connect(context))
    for finding in found:
        click.echo(finding)
    if found:
        raise click.exceptions.Exit(1)
    click.echo("clean")


@cli.command()
@click.argument("destination", type=click.Path(path_type=Path))
@click.pass_context
def backup(context: click.Context, destination: Path) -> None:
    """Copy the database to a new file while it is in use."""
    copies.backup(context.obj.database, destination)
    click.echo(f"wrote {destination}")


@cli.command()
@click.argument("source", type=click.Path(path_type=Path))
@click.pass_context
def restore(context: click.Context, source: Path) -> None:
    """Put a copy back where no database stands."""
    copies.restore(source, context.obj.database)
    click.echo(f"restored {context.obj.database}")


# Serving


@cli.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", type=int, default=8000, show_default=True)
@click.option("--kiosk-port", type=int, help="Serve kiosk, board and phone page on a port of their own.")
@click.option("--console-port", type=int, help="Serve the staff console and the API on a port of their own.")
@click.option("--no-jobs", is_flag=True, help="Leave the jobs to a `storeops jobs` process.")
@click.pass_context
def serve(
    context: click.Context, host: str, port: int, kiosk_port: int | None, console_port: int | None, no_jobs: bool
) -> None:
    """Serve the hall. A missing database is made first."""
    own: settings.Settings = context.obj
    try:
        database.connect(own.database).conn.close()
    except DatabaseMissing:
        for person in _found(own.database, founding.DEFAULT_ZONE, None):
            click.echo(f"new hall: employee {person.code} signs in with PIN {person.pin}", err=True)
    _serve(own, host, [port, kiosk_port, console_port], SystemClock(), with_jobs=not no_jobs)


def _serve(own: settings.Settings, host: str, ports: list[int | None], clock: Any, *, with_jobs: bool) -> None:
    """Bind the ports, then run the site until told to end."""
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(name)s %(levelname)s %(message)s")
    listeners = {role: server.listen_on(host, port) for role, port in enumerate(ports) if port is not None}
    numbers = {role: listener.getsockname()[1] for role, listener in listeners.items()}
    pool = Pool(own.database)
    feed = LiveFeed(pool, own.stream_cap)
    running = web.Runtime(own, pool, clock, feed)
    stopping: list[Any] = [feed.stop]

    def make_app() -> server.Wsgi:
        kiosk_site, console_site, whole_site = _sites(running)
        apps = {numbers[0]: whole_site}
        if 1 in numbers:
            apps[numbers[1]] = kiosk_site
        if 2 in numbers:
            apps[numbers[2]] = console_site
        return server.by_port(apps)

    def on_ready() -> None:
        if with_jobs:
            scheduler = jobs.start_in_background(pool, clock)
            stopping.append(lambda: scheduler.shutdown(wait=False))
        shown = f"[{host}]" if ":" in host else host
        click.echo(f"listening on http://{shown}:{numbers[0]}")

    def on_stop() -> None:
        while stopping:
            stopping.pop()()

    server.serve(list(listeners.values()), make_app, own.threads, on_ready, on_stop)


def _sites(running: web.Runtime) -> tuple[server.Wsgi, server.Wsgi, server.Wsgi]:
    """The kiosk's site, the staff's, and both in one."""
    watch = monitor.create_app(running)
    always: dict[str, server.Wsgi] = {"/healthz": watch, "/metrics": watch}
    staff: dict[str, server.Wsgi] = {"/console": staff_console.app.create_app(running), "/api/v1": storeops.api.app.create_app(running)}
    kiosk_app = kiosk.app.create_app(running)
    kiosk_site = DispatcherMiddleware(kiosk_app, always)
    console_site = DispatcherMiddleware(redirect("/console/"), {**staff, **always})
    return kiosk_site, console_site, DispatcherMiddleware(kiosk_app, {**staff, **always})


@cli.command(name="jobs")
@click.pass_context
def jobs_command(context: click.Context) -> None:
    """Run the jobs apart from the server."""
    database.connect(context.obj.database).conn.close()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(name)s %(levelname)s %(message)s")
    try:
        jobs.run_in_foreground(Pool(context.obj.database), SystemClock())
    except (KeyboardInterrupt, SystemExit):
        click.echo("stopped", err=True)


# Devices and people


@cli.group()
def device() -> None:
    """Kiosks, boards, pads, tablets and programs."""


@device.command(name="add")
@click.argument("name")
@click.option("--kind", type=click.Choice(device_rows.KINDS), required=True)
@click.pass_context
def device_add(context: click.Context, name: str, kind: str) -> None:
    """Enrol a device and print its token, once."""
    click.echo(enrolment.add_device(_connect(context), SystemClock(), COMMAND_LINE, name, kind))


@cli.group()
def employee() -> None:
    """The people of the hall."""


@employee.command(name="add")
@click.argument("code")
@click.argument("name")
@click.option("--role", type=click.Choice([role.value for role in Role]), default="clerk", show_default=True)
@click.option("--pin", help="4 to 12 digits; drawn at random unless given.")
@click.pass_context
def employee_add(context: click.Context, code: str, name: str, role: str, pin: str | None) -> None:
    """Add an employee and print the PIN."""
    pin = pin or random_pin()
    enrolment.add_employee(_connect(context), SystemClock(), COMMAND_LINE, code, name, Role(role), pin)
    click.echo(f"{code}  PIN {pin}")


@employee.command(name="pin")
@click.argument("code")
@click.option("--pin", help="4 to 12 digits; drawn at random unless given.")
@click.pass_context
def employee_pin(context: click.Context, code: str, pin: str | None) -> None:
    """Give an employee a new PIN and print it."""
    pin = pin or random_pin()
    enrolment.set_pin(_connect(context), SystemClock(), COMMAND_LINE, code, pin)
    click.echo(f"{code}  PIN {pin}")


@employee.command(name="deactivate")
@click.argument("code")
@click.pass_context
def employee_deactivate(context: click.Context, code: str) -> None:
    """Let an employee leave; their history stays."""
    enrolment.deactivate(_connect(context), SystemClock(), COMMAND_LINE, code)
    click.echo(f"{code} is no longer active")


if __name__ == "__main__":
    main()
