"""What the process that serves gives back by itself."""

import ctypes
import logging
import resource
import sys
from pathlib import Path

import pytest

from storeops.running import upkeep
from storeops.running.upkeep import Upkeep
from storeops.store.database import KEPT_LOG_BYTES, HallDatabase, Pool, connect
from storeops.store.log_folding import log_bytes


def grow_log(db: HallDatabase) -> None:
    db.execute("CREATE TABLE IF NOT EXISTS large_of_a_test (id INTEGER PRIMARY KEY, content BLOB)")
    db.execute("INSERT OR REPLACE INTO large_of_a_test VALUES (1, ?)", [b"x" * (KEPT_LOG_BYTES + 1)])


def test_a_look_folds_the_log(db: HallDatabase, hall_path: Path) -> None:
    reader = connect(hall_path)
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM hall").fetchone()
    grow_log(db)
    reader.conn.close()
    pool = Pool(hall_path)

    Upkeep(pool).look()

    assert log_bytes(hall_path) == 0
    pool.close()


def resident_mib() -> float:
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize() / 1024**2


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only of glibc the server knows what to ask")
def test_a_look_gives_back_what_was_freed_between_pieces_that_stay(hall_path: Path) -> None:
    library = ctypes.CDLL(None)
    library.malloc.restype = ctypes.c_void_p
    library.free.argtypes = [ctypes.c_void_p]
    pieces = [library.malloc(8192) for _ in range(8192)]  # 64 MiB
    for piece in pieces:
        ctypes.memset(piece, 1, 8192)
    for number, piece in enumerate(pieces):
        if number % 8:  # seven eighths: 56 MiB
            library.free(piece)
    pool = Pool(hall_path)
    before = resident_mib()

    Upkeep(pool).look()

    assert before - resident_mib() > 40
    for piece in pieces[::8]:
        library.free(piece)
    pool.close()


def test_a_log_that_another_program_holds_is_told_once_until_it_is_folded(
    db: HallDatabase, hall_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(upkeep, "WORRYING_LOG_BYTES", KEPT_LOG_BYTES)
    reader = connect(hall_path)
    pool = Pool(hall_path)
    looks = Upkeep(pool)
    for _ in range(2):
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM hall").fetchone()
        grow_log(db)
        with caplog.at_level(logging.WARNING):
            looks.look()
            looks.look()
        reader.execute("COMMIT")
        looks.look()
        assert log_bytes(hall_path) == 0

    assert [record.message for record in caplog.records] == [
        f"the write-ahead log of {hall_path} has 8 MB and cannot be folded: another program has been reading in the"
        " database for long; end it"
    ] * 2
    reader.conn.close()
    pool.close()
