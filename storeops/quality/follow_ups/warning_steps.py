"""Giving the warnings of a deadline that have come. A step of several actions."""

from datetime import datetime
from typing import Any

from storeops.base.actor import Actor
from storeops.quality.follow_ups import follow_up_rows, traced_case_rows
from storeops.quality.follow_ups.case import Case
from storeops.quality.follow_ups.deadlines import steps_due
from storeops.store import journal
from storeops.store.database import HallDatabase

OPENED = "follow_up_opened"
"""The event with which a case begins; nothing hangs on it yet."""


def give_due_warnings(db: HallDatabase, now: datetime, by: Actor, case: Case) -> int:
    """Note every step that has come and was not warned, in order, with its event; how many.

    Before a deadline changes or a case is closed this runs too: a deadline that has passed leaves its trace whether or
    not the machine was awake to warn of it.
    """
    if case.due_at is None:
        return 0
    given = 0
    for step in steps_due(case.opened_at, case.due_at, now):
        if follow_up_rows.claim_warning(db, case.id, case.due_at, step, now):
            tell(db, now, by, "follow_up_warned", case, step=step.value)
            given += 1
    return given


def tell(db: HallDatabase, now: datetime, by: Actor, kind: str, case: Case, **data: Any) -> None:
    """Append an event of a case.

    It names the ticket by its number only: the journal of a ticket is its own life, which is replayed.
    """
    written = traced_case_rows.written_opened if kind == OPENED else traced_case_rows.written_case
    journal.append(
        db,
        now,
        kind,
        by.name,
        written=written(db, case.id, case.contact_id),
        local=by.local,
        employee_id=case.owner_id,
        id=case.id,
        case_kind=case.kind.value,
        ticket=case.ticket_number,
        owner=case.owner,
        **data,
    )
