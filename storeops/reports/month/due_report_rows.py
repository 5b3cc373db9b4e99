"""Which months wait for their report to be closed, or counted again: what the rows of months and job runs say."""

from datetime import date, datetime

from sqlite_utils import Database

from storeops.base.business_time import business_day
from storeops.base.months import MonthSpan, month_span, months_from
from storeops.hall import hall_rows
from storeops.month_end.due_rows import counted_period
from storeops.quality.stars import due_month_rows
from storeops.reports.document import report_rows
from storeops.store import job_rows

JOB = "close_reports"


def months_due(db: Database, now: datetime) -> list[str]:
    """The months whose report waits for its first or next version; earliest first.

    A first version is due once the closing has come, if the month has any data; a next one after a correction, or when
    the stars have a newer version. A month whose stars wait for their own closing is not due before that.
    """
    unsettled = set(due_month_rows.months_due(db, now))
    versions = report_rows.versions_by_month(db)
    newer = report_rows.months_with_newer_stars(db)
    for month, correction_id in report_rows.months_corrected(db).items():
        if not job_rows.was_run(db, JOB, counted_period(month, correction_id)):
            newer.add(month)
    return [
        span.month
        for span in _spans(db, now)
        if span.month not in unsettled and (span.month in newer if span.month in versions else _is_over(db, span, now))
    ]


def _spans(db: Database, now: datetime) -> list[MonthSpan]:
    first = report_rows.first_day(db)
    if first is None:
        return []
    zone = hall_rows.hall(db).zone
    months = months_from(date.fromisoformat(first), business_day(now, zone))
    return [month_span(month, zone) for month in reversed(months)]


def _is_over(db: Database, span: MonthSpan, now: datetime) -> bool:
    return now >= span.closes_at and report_rows.has_data(db, span)
