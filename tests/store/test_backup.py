"""Copies of a hall: who may read them, and what of a copy is not put back."""

import os
import re
import stat
from contextlib import closing
from pathlib import Path

import pytest
from sqlite_utils.utils import sqlite3  # type: ignore[attr-defined]  # the driver that sqlite-utils chose

from storeops.base.clock import FrozenClock
from storeops.base.durable_files import OWNER_ONLY
from storeops.people import session_rows
from storeops.store.backup import backup, restore, sealed_backup, turn_to_copy
from storeops.store.database import HallDatabase, connect, create, created_aside, logs_of
from storeops.store.file_check_rows import file_faults
from storeops.store.refusals import CopyDamaged, CopyUnderWay, HallExists, HallServed, LogWithoutDatabase
from storeops.store.sealed_file import new_pair
from storeops.store.serving_files import serving


def rights(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_a_new_hall_and_what_sqlite_writes_beside_it_are_its_owners_alone(tmp_path: Path) -> None:
    db = create(tmp_path / "hall.db")
    db.execute("UPDATE hall SET id = id")

    written = {file.name: rights(file) for file in tmp_path.iterdir()}
    db.conn.close()

    assert written == dict.fromkeys(("hall.db", "hall.db-wal", "hall.db-shm", "hall.db.keys"), OWNER_ONLY)


def test_a_hall_that_everybody_could_read_is_closed_when_it_is_opened(db: HallDatabase) -> None:
    db.execute("UPDATE hall SET id = id")
    for ending in ("", "-wal", "-shm"):
        Path(f"{db.path}{ending}").chmod(0o644)

    connect(db.path).conn.close()

    assert {rights(Path(f"{db.path}{ending}")) for ending in ("", "-wal", "-shm")} == {OWNER_ONLY}


def test_a_copy_and_what_is_put_back_of_it_are_their_owners_alone(db: HallDatabase, tmp_path: Path) -> None:
    copy, back = tmp_path / "copy.db", tmp_path / "back.db"

    backup(db.path, copy)
    restore(copy, back, session_rows.forget_all)

    assert (rights(copy), rights(back)) == (OWNER_ONLY, OWNER_ONLY)


def test_nothing_is_put_back_beside_the_log_of_a_database_that_is_gone(db: HallDatabase, tmp_path: Path) -> None:
    copy, path = tmp_path / "copy.db", tmp_path / "back.db"
    backup(db.path, copy)
    for log in logs_of(path):
        log.write_bytes(b"the newest tickets")

        with pytest.raises(LogWithoutDatabase, match=re.escape(str(log))):
            restore(copy, path, session_rows.forget_all)
        with pytest.raises(LogWithoutDatabase):
            backup(db.path, path)
        with pytest.raises(LogWithoutDatabase), created_aside(path):
            pass

        assert log.read_bytes() == b"the newest tickets"
        log.unlink()
    assert not path.exists()


def test_nothing_is_put_back_under_a_server(db: HallDatabase, clock: FrozenClock, tmp_path: Path) -> None:
    copy, path = tmp_path / "copy.db", tmp_path / "back.db"
    backup(db.path, copy)

    with serving(path, clock.now()), pytest.raises(HallServed, match=f"process {os.getpid()}, since 2026-03-02 01:00"):
        restore(copy, path, session_rows.forget_all)

    assert not path.exists()


def test_a_damaged_copy_is_told_when_it_is_made_and_refused_when_it_comes_back(
    db: HallDatabase, tmp_path: Path
) -> None:
    copy, path = tmp_path / "copy.db", tmp_path / "back.db"
    assert backup(db.path, copy) == []
    [page] = db.execute("SELECT rootpage FROM sqlite_master WHERE name = 'service'").fetchone()
    [size] = db.execute("PRAGMA page_size").fetchone()
    with copy.open("r+b") as file:
        file.seek((page - 1) * size)
        file.write(b"\xff" * size)

    with pytest.raises(CopyDamaged, match=re.escape(str(copy))):
        restore(copy, path, session_rows.forget_all)

    assert sorted(file.name for file in tmp_path.iterdir() if "back" in file.name) == []


def test_a_damaged_hall_is_copied_as_it_is_and_that_is_said(db: HallDatabase, tmp_path: Path) -> None:
    db.execute("PRAGMA foreign_keys = OFF")
    db.execute("UPDATE service SET category_id = 99 WHERE id = 1")

    faults = backup(db.path, tmp_path / "copy.db")

    assert faults == ["row 1 of service points at a missing row of category"]
    assert (tmp_path / "copy.db").exists(), "there may be no better one"


def test_what_a_killed_copy_left_does_not_damage_the_next_one(db: HallDatabase, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    hot_journal(tmp_path / "killed.db").rename(f"{copy}.part-journal")

    faults = backup(db.path, copy)

    assert (faults, sorted(file.name for file in tmp_path.glob("copy*"))) == ([], ["copy.db"])


def test_of_two_copies_for_one_place_the_second_is_refused_and_the_first_is_whole(
    db: HallDatabase, tmp_path: Path
) -> None:
    copy, twice = tmp_path / "copy.db", tmp_path / "twice.db"
    backup(db.path, copy)

    def meanwhile(finished: HallDatabase) -> None:
        with pytest.raises(CopyUnderWay):
            backup(db.path, twice)
        session_rows.forget_all(finished)

    restore(copy, twice, meanwhile)

    assert [file.name for file in tmp_path.glob("twice*")] == ["twice.db"]
    with closing(connect(twice)) as whole:
        assert file_faults(whole) == []


def test_what_has_come_to_stand_at_a_place_meanwhile_is_not_replaced(db: HallDatabase, tmp_path: Path) -> None:
    copy, place = tmp_path / "copy.db", tmp_path / "place.db"
    backup(db.path, copy)

    with pytest.raises(HallExists):
        restore(copy, place, lambda _: place.write_text("another's"))

    assert [(file.name, file.read_text()) for file in tmp_path.glob("place*")] == [("place.db", "another's")]


def test_a_sealed_copy_waits_for_the_one_whose_open_copy_stands_aside(db: HallDatabase, tmp_path: Path) -> None:
    new_pair(tmp_path / "private.pem", tmp_path / "public.pem")

    with turn_to_copy(db.path), pytest.raises(CopyUnderWay):
        sealed_backup(db.path, tmp_path / "copy.sealed", tmp_path / "public.pem")

    assert sealed_backup(db.path, tmp_path / "copy.sealed", tmp_path / "public.pem") == []


def test_nothing_is_put_back_beside_a_journal_that_would_be_played_back_into_it(
    db: HallDatabase, tmp_path: Path
) -> None:
    copy, path = tmp_path / "copy.db", tmp_path / "back.db"
    backup(db.path, copy)
    hot_journal(tmp_path / "killed.db").rename(f"{path}-journal")

    with pytest.raises(LogWithoutDatabase, match=r"back\.db-journal"):
        restore(copy, path, session_rows.forget_all)

    assert not path.exists()


def hot_journal(path: Path) -> Path:
    """What is left of a database whose process was killed while it wrote: its journal, which SQLite plays back."""
    killed = sqlite3.connect(path, isolation_level=None)
    killed.execute("CREATE TABLE page (text)")
    killed.execute(
        "INSERT INTO page WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100)"
        " SELECT hex(zeroblob(2000)) FROM n"
    )
    killed.execute("PRAGMA cache_size = 1")
    killed.execute("BEGIN")
    killed.execute("UPDATE page SET text = lower(text) || 'x'")
    journal = path.with_name("kept-journal")
    journal.write_bytes(Path(f"{path}-journal").read_bytes())
    killed.close()
    path.unlink()
    return journal
