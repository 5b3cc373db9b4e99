"""The key moment that disappoints more than the others. Pure."""

from collections.abc import Mapping, Sequence
from typing import Any

from storeops.reports.document.report_document import Report
from storeops.reports.findings.noise import ENOUGH_CASES
from storeops.reports.findings.report_reading import month_values, number, rows

WORSE_MOMENT = 0.03
"""Three customers of a hundred below the hall: otherwise no moment stands out."""


def rated_moments(report: Report) -> list[Mapping[str, Any]]:
    """The moments with ENOUGH_CASES ratings, least satisfied first; the visit as remembered overall is no moment."""
    known = [row for row in rows(report, "moments", "moments") if row.get("moment") != "overall"]
    rated = [row for row in known if number(row, "ratings") >= ENOUGH_CASES and row.get("csat") is not None]
    return sorted(rated, key=lambda row: number(row, "csat"))


def weakest_moment(report: Report, without: Sequence[str] = ()) -> Mapping[str, Any] | None:
    """The least satisfied moment, if it lies WORSE_MOMENT below the hall; None if none stands out."""
    hall = month_values(report).get("csat")
    for moment in rated_moments(report):
        if moment.get("moment") not in without:
            return moment if hall is not None and hall - number(moment, "csat") >= WORSE_MOMENT else None
    return None


def unhappy(moment: Mapping[str, Any]) -> int:
    """Ratings below 4 of a moment: ratings x (1 - csat)."""
    return round(number(moment, "ratings") * (1 - number(moment, "csat")))
