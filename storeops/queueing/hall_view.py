"""The hall as it stands: queues, counters, who waits too long, and today so far. A read model."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from storeops.base.business_time import business_day
from storeops.hall import hall_rows, offer_rows
from storeops.hall.offer_rows import Service
from storeops.hall.offer_view import CategoryLine, on_offer
from storeops.hall.targets import Segment
from storeops.queueing import desk_rows, hall_view_rows, ticket_rows
from storeops.queueing.counters_view import Counters, counters_now
from storeops.queueing.desk_view import AsideLine, DeskLine, aside_lines, next_change, recent_no_shows, waiting_lines
from storeops.queueing.stopwatch import Stopwatch
from storeops.queueing.ticket import VOID_WITHIN, State, Verb, is_allowed
from storeops.store import journal


@dataclass(frozen=True)
class QueueLine:
    """Those who wait for one service; `longest` is the wait of whoever has waited longest."""

    service: Service
    waiting_count: int
    late_count: int
    longest: Stopwatch
    next_due_at: datetime


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
    """All that a duty manager sees. `late` are those of `waiting` whose promise has passed; both in call order.

    `changes_at` is when something here changes by the mere passing of time; None if nothing will.
    """

    business_day: str
    queues: list[QueueLine]
    counters: Counters
    waiting: list[DeskLine]
    late: list[DeskLine]
    on_hold: list[AsideLine]
    no_shows: list[AsideLine]
    totals: Totals
    offer: list[CategoryLine]
    changes_at: datetime | None
    last_seq: int


@dataclass(frozen=True)
class IssuedCard:
    """A ticket as the greeter tells it to the customer; `ahead_count` is None once it is called."""

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
        late=[ticket for ticket in waiting if ticket.overdue],
        on_hold=aside_lines(desk_rows.on_hold(db), State.ON_HOLD, services),
        no_shows=aside_lines(no_shows, State.NO_SHOW, services),
        totals=_totals(db, day),
        offer=on_offer(db),
        changes_at=min((moment for moment in changes if moment), default=None),
        last_seq=journal.last_seq(db),
    )


def issued_card(db: Database, now: datetime, number: str) -> IssuedCard:
    """The ticket of this number on the latest business day that has one. UnknownTicket."""
    ticket = ticket_rows.by_number(db, number)
    seen = ticket_rows.snapshot(db, ticket)
    return IssuedCard(
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


def _queues(waiting: Sequence[DeskLine]) -> list[QueueLine]:
    """One line for each service that somebody waits for; first the one whose promise is due first."""
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
    return sorted(lines, key=lambda line: line.next_due_at)


def _totals(db: Database, day: str) -> Totals:
    states = hall_view_rows.states_of_day(db, day)
    return Totals(
        issued=sum(states.values()) - states.get(State.VOID, 0),
        waiting=states.get(State.WAITING, 0),
        served=states.get(State.SERVED, 0),
        no_show=states.get(State.NO_SHOW, 0),
        left=states.get(State.ABANDONED, 0) + states.get(State.CANCELLED, 0),
    )
