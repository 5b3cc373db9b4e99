"""Jobs tick by the stopwatch."""

from storeops.running.ticking import TickingLane, Turn


def test_each_turn_comes_when_its_time_has_come_and_once_however_late() -> None:
    seconds, done = [0.0], list[str]()
    lane = TickingLane(
        "jobs",
        [
            Turn(20, lambda: done.append("at once"), waits_first=False),
            Turn(60, lambda: done.append("later")),
        ],
        lambda: seconds[0],
    )

    assert lane.do_what_is_due() == 20
    assert done == ["at once"]
    seconds[0] = 19.0
    assert lane.do_what_is_due() == 1
    assert done == ["at once"]
    seconds[0] = 1000.0  # the machine slept
    assert lane.do_what_is_due() == 20
    assert done == ["at once", "at once", "later"]


def test_a_lane_that_is_stopped_begins_nothing() -> None:
    done: list[str] = []
    lane = TickingLane("jobs", [Turn(1, lambda: done.append("done"), waits_first=False)])
    lane.stop()

    lane.start()
    lane.wait()
    lane.do_what_is_due()

    assert done == []
