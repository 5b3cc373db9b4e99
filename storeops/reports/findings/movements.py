"""Which figures moved, for better or worse, by more than chance and by enough to matter. Pure."""

from dataclasses import dataclass
from math import isclose

from storeops.measuring.definitions_text import METRIC_OF
from storeops.measuring.metric_table import Metric
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

SUMS = ("complaints", "praise", "idle_while_waiting")
"""Compared per customer, so that months of different length, or half a month, compare fairly."""

SAME_MATTER = (
    ("service_level", "wait_p90", "wait_median", "wait_mean", "visit_wait", "wait", "service_level_plain"),
    ("speed_compliance", "handling_mean", "handling_median", "handling_p90", "handling_gross_mean"),
    ("one_stop_gross", "transfer_rate", "one_stop_net"),
    ("csat", "delight"),
)
"""Figures that tell one matter: of those that moved the same way only the first is told."""

_CONSEQUENCES = ("promise_kept", "visit_time", "estimate_error_median", "estimate_error_p90")
"""They follow from the wait and the handling, and are told there."""
_MOSTLY_NONE = ("held_time",)
"""Few visits have any of it, so that its spread, and with it chance, is not known."""
_PROMISES = ("service_level", "speed_compliance", "one_stop_gross", "followup_in_time", "csat", "replied_on_the_spot")
"""What the hall promises its customers weighs twice."""
_INSTRUMENTS = ("response_rate", "prompt_rate", "check_coverage", "estimate_in_range")
"""What only tells how well the hall measures weighs half."""


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
    others = {other.metric for other in found if other.is_better == moved.is_better}
    matter = next((metrics for metrics in SAME_MATTER if moved.metric in metrics), ())
    return any(first in others for first in matter[: matter.index(moved.metric)]) if matter else False


def _movement(metric: Metric, report: Report, now: Values, then: Values) -> Movement | None:
    value, before = now.get(metric.id), then.get(metric.id)
    if metric.better is None or metric.id in (*_CONSEQUENCES, *_MOSTLY_NONE) or value is None or before is None:
        return None
    cases, cases_before, asked_z = _cases(metric.id, report, now, then)
    if min(cases, cases_before) < noise.ENOUGH_CASES:
        return None
    if metric.id in SUMS:
        amount, kind, step, z = _sum_moved(metric, (value, cases), (before, cases_before))
    else:
        amount, kind, step, z = _figure_moved(metric, (value, cases), (before, cases_before))
    if (abs(amount) < step and not isclose(abs(amount), step)) or abs(z) < asked_z:
        return None
    is_better = (amount > 0) == (metric.better == "higher")
    weight = abs(amount) / step * _importance(metric.id)
    return Movement(metric.id, value, before, amount, kind, is_better, weight)


def _cases(metric: str, report: Report, now: Values, then: Values) -> tuple[Number, Number, float]:
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


def _importance(metric: str) -> float:
    return 2.0 if metric in _PROMISES else 0.5 if metric in _INSTRUMENTS else 1.0
