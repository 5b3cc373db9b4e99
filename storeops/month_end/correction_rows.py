"""What changed in closed months after they were counted. Named SQL."""

from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from storeops.base.business_time import stamp
from storeops.base.months import MonthSpan
from storeops.store import rows


@dataclass(frozen=True)
class Correction:
    """Something of a closed month that changed after it was counted."""

    id: int
    what: str


def note_correction(db: Database, month: str, what: str, now: datetime) -> None:
    """Note that something of a month changed; nothing where no document of it is closed yet, because those will count
    it."""
    db.execute(
        "INSERT INTO month_correction (month, noted_at, what)"
        " SELECT :month, :now, :what WHERE EXISTS (SELECT 1 FROM closed_month WHERE month = :month)",
        {"month": month, "now": stamp(now), "what": what},
    )


def note_corrections_from(db: Database, month: str, what: str, now: datetime) -> None:
    """Note that something changed from this month on, for each closed month that it touches."""
    db.execute(
        "INSERT INTO month_correction (month, noted_at, what)"
        " SELECT DISTINCT month, :now, :what FROM closed_month WHERE month >= :month ORDER BY month",
        {"month": month, "now": stamp(now), "what": what},
    )


def corrections_after(db: Database, month: str, correction_id: int) -> list[Correction]:
    """The corrections of a month after a given one, in order."""
    sql = "SELECT id, what FROM month_correction WHERE month = ? AND id > ? ORDER BY id"
    return rows.many(db, Correction, sql, (month, correction_id))


def was_told_since(db: Database, seq: int, span: MonthSpan) -> bool:
    """Whether the journal tells, after `seq`, of anything but the tickets of other months."""
    sql = (
        "SELECT EXISTS (SELECT 1 FROM event LEFT JOIN ticket ON ticket.id = event.ticket_id WHERE event.seq > ?"
        " AND (ticket.id IS NULL OR ticket.business_day BETWEEN ? AND ?))"
    )
    return bool(rows.scalar(db, sql, (seq, span.first_day.isoformat(), span.last_day.isoformat())))
