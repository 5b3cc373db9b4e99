"""What customers would like, as it was heard. Named SQL."""

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from sqlite_utils import Database

from storeops.base.business_time import stamp
from storeops.quality.heard.wish import WishKind
from storeops.store import rows
from storeops.store.traced_rows import TracedTable

TRACED_WISHES = TracedTable(
    "heard_wish",
    ("id", "kind", "text_mark(id, note) AS note", "service_id", "ticket_id", "heard_by", "heard_at"),
    "FROM heard_wish WHERE true",
)


@dataclass(frozen=True)
class HeardWish:
    """One wish. `service_id` and `number` are None where nobody stood at the counter."""

    kind: WishKind
    note: str
    service_id: int | None
    number: str | None
    heard_by: str
    heard_at: datetime


def add(
    db: Database,
    kind: WishKind,
    note: str,
    service_id: int | None,
    ticket_id: int | None,
    heard_by: int,
    now: datetime,
) -> int:
    """Insert a wish; its id."""
    added = rows.scalar(
        db,
        "INSERT INTO heard_wish (kind, note, service_id, ticket_id, heard_by, heard_at) VALUES (?, ?, ?, ?, ?, ?)"
        " RETURNING id",
        (kind.value, note, service_id, ticket_id, heard_by, stamp(now)),
    )
    return int(added)


def heard_between(db: Database, begins: datetime, ends: datetime) -> list[HeardWish]:
    """The wishes heard from `begins` to before `ends`, the latest first."""
    return rows.many(
        db,
        HeardWish,
        "SELECT heard_wish.kind, heard_wish.note, heard_wish.service_id, ticket.number, employee.name AS heard_by,"
        " heard_wish.heard_at FROM heard_wish JOIN employee ON employee.id = heard_wish.heard_by"
        " LEFT JOIN ticket ON ticket.id = heard_wish.ticket_id"
        " WHERE heard_wish.heard_at >= ? AND heard_wish.heard_at < ? ORDER BY heard_wish.heard_at DESC, heard_wish.id",
        (stamp(begins), stamp(ends)),
    )


@dataclass(frozen=True)
class NotedWish:
    """One wish as whoever noted it sees it again. `number` is None where nobody stood at the counter."""

    id: int
    kind: WishKind
    note: str
    number: str | None
    heard_at: datetime


def noted_since(db: Database, employee_id: int, since: datetime) -> list[NotedWish]:
    """What an employee has noted since an instant, the latest first."""
    return rows.many(
        db,
        NotedWish,
        "SELECT heard_wish.id, heard_wish.kind, heard_wish.note, ticket.number, heard_wish.heard_at FROM heard_wish"
        " LEFT JOIN ticket ON ticket.id = heard_wish.ticket_id"
        " WHERE heard_wish.heard_at >= ? AND heard_wish.heard_by = ?"
        " ORDER BY heard_wish.heard_at DESC, heard_wish.id DESC",
        (stamp(since), employee_id),
    )


class WishOfTicket(NamedTuple):
    """A wish that is gone, and the ticket that it was heard at; None where nobody stood at the counter."""

    ticket_id: int | None
    number: str | None


def remove(db: Database, wish_id: int, employee_id: int, since: datetime) -> WishOfTicket | None:
    """Remove a wish that an employee noted since an instant; what it was heard at, None if there is no such wish."""
    found = rows.one(
        db,
        WishOfTicket,
        "SELECT heard_wish.ticket_id, ticket.number FROM heard_wish LEFT JOIN ticket ON ticket.id = ticket_id"
        " WHERE heard_wish.id = ? AND heard_by = ? AND heard_at >= ?",
        (wish_id, employee_id, stamp(since)),
    )
    if found:
        db.execute("DELETE FROM heard_wish WHERE id = ?", (wish_id,))
    return found


def clear_notes(db: Database, before: datetime) -> list[int]:
    """Empty the notes of wishes that were heard before an instant; their ids."""
    return rows.column(
        db, "UPDATE heard_wish SET note = '' WHERE note <> '' AND heard_at < ? RETURNING id", (stamp(before),)
    )


def clear_notes_of_visit(db: Database, ticket_id: int) -> list[int]:
    """Empty the notes of wishes that were heard at a visit; their ids."""
    return rows.column(db, "UPDATE heard_wish SET note = '' WHERE ticket_id = ? RETURNING id", (ticket_id,))
