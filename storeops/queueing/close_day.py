"""The close of a business day: whoever is left is sent home on paper too. An action, and what is due."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlite_utils import Database

from storeops.base.actor import Actor
from storeops.base.business_time import OpeningHours, business_day, instant, stamp
from storeops.hall import hall_rows, set_up_rows
from storeops.hall.counter import CounterState
from storeops.queueing import counter_rows, ticket_rows, transaction_rows
from storeops.queueing.ticket import State, Ticket, Verb, state_after
from storeops.queueing.ticket_steps import ended_ticket, tell
from storeops.store import job_rows, journal, traced_rows
from storeops.store.action import action
from storeops.store.database import HallDatabase

JOB = "close_day"


@dataclass(frozen=True)
class ClosedDay:
    """What the close of a day found still open."""

    business_day: str
    tickets: int
    counters: int


def days_due(db: Database, now: datetime) -> list[str]:
    """The business days whose close is due and that still hold live tickets or open counters, earliest first."""
    hours = hall_rows.opening_hours(db, hall_rows.hall(db))
    days = set(ticket_rows.days_with_live_tickets(db))
    if not hours.never_closes:
        for counter in counter_rows.not_closed(db):
            signed_in = instant(counter_rows.signed_in_since(db, counter.id))
            days.add(business_day(signed_in, hours.zone).isoformat())
    return sorted(day for day in days if now >= hours.close_of_day_due(date.fromisoformat(day)))


@action
def close_day(db: HallDatabase, now: datetime, by: Actor, day: str) -> ClosedDay:
    """End every live ticket of `day` as of its closing time, and close the counters unless the hall never closes.

    Twice is harmless: the second time there is nothing left to end.
    """
    hours = hall_rows.opening_hours(db, hall_rows.hall(db))
    closing = hours.closing(date.fromisoformat(day))
    tickets = ticket_rows.live_of_day(db, day)
    for ticket in tickets:
        _end(db, now, by, ticket, closing)
    counters = 0 if hours.never_closes else _close_counters(db, now, by, day, closing, hours)
    job_rows.note_run(db, JOB, day, now)
    return ClosedDay(day, len(tickets), counters)


def _end(db: HallDatabase, now: datetime, by: Actor, ticket: Ticket, closing: datetime) -> None:
    state = state_after(Verb.CLOSE_DAY, ticket.state)
    # Somebody called, served or moved after closing time has left at the latest trace of them, not before it.
    at = max(closing, journal.latest_trace(db, ticket.id))
    if ticket.state is State.SERVING:
        transaction_rows.end(db, ticket.leg.id, at, "left_open")
        after = ended_ticket(ticket, state, at, "served", left_open=True)
    elif ticket.state is State.CALLED:
        after = ended_ticket(ticket, state, at, "no_show")
    else:
        after = ended_ticket(ticket, state, at, "abandoned" if ticket.state is State.WAITING else None)
    tell(db, now, by, Verb.CLOSE_DAY, ticket_rows.save(db, ticket, after), ended_at=stamp(at))


def _close_counters(
    db: HallDatabase, now: datetime, by: Actor, day: str, closing: datetime, hours: OpeningHours
) -> int:
    """Close the counters whose employee signed in on `day` or before; how many."""
    closed = 0
    for counter in counter_rows.not_closed(db):
        signed_in = instant(counter_rows.signed_in_since(db, counter.id))
        if business_day(signed_in, hours.zone).isoformat() > day or ticket_rows.at_counter(db, counter.id):
            continue
        at = max(closing, signed_in)
        spans = counter_rows.end_span(db, counter.id, at, left_open=True)
        span_id = counter_rows.sign_out(db, counter.id, at, left_open=True)
        counter_rows.change_state(db, counter, CounterState.CLOSED, now, employee_id=None)
        journal.append(
            db,
            now,
            "counter_close",
            by.name,
            written={
                **traced_rows.written(db, set_up_rows.TRACED_COUNTERS, counter.id),
                **counter_rows.written_stretch(db, span_id),
                **traced_rows.written(db, counter_rows.TRACED_SPANS, *spans),
            },
            counter_id=counter.id,
            employee_id=counter.employee_id,
            counter=counter.code,
            left_open=True,
        )
        closed += 1
    return closed
