"""One clerk's desk as it stands: the present customer, what can be done, and who comes next. A read model."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlite_utils import Database

from storeops.base.business_time import OpeningHours, business_day
from storeops.hall import hall_rows, offer_rows
from storeops.hall.counter import Counter, CounterState
from storeops.hall.hall_rows import Hall
from storeops.hall.offer_rows import Service
from storeops.hall.offer_view import CategoryLine, on_offer
from storeops.hall.targets import Segment
from storeops.people import employee_rows
from storeops.quality.follow_ups import follow_up_rows
from storeops.queueing import counter_rows, desk_rows, hall_view_rows, ticket_rows
from storeops.queueing.desk_rows import PutAside, QueuedTicket
from storeops.queueing.forgotten_finish import LongService, asks_at, long_service, usual_seconds
from storeops.queueing.last_counter_view import LastCounter, last_counter
from storeops.queueing.offered import Offered, offered_at, offered_in_lists
from storeops.queueing.stopwatch import Stopwatch, is_one_stop, wait_begins
from storeops.queueing.ticket import REINSTATE_WITHIN, REOPEN_WITHIN, VOID_WITHIN, State, Ticket, Verb
from storeops.queueing.visit_view import OverTarget, VisitAtCounter, over_target, visit_of
from storeops.queueing.why_next import InLine, WhyNext, why_next
from storeops.store import journal

ASKED_FOR = timedelta(minutes=30)
"""A reason is asked for this long after the transaction."""


@dataclass(frozen=True)
class CounterChoice:
    """A counter that may be opened; `employee_name` is whoever sits there, None at a closed one."""

    code: str
    employee_name: str | None


@dataclass(frozen=True)
class CounterChoices:
    """The counters that a clerk chooses from, and the journal's number at that moment."""

    counters: list[CounterChoice]
    last_seq: int


@dataclass(frozen=True)
class DeskLine:
    """A waiting ticket in a list.

    `overdue` is the time since its promised moment, None while that has not passed; `offered` is what can be done.
    """

    id: int
    number: str
    service: Service
    segment: Segment
    waited: Stopwatch
    issued_at: datetime
    due_at: datetime
    overdue: Stopwatch | None
    offered: frozenset[Verb]


@dataclass(frozen=True)
class AsideLine:
    """A ticket on hold or a no-show, since `at`; `offered` is what can be done with it."""

    id: int
    number: str
    service: Service
    segment: Segment
    counter: str | None
    at: datetime
    offered: frozenset[Verb]


@dataclass(frozen=True)
class LastVisit:
    """The visit that was finished last at this counter; transactions are the finished ones."""

    id: int
    number: str
    ended_at: datetime
    transaction_count: int
    leg_count: int
    is_one_stop: bool


@dataclass(frozen=True)
class Desk:
    """All that a clerk sees. `service_codes` None: the counter serves everything.

    `free` is the time since the counter was free or, if it is not open, in its present state; `next_wait` the wait of
    the next customer. `long_service` is asked about where the finish may have been forgotten; `last_counter` is this
    one where closing it would end visits. `changes_at` is when something here changes by the mere passing of time; None
    if nothing will.
    """

    counter: Counter
    service_codes: list[str] | None
    state_since: datetime
    offered: Offered
    visit: VisitAtCounter | None
    last_visit: LastVisit | None
    why_next: WhyNext | None
    waiting: list[DeskLine]
    on_hold: list[AsideLine]
    no_shows: list[AsideLine]
    ended_with_day: list[AsideLine]
    unexplained: list[OverTarget]
    long_service: LongService | None
    last_counter: LastCounter | None
    offer: list[CategoryLine]
    changes_at: datetime | None
    last_seq: int


def counter_of(db: Database, employee_code: str) -> str | None:
    """The counter at which an employee sits; None if at none."""
    counter = counter_rows.of_employee(db, employee_rows.by_code(db, employee_code).id)
    return counter.code if counter else None


def counter_choices(db: Database) -> CounterChoices:
    """The counters in use, in their order in the hall."""
    standing = hall_view_rows.standing_counters(db)
    choices = [CounterChoice(counter.code, counter.employee_name) for counter in standing]
    return CounterChoices(choices, journal.last_seq(db))


def desk(db: Database, now: datetime, counter_code: str, dismissed: frozenset[int] = frozenset()) -> Desk:
    """The desk of a counter that is not closed. `dismissed`: transactions whose reason is not asked for again."""
    hall = hall_rows.hall(db)
    hours = hall_rows.opening_hours(db, hall)
    counter = counter_rows.by_code(db, counter_code)
    services = {service.id: service for service in offer_rows.all_services(db)}
    ticket = ticket_rows.at_counter(db, counter.id)
    visit = visit_of(db, now, ticket, hall, hours, services) if ticket else None
    last = ticket_rows.last_served_at(db, counter.id)
    last_visit = _last_visit(db, now, last)
    served = None if counter.serves_all else desk_rows.served_services(db, counter.id)
    queue = desk_rows.waiting_for(db, counter.id, counter.serves_all)
    no_shows = recent_no_shows(db, now, hall)
    asks, long = _long_service(db, visit)
    closing = last_counter(db, now)
    return Desk(
        counter=counter,
        service_codes=None if served is None else sorted(services[service].code for service in served),
        state_since=_state_since(db, counter, last, now),
        offered=offered_at(
            counter.state,
            ticket.state if ticket else None,
            is_system_paused=visit is not None and visit.system_pause is not None,
            may_reopen=last_visit is not None,
        ),
        visit=visit,
        last_visit=last_visit,
        why_next=why_next([in_line(waiting) for waiting in queue]),
        waiting=waiting_lines(queue, now, hall, hours, services),
        on_hold=aside_lines(_of_these(desk_rows.on_hold(db), served), State.ON_HOLD, services),
        no_shows=aside_lines(_of_these(no_shows, served), State.NO_SHOW, services),
        ended_with_day=aside_lines(_of_these(ended_today(db, now, hall), served), State.ABANDONED, services),
        unexplained=_unexplained(db, now, counter, services, dismissed),
        long_service=long,
        last_counter=closing if closing and closing.code == counter.code else None,
        offer=on_offer(db),
        changes_at=_earliest(next_change(now, queue, no_shows), asks if long is None else None),
        last_seq=journal.last_seq(db),
    )


def _long_service(db: Database, visit: VisitAtCounter | None) -> tuple[datetime | None, LongService | None]:
    """When the desk asks whether the visit still goes on, and what it asks now; None while the systems stand still."""
    if visit is None or visit.handling is None or visit.system_pause is not None:
        return None, None
    usual = usual_seconds(desk_rows.latest_handlings(db, visit.service.id), visit.service.target_seconds)
    if usual is None:
        return None, None
    trace = journal.latest_trace(db, visit.ticket.id)
    return asks_at(visit.handling, usual), long_service(visit.handling, usual, trace)


def _earliest(*moments: datetime | None) -> datetime | None:
    return min((moment for moment in moments if moment), default=None)


def in_line(ticket: QueuedTicket) -> InLine:
    """What the call order knows of a ticket."""
    return InLine(ticket.number, ticket.segment, ticket.issued_at, ticket.due_at, ticket.order_at, ticket.moved_by)


def waited(ticket: QueuedTicket, now: datetime, hall: Hall, hours: OpeningHours) -> Stopwatch:
    """How long a waiting ticket has waited in its queue, against the hall's target."""
    opening = hours.opening_for(date.fromisoformat(ticket.business_day), ticket.issued_at)
    begins = wait_begins(ticket.queued_at, ticket.booked_at, opening)
    return Stopwatch(begins, now, True, hall.wait_target_seconds)


def waiting_lines(
    queue: Sequence[QueuedTicket], now: datetime, hall: Hall, hours: OpeningHours, services: Mapping[int, Service]
) -> list[DeskLine]:
    """Waiting tickets as a list shows them."""
    return [
        DeskLine(
            id=ticket.id,
            number=ticket.number,
            service=services[ticket.service_id],
            segment=ticket.segment,
            waited=waited(ticket, now, hall, hours),
            issued_at=ticket.issued_at,
            due_at=ticket.due_at,
            overdue=Stopwatch(ticket.due_at, now, True, None) if now > ticket.due_at else None,
            offered=offered_in_lists(State.WAITING, is_new=now - ticket.issued_at <= VOID_WITHIN),
        )
        for ticket in queue
    ]


def aside_lines(tickets: Sequence[PutAside], state: State, services: Mapping[int, Service]) -> list[AsideLine]:
    """Tickets on hold, or no-shows, as a list shows them."""
    offered = offered_in_lists(state, is_new=False)
    return [
        AsideLine(
            id=ticket.id,
            number=ticket.number,
            service=services[ticket.service_id],
            segment=ticket.segment,
            counter=ticket.counter,
            at=ticket.at,
            offered=offered,
        )
        for ticket in tickets
    ]


def next_change(now: datetime, queue: Sequence[QueuedTicket], no_shows: Sequence[PutAside]) -> datetime | None:
    """When a list changes without anybody doing anything; None if it will not.

    A promise passes, a ticket can be voided no more, or a no-show can come back no more.
    """
    moments = [ticket.due_at for ticket in queue]
    moments += [ticket.issued_at + VOID_WITHIN for ticket in queue]
    moments += [ticket.at + REINSTATE_WITHIN for ticket in no_shows]
    return min((moment for moment in moments if moment >= now), default=None)


def _of_these(tickets: Sequence[PutAside], served: frozenset[int] | None) -> list[PutAside]:
    return [ticket for ticket in tickets if served is None or ticket.service_id in served]


def recent_no_shows(db: Database, now: datetime, hall: Hall) -> list[PutAside]:
    """The no-shows that can still be reinstated, latest first."""
    since = now - REINSTATE_WITHIN
    return desk_rows.no_shows_since(db, business_day(since, hall.zone).isoformat(), since)


def ended_today(db: Database, now: datetime, hall: Hall) -> list[PutAside]:
    """Those whom the close of this very day found waiting: they can still be taken back."""
    return desk_rows.ended_with_day(db, business_day(now, hall.zone).isoformat())


def _state_since(db: Database, counter: Counter, last: Ticket | None, now: datetime) -> datetime:
    """Since when the counter is as it is; a free one is so since its last customer left."""
    since = desk_rows.counter_state_since(db, counter.id) or now
    if counter.state is CounterState.OPEN and last and last.ended_at:
        return max(since, last.ended_at)
    return since


def _last_visit(db: Database, now: datetime, last: Ticket | None) -> LastVisit | None:
    """The last visit, while it can be reopened."""
    if last is None or last.ended_at is None or now - last.ended_at > REOPEN_WITHIN:
        return None
    legs = len(desk_rows.legs_of(db, last.id))
    finished = sum(transaction.outcome == "finished" for transaction in desk_rows.transactions_of(db, last.id))
    is_done = is_one_stop(legs) and not follow_up_rows.has_left_open(db, last.id)
    return LastVisit(last.id, last.number, last.ended_at, finished, legs, is_done)


def _unexplained(
    db: Database,
    now: datetime,
    counter: Counter,
    services: Mapping[int, Service],
    dismissed: frozenset[int],
) -> list[OverTarget]:
    if counter.employee_id is None:
        return []
    asked = [
        transaction
        for transaction in desk_rows.unexplained(db, counter.id, counter.employee_id)
        if transaction.id not in dismissed and now - transaction.ended_at <= ASKED_FOR
    ]
    return over_target(db, asked, services)
