"""Customers who wanted to leave. Named SQL."""

from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from storeops.base.business_time import stamp
from storeops.store import rows
from storeops.store.traced_rows import TracedTable

TRACED_RETENTION = TracedTable(
    "retention_case",
    (
        *("id", "ticket_id", "employee_id", "reason", "leaving_for", "offer", "outcome"),
        *("text_mark(id, note) AS note", "recorded_at"),
    ),
    "FROM retention_case WHERE true",
)


@dataclass(frozen=True)
class RetentionCase:
    """One case; `number` is None where it has no ticket."""

    number: str | None
    employee_name: str
    reason: str
    leaving_for: str
    offer: str
    outcome: str
    note: str
    recorded_at: datetime


def add(
    db: Database, ticket_id: int | None, employee_id: int, choices: dict[str, str], note: str, now: datetime
) -> int:
    """Insert a case; `choices` are its reason, leaving_for, offer and outcome. Its id."""
    added = rows.scalar(
        db,
        "INSERT INTO retention_case (ticket_id, employee_id, reason, leaving_for, offer, outcome, note, recorded_at)"
        " VALUES (:ticket_id, :employee_id, :reason, :leaving_for, :offer, :outcome, :note, :recorded_at) RETURNING id",
        {**choices, "ticket_id": ticket_id, "employee_id": employee_id, "note": note, "recorded_at": stamp(now)},
    )
    return int(added)


def recorded_between(db: Database, begins: datetime, ends: datetime) -> list[RetentionCase]:
    """The cases recorded from `begins` to before `ends`, the latest first."""
    return rows.many(
        db,
        RetentionCase,
        "SELECT ticket.number, employee.name AS employee_name, retention_case.reason, retention_case.leaving_for,"
        " retention_case.offer, retention_case.outcome, retention_case.note, retention_case.recorded_at"
        " FROM retention_case JOIN employee ON employee.id = retention_case.employee_id"
        " LEFT JOIN ticket ON ticket.id = retention_case.ticket_id"
        " WHERE retention_case.recorded_at >= ? AND retention_case.recorded_at < ?"
        " ORDER BY retention_case.recorded_at DESC, retention_case.id DESC",
        (stamp(begins), stamp(ends)),
    )


def clear_notes(db: Database, before: datetime) -> list[int]:
    """Empty the notes of cases that were recorded before an instant; their ids."""
    return rows.column(
        db, "UPDATE retention_case SET note = '' WHERE note <> '' AND recorded_at < ? RETURNING id", (stamp(before),)
    )


def clear_notes_of_visit(db: Database, ticket_id: int) -> list[int]:
    """Empty the notes of whoever wanted to leave at a visit; their ids."""
    return rows.column(db, "UPDATE retention_case SET note = '' WHERE ticket_id = ? RETURNING id", (ticket_id,))
