"""What the desk and the hall page read of live tickets and of the visit at the counter. Named SQL."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from sqlite_utils import Database

from storeops.base.business_time import instant_or_none, stamp
from storeops.hall.targets import Segment
from storeops.queueing.stopwatch import PauseSpan
from storeops.queueing.ticket import TransactionClass, Verb
from storeops.queueing.why_next import MOVES_ORDER
from storeops.store import rows

LAST_VISITS = 5
"""A transaction that ran over its target is asked about until this many visits later."""


@dataclass(frozen=True)
class QueuedTicket:
    """A ticket that waits, with the leg that it waits in.

    `moved_by` is the verb that moved it to another place than its promise gives it; None where it stands there.
    """

    id: int
    number: str
    business_day: str
    service_id: int
    segment: Segment
    issued_at: datetime
    queued_at: datetime
    booked_at: datetime | None
    due_at: datetime
    order_at: datetime
    moved_by: Verb | None


@dataclass(frozen=True)
class PutAside:
    """A ticket on hold, or a no-show; `counter` is where it was last, None if nowhere. `at`: since when."""

    id: int
    number: str
    service_id: int
    segment: Segment
    counter: str | None
    at: datetime


@dataclass(frozen=True)
class LegFacts:
    """One leg of a visit as the desk tells it."""

    id: int
    index: int
    kind: str
    service_id: int
    queued_at: datetime
    first_called_at: datetime | None
    counter: str | None
    outcome: str | None


@dataclass(frozen=True)
class TransactionFacts:
    """One transaction of a visit, open (`outcome` None) or ended."""

    id: int
    leg_index: int
    service_id: int
    transaction_class: TransactionClass
    started_at: datetime
    ended_at: datetime | None
    outcome: str | None
    is_reopened: bool


@dataclass(frozen=True)
class Unexplained:
    """A finished normal transaction without a reason code; whether it ran over is for the caller to see."""

    id: int
    number: str
    service_id: int
    started_at: datetime
    ended_at: datetime


# Those who wait


_MOVES_ORDER = ", ".join(f"'{verb}'" for verb in MOVES_ORDER)
_QUEUED = f"""
SELECT ticket.id, ticket.number, ticket.business_day, ticket.service_id, ticket.segment, ticket.issued_at,
       leg.queued_at, ticket.booked_at, ticket.due_at, ticket.order_at,
       iif(ticket.order_at = ticket.due_at, NULL, (SELECT event.kind FROM event WHERE event.ticket_id = ticket.id
           AND event.kind IN ({_MOVES_ORDER}) ORDER BY event.seq DESC LIMIT 1)) AS moved_by
FROM ticket JOIN leg ON leg.ticket_id = ticket.id AND leg.leg_index = ticket.leg_index
WHERE ticket.ended_at IS NULL AND ticket.state = 'waiting'
"""


def waiting(db: Database) -> list[QueuedTicket]:
    """Everybody who waits in the hall, in call order."""
    return rows.many(db, QueuedTicket, _QUEUED + "ORDER BY ticket.order_at, ticket.id")


def waiting_for(db: Database, counter_id: int, serves_all: bool) -> list[QueuedTicket]:
    """Those whom a counter may call, in call order."""
    if serves_all:
        return waiting(db)
    return rows.many(
        db,
        QueuedTicket,
        _QUEUED
        + "AND ticket.service_id IN (SELECT service_id FROM counter_service WHERE counter_id = ?)"
        + " ORDER BY ticket.order_at, ticket.id",
        (counter_id,),
    )


# Those who were put aside


_ASIDE = """
SELECT ticket.id, ticket.number, ticket.service_id, ticket.segment, counter.code AS counter,
       coalesce(ticket.ended_at, leg.ended_at) AS at
FROM ticket JOIN leg ON leg.ticket_id = ticket.id AND leg.leg_index = ticket.leg_index
LEFT JOIN counter ON counter.id = leg.counter_id
"""


def on_hold(db: Database) -> list[PutAside]:
    """The tickets on hold, those held longest first."""
    return rows.many(
        db,
        PutAside,
        _ASIDE + "WHERE ticket.ended_at IS NULL AND ticket.state = 'on_hold' ORDER BY leg.ended_at, ticket.id",
    )


def no_shows_since(db: Database, business_day: str, moment: datetime) -> list[PutAside]:
    """The no-shows from `moment` on, latest first; `business_day` is the day of `moment`, and bounds the search."""
    return rows.many(
        db,
        PutAside,
        _ASIDE + "WHERE ticket.business_day >= ? AND ticket.state = 'no_show' AND ticket.ended_at >= ?"
        " ORDER BY ticket.ended_at DESC, ticket.id DESC",
        (business_day, stamp(moment)),
    )


def ended_with_day(db: Database, business_day: str) -> list[PutAside]:
    """Those of a day whom its close found waiting or on hold, first come first; imported history aside."""
    return rows.many(
        db,
        PutAside,
        _ASIDE + "WHERE ticket.business_day = ? AND ticket.state = 'abandoned' AND ticket.is_imported = 0"
        " ORDER BY ticket.id",
        (business_day,),
    )


def served_services(db: Database, counter_id: int) -> frozenset[int]:
    """The services chosen for a counter that does not serve everything."""
    return frozenset(rows.column(db, "SELECT service_id FROM counter_service WHERE counter_id = ?", (counter_id,)))


def counter_state_since(db: Database, counter_id: int) -> datetime | None:
    """Since when a counter is in its state; None before it was first opened."""
    return instant_or_none(rows.scalar(db, "SELECT state_since FROM counter WHERE id = ?", (counter_id,)))


# The visit at the counter


def booked_at(db: Database, ticket_id: int) -> datetime | None:
    """The booked time of a ticket; None without an appointment."""
    return instant_or_none(rows.scalar(db, "SELECT booked_at FROM ticket WHERE id = ?", (ticket_id,)))


def legs_of(db: Database, ticket_id: int) -> list[LegFacts]:
    """The legs of a visit, first to last."""
    return rows.many(
        db,
        LegFacts,
        'SELECT leg.id, leg.leg_index AS "index", leg.kind, leg.service_id, leg.queued_at, leg.first_called_at,'
        " counter.code AS counter, leg.outcome FROM leg LEFT JOIN counter ON counter.id = leg.counter_id"
        " WHERE leg.ticket_id = ? ORDER BY leg.leg_index",
        (ticket_id,),
    )


def transactions_of(db: Database, ticket_id: int) -> list[TransactionFacts]:
    """The transactions of a visit in the order in which they were begun."""
    return rows.many(
        db,
        TransactionFacts,
        "SELECT leg_transaction.id, leg.leg_index, leg_transaction.service_id,"
        " leg_transaction.class AS transaction_class, leg_transaction.started_at, leg_transaction.ended_at,"
        " leg_transaction.outcome, leg_transaction.is_reopened"
        " FROM leg JOIN leg_transaction ON leg_transaction.leg_id = leg.id"
        " WHERE leg.ticket_id = ? ORDER BY leg.leg_index, leg_transaction.transaction_index",
        (ticket_id,),
    )


class _PauseIn(NamedTuple):
    transaction_id: int
    pause: PauseSpan


def pauses_in(db: Database, transaction_ids: Iterable[int]) -> dict[int, list[PauseSpan]]:
    """The system pauses of these transactions, by transaction; those without any are left out."""
    ids = list(transaction_ids)
    found: dict[int, list[PauseSpan]] = {}
    spans = rows.each(
        db,
        _PauseIn,
        'SELECT transaction_id, reason AS "pause.reason", started_at AS "pause.started_at",'
        ' ended_at AS "pause.ended_at" FROM system_pause'
        f" WHERE transaction_id IN ({', '.join('?' * len(ids))}) ORDER BY id",
        ids,
    )
    for span in spans:
        found.setdefault(span.transaction_id, []).append(span.pause)
    return found


def unexplained(db: Database, counter_id: int, employee_id: int) -> list[Unexplained]:
    """An employee's finished normal transactions at a counter without a reason code, the latest first.

    Only those of live visits and of the last few served there are looked at.
    """
    return rows.many(
        db,
        Unexplained,
        "WITH recent (id) AS (SELECT id FROM ticket WHERE ended_at IS NULL"
        " AND state IN ('waiting', 'called', 'serving', 'on_hold')"
        " UNION ALL SELECT id FROM (SELECT id FROM ticket WHERE counter_id = :counter_id AND is_imported = 0"
        " AND state = 'served' ORDER BY ended_at DESC LIMIT +:last_visits))"
        " SELECT leg_transaction.id, ticket.number, leg_transaction.service_id, leg_transaction.started_at,"
        " leg_transaction.ended_at FROM recent JOIN ticket ON ticket.id = recent.id"
        " JOIN leg ON leg.ticket_id = recent.id"
        " JOIN leg_transaction ON leg_transaction.leg_id = leg.id"
        " WHERE leg.counter_id = :counter_id AND leg_transaction.employee_id = :employee_id"
        " AND leg_transaction.outcome = 'finished' AND leg_transaction.class = 'normal'"
        " AND leg_transaction.over_target_reason IS NULL"
        " ORDER BY leg_transaction.ended_at DESC, leg_transaction.id DESC",
        {"counter_id": counter_id, "employee_id": employee_id, "last_visits": LAST_VISITS},
    )


# What is usual, and what a clerk has done today


LATEST_OF_COUNTER = 40
"""What is usual is told by so many of the latest visits of each counter: few rows, found by index."""


def latest_handlings(db: Database, service_id: int) -> list[int]:
    """The handling seconds of a service's normal transactions among the latest visits of each counter."""
    return rows.column(
        db,
        # The cross joins fix the order: from each counter's latest visits to their transactions.
        "SELECT finished_transaction.handling_seconds FROM counter CROSS JOIN ticket ON ticket.id IN"
        " (SELECT latest.id FROM ticket AS latest WHERE latest.counter_id = counter.id AND latest.is_imported = 0"
        " AND latest.state = 'served' ORDER BY latest.ended_at DESC LIMIT +:latest)"
        " CROSS JOIN finished_transaction ON finished_transaction.ticket_id = ticket.id"
        " WHERE finished_transaction.service_id = :service_id AND finished_transaction.class = 'normal'"
        " AND NOT finished_transaction.is_set_aside",
        {"latest": LATEST_OF_COUNTER, "service_id": service_id},
    )


@dataclass(frozen=True)
class DoneToday:
    """One transaction that an employee finished; `target_seconds` None: its service has no target."""

    ticket_id: int
    is_normal: bool
    handling_seconds: int
    target_seconds: int | None


def finished_by(db: Database, employee_id: int, day: str) -> list[DoneToday]:
    """What an employee finished on a business day, by the counters of the day."""
    return rows.many(
        db,
        DoneToday,
        "SELECT finished_transaction.ticket_id, finished_transaction.class = 'normal' AS is_normal,"
        " finished_transaction.handling_seconds, service.target_seconds"
        " FROM finished_transaction JOIN service ON service.id = finished_transaction.service_id"
        " WHERE finished_transaction.business_day = ? AND finished_transaction.employee_id = ?"
        " AND NOT finished_transaction.is_set_aside",
        (day, employee_id),
    )
