"""Copying a hall's database while it is in use, and putting a copy back."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlite_utils import Database
from sqlite_utils.utils import sqlite3  # type: ignore[attr-defined]  # the driver that sqlite-utils chose

from storeops.base.durable_files import open_new, put_in_place
from storeops.store import told_rows
from storeops.store.database import connect, connect_for_migration
from storeops.store.refusals import CopySealed, DatabaseUnwritable, HallExists
from storeops.store.sealed_file import is_sealed, seal, unseal


def backup(source: Path, destination: Path) -> None:
    """Copy `source` to a new file, online. HallExists if there is one; no half copy is ever left behind."""
    db = connect(source)
    try:
        _copy(db.conn, destination)
    finally:
        db.conn.close()


def sealed_backup(source: Path, destination: Path, public: Path) -> None:
    """Copy `source` to a new file that only the private key of a pair opens. HallExists, SealKeyUnusable.

    The open copy stands beside the database for that time, and is read by nobody else there; no half copy is left.
    """
    if destination.exists():
        raise HallExists(path=destination)
    with _for_a_time(source.with_name(source.name + ".plain")) as plain:
        backup(source, plain)
        try:
            with plain.open("rb") as copied, put_in_place(destination) as into:
                seal(copied, into, public)
        except OSError as error:
            raise DatabaseUnwritable(path=destination, cause=error) from error


def restore_sealed(source: Path, destination: Path, private: Path, begin_anew: Callable[[Database], None]) -> None:
    """Put a sealed copy back where no database stands. CopyUnreadable, SealKeyUnusable, and all that restore says."""
    if destination.exists():
        raise HallExists(path=destination)
    with _for_a_time(destination.with_name(destination.name + ".plain")) as plain:
        try:
            with source.open("rb") as copied, open_new(plain) as into:
                unseal(copied, into, private)
        except OSError as error:
            raise DatabaseUnwritable(path=destination, cause=error) from error
        restore(plain, destination, begin_anew)


@contextmanager
def _for_a_time(path: Path) -> Iterator[Path]:
    """A file that is gone at the end of the block, and that no killed process left there before."""
    path.unlink(missing_ok=True)
    try:
        yield path
    finally:
        path.unlink(missing_ok=True)


def restore(source: Path, destination: Path, begin_anew: Callable[[Database], None]) -> None:
    """Put a copy back as the database of a path where none stands. NotADatabase, HallExists, CopySealed.

    `begin_anew` drops from the copy, before it appears there, what was true only when it was made.
    """
    if source.is_file() and is_sealed(source):
        raise CopySealed(path=source)
    db = connect_for_migration(source)
    try:

        def finish(copy: Database) -> None:
            begin_anew(copy)
            _begin_epochs(copy)

        _copy(db.conn, destination, finish)
    finally:
        db.conn.close()


def _begin_epochs(copy: Database) -> None:
    """What was told since the copy was made did not happen there: its journal goes on under other names."""
    if "journal_epoch" in copy.table_names():  # a copy of an older schema gets it when it is migrated
        told_rows.begin_epochs(copy)


def _copy(
    connection: sqlite3.Connection, destination: Path, finish: Callable[[Database], None] = lambda _: None
) -> None:
    """Copy a database to a path, and `finish` the copy before it appears there."""
    if destination.exists():
        raise HallExists(path=destination)
    unfinished = destination.with_name(destination.name + ".part")
    try:
        unfinished.unlink(missing_ok=True)
        open_new(unfinished).close()
        copy = sqlite3.connect(unfinished)
        try:
            connection.backup(copy)
            finish(Database(copy))
            copy.commit()
        finally:
            copy.close()
        unfinished.rename(destination)
    except (OSError, sqlite3.Error) as error:
        unfinished.unlink(missing_ok=True)
        raise DatabaseUnwritable(path=destination, cause=error) from error
