"""Noting that something of a closed month changed after it was counted. Steps of several actions."""

from datetime import datetime

from storeops.base.actor import Actor
from storeops.month_end import correction_rows
from storeops.month_end.corrections import LIVED
from storeops.store import journal, traced_rows
from storeops.store.database import HallDatabase


def note_correction(db: HallDatabase, now: datetime, by: Actor, month: str, what: str) -> None:
    """Note that something of a month changed, and tell of it; nothing where no document of it is closed yet, because
    those will count it."""
    correction_id = correction_rows.note_correction(db, month, what, now)
    if correction_id is not None:
        _tell(db, now, by, month, correction_id)


def note_lived(db: HallDatabase, now: datetime, by: Actor, day: str) -> None:
    """Note that something happened in the hall on a day of a closed month, as the clock says; once until it is counted.

    It is asked at each verb, so it costs nothing while the day's month is open: all but always.
    """
    month = day[:7]
    if month <= correction_rows.last_closed_month(db) and not correction_rows.waits_to_be_counted(db, month, LIVED):
        note_correction(db, now, by, month, LIVED)


def note_corrections_from(db: HallDatabase, now: datetime, by: Actor, month: str, what: str) -> None:
    """Note that something changed from this month on, for each closed month that it touches."""
    for each in correction_rows.closed_from(db, month):
        note_correction(db, now, by, each, what)


def _tell(db: HallDatabase, now: datetime, by: Actor, month: str, correction_id: int) -> None:
    written = traced_rows.written(db, correction_rows.TRACED_CORRECTIONS, correction_id)
    journal.append(db, now, "month_corrected", by.name, written=written, month=month)
