"""The hall copies itself: what stands in the folder, what is noted, and what is told where it could not."""

import errno
import json
import os
import shutil
import sqlite3
import subprocess
import sys
from datetime import time, timedelta
from pathlib import Path
from typing import Any

import pytest

from storeops.backups import backup_rows
from storeops.backups.backup_actions import note_tried
from storeops.backups.backup_trouble import BackupTrouble
from storeops.backups.backup_view import backups_now
from storeops.backups.due_backup_view import backup_is_due
from storeops.backups.hall_mark_rows import hall_mark
from storeops.backups.refusals import (
    BackupDamaged,
    BackupFolderFull,
    BackupFolderMissing,
    BackupFolderNotMounted,
    BackupKeyUnusable,
    BackupUnderWay,
    BackupUnwritable,
    NoBackupFolder,
)
from storeops.base.actor import SYSTEM
from storeops.base.clock import FrozenClock
from storeops.base.settings import BackupSettings, Settings, read
from storeops.running.backup_making import make_backup
from storeops.running.heavy_jobs import do_job
from storeops.running.integrity_view import findings
from storeops.running.jobs import heavy_jobs_of
from storeops.store.backup import restore_sealed
from storeops.store.database import HallDatabase, connect
from storeops.store.file_turn import turn
from storeops.store.sealed_file import is_sealed, new_pair
from storeops.tracing.head_actions import write_head_aside
from tests.factories import a_waiting_ticket, everything, last_event, rows


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "stick"
    made.mkdir()
    return made


@pytest.fixture
def own(db: HallDatabase, folder: Path) -> Settings:
    return read({"STOREOPS_BACKUPS": str(folder)}, db.path)


def sealed_for(own: Settings, public: Path) -> Settings:
    assert own.backups
    return Settings(own.database, None, 1, 4, backups=BackupSettings(own.backups.folder, own.backups.times, public))


def names_in(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.iterdir())


def troubles(db: HallDatabase, clock: FrozenClock, own: Settings) -> list[BackupTrouble]:
    return list(backups_now(db, own, clock.now()).troubles)


def is_due(db: HallDatabase, clock: FrozenClock, own: Settings) -> bool:
    assert own.backups
    return backup_is_due(db, own.backups, clock.now())


def failures(db: HallDatabase) -> list[str]:
    told = rows(db, "SELECT data FROM event WHERE kind = 'backup_failed' ORDER BY seq")
    return [json.loads(event["data"])["because"] for event in told]


def spoil(db: HallDatabase) -> None:
    """A service that points at no category: the file is not sound."""
    db.execute("PRAGMA foreign_keys = OFF")
    db.execute("UPDATE service SET category_id = 99 WHERE id = 1")


def test_a_copy_stands_in_the_folder_checked_and_noted(
    db: HallDatabase, clock: FrozenClock, own: Settings, folder: Path
) -> None:
    a_waiting_ticket(db, clock)
    copied = everything(db)

    made = make_backup(db, clock, SYSTEM, own)

    mark = hall_mark(db, db.path)
    assert mark.startswith("hall-")
    assert names_in(folder) == [made.file] == [f"{mark}-20260302T010000Z.db"]
    event = last_event(db)
    assert (event["kind"], event["actor"]) == ("backup_made", "system")
    assert json.loads(event["data"]) == {
        "file": made.file,
        "folder": str(folder),
        "is_apart": False,
        "findings": 0,
        "count": 0,
    }
    copy = connect(folder / made.file)
    then = everything(copy)
    copy.conn.close()
    # The try itself was noted before the copy was made.
    assert [row["job"] for row in then.pop("job_run")] == ["make_backup"]
    copied.pop("job_run", None)
    assert {**then} == copied
    assert not is_due(db, clock, own)
    assert troubles(db, clock, own) == []
    assert findings(db) == []


def test_the_job_makes_one_a_day_and_lets_old_ones_go(
    db: HallDatabase, clock: FrozenClock, own: Settings, folder: Path
) -> None:
    assert "make_backup" in [job.name for job in heavy_jobs_of(own)]
    assert "make_backup" not in [job.name for job in heavy_jobs_of(read({}, db.path))]
    for _ in range(20):
        for _ in range(2):  # asked twice, made once
            do_job("make_backup", db, clock, own)
        clock.advance(days=1)

    # From Monday 2 to Saturday 21 March, 09:00: fourteen days, 8 to 21 March; and the newest of the week before them is
    # Sunday 8 March, which is among them. So is March's.
    stamps = [name.split("-")[2][6:8] for name in names_in(folder)]
    assert stamps == [f"{day:02d}" for day in range(8, 22)]
    assert (
        sum(json.loads(row["data"])["count"] for row in rows(db, "SELECT * FROM event WHERE kind = 'backup_made'")) == 6
    )


def test_the_copies_of_another_hall_and_other_files_are_left_alone(
    db: HallDatabase, clock: FrozenClock, own: Settings, folder: Path
) -> None:
    others = [f"hall-aaaaaa-2020010{day}T000000Z.db" for day in range(1, 9)] + [
        "hall-aaaaaa-copy.unfinished",
        "notes.txt",
    ]
    for name in others:
        (folder / name).write_text("theirs")

    made = make_backup(db, clock, SYSTEM, own)

    assert names_in(folder) == sorted([*others, made.file])


def test_two_copies_of_one_second_stand_side_by_side(
    db: HallDatabase, clock: FrozenClock, own: Settings, folder: Path
) -> None:
    first, second = (make_backup(db, clock, SYSTEM, own).file for _ in range(2))

    assert second == first.replace("Z.db", "Z-2.db")
    assert names_in(folder) == sorted([first, second])


def test_a_sealed_copy_opens_with_the_private_key_alone_and_holds_no_key(
    db: HallDatabase, clock: FrozenClock, own: Settings, folder: Path, tmp_path: Path
) -> None:
    private, public = tmp_path / "private.pem", tmp_path / "public.pem"
    new_pair(private, public)
    own = sealed_for(own, public)
    private = private.rename(folder.parent / "taken-away.pem")
    beside = names_in(tmp_path)

    made = make_backup(db, clock, SYSTEM, own)

    copy = folder / made.file
    assert names_in(folder) == [made.file]
    assert made.file.endswith(".sealed")
    assert is_sealed(copy)
    assert set(names_in(tmp_path)) - set(beside) == {"hall.db.backup-turn"}, "no open copy is left"
    restore_sealed(copy, tmp_path / "back.db", private, lambda _: None)
    back = connect(tmp_path / "back.db")
    assert rows(back, "SELECT count(*) AS n FROM service") == rows(db, "SELECT count(*) AS n FROM service")
    back.conn.close()


def test_an_unsealed_copy_holds_nothing_of_the_key_file(
    db: HallDatabase, clock: FrozenClock, own: Settings, folder: Path
) -> None:
    keys = json.loads(Path(f"{db.path}.keys").read_text())
    copy = (folder / make_backup(db, clock, SYSTEM, own).file).read_bytes()

    assert keys
    assert not any(key.encode() in copy for key in keys.values())


# What is found in a copy


def test_a_copy_of_a_damaged_hall_is_left_and_told_and_no_older_one_goes(
    db: HallDatabase, clock: FrozenClock, own: Settings, folder: Path
) -> None:
    good = make_backup(db, clock, SYSTEM, own)
    spoil(db)
    clock.advance(days=1)

    with pytest.raises(BackupDamaged, match="row 1 of service points at a missing row"):
        make_backup(db, clock, SYSTEM, own)

    mark = hall_mark(db, db.path)
    assert names_in(folder) == sorted([good.file, f"{mark}-20260303T010000Z-damaged.db"])
    assert failures(db) == ["damaged"]
    assert troubles(db, clock, own) == [BackupTrouble.DAMAGED]
    clock.advance(days=2)
    assert troubles(db, clock, own) == [BackupTrouble.DAMAGED, BackupTrouble.TOO_OLD]


def test_a_copy_that_does_not_check_can_be_put_back_and_is_told(
    db: HallDatabase, clock: FrozenClock, own: Settings, folder: Path
) -> None:
    a_waiting_ticket(db, clock)
    db.execute("UPDATE stored_ticket SET segment = 'vip'")

    made = make_backup(db, clock, SYSTEM, own)

    assert made.findings
    assert names_in(folder) == [made.file]
    assert made.file.endswith("-findings.db")
    assert troubles(db, clock, own) == [BackupTrouble.FINDINGS]
    assert not is_due(db, clock, own), "another one would be no better"


def test_a_head_that_is_written_aside_after_the_copy_was_made_is_no_finding_of_it(
    db: HallDatabase, clock: FrozenClock, own: Settings, folder: Path
) -> None:
    made = make_backup(db, clock, SYSTEM, own)
    a_waiting_ticket(db, clock)
    write_head_aside(db, clock, SYSTEM)

    from storeops.store.backup import opened_copy

    with opened_copy(folder / made.file, db.path) as copy:
        assert findings(copy, is_copy=True) == []
        assert len(findings(copy)) == 1
    assert names_in(folder) == [made.file], "nothing is written beside it"


# Where it cannot be made


def test_a_stick_that_was_pulled_is_told_once_and_healed_by_itself(
    db: HallDatabase, clock: FrozenClock, own: Settings, folder: Path
) -> None:
    make_backup(db, clock, SYSTEM, own)
    pulled = folder.rename(folder.with_name("pocket"))
    clock.advance(minutes=20)

    assert is_due(db, clock, own), "nobody waits for the night to notice"
    for _ in range(3):
        with pytest.raises(BackupFolderMissing, match="stick"):
            make_backup(db, clock, SYSTEM, own)
        assert not is_due(db, clock, own)
        clock.advance(minutes=15)
    assert failures(db) == ["folder_missing"]
    assert troubles(db, clock, own) == [BackupTrouble.FOLDER_MISSING]

    pulled.rename(folder)
    assert is_due(db, clock, own)
    do_job("make_backup", db, clock, own)
    assert troubles(db, clock, own) == []
    assert len(names_in(folder)) == 2


def test_where_a_stick_stood_nothing_is_written_to_the_disk_below_it(
    db: HallDatabase, clock: FrozenClock, own: Settings, folder: Path
) -> None:
    made = make_backup(db, clock, SYSTEM, own)
    (folder / made.file).unlink()  # the folder of the mount is there, and empty
    data = {"file": made.file, "folder": str(folder), "is_apart": True, "findings": 0, "count": 0}
    db.execute("UPDATE event SET data = ? WHERE kind = 'backup_made'", (json.dumps(data),))

    with pytest.raises(BackupFolderNotMounted, match="is on the hall's own disk now"):
        make_backup(db, clock, SYSTEM, own)

    assert names_in(folder) == []
    assert failures(db) == ["not_mounted"]
    other = folder.with_name("other")
    other.mkdir()
    elsewhere = read({"STOREOPS_BACKUPS": str(other)}, db.path)
    assert make_backup(db, clock, SYSTEM, elsewhere).file in names_in(other), "whoever means it names another folder"


def test_a_disk_without_room_is_told_before_anything_is_written(
    db: HallDatabase, clock: FrozenClock, own: Settings, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = shutil.disk_usage(folder)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage._replace(free=64 * 2**20))  # less than that stays free

    with pytest.raises(BackupFolderFull, match="64 are free"):
        make_backup(db, clock, SYSTEM, own)

    assert names_in(folder) == []
    assert failures(db) == ["full"]


def test_a_disk_that_fills_up_half_way_leaves_nothing_of_a_copy_and_all_older_ones(
    db: HallDatabase, clock: FrozenClock, own: Settings, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    good = make_backup(db, clock, SYSTEM, own)
    clock.advance(days=1)

    def full(self: Path, _target: Path) -> Any:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(Path, "rename", full)

    with pytest.raises(BackupUnwritable, match="No space left"):
        make_backup(db, clock, SYSTEM, own)

    assert names_in(folder) == [good.file]
    assert failures(db) == ["unwritable"]


def test_a_lost_public_key_is_told_and_nothing_is_copied_open_instead(
    db: HallDatabase, clock: FrozenClock, own: Settings, folder: Path, tmp_path: Path
) -> None:
    own = sealed_for(own, tmp_path / "lost.pem")

    with pytest.raises(BackupKeyUnusable, match=r"lost\.pem"):
        make_backup(db, clock, SYSTEM, own)

    assert names_in(folder) == []
    assert failures(db) == ["key_unusable"]


def test_two_processes_make_one_copy(db: HallDatabase, clock: FrozenClock, own: Settings, folder: Path) -> None:
    before = everything(db)

    with turn(db.path.with_name("hall.db.backup-turn")), pytest.raises(BackupUnderWay):
        make_backup(db, clock, SYSTEM, own)

    assert (names_in(folder), everything(db)) == ([], before)


def test_what_a_killed_process_left_is_cleared_by_the_next(
    db: HallDatabase, clock: FrozenClock, own: Settings, folder: Path
) -> None:
    mark = hall_mark(db, db.path)
    for name in (f"{mark}-copy.unfinished", f"{mark}-copy.unfinished.part", f"{mark}-copy.unfinished.part-wal"):
        (folder / name).write_text("half a copy")
        (db.path.parent / name).write_text("half an open copy of one to be sealed")

    made = make_backup(db, clock, SYSTEM, own)

    assert names_in(folder) == [made.file]
    assert [name for name in names_in(db.path.parent) if "unfinished" in name] == []


KILLED = """
import os, sys
from storeops.base.actor import SYSTEM
from storeops.base.clock import SystemClock
from storeops.base.settings import read
from storeops.running import backup_making
from storeops.store.database import connect
backup_making.integrity_view.findings = lambda *_, **__: os._exit(9)  # as a kill between copying and checking
own = read(os.environ)
backup_making.make_backup(connect(own.database), SystemClock(), SYSTEM, own)
"""


def test_one_that_is_killed_while_it_checks_leaves_nothing_that_looks_like_a_copy(
    db: HallDatabase, clock: FrozenClock, own: Settings, folder: Path
) -> None:
    environment = {**os.environ, "STOREOPS_DB": str(db.path), "STOREOPS_BACKUPS": str(folder)}
    assert subprocess.run([sys.executable, "-c", KILLED], env=environment, check=False).returncode == 9

    assert [name for name in names_in(folder) if not name.endswith(".unfinished")] == []
    assert backup_rows.last_made(db) is None
    assert findings(db) == []
    assert len(names_in(folder)) == 1
    made = make_backup(db, clock, SYSTEM, own)
    assert names_in(folder) == [made.file], "the lock of the killed one is gone with it"


def test_memory_that_does_not_reach_for_the_check_leaves_a_copy_that_says_so(
    db: HallDatabase, clock: FrozenClock, own: Settings, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def too_large(*_: object, **__: object) -> list[str]:
        raise MemoryError

    monkeypatch.setattr("storeops.running.integrity_view.findings", too_large)

    made = make_backup(db, clock, SYSTEM, own)

    assert made.file.endswith("-unchecked.db")
    assert made.findings is None
    assert troubles(db, clock, own) == [BackupTrouble.UNCHECKED]
    assert sqlite3.connect(folder / made.file).execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_a_clock_that_is_set_back_holds_up_no_copy_and_none_is_lost_by_it(
    db: HallDatabase, clock: FrozenClock, own: Settings, folder: Path
) -> None:
    late = make_backup(db, clock, SYSTEM, own)
    clock.advance(days=-40)

    assert is_due(db, clock, own)
    early = make_backup(db, clock, SYSTEM, own)

    assert names_in(folder) == sorted([early.file, late.file])
    assert not is_due(db, clock, own)
    standing = backups_now(db, own, clock.now())
    assert (standing.age, standing.file) == (timedelta(0), early.file)


def test_a_first_copy_that_is_begun_and_never_done_is_told_until_one_is_made(
    db: HallDatabase, clock: FrozenClock, own: Settings
) -> None:
    assert troubles(db, clock, own) == [], "nothing was begun yet"
    note_tried(db, clock, SYSTEM)  # as a child notes that is killed afterwards

    assert troubles(db, clock, own) == [BackupTrouble.NEVER_MADE]

    make_backup(db, clock, SYSTEM, own)
    assert troubles(db, clock, own) == []


def test_without_a_folder_none_is_made_and_nothing_is_a_trouble(db: HallDatabase, clock: FrozenClock) -> None:
    with pytest.raises(NoBackupFolder, match="STOREOPS_BACKUPS"):
        make_backup(db, clock, SYSTEM, read({}, db.path))
    standing = backups_now(db, read({}, db.path), clock.now())

    assert (standing.is_set_up, standing.troubles, standing.good_at, standing.age) == (False, (), None, None)


def test_a_hall_copied_twice_a_day_is_told_of_sooner(db: HallDatabase, clock: FrozenClock, folder: Path) -> None:
    own = Settings(db.path, None, 1, 4, backups=BackupSettings(folder, (time(4, 30), time(16, 30)), None))
    make_backup(db, clock, SYSTEM, own)

    clock.advance(hours=24)
    assert troubles(db, clock, own) == []
    clock.advance(seconds=1)  # twice the twelve hours between
    assert troubles(db, clock, own) == [BackupTrouble.TOO_OLD]
