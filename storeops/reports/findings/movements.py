"""Which figures moved, for better or worse, by more than chance and by enough to matter. Pure."""

from dataclasses import dataclass
from math import isclose

from storeops.measuring.metric import Metric
from storeops.measuring.metric_registry import METRIC_OF
from storeops.reports.document.report_document import Report
from storeops.reports.findings.case_counts import cases_behind, cases_in_detail
from storeops.reports.findings.enough_cases import ENOUGH_CASES
from storeops.reports.findings.report_reading import ComparedPeriod, Values, month_values
from storeops.reports.layout.blocks import Kind, Number

MOST_MOVEMENTS = 4
"""Of each direction: what a hall can talk through in one meeting."""
SHARE_STEP = 0.01
"""One customer of a hundred: less does not show in a hall."""
RELATIVE_STEP = 0.05
"""A twentieth of a time or a rate: less is within the difference between two ordinary weeks."""
LEAST_SECONDS = 5
"""A customer notices no less."""
SUM_STEP = 0.10
"""Sums of a month by the open day vary more than shares and means do."""
LEAST_IDLE_SECONDS = 600
"""Ten minutes of a month, all counters together: less is a matter of seconds a day."""
FEWEST_EVENTS = 10
"""Of both months together: below it a count says nothing."""
SCORE_STEP = 1.0
"""Points: bands of stars are six points wide and more."""


@dataclass(frozen=True)
class Movement:
    """One metric against another period.

    `amount` is a share of the figure before (kind "relative"; of sums, per open day) or a difference of shares or of
    points. `weight` is how much it matters: the amount in steps that matter, times the importance of the metric.
    """

    metric: str
    value: Number
    before: Number
    amount: float
    kind: Kind
    is_better: bool
    weight: float


def movements(report: Report, period: ComparedPeriod) -> list[Movement]:
    """All that moved since `period`, what matters most first; one figure for each matter and direction."""
    now = month_values(report)
    found = [moved for metric in METRIC_OF.values() if (moved := _movement(metric, report, now, period))]
    ranked = sorted(found, key=lambda moved: (-moved.weight, moved.metric))
    return [moved for moved in ranked if not _told_by_another(moved, found)]


def _told_by_another(moved: Movement, found: list[Movement]) -> bool:
    """Whether a figure that tells the same matter, and comes before this one in it, moved the same way."""
    own = METRIC_OF[moved.metric].matter
    others = (METRIC_OF[other.metric].matter for other in found if other.is_better == moved.is_better)
    return own is not None and any(other and other.name == own.name and other.rank < own.rank for other in others)


def _movement(metric: Metric, report: Report, now: Values, period: ComparedPeriod) -> Movement | None:
    value, before, judged = now.get(metric.id), period.values.get(metric.id), period.judged.get(metric.id)
    if metric.better is None or not metric.is_told or value is None or before is None:
        return None
    if judged is None or not judged.is_more or _are_few(metric, report, now, period.values):
        return None
    if metric.is_sum:
        amount, kind, step = _sum_moved(metric, value, before, report.open_days, period.open_days)
    else:
        amount, kind, step = _figure_moved(metric, value, before)
    if abs(amount) < step and not isclose(abs(amount), step):
        return None
    is_better = (amount > 0) == (metric.better == "higher")
    weight = abs(amount) / step * metric.weight
    return Movement(metric.id, value, before, amount, kind, is_better, weight)


def _are_few(metric: Metric, report: Report, now: Values, then: Values) -> bool:
    """Whether fewer stand behind a figure than anybody should be praised or blamed for, as far as that is known."""
    if metric.is_sum and metric.unit == "count":
        return now.get(metric.id, 0) + then.get(metric.id, 0) < FEWEST_EVENTS
    known = (cases_behind(metric, now), cases_behind(metric, then), cases_in_detail(metric, report))
    return any(cases is not None and cases < ENOUGH_CASES for cases in known)


_Moved = tuple[float, Kind, float]
_NOTHING: _Moved = (0.0, "relative", 1.0)


def _figure_moved(metric: Metric, value: Number, before: Number) -> _Moved:
    """Amount, kind and the step that matters, of a share, a score, a time or a rate."""
    match metric.unit:
        case "share":
            return value - before, "share_difference", SHARE_STEP
        case "points":
            return value - before, "points_difference", SCORE_STEP
        case "s" if before > 0 and abs(value - before) >= LEAST_SECONDS:
            return (value - before) / before, "relative", RELATIVE_STEP
        case "per_hour" if before > 0:
            return (value - before) / before, "relative", RELATIVE_STEP
        case _:
            return _NOTHING


def _sum_moved(metric: Metric, value: Number, before: Number, days: int, days_before: int) -> _Moved:
    """The same of a sum, per open day; less idle time than LEAST_IDLE_SECONDS does not matter."""
    if before <= 0 or not days or not days_before:
        return _NOTHING
    expected = before * days / days_before
    if metric.unit == "s" and abs(value - expected) < LEAST_IDLE_SECONDS:
        return _NOTHING
    return value / expected - 1, "relative", SUM_STEP


def change_per_customer(value: Number, customers: Number, before: Number, customers_before: Number) -> float:
    """By what share a sum of a month changed for each customer; nothing given may be 0."""
    return (value * customers_before) / (before * customers) - 1
