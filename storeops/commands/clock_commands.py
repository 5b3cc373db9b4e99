"""Commands about the clock of the hall's computer."""

from datetime import datetime

import click

from storeops.base.clock import SystemClock
from storeops.commands.command_line import COMMAND_LINE, connect, connect_to_write
from storeops.hall import hall_rows
from storeops.hall.clock_actions import confirm_time
from storeops.store import clock_rows
from storeops.store.database import HallDatabase


@click.group()
def clock() -> None:
    """The clock, by which a hall closes days and months for good."""


@clock.command(name="show")
@click.pass_context
def show(context: click.Context) -> None:
    """Say what time it is here, and whether that is in doubt; exit code 1 where it is."""
    db = connect(context)
    click.echo(f"the clock shows {_words(db, SystemClock().now())}")
    doubt = clock_rows.open_doubt(db)
    if doubt is None:
        click.echo("its time is not in doubt")
        return
    click.echo(f"in doubt since it showed {_words(db, doubt.shown_at)}, after {_words(db, doubt.expected_at)}")
    click.echo("set the clock right; where it is right, run: storeops clock confirm")
    raise click.exceptions.Exit(1)


@clock.command(name="confirm")
@click.pass_context
def confirm(context: click.Context) -> None:
    """Say that the clock is right: what waited for that goes on."""
    db = connect_to_write(context)
    now = SystemClock().now()
    confirm_time(db, SystemClock(), COMMAND_LINE)
    click.echo(f"confirmed: it is {_words(db, now)}")


def _words(db: HallDatabase, at: datetime) -> str:
    return at.astimezone(hall_rows.hall(db).zone).isoformat(sep=" ", timespec="seconds")
