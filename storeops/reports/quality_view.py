"""The month's figures of service quality, for the report: a read model."""

from datetime import datetime, time, timedelta

from sqlite_utils import Database

from storeops.business_time import local_instant
from storeops.hall import hall_rows
from storeops.months import MonthSpan
from storeops.quality.checks import check_rows, plan_rows
from storeops.quality.feedback import feedback_rows
from storeops.quality.feedback.shares import Shares, shares_by
from storeops.quality.follow_ups import follow_ups_view
from storeops.reports.averages import mean, share


def quality_figures(db: Database, span: MonthSpan, now: datetime) -> dict[str, float | int | None]:
    """The value of each metric of service quality by its id; None where there is nothing to divide by."""
    shares, cases = _shares(db, span), follow_ups_view.figures(db, span.begins_at, span.ends_at, now)
    return {
        "csat": shares.csat,
        "delight": shares.delight,
        "response_rate": shares.response_rate,
        "prompt_rate": shares.prompt_rate,
        "check_coverage": _check_coverage(db, span, now),
        "checklist_mean": _checklist_mean(db, span),
        "followup_in_time": cases.followup_in_time,
        "replied_on_the_spot": cases.replied_on_the_spot,
        "first_asked_kept": cases.first_asked_kept,
        "complaints": cases.complaints,
        "praise": cases.praise,
    }


def _shares(db: Database, span: MonthSpan) -> Shares:
    zone = hall_rows.hall(db).zone
    days = span.first_day.isoformat(), span.last_day.isoformat()
    ratings, prompts = feedback_rows.ratings(db, *days, zone), feedback_rows.prompts(db, *days, zone)
    closes = feedback_rows.closes(db, *days, zone)
    return shares_by(ratings, prompts, closes, lambda _: "hall").get("hall", Shares())


def _check_coverage(db: Database, span: MonthSpan, now: datetime) -> float | None:
    """Checked days of all days of work, one for each employee and day."""
    zone = hall_rows.hall(db).zone
    checks = check_rows.scores_between(db, span.first_day, span.last_day)
    checked = {(check.employee, check.business_day) for check in checks}
    worked, day = set(), span.first_day
    while day <= span.last_day and local_instant(day, time(0), zone) <= now:
        begins, ends = (local_instant(day + timedelta(days=ahead), time(0), zone) for ahead in (0, 1))
        worked |= {(employee, day) for employee in plan_rows.worked_on(db, begins, ends)}
        day += timedelta(days=1)
    return share(len(worked & checked), len(worked))


def _checklist_mean(db: Database, span: MonthSpan) -> float | None:
    checks = check_rows.scores_between(db, span.first_day, span.last_day)
    return mean([float(check.score) for check in checks if check.employee is not None and check.score is not None])
