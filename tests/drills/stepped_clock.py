"""The machine's clock is wrong: at a start, or it jumps while people are at work. It is set right again later."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

from storeops.base.clock import SystemClock, stopwatch
from storeops.base.settings import read
from storeops.running import listening
from tests.drills.drill import Drill, Outcome, judge
from tests.drills.load import at_work
from tests.drills.screens import OpenScreens
from tests.served_hall import ServedHall

STEPS = (
    timedelta(minutes=-3),
    timedelta(minutes=3),
    timedelta(hours=-5),
    timedelta(hours=5),
    timedelta(days=-2),
    timedelta(days=2),
    timedelta(days=40),
    timedelta(days=-4000),
)
ANSWERS = 15


@dataclass(frozen=True)
class SteppedClock:
    """Goes beside the machine's clock by the seconds that stand in a file."""

    file: Path

    def now(self) -> datetime:
        return SystemClock().now() + timedelta(seconds=float(self.file.read_text()))

    def elapsed(self) -> float:
        """By the stopwatch, which nobody sets."""
        return stopwatch()

    def step(self, by: timedelta) -> None:
        """Let it go so far beside from now on."""
        aside = self.file.with_suffix(".new")
        aside.write_text(str(by.total_seconds()))
        aside.replace(self.file)


def serve_by(clock: SteppedClock, path: Path, port: int) -> None:
    """Serve a hall whose machine has this clock."""
    listening.run(read({}, path), "127.0.0.1", listening.Ports(port), clock, with_jobs=True)


def inject_at_start(drill: Drill) -> Outcome:
    """Start the hall with a wrong clock, and after a while with a right one."""
    hall, clock = _hall_with_a_clock(drill)
    outcome = Outcome()
    with at_work(hall.start()) as load:
        for number in range(drill.times):
            load.until(ANSWERS)
            hall.stop()
            clock.step(STEPS[number % len(STEPS)])
            hall.start()
            outcome.times += 1
            load.until(ANSWERS)
            load.said.update(OpenScreens(hall).look_at_health())
            hall.stop()
            clock.step(timedelta(0))
            hall.start()
        load.until(ANSWERS)
    hall.stop()
    judge(outcome, load, hall.path)
    return outcome


def inject_in_between(drill: Drill) -> Outcome:
    """Let the clock jump, and after a while jump back."""
    hall, clock = _hall_with_a_clock(drill)
    outcome = Outcome()
    with at_work(hall.start()) as load:
        for number in range(drill.times):
            for step in (STEPS[number % len(STEPS)], timedelta(0)):
                load.until(ANSWERS)
                clock.step(step)
            load.said.update(OpenScreens(hall).look_at_health())
            outcome.times += 1
        load.until(ANSWERS)
    hall.stop()
    judge(outcome, load, hall.path)
    return outcome


def _hall_with_a_clock(drill: Drill) -> tuple[ServedHall, SteppedClock]:
    hall, clock = drill.hall(), SteppedClock(drill.folder / "clock")
    clock.step(timedelta(0))
    hall.program = partial(serve_by, clock, hall.path, drill.port)
    return hall, clock
