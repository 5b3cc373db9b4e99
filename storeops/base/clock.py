"""The only file that asks what time it is. Everything else is told: a clock is an argument."""

import sys
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """Tells the present instant as an aware datetime in UTC."""

    def now(self) -> datetime: ...


class SteadyClock(Clock, Protocol):
    """A clock with a stopwatch beside it: where both part, somebody has set the clock."""

    def elapsed(self) -> float:
        """Seconds by the stopwatch, as fast as this clock goes; only differences mean anything."""


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        return datetime.now(UTC)

    def elapsed(self) -> float:
        return stopwatch()


@dataclass
class FrozenClock:
    """Stands still until a test moves it."""

    instant: datetime
    seconds: float = 0.0

    def now(self) -> datetime:
        return self.instant

    def elapsed(self) -> float:
        return self.seconds

    def advance(self, **duration: float) -> None:
        """Move on (or, with a negative duration, back) by timedelta's keywords."""
        self.instant += timedelta(**duration)
        self.seconds += timedelta(**duration).total_seconds()

    def step(self, **duration: float) -> None:
        """Be set ahead or back: no time passes."""
        self.instant += timedelta(**duration)


class ScaledClock:
    """Runs `speed` times as fast as the machine's stopwatch, from `start` on: the demo's day passes in minutes."""

    def __init__(self, start: datetime, speed: float) -> None:
        self._start = start
        self._speed = speed
        self._began = stopwatch()

    def now(self) -> datetime:
        return self._start + timedelta(seconds=self.elapsed())

    def elapsed(self) -> float:
        return (stopwatch() - self._began) * self._speed


if sys.platform == "linux":

    def stopwatch() -> float:
        """Seconds by a watch of this machine that nobody sets; it goes on while the machine sleeps."""
        return time.clock_gettime(time.CLOCK_BOOTTIME)

elif sys.platform == "darwin":

    def stopwatch() -> float:
        """Seconds by a watch of this machine that nobody sets; it goes on while the machine sleeps."""
        return time.clock_gettime(time.CLOCK_MONOTONIC)

else:

    def stopwatch() -> float:
        """Seconds by a watch of this machine that nobody sets."""
        return time.monotonic()
