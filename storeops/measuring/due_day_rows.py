"""Which days wait for their summary: what the rows of tickets, counters and summaries say."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from sqlite_utils import Database

from storeops.base.business_time import OpeningHours, business_day, local_instant, stamp
from storeops.hall import hall_rows
from storeops.measuring import day_summary_rows
from storeops.measuring.counted_day_rows import lived_days
from storeops.queueing.due_close_rows import days_alive
from storeops.store import rows

SETTLES_AFTER = timedelta(minutes=30)
"""After the last end of a ticket: beyond the time in which one is reopened or reinstated."""

_DAY = timedelta(days=1)


def days_due(db: Database, now: datetime) -> Iterator[date]:
    """The settled days that had tickets or somebody signed in and have no summary, latest first."""
    first = _first_day(db)
    if first is None:
        return
    hours = hall_rows.opening_hours(db, hall_rows.hall(db))
    last = business_day(now, hours.zone) - _DAY
    missing = lived_days(db, first, last, now) - day_summary_rows.kept_days(db, first, last)
    alive_from = min(days_alive(db, hours), default=None)
    for day in sorted(missing, reverse=True):
        if alive_from is not None and day >= alive_from:
            continue
        if now >= _settles_at(hours, day) and not _ended_since(db, day, now - SETTLES_AFTER):
            yield day


def _first_day(db: Database) -> date | None:
    """A day before which there is nothing to count; None in a new hall."""
    day = rows.scalar(
        db,
        "SELECT min(day) FROM (SELECT min(business_day) AS day FROM ticket"
        " UNION ALL SELECT substr(min(signed_in_at), 1, 10) FROM signed_in_span)",
    )
    # A stamp's day may be one later than the hall's.
    return None if day is None else date.fromisoformat(day) - _DAY


def _settles_at(hours: OpeningHours, day: date) -> datetime:
    """When a day is over: for its tickets, and for the counters, whose day is the local one."""
    return max(hours.closing(day) + SETTLES_AFTER, local_instant(day + _DAY, time.min, hours.zone))


def _ended_since(db: Database, day: date, since: datetime) -> bool:
    sql = "SELECT EXISTS (SELECT 1 FROM ticket WHERE business_day = ? AND ended_at > ? AND is_imported = 0)"
    return bool(rows.scalar(db, sql, (day.isoformat(), stamp(since))))
