"""Commands about copies of the hall: to make one by hand, and to drill what is done with it."""

from pathlib import Path

import click

from storeops.base.clock import SystemClock
from storeops.commands.command_line import COMMAND_LINE, connect, connect_to_write, judge_clock, tell
from storeops.commands.up_to_date import bring_up_to_date
from storeops.hall import hall_rows
from storeops.running.backup_making import make_backup
from storeops.running.restore_drill import Drilled, drill, newest_copy
from storeops.store import backup as copies
from storeops.store import database, journal
from storeops.store.refusals import Overloaded
from storeops.tracing.answer_actions import note_written


@click.command()
@click.argument("destination", required=False, type=click.Path(path_type=Path))
@click.option("--for", "public", type=click.Path(path_type=Path), help="Seal it for this public key.")
@click.option("--rebuilt", is_flag=True, help="Copy row by row and make all indexes anew: damaged ones stay behind.")
@click.pass_context
def backup(context: click.Context, destination: Path | None, public: Path | None, rebuilt: bool) -> None:
    """Copy the database to a new file while it is in use, and check the copy.

    Without a file the copy goes into the folder of the backups, as if its time had come.
    """
    if public and rebuilt:
        raise click.UsageError("--for and --rebuilt do not go together: seal the copy of the mended hall")
    if destination:
        _copy_to(context, destination, public, rebuilt)
        return
    if public or rebuilt:
        raise click.UsageError("--for and --rebuilt belong to a file; backups are sealed by STOREOPS_BACKUP_KEY")
    made = make_backup(connect_to_write(context), SystemClock(), COMMAND_LINE, context.obj)
    click.echo(f"wrote {made.folder / made.file} and checked it; let {made.dropped} older ones go")
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
@click.pass_context
def backup_drill(context: click.Context, copy: Path | None, private: Path | None) -> None:
    """Put the newest copy, or COPY, back aside, check it, compare it with the hall, and clear it away."""
    db, clock = connect_to_write(context), SystemClock()
    source = copy or newest_copy(db, context.obj)
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
