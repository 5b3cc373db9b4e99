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


def change_since(compared: ComparedMonth, value: Number | None, metric: Metric, open_days: int) -> Change | None:
    """How a figure of so many open days changed since a period, judged by the days; None where it had none then.

    Sums are compared by the open day. What chance makes too is neither better nor worse, nor what too few
    days tell of. A report that was closed
    before days were judged compares its sums as they are, and each change is what it seems.
    """
    before = compared.metrics.get(metric.id)
    if compared.judged is None:
        change = change_between(value, before, metric)
        cannot_tell = metric.unit == "count" and begins_late(compared)
        return replace(change, amount=None, is_better=None) if change and cannot_tell else change
    is_of_days = adds_up(metric) and bool(open_days and compared.open_days)
    change = change_between(*_by_day(value, before, open_days, compared), metric) if is_of_days else None
    change = change or change_between(value, before, metric)
    if change is None or before is None:
        return None
    change = replace(change, before=before, is_of_days=is_of_days)
    judged = compared.judged.get(metric.id)
    if judged and judged.is_more:
        return change
    if change.is_better is None and (judged is None or value == before):
        return change
    return replace(change, is_better=None, is_chance=judged is not None and judged.chance is not None)


def adds_up(metric: Metric) -> bool:
    """Whether the days of a period add up to the figure."""
    return metric.unit == "count" or metric.is_sum


def _by_day(
    value: Number | None, before: Number | None, open_days: int, compared: ComparedMonth
) -> tuple[Number | None, Number | None]:
    days_before = compared.open_days or 1
    return (None if value is None else value / open_days), (None if before is None else before / days_before)


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
