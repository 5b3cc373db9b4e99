"""Copying a hall's database while it is in use, and putting a copy back."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from sqlite_utils.utils import sqlite3  # type: ignore[attr-defined]  # the driver that sqlite-utils chose

from storeops.base.durable_files import open_new
from storeops.store.database import (
    HallDatabase,
    appear,
    connect,
    connect_for_migration,
    logs_of,
    refuse_stray_log,
    told_error,
)
from storeops.store.file_check_rows import file_faults
from storeops.store.file_turn import turn
from storeops.store.rebuilding import rebuild
from storeops.store.refusals import (
    CopyDamaged,
    CopySealed,
    CopyUnderWay,
    DatabaseDamaged,
    DatabaseUnwritable,
    HallExists,
)
from storeops.store.sealed_file import is_sealed, seal_into_place, unseal
from storeops.store.serving_files import refuse_while_served

Finish = Callable[[HallDatabase], object]
"""What is still done with a copy before it appears. Its path is already where it will stand, so it knows its key."""


def backup(source: Path, destination: Path) -> list[str]:
    """Copy `source` to a new file, online; what is damaged in the copy, empty where it is sound.

    HallExists, CopyUnderWay, LogWithoutDatabase; no half copy is left behind. A damaged one is: there may be no better.
    """
    return _checked_copy(connect(source), destination)


def backup_before_upgrade(source: Path, destination: Path) -> list[str]:
    """The same of a hall of an older version, which stays as it is. DatabaseMissing, NotADatabase, HallExists."""
    return _checked_copy(connect_for_migration(source), destination)


def _checked_copy(db: HallDatabase, destination: Path) -> list[str]:
    """Copy what is open, close it, and say what is damaged in the copy."""
    faults: list[str] = []
    try:
        _copy(db.conn.backup, destination, lambda copy: faults.extend(file_faults(copy)))
    finally:
        db.conn.close()
    return faults


def rebuilt_backup(source: Path, destination: Path) -> list[str]:
    """Copy `source` row by row to a new file, online, so that damaged indexes stay behind; what is wrong in the copy.

    HallExists; DatabaseDamaged where rows cannot be read, and then nothing is left.
    """
    faults: list[str] = []
    connect(source).conn.close()

    def fill(copy: sqlite3.Connection) -> None:
        try:
            rebuild(source, copy)
        except (sqlite3.IntegrityError, UnicodeDecodeError) as error:  # rows that contradict one another
            raise DatabaseDamaged(path=source, cause=error) from error
        except sqlite3.DatabaseError as error:
            raise told_error(source, error) or error from error

    _copy(fill, destination, lambda copy: faults.extend(file_faults(copy)))
    return faults


def sealed_backup(source: Path, destination: Path, public: Path) -> list[str]:
    """Copy `source` to a new file that only the private key of a pair opens; what is damaged in it.

    HallExists, CopyUnderWay, SealKeyUnusable.

    The open copy stands beside the database for that time, and is read by nobody else there; no half copy is left.
    """
    if destination.exists():
        raise HallExists(path=destination)
    with turn_to_copy(source) as is_ours:
        if not is_ours:
            raise CopyUnderWay(path=destination)
        with _for_a_time(source.with_name(source.name + ".plain")) as plain:
            faults = backup(source, plain)
            try:
                seal_into_place(plain, destination, public)
            except OSError as error:
                raise DatabaseUnwritable(path=destination, cause=error) from error
    return faults


def turn_to_copy(database: Path) -> AbstractContextManager[bool]:
    """Whether nobody else makes a copy of this hall for which an open one has to stand aside; for the block."""
    return turn(database.with_name(f"{database.name}.backup-turn"))


@contextmanager
def opened_copy(copy: Path, database: Path) -> Iterator[HallDatabase]:
    """A sound copy to read in, as if it stood beside its hall's key file. Nothing is written beside it."""
    connection = sqlite3.connect(f"{copy.absolute().as_uri()}?mode=ro&immutable=1", uri=True, isolation_level=None)
    try:
        yield HallDatabase(connection, database)
    finally:
        connection.close()


def restore_sealed(source: Path, destination: Path, private: Path, begin_anew: Finish) -> None:
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


def restore(source: Path, destination: Path, begin_anew: Finish) -> None:
    """Put a copy back as the database of a path where none stands, and none is served.

    NotADatabase, CopySealed, CopyDamaged, HallExists, HallServed, LogWithoutDatabase.
    `begin_anew` makes of the copy what shall stand there, before it appears.
    """
    if source.is_file() and is_sealed(source):
        raise CopySealed(path=source)
    refuse_while_served(destination)
    try:
        db = connect_for_migration(source)
    except sqlite3.DatabaseError as error:
        raise CopyDamaged(path=source, fault=error) from error
    try:

        def finish(copy: HallDatabase) -> None:
            faults = file_faults(copy)
            if faults:
                raise CopyDamaged(path=source, fault=faults[0])
            begin_anew(copy)

        _copy(db.conn.backup, destination, finish)
    finally:
        db.conn.close()


def _copy(fill: Callable[[sqlite3.Connection], object], destination: Path, finish: Finish) -> None:
    """Make a copy at a path: `fill` it, and `finish` it before it appears there."""
    if destination.exists():
        raise HallExists(path=destination)
    refuse_stray_log(destination)
    unfinished = destination.with_name(destination.name + ".part")
    if _is_being_made(unfinished):
        raise CopyUnderWay(path=destination)
    made = [unfinished, *logs_of(unfinished)]
    try:
        for file in made:
            file.unlink(missing_ok=True)
        open_new(unfinished).close()
        copy = sqlite3.connect(unfinished, isolation_level=None)
        try:
            copy.execute("PRAGMA foreign_keys = ON")
            # Locked from here to its end: a share of the network has no shared memory, and nobody else makes it anew.
            copy.execute("PRAGMA locking_mode = EXCLUSIVE")
            copy.execute("BEGIN EXCLUSIVE")
            copy.execute("COMMIT")
            fill(copy)
            finish(HallDatabase(copy, destination))
        finally:
            copy.close()  # which folds the write-ahead log into the file
        appear(unfinished, destination)
    except (OSError, sqlite3.Error) as error:
        raise DatabaseUnwritable(path=destination, cause=error) from error
    finally:
        for file in made:
            file.unlink(missing_ok=True)


def _is_being_made(unfinished: Path) -> bool:
    """Whether another process is at work on an unfinished copy; one that was killed has left it unlocked."""
    if not unfinished.exists():
        return False
    try:
        with turn(unfinished) as is_free:
            return not is_free
    except sqlite3.DatabaseError:  # less than the beginning of a database was written
        return False
