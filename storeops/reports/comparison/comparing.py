"""How far a figure moved against another period, and whether that is good. Pure."""

from dataclasses import replace

from storeops.measuring.metric import Metric, Unit
from storeops.reports.document.report_document import ComparedMonth, Report
from storeops.reports.layout.blocks import Change, Kind, Number

_KIND_OF_CHANGE: dict[Unit, Kind] = {
    "s": "relative",
    "count": "relative",
    "per_hour": "relative",
    "share": "share_difference",
    "points": "points_difference",
}


def change_between(value: Number | None, before: Number | None, metric: Metric) -> Change | None:
    """The way from `before` to `value`; None where there is no `before`.

    Durations, counts and rates change by a share of the value before, shares and scores by their difference. The
    amount is None where there is no value now, or where something would be a share of nothing (or less).
    """
    if before is None:
        return None
    kind = _KIND_OF_CHANGE[metric.unit]
    return Change(before, _amount(value, before, kind), kind, _is_better(value, before, metric))


def _amount(value: Number | None, before: Number, kind: Kind) -> float | None:
    if value is None:
        return None
    if kind != "relative" or value == before:
        return float(value - before)
    return (value - before) / before if before > 0 else None


def _is_better(value: Number | None, before: Number, metric: Metric) -> bool | None:
    if value is None or value == before or metric.better is None:
        return None
    return (value > before) == (metric.better == "higher")


def begins_late(period: ComparedMonth) -> bool:
    """Whether the records of a month compared with begin within it: nothing then compares with its counts."""
    return not period.first_day.endswith("-01") if period.first_day else False


def with_base(report: Report, base: ComparedMonth | None) -> Report:
    """The report, compared with a chosen month too (定基比); None: that month has no data."""
    return replace(report, comparisons=replace(report.comparisons, base=base))
