"""Noting a suggestion or an unmet need at the desk, and taking the note back. Actions."""

from datetime import datetime

from storeops.base.actor import Actor
from storeops.base.business_time import day_began_at
from storeops.hall import hall_rows
from storeops.hall.refusals import CounterNotOpen
from storeops.people import employee_rows
from storeops.quality.heard import wish_rows
from storeops.quality.heard.refusals import UnknownWish
from storeops.quality.heard.wish import given_kind, given_words
from storeops.queueing import counter_rows, ticket_rows, transaction_rows
from storeops.store import journal, traced_rows
from storeops.store.action import action
from storeops.store.database import HallDatabase


@action
def note_wish(
    db: HallDatabase,
    now: datetime,
    by: Actor,
    counter_code: str,
    kind: str,
    note: str,
    number: str | None = None,
    ticket_id: int | None = None,
) -> int:
    """Note what the customer at a counter would like; its id. It is heard by whoever sits there.

    `number` and `ticket_id`: whose wish it is, where another customer came to the counter while it was written; None
    for the present one. BadValue, WishNeedsWords, NoteTooLong, UnknownCounter, CounterNotOpen, UnknownTicket.
    """
    heard, words = given_kind(kind), given_words(note)
    counter = counter_rows.by_code(db, counter_code)
    if counter.employee_id is None:
        raise CounterNotOpen(counter=counter.code)
    ticket = ticket_rows.at_counter(db, counter.id)
    if number and (ticket is None or ticket.number != number or ticket_id not in (None, ticket.id)):
        ticket = ticket_rows.by_number(db, number, ticket_id)
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


@action
def take_back_wish(db: HallDatabase, now: datetime, by: Actor, employee_code: str, wish_id: int) -> None:
    """Take back a wish that an employee noted on this day: its row goes, with its words. UnknownWish."""
    employee = employee_rows.by_code(db, employee_code)
    heard_at = wish_rows.remove(db, wish_id, employee.id, day_began_at(now, hall_rows.hall(db).zone))
    if heard_at is None:
        raise UnknownWish
    journal.append(
        db,
        now,
        "wish_taken_back",
        by.name,
        written=traced_rows.written(db, wish_rows.TRACED_WISHES, wish_id),
        ticket_id=heard_at.ticket_id,
        employee_id=employee.id,
        number=heard_at.number,
    )
