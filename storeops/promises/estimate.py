"""How long a customer will probably wait: the range shown before the ticket is taken. Pure.

Queue-length rule: with every counter busy, the customer behind `ahead` others waits for ahead + 1 departures, and
departures come every handling / counters. Their sum is a gamma variable; the range runs from its 10 % to its 90 %
quantile (Wilson and Hilferty's approximation), rounded outward to five minutes.
"""

from dataclasses import dataclass
from datetime import datetime

STEP_SECONDS = 300
LONG_WAIT_SECONDS = 90 * 60
HALF_HOUR_SECONDS = 30 * 60
_Z90 = 1.2816
"""The 90 % point of the standard normal distribution."""


@dataclass(frozen=True)
class WaitRange:
    """Seconds, both multiples of STEP_SECONDS; low 0 and high 300 reads "under 5 minutes"."""

    low_seconds: int
    high_seconds: int

    @property
    def is_long(self) -> bool:
        """Whether its middle is beyond an hour and a half: then it is told in hours, and that one may come again."""
        return self.middle_seconds > LONG_WAIT_SECONDS

    @property
    def middle_seconds(self) -> float:
        """Halfway between both ends."""
        return (self.low_seconds + self.high_seconds) / 2

    @property
    def hours(self) -> tuple[float, float]:
        """The range in hours, rounded outward to the half hour."""
        return (
            self.low_seconds // HALF_HOUR_SECONDS / 2,
            -(-self.high_seconds // HALF_HOUR_SECONDS) / 2,
        )


@dataclass(frozen=True)
class ToldWait:
    """What a customer is told of the wait.

    `range` None: nobody can know. `is_guess`: it is made from standard minutes, before anybody was served.
    `is_unstaffed`: no counter that serves it is open; `opens_at`: and that is so because the hall opens only then.
    """

    range: WaitRange | None
    is_guess: bool = False
    is_unstaffed: bool = False
    opens_at: datetime | None = None


def told_wait(
    ahead: int,
    open_counters: int,
    free_counters: int,
    measured_seconds: float | None,
    standard_seconds: float | None,
    opens_at: datetime | None,
) -> ToldWait:
    """What somebody behind `ahead` people is told: from handling as measured lately, else from the standard."""
    if open_counters == 0:
        return ToldWait(None, is_unstaffed=True, opens_at=opens_at)
    handling = measured_seconds or standard_seconds
    likely = wait_range(ahead, open_counters, free_counters, handling)
    return ToldWait(likely, is_guess=likely is not None and not measured_seconds)


def wait_range(ahead: int, open_counters: int, free_counters: int, handling_seconds: float | None) -> WaitRange | None:
    """The likely wait behind `ahead` people; None where it is not known: no counter open, or no handling known yet."""
    if open_counters == 0 or not handling_seconds:
        return None
    departures = ahead + 1 - free_counters
    if departures <= 0:
        return WaitRange(0, STEP_SECONDS)
    mean = departures * handling_seconds / open_counters
    low = _gamma_quantile(mean, departures, -_Z90)
    high = _gamma_quantile(mean, departures, _Z90)
    low_seconds = int(low // STEP_SECONDS) * STEP_SECONDS
    high_seconds = -int(-high // STEP_SECONDS) * STEP_SECONDS
    return WaitRange(low_seconds, max(high_seconds, low_seconds + STEP_SECONDS))


def _gamma_quantile(mean: float, shape: int, z: float) -> float:
    cube = 1 - 1 / (9 * shape) + z / (3 * shape**0.5)
    return float(mean * max(cube, 0.0) ** 3)
