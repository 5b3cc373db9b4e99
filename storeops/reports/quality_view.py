"""The month's figures of service quality, for the report: a read model."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlite_utils import Database

from storeops.business_time import business_day
from storeops.hall import hall_rows
from storeops.months import MonthSpan
from storeops.quality.checks import check_rows, checks_view
from storeops.quality.checks.check_rows import ScoredCheck
from storeops.quality.feedback import feedback_rows
from storeops.quality.feedback.shares import Shares, shares_by
from storeops.quality.follow_ups import follow_ups_view
from storeops.reports.averages import mean


def quality_figures(db: Database, span: MonthSpan, now: datetime) -> dict[str, float | int | None]:
    """The value of each metric of service quality by its id; None where there is nothing to divide by."""
    zone = hall_rows.hall(db).zone
    shares, cases = _shares(db, span, zone), follow_ups_view.figures(db, span.begins_at, span.ends_at, now)
    checks = check_rows.scores_between(db, span.first_day, span.last_day)
    last_day = min(span.last_day, business_day(now, zone))
    return {
        "csat": shares.csat,
        "delight": shares.delight,
        "response_rate": shares.response_rate,
        "prompt_rate": shares.prompt_rate,
        "check_coverage": checks_view.coverage_of(db, checks, span.first_day, last_day).share,
        "checklist_mean": _mean_score(checks),
        "followup_in_time": cases.followup_in_time,
        "replied_on_the_spot": cases.replied_on_the_spot,
        "first_asked_kept": cases.first_asked_kept,
        "complaints": cases.complaints,
        "praise": cases.praise,
    }


def _shares(db: Database, span: MonthSpan, zone: ZoneInfo) -> Shares:
    days = span.first_day.isoformat(), span.last_day.isoformat()
    ratings, prompts = feedback_rows.ratings(db, *days, zone), feedback_rows.prompts(db, *days, zone)
    closes = feedback_rows.closes(db, *days, zone)
    return shares_by(ratings, prompts, closes, lambda _: "hall").get("hall", Shares())


def _mean_score(checks: Sequence[ScoredCheck]) -> float | None:
    return mean([float(check.score) for check in checks if check.employee is not None and check.score is not None])
