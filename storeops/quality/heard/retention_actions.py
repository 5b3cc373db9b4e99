"""The retention desk: what was tried to keep a customer who wants to leave. An action."""

from datetime import datetime

from storeops.base.actor import Actor
from storeops.base.each_field import each_field
from storeops.hall.refusals import UnknownTicket
from storeops.people import employee_rows
from storeops.quality.heard import retention_rows
from storeops.quality.heard.retention_choices import chosen
from storeops.quality.heard.wish import given_note
from storeops.queueing import ticket_rows
from storeops.store import journal, traced_rows
from storeops.store.action import action
from storeops.store.database import HallDatabase


@action
def record_retention(
    db: HallDatabase,
    now: datetime,
    by: Actor,
    employee_code: str,
    ticket_number: str | None,
    reason: str,
    leaving_for: str,
    offer: str,
    outcome: str,
    note: str = "",
) -> int:
    """Record one case; its id. `ticket_number` is of a ticket that is alive, else of the latest day; None without one.

    ChoiceNeeded, NoteTooLong, UnknownTicket, UnknownEmployee.
    """
    given = {"reason": reason, "leaving_for": leaving_for, "offer": offer, "outcome": outcome}
    with each_field(UnknownTicket) as take:
        ticket = take(ticket_rows.by_number, db, ticket_number) if ticket_number else None
        choices = {field: take(chosen, field, code) for field, code in given.items()}
        words = take(given_note, note)
    employee = employee_rows.by_code(db, employee_code)
    case_id = retention_rows.add(db, ticket.id if ticket else None, employee.id, choices, words, now)
    journal.append(
        db,
        now,
        "retention_recorded",
        by.name,
        written=traced_rows.written(db, retention_rows.TRACED_RETENTION, case_id),
        ticket_id=ticket.id if ticket else None,
        employee_id=employee.id,
        number=ticket.number if ticket else None,
        reason=reason,
        leaving_for=leaving_for,
        offer=offer,
        outcome=outcome,
    )
    return case_id
