"""What of a copy of the database is not true any more when it is put back."""

import json
import shutil
from pathlib import Path

import pytest

from storeops.base.actor import SYSTEM
from storeops.base.clock import FrozenClock
from storeops.base.clock_trust import TimeDoubt
from storeops.base.key_file import key_file
from storeops.hall.clock_actions import note_start
from storeops.people.sign_in_actions import sign_in
from storeops.queueing.issue import cancel_by_number
from storeops.running.integrity_view import findings
from storeops.store import clock_rows
from storeops.store.backup import backup, restore
from storeops.store.database import HallDatabase, connect
from storeops.store.journal import latest_at
from storeops.store.refusals import ClockBehindCopy
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


def put_back(
    db: HallDatabase, clock: FrozenClock, folder: Path, *, minutes: float, clock_is_right: bool = False
) -> HallDatabase:
    """A copy of the hall, put back at another path after so many minutes, beside the hall's key file."""
    copy, path = folder / "copy.db", folder / "back.db"
    backup(db.path, copy)
    clock.advance(minutes=minutes)
    shutil.copy(key_file(db.path), key_file(path))
    restore(copy, path, lambda anew: begin_anew(anew, clock, SYSTEM, copy.name, clock_is_right=clock_is_right))
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
    open_daily(db, "12:00", "18:00")

    back = put_back(db, clock, tmp_path, minutes=30)  # 09:30

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


def test_numbers_of_each_day_since_the_copy_are_passed_over_for_the_clock_may_be_set_back_to_it(
    db: HallDatabase, clock: FrozenClock, tmp_path: Path
) -> None:
    a_waiting_ticket(db, clock)

    # The copy knows Monday 09:00. 3 days ahead by a slip of the hand, the clock shows Thursday 09:00.
    back = put_back(db, clock, tmp_path, minutes=3 * 24 * 60)

    by_day = rows(back, "SELECT business_day, last_number FROM passed_over_number WHERE prefix = 'A'")
    assert [tuple(row.values()) for row in by_day] == [
        ("2026-03-02", 1 + 10 + 15 * 60),  # from A001 on: 10 + the 15 hours until midnight, one a minute
        ("2026-03-03", 10 + 24 * 60),
        ("2026-03-04", 10 + 24 * 60),
        ("2026-03-05", 10 + 9 * 60),  # until 09:00
    ]
    assert json.loads(last_event(back)["data"])["passed_over"] == dict.fromkeys("ABJ", 550)
    assert findings(back) == []
    clock.step(days=-3)
    assert a_waiting_ticket(back, clock).number == "A912"
    assert findings(back) == []
    back.conn.close()


def test_a_clock_that_shows_a_time_before_what_the_copy_knows_is_refused_and_nothing_stands_there(
    db: HallDatabase, clock: FrozenClock, tmp_path: Path
) -> None:
    a_waiting_ticket(db, clock)

    with pytest.raises(ClockBehindCopy) as refusal:
        put_back(db, clock, tmp_path, minutes=-3)

    assert str(refusal.value).startswith(
        "The clock of this computer shows 2026-03-02T00:57:00.000Z, but the copy knows what happened until"
        " 2026-03-02T01:00:00.000Z; nothing was put back."
    )
    assert not (tmp_path / "back.db").exists()


def test_a_clock_that_somebody_says_is_right_is_believed_and_all_of_today_is_unknown(
    db: HallDatabase, clock: FrozenClock, tmp_path: Path
) -> None:
    a_waiting_ticket(db, clock)

    back = put_back(db, clock, tmp_path, minutes=-60, clock_is_right=True)

    # From midnight until 08:00: 10 + 480 minutes * 1, behind A001.
    assert a_waiting_ticket(back, clock).number == "A492"
    assert clock_rows.open_doubt(back) is None
    assert findings(back) == []
    back.conn.close()


def test_a_copy_of_long_ago_is_put_back_and_the_clock_is_in_doubt_until_somebody_confirms_it(
    db: HallDatabase, clock: FrozenClock, tmp_path: Path
) -> None:
    a_waiting_ticket(db, clock)
    copied_at = clock.now()

    back = put_back(db, clock, tmp_path, minutes=40 * 24 * 60)

    doubt = clock_rows.open_doubt(back)
    assert doubt
    assert (doubt.doubt, doubt.expected_at, doubt.shown_at) == (TimeDoubt.AHEAD, copied_at, clock.now())
    kinds = [row["kind"] for row in rows(back, "SELECT kind FROM event ORDER BY seq DESC LIMIT 2")]
    assert kinds == ["database_restored", "clock_stepped"]
    assert note_start(back, clock, SYSTEM, latest_at(back)) is TimeDoubt.AHEAD, "the server that starts doubts it still"
    assert findings(back) == []
    back.conn.close()
