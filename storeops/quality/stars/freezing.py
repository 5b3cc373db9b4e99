"""Closing a month of stars: it is kept with its policy and all its inputs. An action, and what is due."""

from datetime import date, datetime

from sqlite_utils import Database

from storeops import job_rows
from storeops.action import action
from storeops.actor import Actor
from storeops.business_time import business_day
from storeops.clock import Clock
from storeops.database import HallDatabase
from storeops.hall import hall_rows
from storeops.months import begun_month, month_span, months_from
from storeops.quality.stars import star_rows
from storeops.quality.stars.month_versions import JOB, Reading, counted_period, next_version, read_month
from storeops.quality.stars.refusals import MonthStillOpen


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


def freeze_month(db: HallDatabase, clock: Clock, by: Actor, month: str) -> int:
    """Close a month, or count a closed one again if anything changed; the version in force afterwards.

    Version 1 first; later ones tell why. Nothing is overwritten, and twice is harmless. BadValue for no month or one
    still to come, MonthStillOpen before its closing, NothingToFreeze where nobody has a sheet.
    """
    now = clock.now()
    _refuse_open(db, now, month)
    # A month takes most of a second to read. Customers who take a ticket meanwhile must not wait for it.
    return keep_month(db, clock, by, month, read_month(db, now, month))


@action
def keep_month(db: HallDatabase, now: datetime, by: Actor, month: str, reading: Reading) -> int:
    """Keep a month that was read just now; read again if something of it was told meanwhile. See freeze_month."""
    _refuse_open(db, now, month)
    return next_version(db, now, by, month, reading)


def _refuse_open(db: Database, now: datetime, month: str) -> None:
    zone = hall_rows.hall(db).zone
    span = begun_month(month, zone, now)
    if now < span.closes_at:
        raise MonthStillOpen(month=month, closes_at=f"{span.closes_at.astimezone(zone):%Y-%m-%d %H:%M}")
