"""Follow-ups for tests, opened by the real action."""

from datetime import datetime
from typing import Any

from storeops.base.clock import FrozenClock
from storeops.quality.follow_ups.case import Kind
from storeops.quality.follow_ups.follow_up_actions import open_follow_up
from storeops.store.database import HallDatabase
from tests.factories import ANA, Person, rows


def a_case(
    db: HallDatabase,
    clock: FrozenClock,
    kind: Kind = Kind.COMPLAINT,
    *,
    by: Person = ANA,
    ticket: str | None = None,
    promised_at: datetime | None = None,
    phone: str | None = None,
    reply: str | None = None,
    owner: Person | None = None,
) -> int:
    """A case that `by` wrote down just now."""
    return open_follow_up(
        db,
        clock,
        by.actor,
        by.code,
        kind,
        "The bill is wrong",
        ticket_number=ticket,
        owner_code=owner.code if owner else None,
        promised_at=promised_at,
        phone=phone,
        reply=reply,
    )


def case_row(db: HallDatabase, follow_up_id: int) -> dict[str, Any]:
    """A case as the database holds it."""
    return rows(db, "SELECT * FROM follow_up WHERE id = ?", follow_up_id)[0]


def owner_of(db: HallDatabase, follow_up_id: int) -> str:
    """The number of a case's present owner."""
    found = rows(
        db,
        "SELECT employee.code FROM follow_up JOIN employee ON employee.id = owner_id WHERE follow_up.id = ?",
        follow_up_id,
    )
    return str(found[0]["code"])


def told(db: HallDatabase) -> list[str]:
    """The kinds of all events of follow-ups, in order."""
    found = rows(db, "SELECT kind, data FROM event ORDER BY seq")
    return [row["kind"] for row in found if '"case_kind"' in row["data"]]
