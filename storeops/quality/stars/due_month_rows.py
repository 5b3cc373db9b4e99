"""Which months of stars wait to be closed, or to be counted again: what the rows of months and job runs say."""

from datetime import date, datetime

from sqlite_utils import Database

from storeops.base.business_time import business_day
from storeops.base.months import month_span, months_from
from storeops.hall import hall_rows
from storeops.month_end.due_rows import counted_period
from storeops.quality.stars import star_rows
from storeops.store import job_rows

JOB = "freeze_stars"


def months_due(db: Database, now: datetime) -> list[str]:
    """The months whose closing has come and that have sheets and no version, or a correction since; earliest first."""
    first = star_rows.first_day(db)
    if first is None:
        return []
    zone = hall_rows.hall(db).zone
    versions, corrected = star_rows.versions_by_month(db), star_rows.months_corrected(db)
    due = []
    for month in reversed(months_from(date.fromisoformat(first), business_day(now, zone))):
        span = month_span(month, zone)
        if month in versions:
            is_due = month in corrected and not job_rows.was_run(db, JOB, counted_period(month, corrected[month]))
        else:
            is_due = now >= span.closes_at and star_rows.has_sheets(db, span)
        if is_due:
            due.append(month)
    return due
