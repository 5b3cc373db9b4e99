"""The close of a business day: whoever is left is sent home on paper too. An action, and what is due.

Nobody is sent home by the clock: a day is closed once its last counter has been closed after closing time. What was
forgotten is closed in the night.
"""

from dataclasses import dataclass
from datetime import date, datetime

from sqlite_utils import Database

from storeops.base.actor import Actor
from storeops.base.business_time import OpeningHours, business_day, instant, stamp
from storeops.hall import hall_rows, set_up_rows
from storeops.hall.counter import CounterState
from storeops.queueing import counter_rows, ticket_rows, transaction_rows
from storeops.queueing.due_close_rows import days_due_by
from storeops.queueing.ticket import AT_COUNTER, State, Ticket, Verb, state_after
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
    return days_due_by(db, now, hall_rows.opening_hours(db, hall_rows.hall(db)))


@action
def close_day(db: HallDatabase, now: datetime, by: Actor, day: str) -> ClosedDay:
    """End every live ticket of `day`, and close the counters that were left open unless the hall never closes.

    Whoever still waited did so until the last counter was closed, and at least until closing time. Twice is harmless:
    the second time there is nothing left to end.
    """
    hours = hall_rows.opening_hours(db, hall_rows.hall(db))
    this_day = date.fromisoformat(day)
    shuts_at = hours.shuts_at(this_day)
    tickets = ticket_rows.live_of_day(db, day)
    for ticket in tickets:
        if ticket.state in AT_COUNTER:
            _end(db, now, by, ticket, shuts_at)
    counters = 0 if hours.never_closes else _close_counters(db, now, by, this_day, hours)
    waited_until = counter_rows.last_close(db, shuts_at, hours.night_after(this_day)) or shuts_at
    for ticket in tickets:
        if ticket.state not in AT_COUNTER:
            _end(db, now, by, ticket, waited_until)
    job_rows.note_run(db, JOB, day, now)
    return ClosedDay(day, len(tickets), counters)


def _end(db: HallDatabase, now: datetime, by: Actor, ticket: Ticket, until: datetime) -> None:
    state = state_after(Verb.CLOSE_DAY, ticket.state)
    # Somebody called, served or moved later has left at the latest trace of them, not before it.
    at = max(until, journal.latest_trace(db, ticket.id))
    if ticket.state is State.SERVING:
        transaction_rows.end(db, ticket.leg.id, at, "left_open")
        after = ended_ticket(ticket, state, at, "served", left_open=True)
    elif ticket.state is State.CALLED:
        after = ended_ticket(ticket, state, at, "no_show")
    else:
        after = ended_ticket(ticket, state, at, "abandoned" if ticket.state is State.WAITING else None)
    tell(db, now, by, Verb.CLOSE_DAY, ticket_rows.save(db, ticket, after), ended_at=stamp(at))


def _close_counters(db: HallDatabase, now: datetime, by: Actor, day: date, hours: OpeningHours) -> int:
    """Close the counters whose employee signed in on `day` or before, as of the last thing done there; how many."""
    closed = 0
    for counter in counter_rows.not_closed(db):
        signed_in = instant(counter_rows.signed_in_since(db, counter.id))
        if business_day(signed_in, hours.zone) > day or ticket_rows.at_counter(db, counter.id):
            continue
        at = max(hours.shuts_at(day), counter_rows.last_act(db, counter.id, signed_in) or signed_in)
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
