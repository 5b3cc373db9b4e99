"""The month's figures as every rendering shows them, and which rows they are made of: a read model."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime

from sqlite_utils import Database

from storeops.base.months import MonthSpan, begun_month
from storeops.hall import hall_rows
from storeops.measuring.metric import DEFINITIONS_VERSION, FIRST_DEFINITIONS
from storeops.measuring.tallies_view import period_tally
from storeops.measuring.uncollected import uncollected
from storeops.month_end import input_rows
from storeops.month_end.counted_from import CountedFrom, together
from storeops.quality.policy import policy_rows
from storeops.quality.policy.policy import ChangedDefinition
from storeops.quality.ratings.month_read_rows import MonthRead
from storeops.reports.comparison.comparison_view import COMPARISONS_FROM, comparisons
from storeops.reports.comparison.period_days_view import period_days
from storeops.reports.document.period_view import METRICS_FROM, period_figures
from storeops.reports.document.quality_view import read_quality
from storeops.reports.document.report_document import Report
from storeops.reports.document.report_findings import NOTHING_FOUND
from storeops.reports.findings.findings import findings
from storeops.reports.month.first_input_rows import first_inputs_checksum
from storeops.reports.month.second_input_rows import second_inputs_checksum
from storeops.reports.sections.cases_view import CASES_FROM, cases
from storeops.reports.sections.checklist_view import CHECKLIST_FROM, checklist
from storeops.reports.sections.floor_view import OVER_TARGET_FROM, PAUSES_FROM, TRANSFERS_FROM
from storeops.reports.sections.heard_view import HEARD_FROM, heard
from storeops.reports.sections.leaving_view import LEAVING_FROM, leaving
from storeops.reports.sections.moments_view import MOMENTS_FROM, moments
from storeops.reports.sections.month_stars_view import STARS_FROM, star_bands
from storeops.reports.sections.records_view import DATA_QUALITY_FROM, data_quality
from storeops.reports.sections.reviewed_flags_view import FLAGS_FROM, reviewed_flags
from storeops.reports.sections.staffing_view import STAFFING_FROM
from storeops.reports.targets.year_targets_view import YEAR_FROM, year_targets

SECTIONS_FROM: Mapping[str, CountedFrom] = {
    "metrics": METRICS_FROM,
    "names": (),
    "over_target": OVER_TARGET_FROM,
    "transfers": TRANSFERS_FROM,
    "pauses": PAUSES_FROM,
    "staffing": STAFFING_FROM,
    "special_customers": (),
    "data_quality": DATA_QUALITY_FROM,
    "heard": HEARD_FROM,
    "leaving": LEAVING_FROM,
    "moments": MOMENTS_FROM,
    "checklist": CHECKLIST_FROM,
    "cases": CASES_FROM,
    "stars": STARS_FROM,
    "flags": FLAGS_FROM,
    "comparisons": COMPARISONS_FROM,
    "year": YEAR_FROM,
}
"""What each part of the report is counted from, beside the tally of the days, which the metrics declare."""

COUNTED_FROM = together(rows for section in SECTIONS_FROM.values() for rows in section)

FIRST_EDITION = 1
"""Versions that were closed before the sections declared what they are counted from."""
SECOND_EDITION = 2
"""Versions that were closed before ratings could be in doubt."""
INPUTS_EDITION = 3
"""Goes up with every change of what COUNTED_FROM says: a version is judged by what it was made of."""


def inputs_checksum(db: Database, span: MonthSpan, edition: int = INPUTS_EDITION) -> str:
    """The SHA-256, in hexadecimal, of all raw rows of a month; equal while none was added, taken away or changed.

    KeyError for an edition that nobody knows: whoever raises it keeps the one before.
    """
    return _BY_EDITION[edition](db, span)


_BY_EDITION: Mapping[int, Callable[[Database, MonthSpan], str]] = {
    FIRST_EDITION: first_inputs_checksum,
    SECOND_EDITION: second_inputs_checksum,
    INPUTS_EDITION: lambda db, span: input_rows.inputs_checksum(db, COUNTED_FROM, span),
}


@uncollected()
def month_report(db: Database, month: str, now: datetime) -> Report:
    """All figures of a month written YYYY-MM, unrounded. BadValue for no month or one still to come."""
    hall = hall_rows.hall(db)
    span = begun_month(month, hall.zone, now)
    read, tally = MonthRead(db, month), period_tally(db, span.first_day, span.last_day, now)
    quality = read_quality(db, span)
    days = period_days(db, span, now, {day.business_day: day.hall for day in tally.days}, quality)
    report = Report(
        **vars(period_figures(db, span, now, tally, quality)),
        hall=hall.name_zh,
        hall_en=hall.name_en,
        zone=hall.zone.key,
        month=month,
        version=0,
        provisional=now < span.closes_at,
        definitions_version=_definitions_version(db, month),
        wait_target_seconds=hall.wait_target_seconds,
        data_quality=data_quality(db, span, tally.hall),
        heard=heard(db, span),
        leaving=leaving(db, span),
        moments=moments(db, span, now, read),
        checklist=checklist(db, span, now),
        cases=cases(db, span, now),
        stars=star_bands(db, span, now),
        flags=reviewed_flags(db, span, now, read),
        comparisons=comparisons(db, span, now, days),
        year=year_targets(db, span, now),
        findings=NOTHING_FOUND,
    )
    return replace(report, findings=findings(report))


def _definitions_version(db: Database, month: str) -> int:
    """By which definitions a month is counted, however often it is counted again."""
    is_changed = month >= policy_rows.since(db, ChangedDefinition.CONFIRMED_EXCEPTIONS)
    return DEFINITIONS_VERSION if is_changed else FIRST_DEFINITIONS
