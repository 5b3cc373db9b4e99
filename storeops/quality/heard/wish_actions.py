"""Noting a suggestion or an unmet need at the desk. An action."""

from datetime import datetime

from storeops.base.actor import Actor
from storeops.hall.refusals import CounterNotOpen
from storeops.quality.heard import wish_rows
from storeops.quality.heard.wish import given_kind, given_note
from storeops.queueing import counter_rows, ticket_rows, transaction_rows
from storeops.store import journal, traced_rows
from storeops.store.action import action
from storeops.store.database import HallDatabase


@action
def note_wish(db: HallDatabase, now: datetime, by: Actor, counter_code: str, kind: str, note: str = "") -> int:
    """Note what the customer at a counter would like; its id. It is heard by whoever sits there.

    BadValue, NoteTooLong, UnknownCounter, CounterNotOpen.
    """
    heard, words = given_kind(kind), given_note(note)
    counter = counter_rows.by_code(db, counter_code)
    if counter.employee_id is None:
        raise CounterNotOpen(counter=counter.code)
    ticket = ticket_rows.at_counter(db, counter.id)
    transaction = transaction_rows.open_in(db, ticket.leg.id) if ticket else None
    service_id = transaction.service_id if transaction else ticket.service_id if ticket else None
    wish_id = wish_rows.add(db, heard, words, service_id, ticket.id if ticket else None, counter.employee_id, now)
    journal.append(
        db,
        now,
        "wish_noted",
        by.name,
        written=traced_rows.written(db, wish_rows.TRACED_WISHES, wish_id),
        ticket_id=ticket.id if ticket else None,
        counter_id=counter.id,
        employee_id=counter.employee_id,
        counter=counter.code,
        number=ticket.number if ticket else None,
        wish=heard.value,
    )
    return wish_id
