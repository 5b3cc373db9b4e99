"""When a mean of customers' answers is published, and how sure it is. Pure; scores from 0 to 100.

The interval is the percentile bootstrap (Efron): the middle 95 % of the means of the same number of values drawn again
from the values themselves. The generator is an argument, so that a page shows the same interval when it is reloaded.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import fsum, sqrt
from random import Random

RESAMPLES = 1000
_CUT_AT_EACH_END = RESAMPLES // 40
"""2.5 % of the resamples."""
_DRAWN_UP_TO = 500
"""From more values on the central limit theorem gives the same interval in no time."""
_NORMAL_95 = 1.959964

LEAST_VISITS = 20
"""From so many visits (of one moment: ratings) on a mean of the hall is published."""


@dataclass(frozen=True)
class Interval:
    """Both ends of an interval that holds the true value 95 times in 100."""

    low: float
    high: float


@dataclass(frozen=True)
class MeanOfScores:
    """The mean of `n` scores. Mean and interval are None below `least` scores."""

    n: int
    least: int
    mean: float | None
    interval: Interval | None


def score(tap: int) -> float:
    """A tap of 1 to 5 as a score of 0 to 100."""
    return 25.0 * (tap - 1)


def mean(values: Sequence[float]) -> float:
    """The mean of at least one value, the same in whatever order they come."""
    return fsum(values) / len(values)


def published_mean(values: Sequence[float]) -> float | None:
    """The mean of scores; None while there are too few to publish it."""
    return mean(values) if len(values) >= LEAST_VISITS else None


def figure(values: Sequence[float], generator: Random) -> MeanOfScores:
    """The mean of scores with its interval, if there are enough to publish it."""
    published = published_mean(values)
    interval = None if published is None else mean_interval(values, generator)
    return MeanOfScores(len(values), LEAST_VISITS, published, interval)


def mean_interval(values: Sequence[float], generator: Random) -> Interval:
    """The 95 % interval of the mean of at least one value."""
    if len(values) > _DRAWN_UP_TO:
        return _normal_interval(values)
    ordered = sorted(values)
    return middle([fsum(generator.choices(ordered, k=len(ordered))) / len(ordered) for _ in range(RESAMPLES)])


def middle(draws: Sequence[float]) -> Interval:
    """The interval that leaves out 2.5 % of RESAMPLES draws at each end."""
    ordered = sorted(draws)
    return Interval(ordered[_CUT_AT_EACH_END], ordered[-1 - _CUT_AT_EACH_END])


def _normal_interval(values: Sequence[float]) -> Interval:
    centre = mean(values)
    spread = sqrt(fsum((value - centre) ** 2 for value in values) / len(values))
    half = _NORMAL_95 * spread / sqrt(len(values))
    return Interval(centre - half, centre + half)
