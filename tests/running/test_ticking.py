"""Jobs are done again and again, whoever sets the clock."""

import threading
from datetime import UTC, datetime, timedelta

from storeops.base.clock import SystemClock, stopwatch
from storeops.running.ticking import Again, Ticking, Turn


def test_each_turn_is_done_again_and_again_and_a_lane_that_takes_long_holds_up_no_other() -> None:
    goes_on, done = threading.Event(), threading.Semaphore(0)
    ticking = Ticking({"long": [Turn(0.005, lambda: goes_on.wait(10))], "short": [Turn(0.005, done.release)]})

    ticking.start()
    try:
        assert all(done.acquire(timeout=10) for _ in range(3))
    finally:
        goes_on.set()
        ticking.stop()


def test_after_a_step_of_the_clock_everything_is_due_at_once() -> None:
    set_by, done = [timedelta(0)], threading.Event()
    ticking = Ticking({"jobs": [Turn(3600, done.set)]}, lambda: SystemClock().now() + set_by[0], stopwatch)
    ticking.start()
    try:
        assert not ticking.go_on_if_the_clock_was_set()
        set_by[0] = timedelta(hours=-1)

        assert ticking.go_on_if_the_clock_was_set()

        assert done.wait(10), "it sleeps to the old time"
        assert not ticking.go_on_if_the_clock_was_set(), "once for each step"
    finally:
        ticking.stop()


def test_what_a_clock_that_was_set_ahead_has_missed_is_one_time_however_far_it_was_set() -> None:
    again, now = Again(1.0), datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
    a_second = timedelta(seconds=1)

    assert again.get_next_fire_time(None, now) == now + a_second
    assert again.get_next_fire_time(now, now + 0.4 * a_second) == now + a_second
    for ahead in (a_second, timedelta(days=40)):
        assert again.get_next_fire_time(now, now + ahead) == now + ahead + a_second


def test_what_was_stopped_begins_nothing_and_nobody_waits_for_it() -> None:
    done: list[str] = []
    ticking = Ticking({"jobs": [Turn(3600, lambda: done.append("done"))]})
    ticking.start()

    ticking.stop()
    ticking.wait()

    assert done == []
