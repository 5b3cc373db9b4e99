"""When the desk asks whether a customer is still there."""

from datetime import timedelta

import pytest

from storeops.queueing.forgotten_finish import LongService, asks_at, long_service, usual_seconds
from storeops.queueing.stopwatch import Stopwatch
from tests.factories import MONDAY_NINE


def running(minutes: int, paused_seconds: int = 0) -> Stopwatch:
    return Stopwatch(MONDAY_NINE, MONDAY_NINE + timedelta(minutes=minutes), True, None, -paused_seconds)


@pytest.mark.parametrize(
    ("handlings", "target", "usual"),
    [
        ([60] * 5 + [300] * 5, 200, 180),  # the middle of 60 and 300
        ([60] * 9, 200, 200),  # too few
        ([60] * 9, None, None),
        ([], 0, None),
    ],
)
def test_what_is_usual(handlings: list[int], target: int | None, usual: int | None) -> None:
    assert usual_seconds(handlings, target) == usual


def test_it_is_asked_at_six_times_the_usual_and_proposes_the_usual_end() -> None:
    # 6 x 180 s = 18 min; begun at 09:00, as usual it had ended at 09:03.
    assert long_service(running(17), 180, MONDAY_NINE) is None
    assert long_service(running(18), 180, MONDAY_NINE) == LongService(180, MONDAY_NINE + timedelta(minutes=3))
    assert asks_at(running(1), 180) == MONDAY_NINE + timedelta(minutes=18)


def test_system_pauses_are_no_handling_and_nothing_ends_before_its_last_trace() -> None:
    # 10 min of 28 stood still: 18 min; asked at 09:28, and the last trace was at 09:20.
    trace = MONDAY_NINE + timedelta(minutes=20)
    assert asks_at(running(1, 600), 180) == MONDAY_NINE + timedelta(minutes=28)
    assert long_service(running(27, 600), 180, trace) is None
    assert long_service(running(28, 600), 180, trace) == LongService(180, trace)
