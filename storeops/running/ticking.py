"""Doing things again and again, whoever sets the clock, ahead or back. APScheduler does the work.

It sleeps until a time of the wall clock: set back by an hour, it would sleep an hour longer. So the wall clock is
compared with the stopwatch each second, and when the two part, everything is due anew.
"""

import logging
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.base import BaseTrigger

from storeops.base.clock import SystemClock, stopwatch

WALL_CLOCK = SystemClock()
COMPARES_EVERY_SECONDS = 1.0
PARTS_AT_SECONDS = 1.0
"""So far wall clock and stopwatch may drift apart between two looks."""

# A turn that is still being done is left out, not done twice; APScheduler would warn of each time.
logging.getLogger("apscheduler.scheduler").setLevel(logging.ERROR)


@dataclass(frozen=True)
class Turn:
    """Something that is done so often. It sees to its own errors."""

    every_seconds: float
    do: Callable[[], object]


class Again(BaseTrigger):  # type: ignore[misc]  # APScheduler has no types
    """Due after so long, and so long after now where that is past.

    APScheduler lists each time that was missed before it leaves all but one out: with its own trigger a clock set ahead
    by 40 days would fill the memory of the process that issues tickets.
    """

    def __init__(self, every_seconds: float) -> None:
        self._every = timedelta(seconds=every_seconds)

    def get_next_fire_time(self, previous_fire_time: datetime | None, now: datetime) -> datetime:
        """When it is due next; APScheduler asks."""
        due = (previous_fire_time or now) + self._every
        return due if due > now else now + self._every


class Ticking:
    """Turns in lanes: those of one lane are done one after the other; one that takes long holds up its own lane."""

    def __init__(
        self,
        lanes: Mapping[str, Sequence[Turn]],
        wall: Callable[[], datetime] = WALL_CLOCK.now,
        watch: Callable[[], float] = stopwatch,
    ) -> None:
        self._wall, self._watch = wall, watch
        self._parted = self._apart()
        self._ends = threading.Event()
        self._comparing = threading.Thread(target=self._compare, name="ticking", daemon=True)
        # APScheduler would drop a job that is a second late; a sleeping machine makes them hours late.
        self._scheduler = BackgroundScheduler(
            timezone="UTC",
            executors={lane: ThreadPoolExecutor(1) for lane in lanes},
            job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1},
        )
        for lane, turns in lanes.items():
            for turn in turns:
                self._scheduler.add_job(turn.do, Again(turn.every_seconds), executor=lane)

    def start(self) -> None:
        """Do each turn for the first time after its seconds."""
        self._scheduler.start()
        self._comparing.start()

    def stop(self) -> None:
        """Begin no further turn; those that are being done may go on."""
        self._ends.set()
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)

    def wait(self) -> None:
        """Wait until it is stopped."""
        self._ends.wait()

    def go_on_if_the_clock_was_set(self) -> bool:
        """Let every turn be due where wall clock and stopwatch have parted since the last look; whether they have."""
        apart = self._apart()
        if abs(apart - self._parted) <= PARTS_AT_SECONDS:
            return False
        self._parted = apart
        for job in self._scheduler.get_jobs():
            job.modify(next_run_time=self._wall())
        return True

    def _apart(self) -> float:
        return self._wall().timestamp() - self._watch()

    def _compare(self) -> None:
        while not self._ends.wait(COMPARES_EVERY_SECONDS):
            self.go_on_if_the_clock_was_set()
