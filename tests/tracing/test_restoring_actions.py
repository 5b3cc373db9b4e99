"""What of a copy of the database is not true any more when it is put back."""

import json
import shutil
from pathlib import Path

from storeops.base.actor import SYSTEM
from storeops.base.clock import FrozenClock
from storeops.base.key_file import key_file
from storeops.people.sign_in_actions import sign_in
from storeops.queueing.issue import cancel_by_number
from storeops.running.integrity_view import findings
from storeops.store.backup import backup, restore
from storeops.store.database import HallDatabase, connect
from storeops.store.restoration_rows import Restoration, latest
from storeops.tracing.restoring_actions import begin_anew
from tests.factories import (
    ANA,
    AT_DESK,
    CHEN,
    PIN,
    a_waiting_ticket,
    everything,
    last_event,
    open_daily,
    rows,
    set_hall,
    whose_session,
)


def put_back(db: HallDatabase, clock: FrozenClock, folder: Path, *, minutes: float) -> HallDatabase:
    """A copy of the hall, put back at another path after so many minutes, beside the hall's key file."""
    copy, path = folder / "copy.db", folder / "back.db"
    backup(db.path, copy)
    clock.advance(minutes=minutes)
    shutil.copy(key_file(db.path), key_file(path))
    restore(copy, path, lambda anew: begin_anew(anew, clock, SYSTEM, copy.name))
    return connect(path)


def test_all_comes_back_but_who_was_signed_in_and_how_events_are_called(
    db: HallDatabase, clock: FrozenClock, tmp_path: Path
) -> None:
    token = sign_in(db, clock, ANA.actor, ANA.code, PIN, AT_DESK).token
    a_waiting_ticket(db, clock)
    copied_at = clock.now()
    was = everything(db)

    back = put_back(db, clock, tmp_path, minutes=30)

    assert whose_session(back, token, AT_DESK.place, clock.now()) is None
    assert whose_session(db, token, AT_DESK.place, clock.now()), "the hall that was copied goes on"
    assert latest(back) == Restoration(clock.now(), copied_at)
    event, now = last_event(back), everything(back)
    assert findings(back) == []
    back.conn.close()
    assert event["kind"] == "database_restored"
    # Three letters. Nobody of them had a busier hour than one ticket: 10 + 30 minutes * 1, behind A001 and nothing.
    passed_over = {"A": 41, "B": 40, "J": 40}
    assert json.loads(event["data"]) == {
        "file": "copy.db",
        "copy_at": "2026-03-02T01:00:00.000Z",
        "passed_over": passed_over,
    }
    assert {row["prefix"]: row["last_number"] for row in now.pop("number_sequence")} == passed_over
    assert {row["prefix"]: row["last_number"] for row in now.pop("passed_over_number")} == passed_over
    assert (now.pop("session"), len(was.pop("session"))) == ([], 1)
    for table in ("journal_epoch", "restoration", "passed_over_number", "number_sequence", "event", "told_event"):
        assert now.pop(table, None) != was.pop(table), table
    assert now == was, "everything else comes back"


def test_numbers_that_may_be_in_customers_hands_are_not_given_again(
    db: HallDatabase, clock: FrozenClock, tmp_path: Path
) -> None:
    a_waiting_ticket(db, clock)

    back = put_back(db, clock, tmp_path, minutes=5)

    # 10 + 5 minutes * 1 behind A001 are passed over.
    assert a_waiting_ticket(back, clock).number == "A017"
    assert findings(back) == []
    clock.advance(days=1)
    assert a_waiting_ticket(back, clock).number == "A002", (
        "only on that day, and the first of the day before still waits"
    )
    assert findings(back) == []
    back.conn.close()


def test_only_time_in_which_tickets_were_given_counts(db: HallDatabase, clock: FrozenClock, tmp_path: Path) -> None:
    open_daily(db, "09:00", "18:00")
    set_hall(db, tickets_before_opening_minutes=0)
    clock.advance(hours=-17)  # 16:00 of the day before
    a_waiting_ticket(db, clock)

    back = put_back(db, clock, tmp_path, minutes=17 * 60 + 20)  # 09:20

    # 10 + 20 minutes * 1; what was given after 16:00 of the day before is not called today.
    assert a_waiting_ticket(back, clock).number == "A031"
    back.conn.close()


def test_before_the_hall_opens_nothing_is_passed_over(db: HallDatabase, clock: FrozenClock, tmp_path: Path) -> None:
    open_daily(db, "10:00", "18:00")
    clock.advance(hours=-1)

    back = put_back(db, clock, tmp_path, minutes=30)

    assert rows(back, "SELECT * FROM passed_over_number") == []
    assert json.loads(last_event(back)["data"])["passed_over"] == {}
    back.conn.close()


def test_what_was_passed_over_stays_so_after_a_clock_that_went_to_another_day_and_back(
    db: HallDatabase, clock: FrozenClock, tmp_path: Path
) -> None:
    back = put_back(db, clock, tmp_path, minutes=5)  # up to A015: 10 + 5 minutes * 1

    clock.step(days=1)
    tomorrow = a_waiting_ticket(back, clock)
    cancel_by_number(back, clock, CHEN.actor, tomorrow.number)
    clock.step(days=-1)
    number = a_waiting_ticket(back, clock).number
    found = findings(back)
    back.conn.close()

    assert (tomorrow.number, number, found) == ("A001", "A016", [])


def test_check_finds_nothing_in_the_numbers_of_a_day_to_which_the_clock_stepped_back_after_a_restore(
    db: HallDatabase, clock: FrozenClock, tmp_path: Path
) -> None:
    back = put_back(db, clock, tmp_path, minutes=5)

    clock.step(days=-1)
    number = a_waiting_ticket(back, clock).number
    found = findings(back)
    back.conn.close()

    assert (number, found) == ("A001", [])


def test_without_its_key_file_a_copy_is_put_back_all_the_same_and_no_event_stays_unsealed(
    db: HallDatabase, clock: FrozenClock, tmp_path: Path
) -> None:
    a_waiting_ticket(db, clock)
    copy, path = tmp_path / "copy.db", tmp_path / "back.db"
    backup(db.path, copy)
    clock.advance(minutes=5)

    restore(copy, path, lambda anew: begin_anew(anew, clock, SYSTEM, copy.name))

    back = connect(path)
    assert latest(back) is not None
    assert last_event(back)["kind"] == "issue"
    assert rows(back, "SELECT last_number FROM number_sequence WHERE prefix = 'A'") == [{"last_number": 16}]
    back.conn.close()
