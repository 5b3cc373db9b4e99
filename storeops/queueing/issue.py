"""Issuing a ticket, and taking it back. Actions."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from storeops.base.actor import Actor
from storeops.base.business_time import business_day, stamp_or_none
from storeops.base.errors import BadValue
from storeops.base.i18n import N_, Language
from storeops.hall import hall_rows, offer_rows
from storeops.hall.targets import Segment
from storeops.promises.call_order import promised_call
from storeops.promises.estimate_rows import present_wait
from storeops.queueing import issuing_stop_rows, ticket_rows
from storeops.queueing.issue_pace import MOST_MINUTES_BACK, Issuer, is_taken_back_together
from storeops.queueing.refusals import (
    HallClosed,
    IssuingStopped,
    LastTicketGiven,
    NoDevice,
    ServiceClosed,
    ServiceStopped,
    TooLate,
)
from storeops.queueing.ticket import (
    VOID_WITHIN,
    Snapshot,
    State,
    Ticket,
    Verb,
    new_ticket_token,
    state_after,
    ticket_number,
)
from storeops.queueing.ticket_steps import ended_ticket, tell
from storeops.store.action import action
from storeops.store.database import HallDatabase

BOOKED_WITHIN = timedelta(days=1)
"""A ticket is issued for an appointment of this day, not of another."""


@dataclass(frozen=True)
class Wish:
    """What a customer asks for. `booked_at` counts for appointments only."""

    service_code: str
    segment: Segment = Segment.STANDARD
    language: Language = "zh"
    channel: str = "kiosk"
    booked_at: datetime | None = None


@action
def issue(db: HallDatabase, now: datetime, by: Actor, wish: Wish, issuer: Issuer | None = None) -> Snapshot:
    """Issue a ticket; `issuer` is the device whose tickets are counted, None where a person of the staff issues.

    UnknownService, ServiceClosed, HallClosed, LastTicketGiven, IssuingStopped, ServiceStopped, BadValue,
    TooManyTickets.
    """
    if wish.booked_at and abs(wish.booked_at - now) > BOOKED_WITHIN:
        raise BadValue(N_("A booked time lies at most a day from now; choose a time of today."))
    hall = hall_rows.hall(db)
    service = offer_rows.service_by_code(db, wish.service_code)
    if not service.is_active:
        raise ServiceClosed(service=service.called)
    hours = hall_rows.opening_hours(db, hall)
    last = hours.last_ticket(now, timedelta(minutes=service.last_ticket_minutes))
    if last and last.is_over:
        raise LastTicketGiven(time=f"{last.at.astimezone(hall.zone):%H:%M}")
    if not hours.gives_tickets(now):
        again = hours.tickets_from(now)
        raise HallClosed(tickets_from=f"{again.astimezone(hall.zone):%Y-%m-%d %H:%M}" if again else "-")
    for stop in issuing_stop_rows.stops(db, now):
        if stop.service_id is None:
            raise IssuingStopped(reason=stop.reason)
        if stop.service_id == service.id:
            raise ServiceStopped(reason=stop.reason)
    if issuer:
        issuer.paces.count(issuer.name, issuer.kind, lambda: hall_rows.issue_limits(db), now)
    day = business_day(now, hall.zone).isoformat()
    due_at = promised_call(wish.segment, now, wish.booked_at, hall.promises)
    ahead = ticket_rows.ahead_of_newcomer(db, service.id, due_at)
    estimate = present_wait(db, service.id, ahead, now)
    count = ticket_rows.take_count(db, service.prefix, day)
    while True:
        ticket = ticket_rows.add_ticket(
            db,
            token=new_ticket_token(),
            business_day=day,
            number=ticket_number(service.prefix, count),
            service=service,
            segment=wish.segment,
            channel=wish.channel,
            language=wish.language,
            issued_at=now,
            booked_at=wish.booked_at,
            due_at=due_at,
            estimate=estimate,
        )
        if ticket is not None:
            break
        # An import brought this number for today, or somebody of yesterday is still here under it.
        count = ticket_rows.continue_count(db, service.prefix, day)
    as_asked = (wish.channel, wish.language, stamp_or_none(wish.booked_at))
    return tell(db, now, by, Verb.ISSUE, ticket, ahead_count=ahead, as_asked=as_asked)


@action
def cancel(db: HallDatabase, now: datetime, by: Actor, token: str) -> Snapshot:
    """The customer leaves: UnknownTicket, TicketNotWaiting."""
    return _cancelled(db, now, by, ticket_rows.by_token(db, token))


@action
def cancel_by_number(db: HallDatabase, now: datetime, by: Actor, number: str, ticket_id: int | None = None) -> Snapshot:
    """The customer told somebody of the hall that they leave: UnknownTicket, TicketNotWaiting."""
    return _cancelled(db, now, by, ticket_rows.by_number(db, number, ticket_id))


def _cancelled(db: HallDatabase, now: datetime, by: Actor, ticket: Ticket) -> Snapshot:
    state = state_after(Verb.CANCEL, ticket.state, number=ticket.number)
    outcome = "cancelled" if ticket.state is State.WAITING else None
    cancelled = ticket_rows.save(db, ticket, ended_ticket(ticket, state, now, outcome))
    return tell(db, now, by, Verb.CANCEL, cancelled)


@action
def void(db: HallDatabase, now: datetime, by: Actor, number: str, ticket_id: int | None = None) -> Snapshot:
    """Take back a test or a duplicate within a minute of its issue. TicketNotVoidable, TooLate."""
    ticket = ticket_rows.by_number(db, number, ticket_id)
    state = state_after(Verb.VOID, ticket.state, number=number)
    if now - ticket.issued_at > VOID_WITHIN:
        raise TooLate(number=number, limit="60 s")
    return _voided(db, now, by, ticket, state)


@action
def void_issued_by(db: HallDatabase, now: datetime, by: Actor, device: str, minutes: int) -> int:
    """Take back what a device issued in the last minutes and nobody serves yet; how many that were.

    Each ticket gets its own event. NoDevice where there is none; BadValue.
    """
    if not is_taken_back_together(device):
        raise NoDevice
    if not 1 <= minutes <= MOST_MINUTES_BACK:
        raise BadValue(N_("Enter a whole number of minutes from 1 to %(most)s."), most=MOST_MINUTES_BACK)
    voidable = ticket_rows.issued_by(db, device, now - timedelta(minutes=minutes))
    if not voidable:
        raise NoDevice
    for ticket in voidable:
        _voided(db, now, by, ticket, state_after(Verb.VOID, ticket.state, number=ticket.number))
    return len(voidable)


def _voided(db: HallDatabase, now: datetime, by: Actor, ticket: Ticket, state: State) -> Snapshot:
    voided = ticket_rows.save(db, ticket, ended_ticket(ticket, state, now, "void"))
    return tell(db, now, by, Verb.VOID, voided)
