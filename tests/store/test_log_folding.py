"""The write-ahead log: small again once nobody reads, no larger than what was written while somebody does."""

import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from storeops.store.database import KEPT_LOG_BYTES, HallDatabase, connect
from storeops.store.log_folding import LogState, fold_log, log_bytes

MIB = 1024 * 1024
PIECE = b"x" * MIB
MOST_TRIES = 50
"""One does, but where the machine lets a reader sleep in the midst of its work."""


@pytest.fixture
def reader(hall_path: Path) -> Iterator[HallDatabase]:
    """Another connection, which a test lets read for long."""
    reader = connect(hall_path)
    yield reader
    reader.conn.close()


def write(db: HallDatabase, mib: int) -> None:
    """Let the log grow by so much: a picture that is put into the hall again and again."""
    for _ in range(mib):
        db.execute("INSERT OR REPLACE INTO hall_logo_of_a_test VALUES (1, ?)", [PIECE])


@pytest.fixture(autouse=True)
def large_row(db: HallDatabase) -> None:
    db.execute("CREATE TABLE hall_logo_of_a_test (id INTEGER PRIMARY KEY, content BLOB)")


def test_a_small_log_is_left_alone(db: HallDatabase, hall_path: Path) -> None:
    write(db, 1)
    before = log_bytes(hall_path)

    assert fold_log(db) == LogState(before, is_held=False)
    assert 0 < before == log_bytes(hall_path)


def test_a_log_that_a_reader_holds_grows_by_what_is_written_and_is_cut_off_once_the_reader_is_gone(
    db: HallDatabase, reader: HallDatabase, hall_path: Path
) -> None:
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM hall").fetchone()
    write(db, 20)
    grown = log_bytes(hall_path)

    held = fold_log(db)

    # Each MiB is written as 4 KiB pages with 24 bytes before each, and some more pages for their places.
    assert 20 * MIB < grown < 22 * MIB
    assert held == LogState(grown, is_held=True)
    assert reader.execute("SELECT count(*) FROM hall").fetchone() == (1,)
    write(db, 1)  # whoever writes is not held up by it

    reader.execute("COMMIT")
    assert fold_log(db) == LogState(0, is_held=False)


def test_short_readers_that_never_pause_do_not_keep_it(db: HallDatabase, reader: HallDatabase, hall_path: Path) -> None:
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM hall").fetchone()
    write(db, 20)
    ends = threading.Event()

    def read() -> None:
        with closing(connect(hall_path).conn) as connection:
            while not ends.is_set():
                connection.execute("BEGIN")
                connection.execute("SELECT count(*) FROM hall").fetchone()
                ends.wait(0.002)
                connection.execute("COMMIT")

    readers = [threading.Thread(target=read, daemon=True) for _ in range(4)]
    for each in readers:
        each.start()
    reader.execute("COMMIT")
    tries = 1
    while fold_log(db).bytes and tries < MOST_TRIES:
        tries += 1
    ends.set()
    for each in readers:
        each.join()

    assert log_bytes(hall_path) == 0


def test_a_log_that_begins_anew_is_cut_to_what_is_kept(db: HallDatabase, reader: HallDatabase, hall_path: Path) -> None:
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM hall").fetchone()
    write(db, 20)
    reader.execute("COMMIT")

    db.execute("PRAGMA wal_checkpoint(PASSIVE)")
    write(db, 1)

    assert log_bytes(hall_path) <= KEPT_LOG_BYTES
