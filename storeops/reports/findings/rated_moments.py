"""The key moment that disappoints more than the others. Pure."""

from collections.abc import Sequence

from storeops.measuring.chance import apart_from_the_others
from storeops.measuring.counted import DayPart
from storeops.reports.document.report_document import Report
from storeops.reports.findings.enough_cases import ENOUGH_CASES
from storeops.reports.findings.report_reading import month_values
from storeops.reports.sections.quality_section import RatedMoment

WORSE_MOMENT = 0.03
"""Three customers of a hundred below the hall: otherwise no moment stands out."""


def rated_moments(report: Report) -> list[RatedMoment]:
    """The moments with ENOUGH_CASES ratings, least satisfied first; the visit as remembered overall is no moment."""
    known = [line for line in report.moments.moments if line.moment != "overall"]
    rated = [line for line in known if line.ratings >= ENOUGH_CASES and line.csat is not None]
    return sorted(rated, key=_satisfied)


def weakest_moment(report: Report, without: Sequence[str] = ()) -> RatedMoment | None:
    """The least satisfied moment, if it lies WORSE_MOMENT below the hall, and by more than chance; None if not.

    Judged by the days on which customers rated, all moments together; a report that does not know the days names none.
    """
    hall = month_values(report).get("csat")
    for line in rated_moments(report):
        if line.moment not in without:
            is_worse = hall is not None and hall - _satisfied(line) >= WORSE_MOMENT
            return line if is_worse and line.moment in _moments_apart(report) else None
    return None


def _moments_apart(report: Report) -> frozenset[str]:
    """Which of the moments were rated otherwise than all others together, by more than chance."""
    moments = {line.moment for line in rated_moments(report)}
    return apart_from_the_others(
        [
            {moment: DayPart(told.satisfied, told.ratings) for moment, told in day.items() if moment in moments}
            for day in report.moments.days or []
        ]
    )


def unhappy(moment: RatedMoment) -> int:
    """Ratings below 4 of a moment: ratings x (1 - csat)."""
    return round(moment.ratings * (1 - _satisfied(moment)))


def _satisfied(moment: RatedMoment) -> float:
    return moment.csat or 0
