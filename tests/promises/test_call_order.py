"""The promise that is due first is served first: plain values."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storeops.hall.targets import Promises, Segment
from storeops.promises.call_order import order_behind_others, promised_call

NINE = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
PROMISES = Promises(
    standard=timedelta(seconds=300),
    assisted=timedelta(seconds=120),
    vip=timedelta(seconds=120),
    appointment=timedelta(seconds=60),
)


def after(seconds: float) -> datetime:
    return NINE + timedelta(seconds=seconds)


@pytest.mark.parametrize(
    ("segment", "due_seconds"),
    [(Segment.STANDARD, 300), (Segment.ASSISTED, 120), (Segment.VIP, 120), (Segment.APPOINTMENT, 60)],
)
def test_each_segment_has_its_promise(segment: Segment, due_seconds: int) -> None:
    assert promised_call(segment, NINE, None, PROMISES) == after(due_seconds)


@pytest.mark.parametrize(
    ("booked_seconds", "due_seconds"),
    [
        (600, 660),  # ten minutes early: 09:10 and a minute
        (0, 60),
        (-600, 60),  # ten minutes late: a minute from the issue
    ],
)
def test_an_appointment_counts_from_the_later_of_issue_and_booking(booked_seconds: int, due_seconds: int) -> None:
    assert promised_call(Segment.APPOINTMENT, NINE, after(booked_seconds), PROMISES) == after(due_seconds)


def test_a_booked_time_counts_for_appointments_only() -> None:
    assert promised_call(Segment.VIP, NINE, after(3600), PROMISES) == after(120)


def test_a_reinstated_customer_goes_behind_the_next_two() -> None:
    waiting = [after(100), after(200), after(300)]

    assert order_behind_others(waiting, NINE) == after(200.001)


def test_a_reinstated_customer_goes_behind_the_only_one_who_waits() -> None:
    assert order_behind_others([after(100)], NINE) == after(100.001)


def test_a_reinstated_customer_is_next_if_nobody_waits() -> None:
    assert order_behind_others([], NINE) == NINE


segments = st.sampled_from(list(Segment))
arrivals = st.tuples(segments, st.integers(min_value=0, max_value=7200))


@given(st.lists(arrivals, max_size=30))
def test_nobody_is_overtaken_by_one_who_came_over_240_seconds_later(people: list[tuple[Segment, int]]) -> None:
    """The longest promise is 300 s and the shortest 60 s, so nobody overtakes by more than their difference."""
    issued = sorted(people, key=lambda person: person[1])
    queue = [(promised_call(segment, after(seconds), None, PROMISES), seconds) for segment, seconds in issued]

    called = sorted(queue, key=lambda place: place[0])

    for place, (_, seconds) in enumerate(called):
        overtaken_by = [later - seconds for _, later in called[:place]]
        assert all(head_start <= 240 for head_start in overtaken_by)


@given(st.integers(min_value=0, max_value=1000))
def test_a_vip_overtakes_only_those_who_came_at_most_180_seconds_earlier(seconds: int) -> None:
    vip = promised_call(Segment.VIP, after(seconds), None, PROMISES)
    standard = promised_call(Segment.STANDARD, NINE, None, PROMISES)

    # 300 s - 120 s = 180 s; at exactly 180 s both are due at once and the one issued first is called
    assert (vip < standard) == (seconds < 180)


@given(st.lists(st.integers(min_value=0, max_value=3600), max_size=10), st.integers(min_value=0, max_value=3600))
def test_exactly_two_are_called_before_a_reinstated_customer(orders: list[int], now: int) -> None:
    waiting = sorted(after(order) for order in orders)

    place = order_behind_others(waiting, after(now))

    if len(set(orders)) == len(orders):
        assert sum(order < place for order in waiting) == min(2, len(waiting))
