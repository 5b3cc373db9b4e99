"""Bringing a hall to this version in one step, with a copy of it as it was and the way back."""

from datetime import UTC, datetime
from pathlib import Path

import click

from storeops.base.clock import SystemClock
from storeops.commands.command_line import judge_clock, say_if_key_is_missing, tell
from storeops.commands.up_to_date import bring_up_to_date
from storeops.quality.checks.photo_check_view import photo_notes
from storeops.running import integrity_view
from storeops.store import backup as copies
from storeops.store import database, journal
from storeops.store.refusals import CopyDamaged
from storeops.store.serving_files import refuse_while_served
from storeops.tracing.chain_check_view import chain_notes


@click.command()
@click.option("--copy", type=click.Path(path_type=Path), help="Where the copy goes; beside the database unless told.")
@click.pass_context
def upgrade(context: click.Context, copy: Path | None) -> None:
    """Copy the hall as it is, bring it to this version, and check it. Says how to go back."""
    path: Path = context.obj.database
    refuse_while_served(path)
    with database.opened_for_migration(path) as db:
        before = database.newest_step(db)
        if not database.is_older(db):
            database.refuse_other_schema(db)
            click.echo("nothing to do: this hall is of this version already")
            return
    kept = copy or _beside(path, before, SystemClock().now())
    tell(f"copying to {kept}")
    faults = copies.backup_before_upgrade(path, kept)
    if faults:
        raise CopyDamaged(path=kept, fault=faults[0])
    click.echo(f"wrote {kept} and checked it: the hall as it was")
    with database.opened_for_migration(path) as db:
        known_at = journal.latest_at(db)
        done = bring_up_to_date(db, SystemClock())
        judge_clock(db, known_at)
        say_if_key_is_missing(db)
        click.echo(f"applied {', '.join(done.steps)}")
        if done.photos:
            click.echo(f"wrote {done.photos} photos anew, without what the camera noted")
        tell("checking")
        for note in (*chain_notes(db, db.path), *photo_notes(db)):
            click.echo(f"note: {note}")
        found = integrity_view.findings(db)
    for finding in found:
        click.echo(finding)
    click.echo("found faults" if found else "clean")
    click.echo(_way_back(path, kept))
    if found:
        raise click.exceptions.Exit(1)


def _beside(path: Path, step: str, now: datetime) -> Path:
    """The copy's own place: it tells of which schema it is, and when it was made."""
    moment = now.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    return path.with_name(f"{path.stem}-before-upgrade-{step[:4]}-{moment}{path.suffix}")


def _way_back(path: Path, kept: Path) -> str:
    return (
        f"to go back: end the server, install the version that you had, move {path} and the files {path.name}-wal and"
        f" {path.name}-shm elsewhere, then with that version: storeops --db {path} restore {kept}"
    )
