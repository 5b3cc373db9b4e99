"""How the findings read a month's figures: those that did not happen are left out. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass

from storeops.reports.document.report_document import JudgedChange, Metrics, Report
from storeops.reports.layout.blocks import Number

Values = Mapping[str, Number]
"""Metrics by id; those that did not happen are left out."""


@dataclass(frozen=True)
class ComparedPeriod:
    """What the month is compared with. `name` is its key in the report's comparisons.

    `last_day` (YYYY-MM-DD) is the last that was compared, None where unknown.
    `judged` are the changes by metric, `open_days` the days that add up to its sums; nothing and 0 where unknown.
    `by_service` holds "transactions" and "handling_mean" of each service where the report has them.
    """

    name: str
    month: str
    last_day: str | None
    values: Values
    by_service: Mapping[str, Values]
    open_days: int
    judged: Mapping[str, JudgedChange]


def month_values(report: Report) -> Values:
    """The month's metrics."""
    return figure_values(report.metrics)


def figure_values(figures: Metrics) -> Values:
    """The values of figures."""
    return known_values({metric: figure.value for metric, figure in figures.items()})


def known_values(values: Mapping[str, Number | None]) -> Values:
    """Values without those that did not happen."""
    return {metric: value for metric, value in values.items() if value is not None}


def compared_period(report: Report) -> ComparedPeriod | None:
    """The month before; else the same month of last year, else the latest earlier month; None without any."""
    found = report.comparisons
    compared = (("previous", found.previous), ("last_year", found.last_year), ("earlier", found.earlier))
    for name, period in compared:
        values = known_values(period.metrics) if period else {}
        if period and values:
            by_service = {code: known_values(own) for code, own in period.by_service.items()}
            judged, open_days = period.judged or {}, period.open_days or 0
            return ComparedPeriod(name, period.month, period.last_day or None, values, by_service, open_days, judged)
    return None


def is_reason(code: str | None) -> bool:
    """Whether a reason was given; JSON writes the key of those not given as "null" or "None"."""
    return code not in (None, "", "null", "None")
