"""The range a customer is told before taking a ticket: plain values, and what it is made from."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storeops.base.actor import SYSTEM
from storeops.base.clock import FrozenClock
from storeops.promises import estimate_rows
from storeops.promises.estimate import STEP_SECONDS, ToldWait, WaitRange, told_wait, wait_range
from storeops.promises.estimate_rows import present_wait
from storeops.queueing.close_day import close_day
from storeops.queueing.staffing import after_work, pause
from storeops.store.database import HallDatabase
from tests.factories import (
    ANA,
    MONDAY,
    MONDAY_NINE,
    a_called_ticket,
    a_no_show,
    a_served_ticket,
    a_serving_ticket,
    an_open_counter,
    later,
    rows,
)

A_WEEK_BEFORE = MONDAY_NINE - timedelta(days=7)


def service_id(db: HallDatabase, code: str) -> int:
    return int(rows(db, "SELECT id FROM service WHERE code = ?", code)[0]["id"])


# The rule


def test_nothing_is_told_while_no_counter_is_open() -> None:
    assert wait_range(ahead=3, open_counters=0, free_counters=0, handling_seconds=180) is None


@pytest.mark.parametrize("handling", [None, 0.0])
def test_nothing_is_told_before_a_handling_is_known(handling: float | None) -> None:
    assert wait_range(ahead=3, open_counters=2, free_counters=0, handling_seconds=handling) is None


@pytest.mark.parametrize("ahead", [0, 1])
def test_whoever_finds_a_free_counter_waits_under_five_minutes(ahead: int) -> None:
    assert wait_range(ahead, open_counters=3, free_counters=2, handling_seconds=900) == WaitRange(0, 300)


def test_the_range_of_a_long_queue() -> None:
    """Ten ahead at two busy counters, 180 s each: 11 departures, one every 90 s, 990 s on average.

    Gamma with shape 11, Wilson and Hilferty: 990 * (1 - 1/99 +- 1.2816/(3 * sqrt(11)))^3.
    sqrt(11) = 3.3166, so the last term is 0.12881. Low 990 * 0.86109^3 = 990 * 0.63848 = 632 s;
    high 990 * 1.11871^3 = 990 * 1.40007 = 1386 s. Rounded outward to five minutes: 600 to 1500 s.
    """
    assert wait_range(ahead=10, open_counters=2, free_counters=0, handling_seconds=180) == WaitRange(600, 1500)


def test_the_range_behind_one_departure() -> None:
    """One departure of 600 s: the exponential's 10 % and 90 % points are 63 s and 1382 s; by the approximation
    600 * (0.88889 -+ 0.42720)^3 = 600 * 0.09842 = 59 s and 600 * 2.28 = 1367 s. Outward: 0 to 1500 s."""
    assert wait_range(ahead=0, open_counters=1, free_counters=0, handling_seconds=600) == WaitRange(0, 1500)


@pytest.mark.parametrize(
    ("low", "high", "is_long", "hours"),
    [
        (4800, 6000, False, (1.0, 2.0)),  # 80 to 100 min: 90 in the middle
        (4800, 6300, True, (1.0, 2.0)),  # 80 to 105 min
        (5400, 8100, True, (1.5, 2.5)),  # 90 to 135 min
        (300, 10_200, False, (0.0, 3.0)),  # 5 to 170 min: 87.5 in the middle
    ],
)
def test_a_wait_is_long_when_its_middle_is_beyond_an_hour_and_a_half(
    low: int, high: int, is_long: bool, hours: tuple[float, float]
) -> None:
    told = WaitRange(low, high)

    assert (told.is_long, told.hours) == (is_long, hours)


def test_what_was_measured_is_told_before_the_standard() -> None:
    measured = told_wait(10, 2, 0, measured_seconds=180, standard_seconds=600, opens_at=None)
    guessed = told_wait(10, 2, 0, measured_seconds=None, standard_seconds=180, opens_at=None)
    unknown = told_wait(10, 2, 0, measured_seconds=None, standard_seconds=None, opens_at=None)

    # the long queue above
    assert measured == ToldWait(WaitRange(600, 1500))
    assert guessed == ToldWait(WaitRange(600, 1500), is_guess=True)
    assert unknown == ToldWait(None)


def test_without_a_counter_no_range_is_told_but_when_the_hall_opens() -> None:
    assert told_wait(3, 0, 0, 180, 180, MONDAY_NINE) == ToldWait(None, is_unstaffed=True, opens_at=MONDAY_NINE)
    assert told_wait(3, 0, 0, 180, 180, None) == ToldWait(None, is_unstaffed=True)
    assert told_wait(3, 1, 0, 180, 180, MONDAY_NINE).range == wait_range(3, 1, 0, 180)  # one opened early


queues = st.tuples(
    st.integers(min_value=0, max_value=300),
    st.integers(min_value=1, max_value=99),
    st.integers(min_value=0, max_value=99),
    st.floats(min_value=1, max_value=7200),
)


@given(queues)
def test_a_range_has_whole_steps_and_is_never_empty(queue: tuple[int, int, int, float]) -> None:
    ahead, open_counters, free_counters, handling = queue

    told = wait_range(ahead, open_counters, min(free_counters, open_counters), handling)

    assert told is not None
    assert told.low_seconds % STEP_SECONDS == told.high_seconds % STEP_SECONDS == 0
    assert 0 <= told.low_seconds < told.high_seconds


@given(queues)
def test_the_mean_wait_lies_in_the_range(queue: tuple[int, int, int, float]) -> None:
    ahead, open_counters, free_counters, handling = queue
    free = min(free_counters, open_counters)

    told = wait_range(ahead, open_counters, free, handling)

    mean = max(ahead + 1 - free, 0) * handling / open_counters
    assert told is not None
    assert told.low_seconds <= mean <= told.high_seconds


@given(queues)
def test_one_more_person_ahead_never_shortens_the_wait(queue: tuple[int, int, int, float]) -> None:
    ahead, open_counters, free_counters, handling = queue
    free = min(free_counters, open_counters)

    shorter = wait_range(ahead, open_counters, free, handling)
    longer = wait_range(ahead + 1, open_counters, free, handling)

    assert shorter is not None
    assert longer is not None
    assert longer.low_seconds >= shorter.low_seconds
    assert longer.high_seconds >= shorter.high_seconds


# What it is made from


def test_only_open_counters_that_serve_it_count(db: HallDatabase, clock: FrozenClock) -> None:
    an_open_counter(db, clock, "1")
    an_open_counter(db, clock, "3")
    a_called_ticket(db, clock, counter="2")

    payment = estimate_rows.staffing(db, service_id(db, "payment"))
    plan_change = estimate_rows.staffing(db, service_id(db, "plan_change"))

    assert (payment.open_counters, payment.free_counters) == (3, 2)
    assert (plan_change.open_counters, plan_change.free_counters) == (2, 1)


def test_a_paused_counter_serves_nobody_and_one_in_after_work_soon_will(db: HallDatabase, clock: FrozenClock) -> None:
    an_open_counter(db, clock, "1")
    an_open_counter(db, clock, "2")
    pause(db, clock, ANA.actor, "1", "meal")
    after_work(db, clock, ANA.actor, "2")

    staffing = estimate_rows.staffing(db, service_id(db, "payment"))

    assert staffing.open_counters == 1


def test_handling_is_unknown_before_the_first_visit(db: HallDatabase, clock: FrozenClock) -> None:
    a_no_show(db, clock)
    a_serving_ticket(db, clock)
    later(clock, "5m")

    assert estimate_rows.recent_handling_seconds(db, A_WEEK_BEFORE) is None


def test_handling_is_the_mean_of_the_newest_fifty_visits(db: HallDatabase, clock: FrozenClock) -> None:
    a_served_ticket(db, clock, handled="30m")  # the fifty after it push it out
    for minutes in range(1, 51):
        a_served_ticket(db, clock, handled=f"{minutes}m")

    # 1 to 50 minutes: on average 25.5 minutes, 1530 s
    assert estimate_rows.recent_handling_seconds(db, A_WEEK_BEFORE) == 1530


def test_visits_that_the_close_of_day_ended_say_nothing_of_handling(db: HallDatabase, clock: FrozenClock) -> None:
    a_served_ticket(db, clock, handled="2m")
    a_serving_ticket(db, clock)
    later(clock, "19h")
    close_day(db, clock, SYSTEM, MONDAY)

    assert estimate_rows.recent_handling_seconds(db, A_WEEK_BEFORE) == 120


def test_a_clock_set_back_during_a_visit_breaks_no_estimate(db: HallDatabase, clock: FrozenClock) -> None:
    later(clock, "2h")
    a_serving_ticket(db, clock)
    clock.advance(hours=-1)
    db.execute("UPDATE stored_leg SET ended_at = '2026-03-02T02:00:00.000Z', outcome = 'served'")

    assert estimate_rows.recent_handling_seconds(db, A_WEEK_BEFORE) == 1


def test_the_present_wait_puts_them_together(db: HallDatabase, clock: FrozenClock) -> None:
    a_served_ticket(db, clock, handled="3m", counter="2")
    a_serving_ticket(db, clock, counter="1")
    pause(db, clock, ANA.actor, "2", "meal")

    told = present_wait(db, service_id(db, "payment"), 10, clock.now())

    # one open counter, busy, 180 s each: 11 departures of 180 s; twice the times of the long queue above
    # low 2 * 632 = 1264 s, high 2 * 1386 = 2772 s
    assert told == WaitRange(1200, 3000)
