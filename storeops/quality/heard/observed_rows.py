"""What staff saw and heard themselves. Named SQL."""

from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from storeops.base.business_time import stamp
from storeops.base.retention import CLEARED_TEXT
from storeops.quality.ratings.moments import Moment
from storeops.store import rows
from storeops.store.traced_rows import TracedTable

TRACED_OBSERVED = TracedTable(
    "observed_moment",
    (
        *("id", "moment", "kind", "text_mark(id, note) AS note", "ticket_id", "employee_id", "observed_by"),
        "observed_at",
    ),
    "FROM observed_moment WHERE true",
)


@dataclass(frozen=True)
class Observed:
    """One observed moment. `number` and `employee_name` are None where none was named."""

    observed_at: datetime
    moment: Moment
    kind: str
    note: str
    number: str | None
    employee_name: str | None
    observer_name: str


def add(
    db: Database,
    moment: Moment,
    kind: str,
    note: str,
    ticket_id: int | None,
    employee_id: int | None,
    observer_id: int,
    now: datetime,
) -> int:
    """Write one down; its id."""
    added = rows.scalar(
        db,
        "INSERT INTO observed_moment (moment, kind, note, ticket_id, employee_id, observed_by, observed_at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?) RETURNING id",
        (moment.value, kind, note, ticket_id, employee_id, observer_id, stamp(now)),
    )
    return int(added)


def between(db: Database, begins_at: datetime, ends_at: datetime) -> list[Observed]:
    """Those from `begins_at` on and before `ends_at`, newest first."""
    return rows.many(
        db,
        Observed,
        "SELECT observed_at, moment, kind, note, ticket.number, employee.name AS employee_name,"
        " observer.name AS observer_name FROM observed_moment"
        " JOIN employee AS observer ON observer.id = observed_by"
        " LEFT JOIN ticket ON ticket.id = observed_moment.ticket_id"
        " LEFT JOIN employee ON employee.id = observed_moment.employee_id"
        " WHERE observed_at >= ? AND observed_at < ? ORDER BY observed_at DESC, observed_moment.id DESC",
        (stamp(begins_at), stamp(ends_at)),
    )


def clear_notes(db: Database, before: datetime) -> list[int]:
    """Clear the notes of what was observed before an instant; their ids."""
    return rows.column(
        db,
        "UPDATE observed_moment SET note = :cleared WHERE note <> :cleared AND observed_at < :before RETURNING id",
        {"cleared": CLEARED_TEXT, "before": stamp(before)},
    )


def clear_notes_of_visit(db: Database, ticket_id: int) -> list[int]:
    """Clear the notes of what was observed at a visit; their ids."""
    cleared = "UPDATE observed_moment SET note = ? WHERE ticket_id = ? RETURNING id"
    return rows.column(db, cleared, (CLEARED_TEXT, ticket_id))
