"""What all commands share: who acts, which hall, and how something is told or written."""

import sys
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import click
from sqlite_utils.utils import sqlite3  # type: ignore[attr-defined]  # the driver that sqlite-utils chose

from storeops.base.actor import Actor
from storeops.base.business_time import business_day
from storeops.base.clock import SystemClock
from storeops.base.durable_files import open_private
from storeops.base.errors import FolderUnwritable, KeyFileBroken
from storeops.hall import hall_rows
from storeops.store import database
from storeops.store.database import HallDatabase
from storeops.store.refusals import KeyFileLost
from storeops.store.sqlite_version import unrepaired_sentence

COMMAND_LINE = Actor("command_line")


DAY = click.DateTime(formats=["%Y-%m-%d"])


def connect(context: click.Context) -> HallDatabase:
    """The hall's database, open until the command ends. DatabaseMissing, NotADatabase, OldSchema, NewerSchema."""
    db = database.connect(context.obj.database)
    context.call_on_close(db.conn.close)
    return db


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
