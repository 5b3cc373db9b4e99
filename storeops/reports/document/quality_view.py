"""What the ratings, checks and cases of any days come to, for the report: a read model."""

from datetime import datetime

from sqlite_utils import Database

from storeops.base.business_time import business_day
from storeops.base.months import DaySpan
from storeops.hall import hall_rows
from storeops.measuring.quality_metrics import QualityFacts
from storeops.quality.checks import check_rows, checks_view
from storeops.quality.feedback import share_rows
from storeops.quality.follow_ups import follow_ups_view
from storeops.reports.sections.cases_view import CASES_FROM
from storeops.reports.sections.checklist_view import CHECKLIST_FROM
from storeops.reports.sections.rows_of_month import DOUBTED_RATINGS, PROMPTS, RATINGS, TICKETS

QUALITY_FROM = (
    TICKETS.of("state", "is_imported"),
    PROMPTS.of("why_shown"),
    RATINGS.of("prompt_id", "value", "undone_at", "place"),
    DOUBTED_RATINGS.of("is_accepted"),
    *CASES_FROM,
    *CHECKLIST_FROM,
)


def quality_facts(db: Database, span: DaySpan, now: datetime) -> QualityFacts:
    """What the metrics of service quality are taken from, so far."""
    checks = check_rows.scores_between(db, span.first_day, span.last_day)
    last_day = min(span.last_day, business_day(now, hall_rows.hall(db).zone))
    return QualityFacts(
        feedback=share_rows.hall_shares(db, span.first_day.isoformat(), span.last_day.isoformat()),
        cases=follow_ups_view.figures(db, span.begins_at, span.ends_at, now),
        check_coverage=checks_view.coverage_of(db, checks, span.first_day, last_day).share,
        checklist_mean=checks_view.mean_score(check for check in checks if check.employee is not None),
    )
