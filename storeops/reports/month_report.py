"""The month's figures, as every rendering of the report shows them: a read model."""

from datetime import datetime
from typing import Any

from sqlite_utils import Database

from storeops.hall import hall_rows
from storeops.months import begun_month
from storeops.reports.comparison_view import comparisons
from storeops.reports.findings.findings import findings
from storeops.reports.metric_table import DEFINITIONS_VERSION
from storeops.reports.period_view import period_parts
from storeops.reports.sections.cases_view import cases
from storeops.reports.sections.checklist_view import checklist
from storeops.reports.sections.data_quality_view import data_quality
from storeops.reports.sections.heard_view import heard
from storeops.reports.sections.leaving_view import leaving
from storeops.reports.sections.moments_view import moments
from storeops.reports.sections.names_view import names
from storeops.reports.sections.over_target_view import over_target
from storeops.reports.sections.pauses_view import pauses
from storeops.reports.sections.reviewed_flags_view import reviewed_flags
from storeops.reports.sections.special_view import special_customers
from storeops.reports.sections.staffing_view import staffing
from storeops.reports.sections.stars_view import star_bands
from storeops.reports.sections.transfers_view import transfers
from storeops.reports.year_targets_view import year_targets


def month_report(db: Database, month: str, now: datetime) -> dict[str, Any]:
    """All figures of a month written YYYY-MM, JSON-ready and unrounded. BadValue for no month or one still to come.

    What the parts of the month hold is told by period_parts.
    """
    hall = hall_rows.hall(db)
    span = begun_month(month, hall.zone, now)
    report: dict[str, Any] = {
        "hall": hall.name_zh,
        "hall_en": hall.name_en,
        "zone": hall.zone.key,
        "month": month,
        "version": 0,
        "provisional": now < span.closes_at,
        "definitions_version": DEFINITIONS_VERSION,
        "wait_target_seconds": hall.wait_target_seconds,
        **period_parts(db, span, now),
        "names": names(db, span),
        "over_target": over_target(db, span),
        "transfers": transfers(db, span),
        "pauses": pauses(db, span),
        "staffing": staffing(db, span, now),
        "special_customers": special_customers(db, span),
        "data_quality": data_quality(db, span),
        "heard": heard(db, span),
        "leaving": leaving(db, span),
        "moments": moments(db, span, now),
        "checklist": checklist(db, span, now),
        "cases": cases(db, span, now),
        "stars": star_bands(db, span, now),
        "flags": reviewed_flags(db, span, now),
    }
    report["comparisons"] = comparisons(db, span, now)
    report["year"] = year_targets(db, span, now)
    return {**report, "findings": findings(report)}
