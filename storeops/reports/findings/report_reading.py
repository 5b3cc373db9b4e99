"""How the findings read a month's report: what is missing in it is missing here, and raises nothing. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from storeops.reports.document.report_document import Report

Number = float | int
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
    return known_values(report.get("metrics"))


def known_values(figures: Mapping[str, Any] | None) -> Values:
    """Figures without those that did not happen, whether written as numbers or as value and unit."""
    plain = {key: found.get("value") if isinstance(found, Mapping) else found for key, found in (figures or {}).items()}
    return {key: value for key, value in plain.items() if value is not None and is_number(value)}


def is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def compared_period(report: Report) -> ComparedPeriod | None:
    """The month before; the same month of last year where there is none; None without both."""
    for name in ("previous", "last_year"):
        period = part(report, "comparisons").get(name) or {}
        values = known_values(period.get("metrics"))
        if values:
            by_service = {code: known_values(figures) for code, figures in (period.get("by_service") or {}).items()}
            return ComparedPeriod(name, period.get("month") or "", period.get("last_day"), values, by_service)
    return None


def part(report: Report, key: str) -> Mapping[str, Any]:
    """A section of the report; empty where it is missing."""
    found: Mapping[str, Any] = report.get(key) or {}
    return found


def rows(report: Report, section: str, key: str) -> Sequence[Mapping[str, Any]]:
    """The rows of a section's list; empty where it is missing."""
    found: Sequence[Mapping[str, Any]] = part(report, section).get(key) or []
    return found


def number(row: Mapping[str, Any], key: str) -> Number:
    """A count or a sum in a row; 0 where it is missing."""
    found = row.get(key)
    return found if found is not None and is_number(found) else 0


def is_reason(code: object) -> bool:
    """Whether a reason was given; JSON writes the key of those not given as "null" or "None"."""
    return code not in (None, "", "null", "None")
