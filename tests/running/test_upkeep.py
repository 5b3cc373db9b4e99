"""What the process that serves gives back by itself."""

import logging
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
