"""The month's figures, as every rendering of the report shows them: a read model."""

from datetime import datetime
from typing import Any

from sqlite_utils import Database

from storeops.base.months import begun_month
from storeops.hall import hall_rows
from storeops.measuring.metric_table import DEFINITIONS_VERSION
from storeops.measuring.uncollected import uncollected
from storeops.quality.ratings.month_read_rows import MonthRead
from storeops.reports.comparison.comparison_view import comparisons
from storeops.reports.document.period_view import period_figures
from storeops.reports.findings.findings import findings
from storeops.reports.sections.cases_view import cases
from storeops.reports.sections.checklist_view import checklist
from storeops.reports.sections.heard_view import heard
from storeops.reports.sections.leaving_view import leaving
from storeops.reports.sections.moments_view import moments
from storeops.reports.sections.month_stars_view import star_bands
from storeops.reports.sections.records_view import data_quality
from storeops.reports.sections.reviewed_flags_view import reviewed_flags
from storeops.reports.targets.year_targets_view import year_targets


@uncollected()
def month_report(db: Database, month: str, now: datetime) -> dict[str, Any]:
    """All figures of a month written YYYY-MM, JSON-ready and unrounded. BadValue for no month or one still to come.

    Its keys are told in report_document.py; `provisional` is true until the month's closing.
    """
    hall = hall_rows.hall(db)
    span = begun_month(month, hall.zone, now)
    read = MonthRead(db, month)
    report: dict[str, Any] = {
        "hall": hall.name_zh,
        "hall_en": hall.name_en,
        "zone": hall.zone.key,
        "month": month,
        "version": 0,
        "provisional": now < span.closes_at,
        "definitions_version": DEFINITIONS_VERSION,
        "wait_target_seconds": hall.wait_target_seconds,
        **period_figures(db, span, now),
        "data_quality": data_quality(db, span),
        "heard": heard(db, span),
        "leaving": leaving(db, span),
        "moments": moments(db, span, now, read),
        "checklist": checklist(db, span, now),
        "cases": cases(db, span, now),
        "stars": star_bands(db, span, now, read),
        "flags": reviewed_flags(db, span, now, read),
    }
    report["comparisons"] = comparisons(db, span, now)
    report["year"] = year_targets(db, span, now)
    return {**report, "findings": findings(report)}
