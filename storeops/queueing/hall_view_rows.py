"""What the hall page reads beyond the live tickets: counters as they stand, and today's counts. Named SQL."""

import json
from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from storeops.base.business_time import instant, stamp
from storeops.hall.counter import CounterState
from storeops.queueing.ticket import State
from storeops.store import rows


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
    issued_at: datetime | None
    ticket_state: State | None
    service_id: int | None
    last_called_at: datetime | None
    transaction_id: int | None
    started_at: datetime | None


@dataclass(frozen=True)
class IssuerLine:
    """A device, as the journal calls it, and its tickets of late that wait or are called."""

    device: str
    count: int
    last_at: datetime


def issuers(db: Database, since: datetime) -> list[IssuerLine]:
    """Which devices issued tickets since then that nobody serves or served yet; the unnamed kiosks are one."""
    return rows.many(
        db,
        IssuerLine,
        "SELECT event.actor AS device, count(*) AS count, max(ticket.issued_at) AS last_at"
        " FROM ticket JOIN event ON event.ticket_id = ticket.id AND event.kind = 'issue'"
        " WHERE ticket.ended_at IS NULL AND ticket.state IN ('waiting', 'called') AND ticket.leg_index = 0"
        " AND ticket.issued_at >= ? AND (event.actor = 'customer' OR event.actor LIKE 'device:%')"
        " GROUP BY event.actor ORDER BY count DESC, device",
        (stamp(since),),
    )


def standing_counters(db: Database) -> list[StandingCounter]:
    """The counters in use, in their order in the hall."""
    return rows.many(
        db,
        StandingCounter,
        "SELECT counter.id, counter.code, counter.state, counter.state_since, employee.code AS employee_code,"
        " employee.name AS employee_name, counter.pause_reason, ticket.number, ticket.issued_at,"
        " ticket.state AS ticket_state, coalesce(leg_transaction.service_id, ticket.service_id) AS service_id,"
        " leg.last_called_at, leg_transaction.id AS transaction_id, leg_transaction.started_at"
        " FROM counter LEFT JOIN employee ON employee.id = counter.employee_id"
        " LEFT JOIN ticket ON ticket.counter_id = counter.id AND ticket.ended_at IS NULL"
        " AND ticket.state IN ('called', 'serving')"
        " LEFT JOIN leg ON leg.ticket_id = ticket.id AND leg.leg_index = ticket.leg_index"
        " LEFT JOIN leg_transaction ON leg_transaction.leg_id = leg.id AND leg_transaction.ended_at IS NULL"
        " WHERE counter.is_active = 1 ORDER BY counter.position, counter.id",
    )


def served_services(db: Database) -> dict[int, frozenset[int]]:
    """The services chosen for each counter that does not serve everything."""
    chosen = db.execute(
        "SELECT counter.id, json_group_array(counter_service.service_id) FILTER (WHERE counter_service.service_id)"
        " FROM counter LEFT JOIN counter_service ON counter_service.counter_id = counter.id"
        " WHERE counter.serves_all = 0 GROUP BY counter.id"
    )
    return {counter_id: frozenset(json.loads(services)) for counter_id, services in chosen}


def left_counters_at(db: Database, business_day: str) -> dict[int, datetime]:
    """When a ticket of the day last left each counter, by counter; counters that none has left are missing."""
    left = db.execute(
        "SELECT leg.counter_id, max(leg.ended_at) FROM ticket JOIN leg ON leg.ticket_id = ticket.id"
        " WHERE ticket.business_day = ? AND leg.counter_id IS NOT NULL AND leg.ended_at IS NOT NULL"
        " GROUP BY leg.counter_id",
        (business_day,),
    )
    return {counter_id: instant(ended_at) for counter_id, ended_at in left}


def states_of_day(db: Database, business_day: str) -> dict[State, int]:
    """How many tickets of the day are in each state; states without any are missing."""
    counted = db.execute("SELECT state, count(*) FROM ticket WHERE business_day = ? GROUP BY state", (business_day,))
    return {State(state): count for state, count in counted}
