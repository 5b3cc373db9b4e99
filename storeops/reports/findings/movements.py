"""Which figures moved, for better or worse, by more than chance and by enough to matter. Pure."""

from dataclasses import dataclass
from math import isclose

from storeops.measuring.metric import Metric
from storeops.measuring.metric_registry import METRIC_OF
from storeops.reports.document.report_document import Report
from storeops.reports.findings import noise
from storeops.reports.findings.case_counts import cases_behind, cases_in_detail
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
"""Sums of a month per customer vary more than shares and means do."""
LEAST_IDLE_SECONDS = 600
"""Ten minutes of a month, all counters together: less is a matter of seconds a day."""
SCORE_STEP = 1.0
"""Points: bands of stars are six points wide and more."""


@dataclass(frozen=True)
class Movement:
    """One metric against another period.

    `amount` is a share of the figure before (kind "relative"; of sums, per customer) or a difference of shares or of
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
    found = [moved for metric in METRIC_OF.values() if (moved := _movement(metric, report, now, period.values))]
    ranked = sorted(found, key=lambda moved: (-moved.weight, moved.metric))
    return [moved for moved in ranked if not _told_by_another(moved, found)]


def _told_by_another(moved: Movement, found: list[Movement]) -> bool:
    """Whether a figure that tells the same matter, and comes before this one in it, moved the same way."""
    own = METRIC_OF[moved.metric].matter
    others = (METRIC_OF[other.metric].matter for other in found if other.is_better == moved.is_better)
    return own is not None and any(other and other.name == own.name and other.rank < own.rank for other in others)


def _movement(metric: Metric, report: Report, now: Values, then: Values) -> Movement | None:
    value, before = now.get(metric.id), then.get(metric.id)
    if metric.better is None or not metric.is_told or value is None or before is None:
        return None
    cases, cases_before, asked_z = _cases(metric, report, now, then)
    if min(cases, cases_before) < noise.ENOUGH_CASES:
        return None
    if metric.is_sum:
        amount, kind, step, z = _sum_moved(metric, (value, cases), (before, cases_before))
    else:
        amount, kind, step, z = _figure_moved(metric, (value, cases), (before, cases_before))
    if (abs(amount) < step and not isclose(abs(amount), step)) or abs(z) < asked_z:
        return None
    is_better = (amount > 0) == (metric.better == "higher")
    weight = abs(amount) / step * metric.weight
    return Movement(metric.id, value, before, amount, kind, is_better, weight)


def _cases(metric: Metric, report: Report, now: Values, then: Values) -> tuple[Number, Number, float]:
    """The cases of both sides, and the z to ask for.

    Where only this month tells its cases, the other is taken to have had as many for each customer.
    """
    cases, before = cases_behind(metric, now), cases_behind(metric, then)
    if cases is not None and before is not None:
        return cases, before, noise.SIGNIFICANT_Z
    detailed, customers = cases_in_detail(metric, report) or 0, now.get("issued", 0)
    return detailed, detailed * then.get("issued", 0) / customers if customers else 0, noise.CERTAIN_Z


_Side = tuple[Number, Number]
_Moved = tuple[float, Kind, float, float]
_NOTHING: _Moved = (0.0, "relative", 1.0, 0.0)


def _figure_moved(metric: Metric, now: _Side, then: _Side) -> _Moved:
    """Amount, kind, the step that matters, and z, of a share, a score, a time or a rate."""
    (value, _), (before, _) = now, then
    match metric.unit:
        case "share":
            return value - before, "share_difference", SHARE_STEP, noise.share_z(*now, *then)
        case "points":
            return value - before, "points_difference", SCORE_STEP, noise.score_z(*now, *then)
        case "s" if before > 0 and abs(value - before) >= LEAST_SECONDS:
            return (value - before) / before, "relative", RELATIVE_STEP, noise.time_z(*now, *then)
        case "per_hour" if before > 0:
            return (value - before) / before, "relative", RELATIVE_STEP, noise.time_z(*now, *then, spread=1.0)
        case _:
            return _NOTHING


def _sum_moved(metric: Metric, now: _Side, then: _Side) -> _Moved:
    """The same of a sum, per customer. Idle seconds come in no number that could be tested: their size decides."""
    (value, customers), (before, customers_before) = now, then
    if before <= 0:
        return _NOTHING
    amount = change_per_customer(value, customers, before, customers_before)
    if metric.unit == "count":
        return amount, "relative", SUM_STEP, noise.count_z(*now, *then)
    is_enough = abs(value - before * customers / customers_before) >= LEAST_IDLE_SECONDS
    return (amount, "relative", SUM_STEP, noise.CERTAIN_Z) if is_enough else _NOTHING


def change_per_customer(value: Number, customers: Number, before: Number, customers_before: Number) -> float:
    """By what share a sum of a month changed for each customer; nothing given may be 0."""
    return (value * customers_before) / (before * customers) - 1
