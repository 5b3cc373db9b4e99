"""Commands about the database as a whole."""

from contextlib import closing
from pathlib import Path

import click

from storeops.base.clock import SystemClock
from storeops.commands.command_line import (
    COMMAND_LINE,
    connect,
    judge_clock,
    say_if_key_is_missing,
    say_time_in_doubt,
)
from storeops.commands.new_hall import found_hall
from storeops.commands.up_to_date import bring_up_to_date
from storeops.hall import hall_rows
from storeops.quality.checks.photo_check_view import photo_notes
from storeops.running import integrity_view
from storeops.sample import founding_actions, promoting_actions, promoting_rows
from storeops.sample.sample_offer import FIRST_ADMINISTRATOR
from storeops.store import backup as copies
from storeops.store import clock_rows, database, journal
from storeops.store.database import HallDatabase
from storeops.store.refusals import DatabaseDamaged
from storeops.store.restoration_rows import Restoration
from storeops.tracing.chain_heads import heads_file
from storeops.tracing.restoring_actions import begin_anew


@click.command()
@click.option("--zone", default=founding_actions.DEFAULT_ZONE, show_default=True, help="The hall's time zone.")
@click.option("--sample", is_flag=True, help="Fill it: nine categories, counters, people.")
@click.option("--counters", type=int, default=6, show_default=True, help="Counters of the sample hall.")
@click.option("--catalogue", type=click.Choice(["retail"]), help="Begin with nine categories and their services.")
@click.pass_context
def init(context: click.Context, zone: str, sample: bool, counters: int, catalogue: str | None) -> None:
    """Make a new hall and print the first PINs."""
    if sample and catalogue:
        raise click.UsageError("--sample has the catalogue already: leave --catalogue out")
    sample_counters = counters if sample else None
    for person in found_hall(
        context.obj.database, zone, sample_counters, SystemClock(), with_catalogue=bool(catalogue)
    ):
        click.echo(f"{person.code}  PIN {person.pin}  {person.role.value}  {person.name}")


@click.command()
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.pass_context
def promote(context: click.Context, yes: bool) -> None:
    """Make a sample hall a real one: its set-up stays, its people and its history go."""
    db = connect(context)
    promoting_actions.require_sample(db)
    judge_clock(db, journal.latest_at(db))
    if not yes:
        tickets = promoting_rows.ticket_count(db)
        click.confirm(f"Drop all people and {tickets} tickets with everything about them, for good?", abort=True)
    pin = promoting_actions.promote(db, SystemClock(), COMMAND_LINE)
    heads_file(db.path).unlink(missing_ok=True)
    click.echo(f"{FIRST_ADMINISTRATOR}  PIN {pin}  administrator")


@click.command()
@click.pass_context
def migrate(context: click.Context) -> None:
    """Bring the schema up to date."""
    db = database.connect_for_migration(context.obj.database)
    context.call_on_close(db.conn.close)
    known_at = journal.latest_at(db)
    done = bring_up_to_date(db, SystemClock())
    judge_clock(db, known_at)
    say_if_key_is_missing(db)
    click.echo(f"applied {', '.join(done.steps)}" if done.steps else "nothing to do")
    if done.photos:
        click.echo(f"wrote {done.photos} photos anew, without what the camera noted")
    for note in photo_notes(db):
        click.echo(f"note: {note}")


@click.command()
@click.pass_context
def check(context: click.Context) -> None:
    """Check the file, the chain of events, and that what stands there is what the events tell."""
    try:
        db = connect(context)
    except DatabaseDamaged as damaged:
        found = integrity_view.findings_of_unopened(damaged)
    else:
        for note in integrity_view.notes(db):
            click.echo(f"note: {note}")
        found = integrity_view.findings(db)
    for finding in found:
        click.echo(finding)
    if found:
        raise click.exceptions.Exit(1)
    click.echo("clean")


@click.command()
@click.argument("source", type=click.Path(path_type=Path))
@click.option("--key", "private", type=click.Path(path_type=Path), help="The private key of a sealed copy.")
@click.option("--clock-is-right", is_flag=True, help="The copy knows later events all the same.")
@click.pass_context
def restore(context: click.Context, source: Path, private: Path | None, clock_is_right: bool) -> None:
    """Put a copy back where no database stands, checked; whoever was signed in signs in again."""
    clock = SystemClock()
    stood: list[Restoration] = []

    def finish(copy: HallDatabase) -> None:
        copy_at = journal.latest_at(copy)
        steps = bring_up_to_date(copy, clock).steps
        if steps:
            click.echo(f"applied {', '.join(steps)}")
        stood.append(begin_anew(copy, clock, COMMAND_LINE, source.name, copy_at, clock_is_right=clock_is_right))

    if private:
        copies.restore_sealed(source, context.obj.database, private, finish)
    else:
        copies.restore(source, context.obj.database, finish)
    with closing(database.connect(context.obj.database)) as db:
        zone = hall_rows.hall(db).zone
        stands = stood[0].copy_at.astimezone(zone).isoformat(sep=" ", timespec="seconds")
        click.echo(f"restored {context.obj.database}, sound, as it stood at {stands}")
        doubt = clock_rows.open_doubt(db)
        if doubt and doubt.doubt:
            say_time_in_doubt(doubt.doubt)
        say_if_key_is_missing(db)
