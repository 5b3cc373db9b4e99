"""Commands that serve a hall."""

import os
import shutil
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import mkdtemp
from zoneinfo import ZoneInfo

import click

from storeops.base import settings
from storeops.base.clock import FrozenClock, ScaledClock, SystemClock
from storeops.base.errors import BrokenSetting
from storeops.base.key_file import key_file
from storeops.commands.command_line import say_if_key_is_missing, say_if_sqlite_is_old
from storeops.commands.new_hall import found_hall
from storeops.sample import founding_actions
from storeops.store import database
from storeops.store.database import Pool
from storeops.store.refusals import DatabaseMissing, HallRemains, SchemaChanged
from storeops.tracing.chain_heads import heads_file

DEMO_SEED = 20


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", type=int, default=8000, show_default=True)
@click.option("--kiosk-port", type=int, help="Serve kiosk, board, pads and phone page on this port alone.")
@click.option("--console-port", type=int, help="Serve the staff console and the API on this port alone.")
@click.option("--certificate", type=click.Path(path_type=Path), help="Serve over TLS with this certificate (PEM).")
@click.option("--key", type=click.Path(path_type=Path), help="The certificate's private key (PEM).")
@click.option("--trusted-proxy", "proxies", multiple=True, help="Believe what the proxy at this address forwards.")
@click.option("--no-jobs", is_flag=True, help="Leave the jobs to a `storeops jobs` process.")
@click.pass_context
def serve(
    context: click.Context,
    host: str,
    port: int,
    kiosk_port: int | None,
    console_port: int | None,
    certificate: Path | None,
    key: Path | None,
    proxies: tuple[str, ...],
    no_jobs: bool,
) -> None:
    """Serve the hall. A missing database is made first."""
    if (certificate is None) != (key is None):
        raise click.UsageError("--certificate and --key belong together")
    own: settings.Settings = context.obj
    if own.backup_store and not own.backups:
        rule = "a folder where STOREOPS_BACKUP_STORE is set: what is sent there stands in it first"
        raise BrokenSetting(name="STOREOPS_BACKUPS", value="missing", rule=rule)
    say_if_sqlite_is_old()
    try:
        with closing(database.connect(own.database)) as db:
            say_if_key_is_missing(db)
    except DatabaseMissing:
        _refuse_remains(own)
        click.echo(f"made a new database at {own.database}, because there was none", err=True)
        for person in found_hall(own.database, founding_actions.DEFAULT_ZONE, None, SystemClock()):
            click.echo(f"new hall: employee {person.code} signs in with PIN {person.pin}", err=True)
    # Imported here: the web apps take longer to load than most commands take to run.
    from storeops.running import listening, server
    from storeops.running.proxies import networks
    from storeops.running.tls import Identity

    identity = Identity(certificate, key) if certificate and key else None
    listening.run(
        own,
        host,
        listening.Ports(port, kiosk_port, console_port),
        SystemClock(),
        with_jobs=not no_jobs,
        reach=server.Reach(identity, networks(proxies)),
    )


def _refuse_remains(own: settings.Settings) -> None:
    """HallRemains where a hall stood whose database is gone: nobody wants an empty hall in its place unasked."""
    for remains in (key_file(own.database), own.reports_folder, heads_file(own.database)):
        if remains.exists():
            raise HallRemains(path=own.database, remains=remains)


@click.command()
@click.argument("names", nargs=-1, required=True)
@click.option("--out", "folder", type=click.Path(path_type=Path), help="A folder; beside the database unless told.")
@click.pass_context
def certificate(context: click.Context, names: tuple[str, ...], folder: Path | None) -> None:
    """Make a certificate for the hall's NAMES and addresses, and the authority that vouches for it.

    An authority that stands in the folder is used again, so that no device has to take over another one.
    """
    # Imported here: few commands need it.
    from storeops.running.local_authority import AuthorityFiles, make_certificate

    files = AuthorityFiles(folder or context.obj.database.with_name(f"{context.obj.database.name}.tls"))
    make_certificate(files, names, SystemClock().now())
    click.echo(f"kiosk PCs and phones take over {files.authority}")
    click.echo(f"serve --certificate {files.server.certificate} --key {files.server.key}")


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", type=int, default=8000, show_default=True)
@click.option("--days", type=click.IntRange(1, 400), help="Days of history; two closed months unless told.")
@click.pass_context
def demo(context: click.Context, host: str, port: int, days: int | None) -> None:
    """Make a hall with simulated history, two closed months of stars included, and let it live on.

    Without --db the hall stands in a temporary folder that goes when the demo ends.
    """
    from storeops.demo import history, living_hall
    from storeops.running import listening

    with _temporary_folder() as folder:
        named = context.find_root().params["path"]
        # Nobody's mailbox gets reports of a simulated hall.
        own = replace(context.obj, database=named or folder / "demo.db", mail=None)
        zone = ZoneInfo(founding_actions.DEFAULT_ZONE)
        begins = living_hall.lively_moment(SystemClock().now(), zone)
        days = days or history.days_of_history(begins, zone)
        founded = FrozenClock(history.begins_at(begins, days, zone))
        for person in found_hall(own.database, founding_actions.DEFAULT_ZONE, 6, founded):
            click.echo(f"{person.code}  PIN {person.pin}  {person.role.value}  {person.name}")
        with (
            closing(database.connect(own.database)) as db,
            click.progressbar(length=days + 1, label="simulating", file=sys.stderr) as bar,
        ):
            history.prepare(db, begins, days, DEMO_SEED, lambda _done, _all: bar.update(1))
        clock = living_hall.ShortNights(ScaledClock(begins, living_hall.SPEED))
        listening.run(
            own,
            host,
            listening.Ports(port),
            clock,
            with_jobs=True,
            companion=lambda pool: living_hall.LiveDemo(pool, clock, DEMO_SEED),
        )


@contextmanager
def _temporary_folder() -> Iterator[Path]:
    """A folder that goes at the end of this process, not at that of a forked server process."""
    folder, owner = Path(mkdtemp(prefix="storeops-demo-")), os.getpid()
    try:
        yield folder
    finally:
        if os.getpid() == owner:
            shutil.rmtree(folder)


@click.command(name="jobs")
@click.pass_context
def jobs(context: click.Context) -> None:
    """Run the jobs apart from the server."""
    database.connect(context.obj.database).conn.close()
    from storeops.running import jobs as job_table
    from storeops.running import logs
    from storeops.running.heavy_process import ProcessRunner
    from storeops.web.job_runs import JobRuns
    from storeops.web.live import LiveFeed
    from storeops.web.workshop import Workshop

    logs.set_up(context.obj.log, "jobs")
    if hasattr(signal, "SIGHUP"):
        signal.signal(signal.SIGHUP, signal.SIG_IGN)  # like `serve`, it outlives the terminal of its start
    pool, is_of_other_version = Pool(context.obj.database), threading.Event()

    def end() -> None:
        is_of_other_version.set()
        os.kill(os.getpid(), signal.SIGINT)

    # Nobody listens here, but it sees when the database is another version's.
    LiveFeed(pool, cap=0, on_other_schema=end).begin()
    try:
        workshop = Workshop(ProcessRunner(context.obj, SystemClock()))
        ticker = job_table.Ticker(pool, SystemClock(), context.obj, workshop, JobRuns())
        ticker.start()
        ticker.wait()
    except (KeyboardInterrupt, SystemExit):
        click.echo("stopped", err=True)
    if is_of_other_version.is_set():
        context.exit(SchemaChanged.exit_code)
