"""Whether figures of two periods differ by more than chance, judged by their days. Pure.

The customers of one day have its weather, its roster and its systems in common. So the day is the unit of chance, never
the customer: a figure is a ratio of sums over days, and how far chance moves it is told by how its days differ.
"""

from collections.abc import Iterable, Mapping, Sequence
from math import exp, lgamma, log, sqrt
from typing import NamedTuple

from storeops.measuring.counted import DayPart

FALSE_DISCOVERIES = 0.10
"""Of the figures called changed, at most so many may be chance in the long run: those of a page are judged together."""
FEWEST_DAYS = 2
"""One day tells nothing of how days differ."""


class RatioOfDays(NamedTuple):
    """A figure of some days, the variance that its days give it, and the degrees of freedom of that."""

    value: float
    variance: float
    freedom: float


def ratio_of_days(days: Sequence[DayPart]) -> RatioOfDays | None:
    """R = sum of parts / sum of wholes, W; its variance is the sum of (part - R' whole)² / W² over the days.

    R' is the ratio of the other days: a large day that draws R to itself would otherwise seem to fit it well. So
    many days as of one size would bear as much, W² / sum of whole², are counted for the degrees of freedom. Days
    without a whole are left out; None below FEWEST_DAYS.
    """
    known = [day for day in days if day.whole > 0]
    if len(known) < FEWEST_DAYS:
        return None
    part, whole = sum(day.part for day in known), sum(day.whole for day in known)
    distances = (day.part - (part - day.part) / (whole - day.whole) * day.whole for day in known)
    variance = sum(distance**2 for distance in distances) / whole**2
    days_alike = whole**2 / sum(day.whole**2 for day in known)
    return RatioOfDays(part / whole, variance, days_alike - 1)


def chance_of_change(days: Sequence[DayPart], days_before: Sequence[DayPart]) -> float | None:
    """How likely chance alone moves a figure as far as from one period's days to the other's, either way.

    Student's t with the degrees of freedom of the period that has fewer: the days of the two need not differ alike, and
    a few days say little of how they do. None where the days of either are too few, or where none differs from another
    at all: then nobody can say what chance does.
    """
    now, before = ratio_of_days(days), ratio_of_days(days_before)
    if now is None or before is None:
        return None
    variance = now.variance + before.variance
    if variance <= 0:
        return None
    return two_sided(abs(now.value - before.value) / sqrt(variance), min(now.freedom, before.freedom))


def chance_of_distance(days: Sequence[DayPart], aim: float) -> float | None:
    """How likely chance alone puts a figure as far from what is aimed at as it is, either way; None as above."""
    reached = ratio_of_days(days)
    if reached is None or reached.variance <= 0:
        return None
    return two_sided(abs(reached.value - aim) / sqrt(reached.variance), reached.freedom)


def more_than_chance(chances: Mapping[str, float]) -> frozenset[str]:
    """Which of several figures, judged together, moved by more than chance (Benjamini and Hochberg).

    Of m figures in order of their chance the k-th may have FALSE_DISCOVERIES k / m; all up to the last that keeps it.
    """
    ranked = sorted(chances.items(), key=lambda item: item[1])
    kept = [
        rank for rank, (_, chance) in enumerate(ranked, start=1) if chance <= FALSE_DISCOVERIES * rank / len(ranked)
    ]
    return frozenset(name for name, _ in ranked[: max(kept, default=0)])


def apart_from_the_others(days: Sequence[Mapping[str, DayPart]]) -> frozenset[str]:
    """Which of several groups differ from all others together by more than chance, all of them judged at once.

    `days`: what each day adds to each group that had anything on it.
    """
    chances = {}
    for group in dict.fromkeys(name for day in days for name in day):
        own = [day[group] for day in days if group in day]
        others = [[part for name, part in day.items() if name != group] for day in days]
        summed = [DayPart(sum(part.part for part in day), sum(part.whole for part in day)) for day in others]
        chance = chance_of_change(own, summed)
        if chance is not None:
            chances[group] = chance
    return more_than_chance(chances)


# Student's t


def two_sided(t: float, freedom: float) -> float:
    """How likely Student's t lies at least so far from 0, either way: I(freedom / (freedom + t²); freedom / 2, 1/2)."""
    return _incomplete_beta(freedom / 2, 0.5, freedom / (freedom + t * t))


_SMALLEST = 1e-300
_EXACT_ENOUGH = 1e-12
_MOST_TERMS = 500


def _incomplete_beta(a: float, b: float, x: float) -> float:
    """The regularized incomplete beta function; the continued fraction where it runs fast, else its mirror."""
    if x <= 0 or x >= 1:
        return 0.0 if x <= 0 else 1.0
    front = exp(lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log(1 - x))
    if x < (a + 1) / (a + b + 2):
        return front * _fraction(a, b, x) / a
    return 1 - front * _fraction(b, a, 1 - x) / b


def _fraction(a: float, b: float, x: float) -> float:
    """Its continued fraction, by Lentz's method."""
    c, d = 1.0, 1 / _not_nothing(1 - (a + b) * x / (a + 1))
    value = d
    for term in _terms(a, b, x):
        d, c = 1 / _not_nothing(1 + term * d), _not_nothing(1 + term / c)
        value *= c * d
        if abs(c * d - 1) < _EXACT_ENOUGH:
            break
    return value


def _terms(a: float, b: float, x: float) -> Iterable[float]:
    for m in range(1, _MOST_TERMS):
        yield m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        yield -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))


def _not_nothing(value: float) -> float:
    return value if abs(value) > _SMALLEST else _SMALLEST
