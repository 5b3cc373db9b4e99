"""Closing a month of stars: it is kept with its policy and all its inputs. An action."""

from datetime import datetime

from sqlite_utils import Database

from storeops.base.actor import Actor
from storeops.base.clock import Clock
from storeops.base.months import begun_month
from storeops.hall import hall_rows
from storeops.month_end.refusals import MonthStillOpen
from storeops.quality.stars.month_steps import StarReading, next_version, read_month
from storeops.store.action import action
from storeops.store.database import HallDatabase


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
def keep_month(db: HallDatabase, now: datetime, by: Actor, month: str, reading: StarReading) -> int:
    """Keep a month that was read just now; read again if something of it was told meanwhile. See freeze_month."""
    _refuse_open(db, now, month)
    return next_version(db, now, by, month, reading)


def _refuse_open(db: Database, now: datetime, month: str) -> None:
    zone = hall_rows.hall(db).zone
    span = begun_month(month, zone, now)
    if now < span.closes_at:
        raise MonthStillOpen(month=month, closes_at=f"{span.closes_at.astimezone(zone):%Y-%m-%d %H:%M}")
