"""A clock that cannot be right is noted, and its time is in doubt until somebody or something settles it."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from storeops.base.actor import SYSTEM
from storeops.base.business_time import stamp
from storeops.base.clock import FrozenClock
from storeops.base.clock_trust import TimeDoubt
from storeops.hall.clock_actions import (
    confirm_time,
    note_network_agrees,
    note_passed,
    note_start,
    note_step,
)
from storeops.hall.refusals import TimeNotInDoubt
from storeops.store import clock_rows
from storeops.store.clock_rows import WrongTime
from storeops.store.database import HallDatabase
from storeops.store.journal import latest_at
from tests.factories import MONDAY_NINE, SUN, a_waiting_ticket, everything, last_event, open_daily, rows

NO_TIME = timedelta(0)


@pytest.fixture(autouse=True)
def a_hall_where_something_happened(db: HallDatabase, clock: FrozenClock) -> None:
    """Open from 09:00 to 18:00, so shut for 15 hours at most; a ticket was taken on Monday at 09:00."""
    open_daily(db, "09:00", "18:00")
    a_waiting_ticket(db, clock)


def test_a_start_a_holiday_later_is_nothing_to_speak_of(db: HallDatabase, clock: FrozenClock) -> None:
    clock.advance(days=7, hours=15)
    before = everything(db)

    assert note_start(db, clock, SYSTEM, latest_at(db)) is None

    assert everything(db) == before


def test_a_start_forty_days_later_is_in_doubt(db: HallDatabase, clock: FrozenClock) -> None:
    clock.advance(days=40)

    assert note_start(db, clock, SYSTEM, latest_at(db)) is TimeDoubt.AHEAD

    (step,) = rows(db, "SELECT * FROM clock_step")
    assert (step["found_at"], step["expected_at"], step["shown_at"], step["doubt"], step["settled_at"]) == (
        "start",
        stamp(MONDAY_NINE),
        stamp(clock.now()),
        "ahead",
        None,
    )
    event = last_event(db)
    assert (event["kind"], json.loads(event["data"])) == (
        "clock_stepped",
        {"expected_at": stamp(MONDAY_NINE), "shown_at": stamp(clock.now()), "time_doubt": "ahead"},
    )


def test_it_stays_in_doubt_over_another_start_and_new_customers(db: HallDatabase, clock: FrozenClock) -> None:
    clock.advance(days=40)
    note_start(db, clock, SYSTEM, latest_at(db))
    a_waiting_ticket(db, clock)  # the newest event is of the wrong time by now
    clock.advance(minutes=10)

    assert note_start(db, clock, SYSTEM, latest_at(db)) is TimeDoubt.AHEAD

    assert len(rows(db, "SELECT * FROM clock_step")) == 1


def test_somebody_confirms_the_time_and_is_told_where_nothing_is_in_doubt(db: HallDatabase, clock: FrozenClock) -> None:
    clock.advance(days=40)
    note_start(db, clock, SYSTEM, latest_at(db))

    confirm_time(db, clock, SUN.actor)

    event = last_event(db)
    assert (event["kind"], event["actor"]) == ("time_settled", "employee:7001")
    assert json.loads(event["data"]) == {"settled_because": "person", "shown_at": stamp(clock.now())}
    assert clock_rows.open_doubt(db) is None
    assert note_start(db, clock, SYSTEM, latest_at(db)) is None, "the time that was confirmed is what is known now"
    assert clock_rows.wrong_times(db) == [], "it was right"
    with pytest.raises(TimeNotInDoubt):
        confirm_time(db, clock, SUN.actor)


def test_the_network_agrees(db: HallDatabase, clock: FrozenClock) -> None:
    clock.advance(days=40)
    note_start(db, clock, SYSTEM, latest_at(db))

    note_network_agrees(db, clock, SYSTEM)

    assert json.loads(last_event(db)["data"])["settled_because"] == "network"
    assert clock_rows.open_doubt(db) is None


def test_a_clock_that_is_set_right_while_the_hall_is_off_needs_nobody(db: HallDatabase, clock: FrozenClock) -> None:
    clock.instant = datetime(2015, 1, 1, 2, 0, tzinfo=UTC)
    assert note_start(db, clock, SYSTEM, latest_at(db)) is TimeDoubt.BEHIND
    clock.advance(minutes=10)
    a_waiting_ticket(db, clock)
    clock.instant = MONDAY_NINE + timedelta(hours=2)

    assert note_start(db, clock, SYSTEM, latest_at(db)) is None

    assert json.loads(last_event(db)["data"])["settled_because"] == "clock"
    since = datetime(2015, 1, 1, 2, 0, tzinfo=UTC)
    assert clock_rows.wrong_times(db) == [WrongTime(since, since + timedelta(minutes=10))]


def test_a_small_step_while_it_runs_is_noted_and_nothing_is_in_doubt(db: HallDatabase, clock: FrozenClock) -> None:
    clock.step(hours=-1)

    note_step(db, clock, SYSTEM, MONDAY_NINE, NO_TIME)

    assert json.loads(last_event(db)["data"]) == {
        "expected_at": stamp(MONDAY_NINE),
        "shown_at": stamp(MONDAY_NINE - timedelta(hours=1)),
        "time_doubt": None,
    }
    assert clock_rows.open_doubt(db) is None


def test_a_step_by_weeks_while_it_runs_is_in_doubt_until_the_clock_is_set_back(
    db: HallDatabase, clock: FrozenClock
) -> None:
    clock.step(days=40)
    note_step(db, clock, SYSTEM, MONDAY_NINE, NO_TIME)
    assert clock_rows.open_doubt(db)
    clock.advance(days=20)
    wrong_until = clock.now()
    clock.step(days=-40)

    note_step(db, clock, SYSTEM, wrong_until, timedelta(days=20))

    assert clock_rows.open_doubt(db) is None
    assert [step["doubt"] for step in rows(db, "SELECT doubt FROM clock_step ORDER BY id")] == ["ahead", None]
    assert clock_rows.wrong_times(db) == [WrongTime(MONDAY_NINE + timedelta(days=40), wrong_until)]


def test_a_clock_that_was_behind_is_believed_once_it_has_come_past_what_happened(
    db: HallDatabase, clock: FrozenClock
) -> None:
    clock.advance(minutes=-10)
    note_start(db, clock, SYSTEM, latest_at(db))
    clock.advance(minutes=9)
    note_passed(db, clock, SYSTEM)
    assert clock_rows.open_doubt(db)
    clock.advance(minutes=1)

    note_passed(db, clock, SYSTEM)

    assert clock_rows.open_doubt(db) is None
