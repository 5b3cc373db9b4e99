"""Sending a ticket elsewhere and bringing it back: transfer, hold, resume, reinstate; changing its segment; and that it
was announced."""

from dataclasses import replace
from datetime import datetime

from storeops.base.actor import Actor
from storeops.base.business_time import business_day, stamp
from storeops.hall import hall_rows, offer_rows
from storeops.hall.targets import Segment
from storeops.promises.call_order import PLACES_BEHIND, order_behind_others, promised_call
from storeops.queueing import desk_rows, ticket_rows, transaction_rows
from storeops.queueing.board_voices import Voice
from storeops.queueing.refusals import DayIsOver, SegmentAlready, ServiceClosed, TooLate
from storeops.queueing.ticket import REINSTATE_WITHIN, Snapshot, State, Verb, state_after
from storeops.queueing.ticket_steps import tell, ticket_for
from storeops.store import journal
from storeops.store.action import action
from storeops.store.database import HallDatabase


@action
def transfer(db: HallDatabase, now: datetime, by: Actor, counter_code: str, service_code: str) -> Snapshot:
    """Send the customer to another service's queue; the promise and the place in the order stay.

    TicketNotActive, UnknownService, ServiceClosed.
    """
    counter, ticket, _ = ticket_for(db, counter_code, Verb.TRANSFER)
    service = offer_rows.service_by_code(db, service_code)
    if not service.is_active:
        raise ServiceClosed(service=service.called)
    transaction_rows.end(db, ticket.leg.id, now, "unfinished")
    closed_leg = ticket_rows.ended(ticket.leg, "transferred", now)
    moved = ticket_rows.requeue(db, ticket, closed_leg, "transferred", service.id, now)
    return tell(
        db,
        now,
        by,
        Verb.TRANSFER,
        moved,
        at_counter=counter,
        from_counter=ticket.counter_code,
        from_service=ticket.service_code,
    )


@action
def hold(db: HallDatabase, now: datetime, by: Actor, counter_code: str) -> Snapshot:
    """Put the customer aside (a form to fill, a paper to fetch). TicketNotActive."""
    _, ticket, state = ticket_for(db, counter_code, Verb.HOLD)
    transaction_rows.end(db, ticket.leg.id, now, "unfinished")
    held_leg = ticket_rows.ended(ticket.leg, "held", now)
    held = replace(ticket, state=state, counter_id=None, counter_code=None, employee_id=None, leg=held_leg)
    ticket_rows.save(db, ticket, held)
    return tell(db, now, by, Verb.HOLD, held, from_counter=ticket.counter_code)


@action
def resume(db: HallDatabase, now: datetime, by: Actor, number: str, ticket_id: int | None = None) -> Snapshot:
    """The held customer is back in the queue, in the old place. TicketNotOnHold, UnknownTicket."""
    ticket = ticket_rows.by_number(db, number, ticket_id)
    state_after(Verb.RESUME, ticket.state, number=number)
    resumed = ticket_rows.requeue(db, ticket, ticket.leg, "resumed", ticket.service_id, now)
    return tell(db, now, by, Verb.RESUME, resumed)


@action
def reinstate(db: HallDatabase, now: datetime, by: Actor, number: str, ticket_id: int | None = None) -> Snapshot:
    """A no-show came after all: behind the next two of the same service. TicketNotNoShow, TooLate, UnknownTicket."""
    ticket = ticket_rows.by_number(db, number, ticket_id)
    state = state_after(Verb.REINSTATE, ticket.state, number=number)
    # Imported history never comes alive again, however recent it is.
    if ticket.is_imported or (ticket.ended_at is not None and now - ticket.ended_at > REINSTATE_WITHIN):
        raise TooLate(number=number, limit="15 min")
    waiting = ticket_rows.waiting_orders(db, ticket.service_id, PLACES_BEHIND)
    back = replace(
        ticket,
        state=state,
        order_at=order_behind_others(waiting, now),
        ended_at=None,
        counter_id=None,
        counter_code=None,
        employee_id=None,
        call_count=0,
        leg=replace(ticket.leg, ended_at=None, outcome=None, counter_id=None, employee_id=None),
    )
    return tell(db, now, by, Verb.REINSTATE, ticket_rows.save(db, ticket, back), order_at=stamp(back.order_at))


@action
def take_back(db: HallDatabase, now: datetime, by: Actor, number: str, ticket_id: int | None = None) -> Snapshot:
    """The day's end found this customer waiting, and they are still here: behind the next two of the same service.

    The wait counts from the issue on. TicketNotAbandoned, DayIsOver, UnknownTicket.
    """
    ticket = ticket_rows.by_number(db, number, ticket_id)
    state = state_after(Verb.TAKE_BACK, ticket.state, number=number)
    # Imported history never comes alive again, however recent it is.
    if ticket.is_imported or ticket.business_day != business_day(now, hall_rows.hall(db).zone).isoformat():
        raise DayIsOver(number=number)
    waiting = ticket_rows.waiting_orders(db, ticket.service_id, PLACES_BEHIND)
    back = replace(ticket, state=state, order_at=order_behind_others(waiting, now), ended_at=None)
    if ticket.leg.outcome == "held":  # whoever was on hold waits in a new leg, as after a resume
        saved = ticket_rows.save(db, ticket, back)
        taken = ticket_rows.requeue(db, saved, saved.leg, "resumed", saved.service_id, now)
    else:
        taken = ticket_rows.save(db, ticket, replace(back, leg=replace(ticket.leg, ended_at=None, outcome=None)))
    return tell(db, now, by, Verb.TAKE_BACK, taken, order_at=stamp(taken.order_at))


@action
def change_segment(
    db: HallDatabase, now: datetime, by: Actor, number: str, segment: Segment, ticket_id: int | None = None
) -> Snapshot:
    """The customer is of another segment: called as if so since the issue, while the promise stays as it was given.

    TicketNotWaiting, SegmentAlready, UnknownTicket.
    """
    ticket = ticket_rows.by_number(db, number, ticket_id)
    state_after(Verb.CHANGE_SEGMENT, ticket.state, number=number)
    # Nothing would change but the place of a no-show that was taken back: it stands behind others on purpose.
    if segment is ticket.segment:
        raise SegmentAlready(number=number)
    order_at = promised_call(segment, ticket.issued_at, desk_rows.booked_at(db, ticket.id), hall_rows.hall(db).promises)
    changed = ticket_rows.save(db, ticket, replace(ticket, segment=segment, order_at=order_at))
    return tell(
        db,
        now,
        by,
        Verb.CHANGE_SEGMENT,
        changed,
        segment=segment.value,
        segment_before=ticket.segment.value,
        order_at=stamp(order_at),
    )


@action
def acknowledge(db: HallDatabase, now: datetime, by: Actor, number: str, is_spoken: bool = False) -> None:
    """A board has shown this call, and spoken it if so: the desk says which. UnknownTicket.

    Harmless for a ticket that is called no more, and for a call of which another board has said as much.
    """
    ticket = ticket_rows.by_number(db, number)
    if ticket.state is not State.CALLED:
        return
    if ticket.leg.announced_at is not None and (not is_spoken or ticket_rows.was_spoken(db, ticket.id) is not False):
        return
    ticket_rows.save(db, ticket, replace(ticket, leg=replace(ticket.leg, announced_at=now)))
    journal.append(
        db,
        now,
        "announced",
        by.name,
        ticket_id=ticket.id,
        counter_id=ticket.counter_id,
        number=number,
        counter=ticket.counter_code,
        is_spoken=is_spoken,
    )


@action
def tell_voice(db: HallDatabase, now: datetime, by: Actor, voice: Voice) -> None:
    """The boards are heard otherwise than before: desks and hall page look anew. What they say is kept in memory."""
    journal.append(db, now, "board_voice", by.name, voice=voice.value)
