"""What all commands share: who acts, which hall, and how something is told or written."""

import sys
from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path

import click
from sqlite_utils.utils import sqlite3  # type: ignore[attr-defined]  # the driver that sqlite-utils chose

from storeops.base.actor import Actor
from storeops.base.business_time import business_day
from storeops.base.clock import SystemClock
from storeops.base.clock_trust import TimeDoubt
from storeops.base.durable_files import open_private
from storeops.base.errors import FolderUnwritable, KeyFileBroken
from storeops.hall import hall_rows
from storeops.hall.clock_actions import note_start
from storeops.store import database, journal
from storeops.store.database import HallDatabase
from storeops.store.refusals import KeyFileLost
from storeops.store.serving_files import serving_processes
from storeops.store.sqlite_version import unrepaired_sentence

COMMAND_LINE = Actor("command_line")


DAY = click.DateTime(formats=["%Y-%m-%d"])


def connect(context: click.Context) -> HallDatabase:
    """The hall's database, open until the command ends. DatabaseMissing, NotADatabase, OldSchema, NewerSchema."""
    db = database.connect(context.obj.database)
    context.call_on_close(db.conn.close)
    return db


def connect_to_write(context: click.Context) -> HallDatabase:
    """The same for a command of which the hall keeps an event: the clock is judged before it."""
    db = connect(context)
    judge_clock(db, journal.latest_at(db))
    return db


def judge_clock(db: HallDatabase, known_at: datetime | None) -> None:
    """Judge the clock by the last thing that happened before a command, and say so where it is doubted.

    Otherwise a wrong clock would be believed by the next start, to which the command's own event is the last thing that
    happened. A server that runs has judged it, and knows it better.
    """
    if serving_processes(db.path) or not db.has_its_key:
        return
    doubt = note_start(db, SystemClock(), COMMAND_LINE, known_at)
    if doubt:
        say_time_in_doubt(doubt)


def say_time_in_doubt(doubt: TimeDoubt) -> None:
    """Say that the clock may be wrong, and what to do."""
    click.echo(
        f"storeops: the clock may be wrong ({doubt.value}): nothing is closed, planned or cleared until it is set right"
        " or somebody confirms it; see: storeops clock show",
        err=True,
    )


def say_if_key_is_missing(db: HallDatabase) -> bool:
    """Say so where the key file is missing; whether it is there."""
    try:
        if db.has_its_key:
            return True
        click.echo(f"storeops: {KeyFileLost()}", err=True)
    except KeyFileBroken as broken:
        click.echo(f"storeops: {broken}", err=True)
    return False


def say_if_sqlite_is_old() -> None:
    """Say so where the SQLite that is there may damage the hall's file."""
    told = unrepaired_sentence(sqlite3.sqlite_version_info)
    if told:
        click.echo(f"storeops: {told}", err=True)


def today(db: HallDatabase) -> date:
    """The hall's business day now."""
    return business_day(SystemClock().now(), hall_rows.hall(db).zone)


def tell(step: str) -> None:
    """Say what takes its time, to a person who waits at a terminal."""
    if sys.stderr.isatty():
        click.echo(step, err=True)


def write_private(file: Path, pieces: Iterable[bytes]) -> None:
    """Write a file for its owner alone. FolderUnwritable."""
    try:
        with open_private(file) as out:
            out.writelines(pieces)
    except OSError as error:
        raise FolderUnwritable(path=file, cause=error.strerror) from error
