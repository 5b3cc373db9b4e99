"""Commands about copies of the hall: to make one by hand, and to drill what is done with it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from storeops.backups.copy_store import open_store
from storeops.backups.hall_mark_rows import hall_mark
from storeops.backups.kept_copies import restorable
from storeops.backups.refusals import NoCopyThere
from storeops.base.clock import SystemClock
from storeops.base.errors import FolderUnwritable
from storeops.base.settings import Settings
from storeops.commands.command_line import COMMAND_LINE, connect, connect_to_write, judge_clock, tell
from storeops.commands.up_to_date import bring_up_to_date
from storeops.hall import hall_rows
from storeops.running.backup_making import make_backup
from storeops.running.backup_sending import send_backup
from storeops.running.restore_drill import Drilled, drill, newest_copy
from storeops.store import backup as copies
from storeops.store import database, journal
from storeops.store.database import HallDatabase
from storeops.store.refusals import HallExists, Overloaded
from storeops.tracing.answer_actions import note_written


@click.command()
@click.argument("destination", required=False, type=click.Path(path_type=Path))
@click.option("--for", "public", type=click.Path(path_type=Path), help="Seal it for this public key.")
@click.option("--rebuilt", is_flag=True, help="Copy row by row and make all indexes anew: damaged ones stay behind.")
@click.pass_context
def backup(context: click.Context, destination: Path | None, public: Path | None, rebuilt: bool) -> None:
    """Copy the database to a new file while it is in use, and check the copy.

    Without a file the copy goes into the folder of the backups, and to their store, as if its time had come.
    """
    if public and rebuilt:
        raise click.UsageError("--for and --rebuilt do not go together: seal the copy of the mended hall")
    if destination:
        _copy_to(context, destination, public, rebuilt)
        return
    if public or rebuilt:
        raise click.UsageError("--for and --rebuilt belong to a file; backups are sealed by STOREOPS_BACKUP_KEY")
    db = connect_to_write(context)
    made = make_backup(db, SystemClock(), COMMAND_LINE, context.obj)
    click.echo(f"wrote {made.folder / made.file} and checked it; let {made.dropped} older ones go")
    sent = send_backup(db, SystemClock(), COMMAND_LINE, context.obj)
    if sent:
        click.echo(f"sent it to {sent.store}; let {sent.dropped} older ones go there")
    if made.findings is None:
        click.echo("storeops: there was not memory enough to check all of it; run: storeops check", err=True)
    elif made.findings:
        click.echo(f"storeops: check finds {made.findings} things in it; run: storeops check", err=True)
        raise click.exceptions.Exit(1)


def _copy_to(context: click.Context, destination: Path, public: Path | None, rebuilt: bool) -> None:
    if rebuilt:
        faults = copies.rebuilt_backup(context.obj.database, destination)
    elif public:
        faults = copies.sealed_backup(context.obj.database, destination, public)
    else:
        faults = copies.backup(context.obj.database, destination)
    what = "sealed_backup" if public else "backup"
    db = connect(context)
    try:
        judge_clock(db, journal.latest_at(db))
        note_written(db, SystemClock(), COMMAND_LINE, what, destination.name)
    except Exception as error:
        if not (isinstance(error, Overloaded) or database.is_away(error)):
            raise
        # A full or failing disk is a reason to copy the database elsewhere, not to refuse it.
        click.echo("storeops: the copy could not be noted in the trace", err=True)
    if faults:
        for fault in faults:
            click.echo(fault)
        click.echo(
            f"storeops: wrote {destination}, but it is damaged: keep older copies; run: storeops check", err=True
        )
        raise click.exceptions.Exit(1)
    click.echo(f"wrote {destination} and checked it")


@click.command(name="backup-drill")
@click.argument("copy", required=False, type=click.Path(path_type=Path))
@click.option("--key", "private", type=click.Path(path_type=Path), help="The private key of a sealed copy.")
@click.option("--from-store", is_flag=True, help="Fetch the newest copy from the store of the backups.")
@click.pass_context
def backup_drill(context: click.Context, copy: Path | None, private: Path | None, from_store: bool) -> None:
    """Put the newest copy, or COPY, back aside, check it, compare it with the hall, and clear it away."""
    if copy and from_store:
        raise click.UsageError("--from-store takes the newest copy there: leave COPY out")
    db = connect_to_write(context)
    if from_store:
        with _fetched(db, context.obj) as fetched:
            _drill(db, fetched, private)
    else:
        _drill(db, copy or newest_copy(db, context.obj), private)


@contextmanager
def _fetched(db: HallDatabase, own: Settings) -> Iterator[Path]:
    """The newest copy of the store, beside the database for the block. NoBackupStore, NoCopyThere."""
    there = open_store(own)
    newest = next(iter(restorable(there.copies(hall_mark(db, db.path)))), None)
    if newest is None:
        raise NoCopyThere(path=there.address)
    tell(f"fetching {newest.file} from {there.address} ...")
    with TemporaryDirectory(prefix=f"{db.path.name}.fetched-", dir=db.path.parent) as folder:
        there.fetch(newest.file, Path(folder) / newest.file)
        yield Path(folder) / newest.file


def _drill(db: HallDatabase, source: Path, private: Path | None) -> None:
    clock = SystemClock()
    tell(f"putting {source} back aside ...")
    done = drill(db, clock, COMMAND_LINE, source, private, lambda back: bring_up_to_date(back, clock))
    zone = hall_rows.hall(db).zone
    as_of = f"{done.as_of.astimezone(zone):%Y-%m-%d %H:%M:%S}" if done.as_of else "its first day"
    click.echo(f"{source} holds the hall as of {as_of}; {done.lost_since} events since then would be lost")
    _tell_differences(done)
    click.echo(
        f"put back in {done.putting_back:.1f} s, compared in {done.comparing:.1f} s, checked in {done.checking:.1f} s"
    )
    if done.findings or done.unexplained:
        raise click.exceptions.Exit(1)
    click.echo("the drill went well")


@click.group(name="backup-store")
def backup_store() -> None:
    """The store to which sealed backups are sent, STOREOPS_BACKUP_STORE."""


@backup_store.command(name="list")
@click.pass_context
def store_list(context: click.Context) -> None:
    """Name the backups in the store, the newest last."""
    for file in sorted(open_store(context.obj).files()):
        click.echo(file)


@backup_store.command(name="fetch")
@click.argument("name")
@click.argument("file", type=click.Path(path_type=Path))
@click.pass_context
def store_fetch(context: click.Context, name: str, file: Path) -> None:
    """Write the backup NAME of the store to FILE, which restore then takes."""
    if file.exists():
        raise HallExists(path=file)
    try:
        open_store(context.obj).fetch(name, file)
    except OSError as error:
        raise FolderUnwritable(path=file, cause=error.strerror) from error
    click.echo(f"wrote {file}; put it back with: storeops restore --key PRIVATE {file}")


def _tell_differences(done: Drilled) -> None:
    if done.put_back_since:
        click.echo("note: the hall was itself put back from an older copy since, so nothing was compared")
    same = sum(table.same for table in done.tables)
    differing = [table for table in done.tables if table.changed or table.added or table.gone]
    if done.tables:
        click.echo(f"{same} rows of {len(done.tables)} tables are the same in the hall")
    for table in differing:
        click.echo(f"  {table.table}: {table.changed} changed, {table.added} added, {table.gone} gone since")
    for sentence in (*done.unexplained, *done.findings):
        click.echo(sentence)
    if done.tables and not done.unexplained:
        click.echo("every difference in what bears a figure is told by an event since")
