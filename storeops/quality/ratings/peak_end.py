"""What a visit's taps make of it: its peak and its end, or all of them alike. Pure.

Kahneman's peak-end rule: people remember the strongest moment and the last one. One visit's figure is never shown as a
grade: on five faces the peak saturates, and one tap moves it by 50 points.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from storeops.quality.ratings.moments import END_MOMENTS, Moment

LEAST_MOMENTS = 2
"""From so many answered moments on, one of them the end, a visit counts in a ranking of halls."""


@dataclass(frozen=True)
class Tap:
    """One answered moment of a visit, from 1 (worst) to 5."""

    moment: Moment
    value: int
    answered_at: datetime


@dataclass(frozen=True)
class VisitScores:
    """From 0 to 100. None: not defined, because the end (or everything) is unanswered."""

    peak_end: Decimal | None
    average: Decimal | None
    peak_end_2: Decimal | None
    is_valid: bool


def visit_scores(taps: Sequence[Tap]) -> VisitScores:
    """The scores of one visit's taps, in any order. The remembered overall is left out: it is what they predict."""
    ordered = sorted((tap for tap in taps if tap.moment is not Moment.OVERALL), key=_when)
    if not ordered:
        return VisitScores(None, None, None, is_valid=False)
    steps = [tap.value - 3 for tap in ordered]
    average = 50 + Decimal(50 * sum(steps)) / (2 * len(steps))
    ends = [tap.value - 3 for tap in ordered if tap.moment in END_MOMENTS]
    if not ends:
        return VisitScores(None, average, None, is_valid=False)
    end, peak = ends[-1], _peak(steps)
    return VisitScores(
        peak_end=50 + Decimal(25 * (peak + end)) / 2,
        average=average,
        peak_end_2=50 + Decimal(25 * end) / 2 + Decimal(25 * (max(steps) + min(steps))) / 4,
        is_valid=len(steps) >= LEAST_MOMENTS,
    )


def _when(tap: Tap) -> tuple[datetime, bool, int]:
    """The order of taps; at one instant the call back comes after the farewell, and a lower tap after a higher one."""
    return tap.answered_at, tap.moment is Moment.CALLBACK, -tap.value


def _peak(steps: Sequence[int]) -> int:
    """The strongest step from the middle; of two as strong the negative one."""
    return max(steps, key=lambda step: (abs(step), -step))
