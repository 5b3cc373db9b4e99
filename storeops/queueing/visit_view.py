"""The visit at a counter: its times, transactions and legs, and what ran over its target. A read model."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlite_utils import Database

from storeops.base.business_time import OpeningHours
from storeops.hall.hall_rows import Hall
from storeops.hall.offer_rows import Service
from storeops.queueing import desk_rows, ticket_rows
from storeops.queueing.desk_rows import LegFacts, TransactionFacts, Unexplained
from storeops.queueing.stopwatch import PauseSpan, Stopwatch, handling, met_target, wait_begins, whole_seconds
from storeops.queueing.ticket import State, Ticket, TransactionClass


@dataclass(frozen=True)
class TransactionLine:
    """One transaction of the visit. `is_met` is None where it is not measured against a target."""

    service: Service
    transaction_class: TransactionClass
    started_at: datetime
    outcome: str | None
    handling: Stopwatch
    is_met: bool | None
    is_reopened: bool
    leg_index: int


@dataclass(frozen=True)
class LegLine:
    """A leg before the present one. `waited_seconds` is None where it was not called."""

    index: int
    service: Service
    counter: str | None
    waited_seconds: int | None
    outcome: str


@dataclass(frozen=True)
class PauseOfVisit:
    """The systems stand still for the open transaction."""

    reason: str
    lasted: Stopwatch


@dataclass(frozen=True)
class VisitAtCounter:
    """The ticket called or served at a counter.

    `service` is that of the open transaction, or of the ticket before the first. `waited` is the wait of all its legs
    until they were called; `walk` runs from the last call until the start, `handling` is that of the open transaction.
    `is_spoken`: whether a board has spoken the call that it announced; None where none did, or it did not say.
    """

    ticket: Ticket
    service: Service
    waited: Stopwatch
    walk: Stopwatch | None
    is_spoken: bool | None
    handling: Stopwatch | None
    system_pause: PauseOfVisit | None
    transactions: list[TransactionLine]
    legs_before: list[LegLine]


@dataclass(frozen=True)
class OverTarget:
    """A finished transaction that ran over its target and whose reason is not known."""

    transaction_id: int
    number: str
    service: Service
    handling_seconds: int
    target_seconds: int


def visit_of(
    db: Database, now: datetime, ticket: Ticket, hall: Hall, hours: OpeningHours, services: Mapping[int, Service]
) -> VisitAtCounter:
    """The visit of a ticket that is called or served."""
    legs = desk_rows.legs_of(db, ticket.id)
    transactions = desk_rows.transactions_of(db, ticket.id)
    pauses = desk_rows.pauses_in(db, [transaction.id for transaction in transactions])
    booked = desk_rows.booked_at(db, ticket.id)
    opening = hours.opening_for(date.fromisoformat(ticket.business_day), ticket.issued_at)
    begins = [wait_begins(leg.queued_at, booked, opening) for leg in legs]
    waits = [whole_seconds(begin, leg.first_called_at or begin) for begin, leg in zip(begins, legs, strict=True)]
    open_one = next((transaction for transaction in transactions if transaction.outcome is None), None)
    return VisitAtCounter(
        ticket=ticket,
        service=services[open_one.service_id if open_one else ticket.service_id],
        waited=Stopwatch(begins[-1], legs[-1].first_called_at or now, False, hall.wait_target_seconds, sum(waits[:-1])),
        walk=Stopwatch(ticket.leg.last_called_at or now, now, True, hall.walk_target_seconds)
        if ticket.state is State.CALLED
        else None,
        is_spoken=ticket_rows.was_spoken(db, ticket.id) if ticket.leg.announced_at else None,
        handling=_handling(open_one, pauses, services, now) if open_one else None,
        system_pause=_standing_still(pauses.get(open_one.id, []), now) if open_one else None,
        transactions=[_transaction_line(transaction, pauses, services, now) for transaction in transactions],
        legs_before=[_leg_line(leg, seconds, services) for leg, seconds in zip(legs[:-1], waits[:-1], strict=True)],
    )


def over_target(db: Database, finished: Sequence[Unexplained], services: Mapping[int, Service]) -> list[OverTarget]:
    """Those of these finished transactions that ran over the target of their service."""
    pauses = desk_rows.pauses_in(db, [transaction.id for transaction in finished])
    found = []
    for transaction in finished:
        service = services[transaction.service_id]
        watch = handling(
            transaction.started_at,
            transaction.ended_at,
            pauses.get(transaction.id, []),
            service.target_seconds,
            transaction.ended_at,
        )
        is_met = met_target(TransactionClass.NORMAL, "finished", watch.seconds, service.target_seconds)
        if is_met is False and service.target_seconds is not None:
            found.append(OverTarget(transaction.id, transaction.number, service, watch.seconds, service.target_seconds))
    return found


def _handling(
    transaction: TransactionFacts, pauses: Mapping[int, list[PauseSpan]], services: Mapping[int, Service], now: datetime
) -> Stopwatch:
    target_seconds = services[transaction.service_id].target_seconds
    own = pauses.get(transaction.id, [])
    return handling(transaction.started_at, transaction.ended_at, own, target_seconds, now)


def _standing_still(pauses: Sequence[PauseSpan], now: datetime) -> PauseOfVisit | None:
    for pause in pauses:
        if pause.ended_at is None:
            return PauseOfVisit(pause.reason, Stopwatch(pause.started_at, now, True, None))
    return None


def _transaction_line(
    transaction: TransactionFacts, pauses: Mapping[int, list[PauseSpan]], services: Mapping[int, Service], now: datetime
) -> TransactionLine:
    watch = _handling(transaction, pauses, services, now)
    return TransactionLine(
        service=services[transaction.service_id],
        transaction_class=transaction.transaction_class,
        started_at=transaction.started_at,
        outcome=transaction.outcome,
        handling=watch,
        is_met=met_target(transaction.transaction_class, transaction.outcome, watch.seconds, watch.target_seconds),
        is_reopened=transaction.is_reopened,
        leg_index=transaction.leg_index,
    )


def _leg_line(leg: LegFacts, waited_seconds: int, services: Mapping[int, Service]) -> LegLine:
    return LegLine(
        index=leg.index,
        service=services[leg.service_id],
        counter=leg.counter,
        waited_seconds=waited_seconds if leg.first_called_at else None,
        outcome=leg.outcome or "",
    )
