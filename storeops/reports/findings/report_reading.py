"""How the findings read a month's figures: those that did not happen are left out. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass

from storeops.reports.document.report_document import Metrics, Report
from storeops.reports.layout.blocks import Number

Values = Mapping[str, Number]
"""Metrics by id; those that did not happen are left out."""


@dataclass(frozen=True)
class ComparedPeriod:
    """What the month is compared with. `name` is its key in the report's comparisons.

    `last_day` (YYYY-MM-DD) is the last that was compared, None where unknown.
    `by_service` holds "transactions" and "handling_mean" of each service where the report has them.
    """

    name: str
    month: str
    last_day: str | None
    values: Values
    by_service: Mapping[str, Values]


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
    """The month before; the same month of last year where there is none; None without both."""
    compared = (("previous", report.comparisons.previous), ("last_year", report.comparisons.last_year))
    for name, period in compared:
        values = known_values(period.metrics) if period else {}
        if period and values:
            by_service = {code: known_values(own) for code, own in period.by_service.items()}
            return ComparedPeriod(name, period.month, period.last_day or None, values, by_service)
    return None


def is_reason(code: str | None) -> bool:
    """Whether a reason was given; JSON writes the key of those not given as "null" or "None"."""
    return code not in (None, "", "null", "None")
