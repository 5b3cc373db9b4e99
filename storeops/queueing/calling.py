"""Calling customers to a counter: next, a chosen one, again; and giving up on one. Actions."""

from dataclasses import replace
from datetime import datetime, timedelta

from storeops.base.actor import Actor
from storeops.hall import hall_rows
from storeops.hall.counter import Counter
from storeops.queueing import counter_rows, ticket_rows
from storeops.queueing.refusals import QueueEmpty, TicketNotServedHere, TooFewCalls, TooSoon
from storeops.queueing.ticket import Snapshot, Ticket, Verb, state_after
from storeops.queueing.ticket_steps import ended_ticket, free_counter, tell, ticket_for
from storeops.store.action import action
from storeops.store.database import HallDatabase


@action
def call_next(db: HallDatabase, now: datetime, by: Actor, counter_code: str) -> Snapshot:
    """Call the ticket whose promise is due first. QueueEmpty, CounterBusy, CounterNotOpen."""
    counter = free_counter(db, counter_code)
    ticket = ticket_rows.next_waiting(db, counter.id, counter.serves_all)
    if ticket is None:
        raise QueueEmpty(counter=counter.code)
    return _call(db, now, by, Verb.CALL_NEXT, counter, ticket)


@action
def call_ticket(
    db: HallDatabase, now: datetime, by: Actor, counter_code: str, number: str, ticket_id: int | None = None
) -> Snapshot:
    """Call a chosen ticket. TicketNotWaiting, TicketNotServedHere, CounterBusy, CounterNotOpen, UnknownTicket."""
    counter = free_counter(db, counter_code)
    ticket = ticket_rows.by_number(db, number, ticket_id)
    if not counter_rows.serves(db, counter, ticket.service_id):
        raise TicketNotServedHere(counter=counter.code, number=number)
    return _call(db, now, by, Verb.CALL_TICKET, counter, ticket)


def _call(db: HallDatabase, now: datetime, by: Actor, verb: Verb, counter: Counter, ticket: Ticket) -> Snapshot:
    state = state_after(verb, ticket.state, number=ticket.number)
    leg = replace(
        ticket.leg,
        first_called_at=ticket.leg.first_called_at or now,
        last_called_at=now,
        announced_at=None,
        counter_id=counter.id,
        employee_id=counter.employee_id,
    )
    called = replace(
        ticket,
        state=state,
        counter_id=counter.id,
        counter_code=counter.code,
        employee_id=counter.employee_id,
        call_count=1,
        leg=leg,
    )
    return tell(db, now, by, verb, ticket_rows.save(db, ticket, called))


@action
def recall(db: HallDatabase, now: datetime, by: Actor, counter_code: str) -> Snapshot:
    """Call the same customer again. TicketNotCalled; TooSoon within the hall's gap."""
    _, ticket, state = ticket_for(db, counter_code, Verb.RECALL)
    gap = timedelta(seconds=hall_rows.hall(db).recall_gap_seconds)
    since_call = now - (ticket.leg.last_called_at or now)
    if timedelta(0) <= since_call < gap:
        raise TooSoon(number=ticket.number, seconds=-(-(gap - since_call) // timedelta(seconds=1)))
    leg = replace(ticket.leg, last_called_at=now, announced_at=None)
    called = replace(ticket, state=state, call_count=ticket.call_count + 1, leg=leg)
    return tell(db, now, by, Verb.RECALL, ticket_rows.save(db, ticket, called))


@action
def mark_no_show(db: HallDatabase, now: datetime, by: Actor, counter_code: str) -> Snapshot:
    """The called customer did not come. TicketNotCalled; TooFewCalls before the hall's number of calls."""
    _, ticket, state = ticket_for(db, counter_code, Verb.MARK_NO_SHOW)
    needed = hall_rows.hall(db).calls_before_no_show
    if ticket.call_count < needed:
        raise TooFewCalls(number=ticket.number, calls=ticket.call_count, needed=needed)
    missed = ticket_rows.save(db, ticket, ended_ticket(ticket, state, now, "no_show"))
    return tell(db, now, by, Verb.MARK_NO_SHOW, missed)
