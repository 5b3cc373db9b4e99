"""What the hall page reads beyond the live tickets: counters as they stand, and today's counts. Named SQL."""

from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from storeops.base.business_time import instant, instant_or_none
from storeops.hall.counter import CounterState
from storeops.queueing.ticket import State


@dataclass(frozen=True)
class StandingCounter:
    """A counter with the person and the ticket at it.

    `state_since` is None before the counter was first opened; `transaction_id` and what follows it are None unless
    a transaction is open there.
    """

    id: int
    code: str
    state: CounterState
    state_since: datetime | None
    employee_code: str | None
    employee_name: str | None
    pause_reason: str | None
    number: str | None
    token: str | None
    issued_at: datetime | None
    ticket_state: State | None
    service_id: int | None
    last_called_at: datetime | None
    transaction_id: int | None
    started_at: datetime | None


@dataclass(frozen=True)
class FirstLeg:
    """What the day's share of timely calls is counted from: the first leg of a visit that was called."""

    queued_at: datetime
    booked_at: datetime | None
    first_called_at: datetime


def standing_counters(db: Database) -> list[StandingCounter]:
    """The counters in use, in their order in the hall."""
    rows = db.execute(
        "SELECT counter.id, counter.code, counter.state, counter.state_since, employee.code, employee.name,"
        " counter.pause_reason, ticket.number, ticket.token, ticket.issued_at, ticket.state,"
        " coalesce(leg_transaction.service_id, ticket.service_id), leg.last_called_at, leg_transaction.id,"
        " leg_transaction.started_at"
        " FROM counter LEFT JOIN employee ON employee.id = counter.employee_id"
        " LEFT JOIN ticket ON ticket.counter_id = counter.id AND ticket.ended_at IS NULL"
        " AND ticket.state IN ('called', 'serving')"
        " LEFT JOIN leg ON leg.ticket_id = ticket.id AND leg.leg_index = ticket.leg_index"
        " LEFT JOIN leg_transaction ON leg_transaction.leg_id = leg.id AND leg_transaction.ended_at IS NULL"
        " WHERE counter.is_active = 1 ORDER BY counter.position, counter.id"
    ).fetchall()
    return [
        StandingCounter(
            id=row[0],
            code=row[1],
            state=CounterState(row[2]),
            state_since=instant_or_none(row[3]),
            employee_code=row[4],
            employee_name=row[5],
            pause_reason=row[6],
            number=row[7],
            token=row[8],
            issued_at=instant_or_none(row[9]),
            ticket_state=State(row[10]) if row[10] else None,
            service_id=row[11],
            last_called_at=instant_or_none(row[12]),
            transaction_id=row[13],
            started_at=instant_or_none(row[14]),
        )
        for row in rows
    ]


def left_counters_at(db: Database, business_day: str) -> dict[int, datetime]:
    """When a ticket of the day last left each counter, by counter; counters that none has left are missing."""
    rows = db.execute(
        "SELECT leg.counter_id, max(leg.ended_at) FROM ticket JOIN leg ON leg.ticket_id = ticket.id"
        " WHERE ticket.business_day = ? AND leg.counter_id IS NOT NULL AND leg.ended_at IS NOT NULL"
        " GROUP BY leg.counter_id",
        (business_day,),
    ).fetchall()
    return {row[0]: instant(row[1]) for row in rows}


def states_of_day(db: Database, business_day: str) -> dict[State, int]:
    """How many tickets of the day are in each state; states without any are missing."""
    rows = db.execute(
        "SELECT state, count(*) FROM ticket WHERE business_day = ? GROUP BY state", (business_day,)
    ).fetchall()
    return {State(row[0]): row[1] for row in rows}


def called_first_legs(db: Database, business_day: str) -> list[FirstLeg]:
    """The first legs of the day's tickets that have been called, void tickets aside."""
    rows = db.execute(
        "SELECT leg.queued_at, ticket.booked_at, leg.first_called_at FROM ticket"
        " JOIN leg ON leg.ticket_id = ticket.id AND leg.leg_index = 0"
        " WHERE ticket.business_day = ? AND ticket.state != 'void' AND leg.first_called_at IS NOT NULL",
        (business_day,),
    ).fetchall()
    return [FirstLeg(instant(row[0]), instant_or_none(row[1]), instant(row[2])) for row in rows]
