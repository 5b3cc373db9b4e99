"""What changed in closed months after they were counted. Named SQL."""

from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from storeops.base.business_time import stamp
from storeops.base.months import MonthSpan
from storeops.store import rows
from storeops.store.standing_rows import standing
from storeops.store.traced_rows import TracedTable


@dataclass(frozen=True)
class Correction:
    """Something of a closed month that changed after it was counted."""

    id: int
    what: str


TRACED_CORRECTIONS = TracedTable(
    "month_correction", ("id", "month", "noted_at", "what"), "FROM month_correction WHERE true"
)


def note_correction(db: Database, month: str, what: str, now: datetime) -> int | None:
    """Note that something of a month changed; its id, None where no document of the month is closed yet."""
    found: int | None = rows.scalar(
        db,
        "INSERT INTO month_correction (month, noted_at, what)"
        " SELECT :month, :now, :what WHERE EXISTS (SELECT 1 FROM closed_month WHERE month = :month) RETURNING id",
        {"month": month, "now": stamp(now), "what": what},
    )
    return found


@standing
def last_closed_month(db: Database) -> str:
    """The latest month of which a document is closed; "" while none is."""
    return str(rows.scalar(db, "SELECT coalesce(max(month), '') FROM closed_month"))


def waits_to_be_counted(db: Database, month: str, what: str) -> bool:
    """Whether a correction like this was noted that no document of the month counts yet."""
    sql = """
    SELECT EXISTS (SELECT 1 FROM month_correction WHERE month = :month AND what = :what AND id > (
      SELECT max(counted) FROM (SELECT max(correction_id) AS counted FROM star_month WHERE month = :month
                                UNION ALL SELECT max(correction_id) FROM report_month WHERE month = :month)))
    """
    return bool(rows.scalar(db, sql, {"month": month, "what": what}))


def closed_from(db: Database, month: str) -> list[str]:
    """The months from this one on of which a document is closed, the earliest first."""
    return rows.column(db, "SELECT DISTINCT month FROM closed_month WHERE month >= ? ORDER BY month", (month,))


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
