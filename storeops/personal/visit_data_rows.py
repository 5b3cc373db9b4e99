"""What the database holds of one visit beside its figures, and whose it is. Named SQL.

The customer's answers are left out: nobody may tie them to the visit, whoever asks.
"""

from datetime import date

from sqlite_utils import Database

from storeops.store import rows

Row = dict[str, object]

_TOLD = {
    "ticket": "SELECT number, business_day, segment, language, state, issued_at, ended_at FROM ticket WHERE id = ?",
    "leg": (
        "SELECT service.name_zh AS service, counter.code AS counter, queued_at, started_at, leg.ended_at FROM leg"
        " JOIN service ON service.id = leg.service_id LEFT JOIN counter ON counter.id = leg.counter_id"
        " WHERE ticket_id = ? ORDER BY leg_index"
    ),
    "heard_wish": "SELECT kind, note, heard_at FROM heard_wish WHERE ticket_id = ? ORDER BY id",
    "observed_moment": "SELECT moment, kind, note, observed_at FROM observed_moment WHERE ticket_id = ? ORDER BY id",
    "retention_case": (
        "SELECT reason, leaving_for, offer, outcome, note, recorded_at FROM retention_case WHERE ticket_id = ?"
        " ORDER BY id"
    ),
    "duty_call": "SELECT reason, requested_at, decision, outcome FROM duty_call WHERE ticket_id = ? ORDER BY id",
    "recovery_task": "SELECT closed_at, outcome, note FROM recovery_task WHERE ticket_id = ? ORDER BY id",
}


def ticket_id(db: Database, number: str, day: date) -> int | None:
    """The ticket of this number on a business day; None if there is none."""
    found: int | None = rows.scalar(
        db, "SELECT id FROM ticket WHERE number = ? AND business_day = ?", (number, day.isoformat())
    )
    return found


def is_over(db: Database, ticket: int) -> bool:
    """Whether nothing more happens to a ticket."""
    return rows.scalar(db, "SELECT ended_at FROM ticket WHERE id = ?", (ticket,)) is not None


def told(db: Database, ticket: int) -> dict[str, list[Row]]:
    """The rows of each table that tell of a visit; tables without any are left out."""
    found = {table: list(db.query(sql, (ticket,))) for table, sql in _TOLD.items()}
    return {table: rows_of_it for table, rows_of_it in found.items() if rows_of_it}


def cases(db: Database, ticket: int) -> list[int]:
    """The follow-ups of a visit."""
    return rows.column(db, "SELECT id FROM follow_up WHERE ticket_id = ? ORDER BY id", (ticket,))
