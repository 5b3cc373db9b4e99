"""The hall as it stands: queues, counters, who waits too long, and today so far. A read model."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlite_utils import Database

from storeops.base.business_time import business_day
from storeops.hall import hall_rows, offer_rows
from storeops.hall.offer_rows import Service
from storeops.hall.offer_view import CategoryLine, on_offer
from storeops.hall.refusals import UnknownTicket
from storeops.hall.targets import Segment
from storeops.promises.breaking import BREAKS_WITHIN
from storeops.queueing import desk_rows, hall_view_rows, ticket_rows
from storeops.queueing.counters_view import CounterLine, Counters, counters_now
from storeops.queueing.desk_view import (
    AsideLine,
    DeskLine,
    aside_lines,
    ended_today,
    next_change,
    recent_no_shows,
    waiting_lines,
)
from storeops.queueing.last_counter_view import LastCounter, last_counter
from storeops.queueing.offered import offered_in_lists
from storeops.queueing.stopwatch import Stopwatch
from storeops.queueing.ticket import LIVE, REINSTATE_WITHIN, VOID_WITHIN, State, Ticket, Verb, is_allowed
from storeops.queueing.typed_place import number_as_typed
from storeops.store import journal


@dataclass(frozen=True)
class QueueLine:
    """Those who wait for one service; `longest` is the wait of whoever has waited longest."""

    service: Service
    waiting_count: int
    late_count: int
    longest: Stopwatch
    next_due_at: datetime


class Urgency(StrEnum):
    """How a waiting ticket stands against its promise, the worst first."""

    LATE = "late"
    SOON = "soon"
    """Due within BREAKS_WITHIN."""
    LATER = "later"


@dataclass(frozen=True)
class UrgentLine:
    """A waiting ticket with how it stands."""

    urgency: Urgency
    ticket: DeskLine


@dataclass(frozen=True)
class Totals:
    """Today so far: tickets less void ones; `left` are cancelled or abandoned."""

    issued: int
    waiting: int
    served: int
    no_show: int
    left: int


@dataclass(frozen=True)
class HallNow:
    """All that a duty manager sees. `waiting` stand in call order; `by_urgency` are the same people, those first whose
    promise was or will be due first. `last_counter` is the one whose close would end visits.

    `changes_at` is when something here changes by the mere passing of time; None if nothing will.
    """

    business_day: str
    queues: list[QueueLine]
    counters: Counters
    waiting: list[DeskLine]
    by_urgency: list[UrgentLine]
    on_hold: list[AsideLine]
    no_shows: list[AsideLine]
    ended_with_day: list[AsideLine]
    totals: Totals
    last_counter: LastCounter | None
    offer: list[CategoryLine]
    changes_at: datetime | None
    last_seq: int

    @property
    def late(self) -> list[DeskLine]:
        """Those who wait whose promise has passed, the longest ago first."""
        return [line.ticket for line in self.by_urgency if line.urgency is Urgency.LATE]

    def is_idle(self, counter: CounterLine) -> bool:
        """Whether a counter is free although somebody waits whom it could serve."""
        return counter.is_free and any(counter.may_serve(ticket.service) for ticket in self.waiting)

    def waiting_for(self, *counters: CounterLine) -> int:
        """How many of those who wait any of these counters could serve."""
        return sum(any(counter.may_serve(ticket.service) for counter in counters) for ticket in self.waiting)

    def count_of(self, urgency: Urgency) -> int:
        """How many of those who wait stand so."""
        return sum(line.urgency is urgency for line in self.by_urgency)


@dataclass(frozen=True)
class FoundTicket:
    """A ticket of today that somebody asks about. `line` is None unless it waits, `ahead_count` likewise.

    `since` is since when it is as it is; `offered` is what can be done with it on the hall page.
    """

    id: int
    number: str
    service: Service
    segment: Segment
    state: State
    counter: str | None
    since: datetime
    line: DeskLine | None
    ahead_count: int | None
    offered: frozenset[Verb]


@dataclass(frozen=True)
class IssuedCard:
    """A ticket as the greeter tells it to the customer; `ahead_count` is None once it is called."""

    id: int
    number: str
    token: str
    service: Service
    segment: Segment
    due_at: datetime
    ahead_count: int | None
    estimate_low_seconds: int | None
    estimate_high_seconds: int | None
    may_void: bool


def hall_now(db: Database, now: datetime) -> HallNow:
    """The whole hall."""
    hall = hall_rows.hall(db)
    hours = hall_rows.opening_hours(db, hall)
    services = {service.id: service for service in offer_rows.all_services(db)}
    day = business_day(now, hall.zone).isoformat()
    queue = desk_rows.waiting(db)
    waiting = waiting_lines(queue, now, hall, hours, services)
    no_shows = recent_no_shows(db, now, hall)
    counters = counters_now(db, now, day, hall, services)
    changes = (next_change(now, queue, no_shows), counters.changes_at)
    return HallNow(
        business_day=day,
        queues=_queues(waiting),
        counters=counters,
        waiting=waiting,
        by_urgency=_by_urgency(waiting, now),
        on_hold=aside_lines(desk_rows.on_hold(db), State.ON_HOLD, services),
        no_shows=aside_lines(no_shows, State.NO_SHOW, services),
        ended_with_day=aside_lines(ended_today(db, now, hall), State.ABANDONED, services),
        totals=_totals(db, day),
        last_counter=last_counter(db, now),
        offer=on_offer(db),
        changes_at=min((moment for moment in changes if moment), default=None),
        last_seq=journal.last_seq(db),
    )


def issued_card(db: Database, now: datetime, number: str, ticket_id: int | None = None) -> IssuedCard:
    """The ticket of this number and id, or by the number alone. UnknownTicket."""
    ticket = ticket_rows.by_number(db, number, ticket_id)
    seen = ticket_rows.snapshot(db, ticket)
    return IssuedCard(
        id=ticket.id,
        number=ticket.number,
        token=ticket.token,
        service=offer_rows.service_by_code(db, ticket.service_code),
        segment=ticket.segment,
        due_at=ticket.due_at,
        ahead_count=seen.ahead_count,
        estimate_low_seconds=seen.estimate_low_seconds,
        estimate_high_seconds=seen.estimate_high_seconds,
        may_void=is_allowed(Verb.VOID, ticket.state) and now - ticket.issued_at <= VOID_WITHIN,
    )


def found_ticket(db: Database, now: datetime, hall: HallNow, typed: str) -> FoundTicket | None:
    """The ticket whose number somebody typed, in the hall as it is now; None where there is none of today.

    One of yesterday that is still alive counts as today's: its number is not given again before it has ended.
    """
    try:
        ticket = ticket_rows.by_number(db, number_as_typed(typed))
    except UnknownTicket:
        return None
    if ticket.is_imported or (ticket.business_day != hall.business_day and ticket.state not in LIVE):
        return None
    leg, is_waiting = ticket.leg, ticket.state is State.WAITING
    moments = (ticket.ended_at, leg.ended_at, leg.started_at, leg.last_called_at, leg.queued_at)
    return FoundTicket(
        id=ticket.id,
        number=ticket.number,
        service=offer_rows.service_by_code(db, ticket.service_code),
        segment=ticket.segment,
        state=ticket.state,
        counter=ticket.counter_code,
        since=next(moment for moment in moments if moment),
        line=next((line for line in hall.waiting if line.id == ticket.id), None),
        ahead_count=ticket_rows.ahead_of(db, ticket) if is_waiting else None,
        offered=_offered_now(ticket, now),
    )


def _offered_now(ticket: Ticket, now: datetime) -> frozenset[Verb]:
    offered = offered_in_lists(ticket.state, is_new=now - ticket.issued_at <= VOID_WITHIN)
    is_too_late = ticket.ended_at is not None and now - ticket.ended_at > REINSTATE_WITHIN
    return offered - {Verb.REINSTATE} if is_too_late else offered


def _by_urgency(waiting: Sequence[DeskLine], now: datetime) -> list[UrgentLine]:
    def urgency(ticket: DeskLine) -> Urgency:
        if ticket.overdue:
            return Urgency.LATE
        return Urgency.SOON if ticket.due_at <= now + BREAKS_WITHIN else Urgency.LATER

    return [UrgentLine(urgency(ticket), ticket) for ticket in sorted(waiting, key=lambda ticket: ticket.due_at)]


def _queues(waiting: Sequence[DeskLine]) -> list[QueueLine]:
    """One line for each service that somebody waits for; the most broken promises first, then those due first."""
    by_service: dict[int, list[DeskLine]] = {}
    for ticket in waiting:
        by_service.setdefault(ticket.service.id, []).append(ticket)
    lines = [
        QueueLine(
            service=tickets[0].service,
            waiting_count=len(tickets),
            late_count=sum(ticket.overdue is not None for ticket in tickets),
            longest=max((ticket.waited for ticket in tickets), key=lambda waited: waited.seconds),
            next_due_at=min(ticket.due_at for ticket in tickets),
        )
        for tickets in by_service.values()
    ]
    return sorted(lines, key=lambda line: (-line.late_count, line.next_due_at))


def _totals(db: Database, day: str) -> Totals:
    states = hall_view_rows.states_of_day(db, day)
    return Totals(
        issued=sum(states.values()) - states.get(State.VOID, 0),
        waiting=states.get(State.WAITING, 0),
        served=states.get(State.SERVED, 0),
        no_show=states.get(State.NO_SHOW, 0),
        left=states.get(State.ABANDONED, 0) + states.get(State.CANCELLED, 0),
    )
