"""Commands about the key file."""

from pathlib import Path

import click

from storeops.base.clock import SystemClock
from storeops.base.errors import FolderUnwritable
from storeops.base.key_file import key_file
from storeops.commands.command_line import COMMAND_LINE, connect, connect_to_write, judge_clock
from storeops.people import hall_key_actions
from storeops.store import journal
from storeops.store.sealed_file import new_pair
from storeops.tracing.chain_actions import renew_hall_key


@click.group()
def key() -> None:
    """The key file, without which nobody can sign in and no phone number be read."""


@key.command(name="export")
@click.argument("copy", type=click.Path(path_type=Path))
@click.pass_context
def key_export(context: click.Context, copy: Path) -> None:
    """Write a copy of the key file, to be kept apart from the copies of the database."""
    hall_key_actions.export_key(connect_to_write(context), SystemClock(), COMMAND_LINE, copy)
    click.echo(f"wrote {copy}; keep it apart from the copies of the database")


@key.command(name="import")
@click.argument("copy", type=click.Path(path_type=Path))
@click.pass_context
def key_import(context: click.Context, copy: Path) -> None:
    """Put the key file back from a copy."""
    db = connect(context)
    known_at = journal.latest_at(db)
    hall_key_actions.import_key(db, SystemClock(), COMMAND_LINE, copy)
    judge_clock(db, known_at)
    click.echo(f"put back {key_file(context.obj.database)}")


@key.command(name="pair")
@click.argument("private", type=click.Path(path_type=Path))
@click.argument("public", type=click.Path(path_type=Path))
def key_pair(private: Path, public: Path) -> None:
    """Make a pair of keys for sealed backups: PUBLIC stays here, PRIVATE goes to a safe place elsewhere."""
    try:
        new_pair(private, public)
    except OSError as error:
        raise FolderUnwritable(path=error.filename or private, cause=error.strerror) from error
    click.echo(f"backup --for {public}; restore --key {private}, which is best kept away from this machine")


@key.command(name="new")
@click.pass_context
def key_new(context: click.Context) -> None:
    """Make a new key where the file is lost for good, and print a PIN for one time for everybody.

    Phone numbers that customers left before stay unreadable.
    """
    db = connect(context)
    known_at = journal.latest_at(db)
    given_pins = renew_hall_key(db, SystemClock(), COMMAND_LINE)
    judge_clock(db, known_at)
    for given in given_pins:
        click.echo(f"{given.code}  PIN {given.pin}  {given.name}")
    click.echo("Phone numbers that customers left before cannot be read any more.", err=True)
