"""Times that run against their targets."""

from datetime import UTC, datetime, timedelta

import pytest

from storeops.queueing.stopwatch import (
    Pace,
    PauseSpan,
    Stopwatch,
    handling,
    is_one_stop,
    met_target,
    wait_begins,
    whole_seconds,
)
from storeops.queueing.ticket import TransactionClass

NINE = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def after(seconds: float) -> datetime:
    return NINE + timedelta(seconds=seconds)


def a_watch(seconds: float, target_seconds: int | None = 180, offset_seconds: int = 0) -> Stopwatch:
    return Stopwatch(NINE, after(seconds), True, target_seconds, offset_seconds)


def test_instants_are_cut_to_seconds_before_they_are_subtracted() -> None:
    assert whole_seconds(after(0.9), after(2.1)) == 2  # 9:00:00 to 9:00:02, although 1.2 s have passed


def test_a_clock_that_jumps_back_gives_zero() -> None:
    assert whole_seconds(NINE, after(-5)) == 0
    assert a_watch(3, offset_seconds=-10).seconds == 0


@pytest.mark.parametrize(
    ("seconds", "pace"),
    [(0, Pace.FINE), (143, Pace.FINE), (144, Pace.NEAR), (179, Pace.NEAR), (180, Pace.OVER), (999, Pace.OVER)],
)
def test_a_time_is_near_at_80_percent_and_over_at_its_target(seconds: int, pace: Pace) -> None:
    assert a_watch(seconds).near_at_seconds == 144  # 80 % of 180
    assert a_watch(seconds).pace is pace


def test_80_percent_of_an_odd_target_is_rounded_up() -> None:
    assert a_watch(0, target_seconds=61).near_at_seconds == 49  # 48.8


def test_without_a_target_there_is_no_pace() -> None:
    assert a_watch(999, target_seconds=None).pace is None
    assert a_watch(999, target_seconds=None).near_at_seconds is None


def test_the_waits_of_earlier_legs_count_too() -> None:
    assert a_watch(100, offset_seconds=50).seconds == 150


def test_waiting_counts_from_the_latest_of_queue_booking_and_opening() -> None:
    assert wait_begins(NINE, None, None) == NINE
    assert wait_begins(NINE, after(60), None) == after(60)
    assert wait_begins(NINE, after(60), after(120)) == after(120)
    assert wait_begins(after(300), after(60), after(120)) == after(300)


def test_finished_system_pauses_are_left_out_of_handling() -> None:
    pauses = [PauseSpan("slow_system", after(10), after(40)), PauseSpan("system_fault", after(50), after(65))]

    watch = handling(NINE, None, pauses, 180, after(100))

    assert watch.seconds == 55  # 100 - 30 - 15
    assert watch.is_running


def test_an_open_system_pause_stops_the_watch() -> None:
    watch = handling(NINE, None, [PauseSpan("system_fault", after(70), None)], 180, after(400))

    assert (watch.seconds, watch.is_running) == (70, False)


def test_a_finished_transaction_stands_still() -> None:
    watch = handling(NINE, after(90), [], 180, after(400))

    assert (watch.seconds, watch.is_running) == (90, False)


@pytest.mark.parametrize(
    ("transaction_class", "outcome", "seconds", "target", "is_met"),
    [
        ("normal", "finished", 180, 180, True),
        ("normal", "finished", 181, 180, False),
        ("normal", "finished", 999, None, None),
        ("normal", "unfinished", 999, 180, None),
        ("normal", "left_open", 999, 180, None),
        ("normal", None, 999, 180, None),
        ("exceptional", "finished", 999, 180, None),
        ("technical", "finished", 999, 180, None),
    ],
)
def test_only_finished_normal_transactions_are_measured(
    transaction_class: str, outcome: str | None, seconds: int, target: int | None, is_met: bool | None
) -> None:
    assert met_target(TransactionClass(transaction_class), outcome, seconds, target) is is_met


def test_one_leg_is_one_stop() -> None:
    assert is_one_stop(1)
    assert not is_one_stop(2)
