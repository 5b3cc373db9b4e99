"""What changed in closed months after they were counted. Named SQL."""

from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from storeops.base.business_time import stamp
from storeops.base.months import MonthSpan


@dataclass(frozen=True)
class Correction:
    """Something of a frozen month that changed after it was counted."""

    id: int
    what: str


def note_correction(db: Database, month: str, what: str, now: datetime) -> None:
    """Note that something of a month changed; nothing where neither its stars nor its report are closed yet, because
    those will count it."""
    db.execute(
        "INSERT INTO month_correction (month, noted_at, what)"
        " SELECT :month, :now, :what WHERE EXISTS (SELECT 1 FROM star_month WHERE month = :month)"
        " OR EXISTS (SELECT 1 FROM report_month WHERE month = :month)",
        {"month": month, "now": stamp(now), "what": what},
    )


def note_corrections_from(db: Database, month: str, what: str, now: datetime) -> None:
    """Note that something changed from this month on, for each closed month that it touches."""
    db.execute(
        "INSERT INTO month_correction (month, noted_at, what)"
        " SELECT month, :now, :what FROM star_month WHERE month >= :month"
        " UNION SELECT month, :now, :what FROM report_month WHERE month >= :month",
        {"month": month, "now": stamp(now), "what": what},
    )


def corrections_after(db: Database, month: str, correction_id: int) -> list[Correction]:
    """The corrections of a month after a given one, in order."""
    rows = db.execute(
        "SELECT id, what FROM month_correction WHERE month = ? AND id > ? ORDER BY id", (month, correction_id)
    ).fetchall()
    return [Correction(*row) for row in rows]


def was_told_since(db: Database, seq: int, span: MonthSpan) -> bool:
    """Whether the journal tells, after `seq`, of anything but the tickets of other months."""
    row = db.execute(
        "SELECT EXISTS (SELECT 1 FROM event LEFT JOIN ticket ON ticket.id = event.ticket_id WHERE event.seq > ?"
        " AND (ticket.id IS NULL OR ticket.business_day BETWEEN ? AND ?))",
        (seq, span.first_day.isoformat(), span.last_day.isoformat()),
    ).fetchone()
    return bool(row[0])
