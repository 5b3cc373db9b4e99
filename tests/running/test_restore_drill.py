"""A drill puts a copy back aside, tells what differs and what no event explains, and leaves nothing."""

import json
from pathlib import Path

import pytest

from storeops.backups.refusals import BackupFolderMissing, BackupUnderWay, NoBackupFolder, NoCopyThere
from storeops.base.actor import SYSTEM
from storeops.base.clock import FrozenClock
from storeops.base.settings import Settings, read
from storeops.commands.up_to_date import bring_up_to_date
from storeops.queueing.calling import call_next
from storeops.running.backup_making import make_backup
from storeops.running.integrity_view import findings
from storeops.running.restore_drill import Drilled, drill, newest_copy
from storeops.store.backup import backup, sealed_backup
from storeops.store.database import HallDatabase
from storeops.store.file_turn import turn
from storeops.store.refusals import CopyDamaged, CopySealed, CopyUnreadable
from storeops.store.sealed_file import new_pair
from storeops.tracing.restoring_actions import begin_anew
from tests.factories import ANA, a_served_ticket, a_waiting_ticket, an_open_counter, last_event
from tests.running.test_backup_making import names_in


def drilled(db: HallDatabase, clock: FrozenClock, copy: Path, private: Path | None = None) -> Drilled:
    return drill(db, clock, SYSTEM, copy, private, lambda back: bring_up_to_date(back, clock))


@pytest.fixture
def copy(db: HallDatabase, clock: FrozenClock, tmp_path: Path) -> Path:
    """A copy of a hall in which somebody was served and somebody waits."""
    a_served_ticket(db, clock)
    a_waiting_ticket(db, clock)
    made = tmp_path / "copy.db"
    backup(db.path, made)
    return made


def test_a_hall_that_stood_still_is_the_same_in_every_row(db: HallDatabase, clock: FrozenClock, copy: Path) -> None:
    beside = names_in(db.path.parent)

    done = drilled(db, clock, copy)

    assert (done.findings, done.unexplained, done.lost_since, done.put_back_since) == ([], [], 0, False)
    assert {(table.changed, table.added, table.gone) for table in done.tables} == {(0, 0, 0)}
    same = {table.table: table.same for table in done.tables}
    assert (same["stored_ticket"], same["service"]) == (2, 5)
    assert set(names_in(db.path.parent)) - set(beside) == {"hall.db.drill-turn"}, "it is cleared away"
    event = last_event(db)
    assert event["kind"] == "restore_drilled"
    assert json.loads(event["data"]) == {
        "file": "copy.db",
        "findings": 0,
        "unexplained": 0,
        "seconds": pytest.approx(done.seconds, abs=0.1),
    }
    assert findings(db) == []


def test_what_happened_since_is_told_and_explained(db: HallDatabase, clock: FrozenClock, copy: Path) -> None:
    clock.advance(minutes=5)
    a_waiting_ticket(db, clock)
    an_open_counter(db, clock, "2")
    call_next(db, clock, ANA.actor, "1")

    done = drilled(db, clock, copy)

    assert (done.findings, done.unexplained) == ([], [])
    differing = {table.table: (table.changed, table.added, table.gone) for table in done.tables}
    # One ticket more, the one that waited was called; a leg began for the call.
    assert differing["stored_ticket"] == (1, 1, 0)
    assert differing["event"] == (0, done.lost_since, 0)
    assert done.lost_since > 2


def test_a_row_that_somebody_bent_since_is_named(db: HallDatabase, clock: FrozenClock, copy: Path) -> None:
    db.execute("UPDATE stored_ticket SET segment = 'vip' WHERE id = 1")

    done = drilled(db, clock, copy)

    assert done.unexplained == ["ticket 1 differs, and no event since tells of it"]
    assert done.findings == [], "the copy itself is in order"
    assert json.loads(last_event(db)["data"])["unexplained"] == 1


def test_an_event_that_somebody_bent_since_is_named(db: HallDatabase, clock: FrozenClock, copy: Path) -> None:
    db.execute("UPDATE event SET actor = 'nobody' WHERE seq = 3")

    assert drilled(db, clock, copy).unexplained == ["event 3 is not the same in the hall and in the copy"]


def test_a_copy_from_before_the_hall_was_put_back_is_another_story(
    db: HallDatabase, clock: FrozenClock, tmp_path: Path
) -> None:
    a_waiting_ticket(db, clock)
    clock.advance(minutes=10)
    begin_anew(db, clock, SYSTEM, "older.db")  # this hall, as of its one ticket
    clock.advance(minutes=10)
    copy = tmp_path / "copy.db"
    backup(db.path, copy)
    assert not drilled(db, clock, copy).put_back_since, "the copy knows of it"

    clock.advance(minutes=10)
    begin_anew(db, clock, SYSTEM, "older.db")
    db.execute("UPDATE restoration SET copy_at = '2026-03-02T00:00:00.000Z' WHERE id = 2")
    done = drilled(db, clock, copy)
    assert (done.put_back_since, done.tables, done.unexplained) == (True, [], [])


def test_a_damaged_copy_is_refused_and_nothing_of_it_is_left(db: HallDatabase, clock: FrozenClock, copy: Path) -> None:
    [page] = db.execute("SELECT rootpage FROM sqlite_master WHERE name = 'service'").fetchone()
    with copy.open("r+b") as file:
        file.seek((page - 1) * 4096)
        file.write(b"\xff" * 4096)

    with pytest.raises(CopyDamaged):
        drilled(db, clock, copy)

    assert not db.path.with_name("hall.db.drill").exists()
    assert last_event(db)["kind"] != "restore_drilled"


def test_a_sealed_copy_needs_its_private_key_and_a_lost_one_opens_nothing(
    db: HallDatabase, clock: FrozenClock, tmp_path: Path
) -> None:
    for name in ("ours", "theirs"):
        new_pair(tmp_path / f"{name}.private", tmp_path / f"{name}.public")
    copy = tmp_path / "copy.sealed"
    sealed_backup(db.path, copy, tmp_path / "ours.public")

    with pytest.raises(CopySealed):
        drilled(db, clock, copy)
    with pytest.raises(CopyUnreadable):
        drilled(db, clock, copy, tmp_path / "theirs.private")
    assert drilled(db, clock, copy, tmp_path / "ours.private").findings == []


def test_the_newest_copy_that_can_be_put_back_is_taken(db: HallDatabase, clock: FrozenClock, tmp_path: Path) -> None:
    folder = tmp_path / "stick"
    own: Settings = read({"STOREOPS_BACKUPS": str(folder)}, db.path)
    with pytest.raises(NoBackupFolder):
        newest_copy(db, read({}, db.path))
    with pytest.raises(BackupFolderMissing):
        newest_copy(db, own)
    folder.mkdir()
    with pytest.raises(NoCopyThere):
        newest_copy(db, own)
    make_backup(db, clock, SYSTEM, own)
    clock.advance(days=1)
    made = make_backup(db, clock, SYSTEM, own)
    (folder / made.file.replace("T01", "T02").replace(".db", "-damaged.db")).write_text("later, and damaged")

    assert newest_copy(db, own) == folder / made.file
    assert drilled(db, clock, newest_copy(db, own)).unexplained == []


def test_one_drill_at_a_time_and_the_rest_of_a_killed_one_is_cleared(
    db: HallDatabase, clock: FrozenClock, copy: Path
) -> None:
    with turn(db.path.with_name("hall.db.drill-turn")), pytest.raises(BackupUnderWay):
        drilled(db, clock, copy)
    left = db.path.with_name("hall.db.drill")
    left.mkdir()
    (left / "hall.db.part").write_text("half of one")

    assert drilled(db, clock, copy).findings == []
    assert not left.exists()
