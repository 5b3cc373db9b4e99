"""The only file that asks what time it is. Everything else is told: a clock is an argument."""

import sys
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """Tells the present instant as an aware datetime in UTC."""

    def now(self) -> datetime: ...


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        return datetime.now(UTC)


@dataclass
class FrozenClock:
    """Stands still until a test moves it."""

    instant: datetime

    def now(self) -> datetime:
        return self.instant

    def advance(self, **duration: float) -> None:
        """Move on (or, with a negative duration, back) by timedelta's keywords."""
        self.instant += timedelta(**duration)


class ScaledClock:
    """Runs `speed` times as fast as the machine's clock, from `start` on: the demo's day passes in minutes."""

    def __init__(self, start: datetime, speed: float) -> None:
        self._start = start
        self._speed = speed
        self._began = datetime.now(UTC)

    def now(self) -> datetime:
        return self._start + (datetime.now(UTC) - self._began) * self._speed


if sys.platform == "linux":

    def stopwatch() -> float:
        """Seconds by a watch of this machine that nobody sets; it goes on while the machine sleeps."""
        return time.clock_gettime(time.CLOCK_BOOTTIME)

else:

    def stopwatch() -> float:
        """Seconds by a watch of this machine that nobody sets."""
        return time.monotonic()
