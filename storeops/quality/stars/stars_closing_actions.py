"""Closing a month of stars: it is kept with its policy and all its inputs. An action."""

from datetime import datetime

from sqlite_utils import Database

from storeops.base.actor import Actor
from storeops.base.clock import Clock
from storeops.base.months import MonthSpan
from storeops.hall import hall_rows
from storeops.month_end import closing_steps
from storeops.month_end.closing_steps import DatedReading
from storeops.quality.stars.stars_closing_steps import STARS_CLOSING, StarReading
from storeops.store.action import action
from storeops.store.database import HallDatabase


def close_stars(db: HallDatabase, clock: Clock, by: Actor, month: str) -> int:
    """Close a month, or count a closed one again if anything changed; the version in force afterwards.

    Version 1 first; later ones tell why. Nothing is overwritten, and twice is harmless. BadValue for no month or one
    still to come, StarsStillOpen before its closing, NoStarsToClose where nobody has a sheet.
    """
    now = clock.now()
    span = _closed_span(db, now, month)
    return keep_stars(db, clock, by, month, closing_steps.read(db, STARS_CLOSING, span, now))


@action
def keep_stars(db: HallDatabase, now: datetime, by: Actor, month: str, reading: DatedReading[StarReading]) -> int:
    """Keep a month that was read just now; read again if something of it was told meanwhile. See close_stars."""
    return closing_steps.next_version(db, now, by, STARS_CLOSING, _closed_span(db, now, month), reading)


def _closed_span(db: Database, now: datetime, month: str) -> MonthSpan:
    return closing_steps.closed_span(db, STARS_CLOSING, month, hall_rows.hall(db).zone, now)
