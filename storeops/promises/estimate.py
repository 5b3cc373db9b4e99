"""How long a customer will probably wait: the range shown before the ticket is taken. Pure.

Queue-length rule: with every counter busy, the customer behind `ahead` others waits for ahead + 1 departures, and
departures come every handling / counters. Their sum is a gamma variable; the range runs from its 10 % to its 90 %
quantile (Wilson and Hilferty's approximation), rounded outward to five minutes.
"""

from dataclasses import dataclass

STEP_SECONDS = 300
_Z90 = 1.2816
"""The 90 % point of the standard normal distribution."""


@dataclass(frozen=True)
class WaitRange:
    """Seconds, both multiples of STEP_SECONDS; low 0 and high 300 reads "under 5 minutes"."""

    low_seconds: int
    high_seconds: int


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
