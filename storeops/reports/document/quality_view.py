"""The figures of service quality of any days, for the report: a read model."""

from datetime import datetime

from sqlite_utils import Database

from storeops.base.business_time import business_day
from storeops.base.months import DaySpan
from storeops.hall import hall_rows
from storeops.measuring.metrics import Figure
from storeops.quality.checks import check_rows, checks_view
from storeops.quality.feedback import share_rows
from storeops.quality.follow_ups import follow_ups_view
from storeops.reports.sections.cases_view import CASES_FROM
from storeops.reports.sections.checklist_view import CHECKLIST_FROM
from storeops.reports.sections.rows_of_month import PROMPTS, RATINGS, TICKETS

QUALITY_FROM = (
    TICKETS.of("state", "is_imported"),
    PROMPTS.of("why_shown"),
    RATINGS.of("prompt_id", "value", "undone_at"),
    *CASES_FROM,
    *CHECKLIST_FROM,
)


def quality_values(db: Database, span: DaySpan, now: datetime) -> dict[str, Figure]:
    """The value of each metric of service quality by its id; None where there is nothing to divide by."""
    zone = hall_rows.hall(db).zone
    shares = share_rows.hall_shares(db, span.first_day.isoformat(), span.last_day.isoformat())
    cases = follow_ups_view.figures(db, span.begins_at, span.ends_at, now)
    checks = check_rows.scores_between(db, span.first_day, span.last_day)
    last_day = min(span.last_day, business_day(now, zone))
    return {
        "csat": shares.csat,
        "delight": shares.delight,
        "response_rate": shares.response_rate,
        "prompt_rate": shares.prompt_rate,
        "check_coverage": checks_view.coverage_of(db, checks, span.first_day, last_day).share,
        "checklist_mean": checks_view.mean_score(check for check in checks if check.employee is not None),
        "followup_in_time": cases.followup_in_time,
        "replied_on_the_spot": cases.replied_on_the_spot,
        "first_asked_kept": cases.first_asked_kept,
        "complaints": cases.complaints,
        "praise": cases.praise,
        "diversion_rate": None,
        "electronic_share": None,
    }
