"""Loading the facts of reports. Named SQL."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from sqlite_utils import Database

from storeops.base.business_time import OpeningHours
from storeops.measuring.facts import LegFact, Second, TransactionFact, VisitFact
from storeops.measuring.opening_seconds import opening_seconds
from storeops.store import rows
from storeops.store.sql_time import second

_OF_DAYS = "business_day BETWEEN :first AND :last"


def _legs(which: str) -> str:
    return f"""
SELECT ticket.id AS ticket_id, ticket.business_day AS "ticket.business_day", ticket.number AS "ticket.number",
       ticket.segment AS "ticket.segment", ticket.state AS "ticket.state",
       {second("ticket.issued_at")} AS "ticket.issued_at", {second("ticket.booked_at")} AS "ticket.booked_at",
       {second("ticket.due_at")} AS "ticket.due_at", {second("ticket.ended_at")} AS "ticket.ended_at",
       ticket.estimate_low_seconds AS "ticket.estimate_low_seconds",
       ticket.estimate_high_seconds AS "ticket.estimate_high_seconds",
       leg.id AS leg_id, service.code AS "leg.service", {second("leg.queued_at")} AS "leg.queued_at",
       {second("leg.first_called_at")} AS "leg.first_called_at",
       {second("leg.last_called_at")} AS "leg.last_called_at", {second("leg.started_at")} AS "leg.started_at",
       {second("leg.ended_at")} AS "leg.ended_at", counter.code AS "leg.counter", employee.code AS "leg.employee",
       leg.outcome AS "leg.outcome", leg.left_open AS "leg.left_open"
FROM ticket
JOIN leg ON leg.ticket_id = ticket.id
JOIN service ON service.id = leg.service_id
LEFT JOIN counter ON counter.id = leg.counter_id
LEFT JOIN employee ON employee.id = leg.employee_id
WHERE {which}
ORDER BY ticket.business_day, ticket.number, leg.leg_index
"""


_TRANSACTIONS = f"""
SELECT work.leg_id, service.code AS "fact.service", service.target_seconds AS "fact.target_seconds",
       work.class AS "fact.transaction_class", work.started_second AS "fact.started_at",
       work.ended_second AS "fact.ended_at", work.outcome AS "fact.outcome",
       work.paused_seconds AS "fact.paused_seconds"
FROM timed_transaction AS work
JOIN service ON service.id = work.service_id
WHERE {_OF_DAYS}
ORDER BY work.business_day, work.number, work.leg_index, work.transaction_index
"""


_LEFT_WITH_FOLLOW_UP = f"SELECT ticket_id FROM visit_with_open_case WHERE {_OF_DAYS}"


class _Ticket(NamedTuple):
    """What a ticket itself tells of a visit: how VisitFact begins."""

    business_day: str
    number: str
    segment: str
    state: str
    issued_at: Second
    booked_at: Second | None
    due_at: Second
    ended_at: Second | None
    estimate_low_seconds: int | None
    estimate_high_seconds: int | None


class _Leg(NamedTuple):
    """What a leg tells without its transactions: how LegFact begins."""

    service: str
    queued_at: Second
    first_called_at: Second | None
    last_called_at: Second | None
    started_at: Second | None
    ended_at: Second | None
    counter: str | None
    employee: str | None
    outcome: str | None
    left_open: bool


class _LegRow(NamedTuple):
    ticket_id: int
    ticket: _Ticket
    leg_id: int
    leg: _Leg


class _TransactionRow(NamedTuple):
    leg_id: int
    fact: TransactionFact


def visits_of_days(db: Database, first_day: str, last_day: str, hours: OpeningHours) -> list[VisitFact]:
    """The visits of these business days, both included, by day and number; void ones and live ones too."""
    days = {"first": first_day, "last": last_day}
    transactions: defaultdict[int, list[TransactionFact]] = defaultdict(list)
    for row in rows.each(db, _TransactionRow, _TRANSACTIONS, days):
        transactions[row.leg_id].append(row.fact)
    followed_up = set(rows.column(db, _LEFT_WITH_FOLLOW_UP, days))
    return list(_visits(rows.each(db, _LegRow, _legs(_OF_DAYS), days), hours, transactions, followed_up))


class _WaitRow(NamedTuple):
    """What a leg and its ticket tell of waits."""

    ticket_id: int
    state: str
    issued_at: Second
    booked_at: Second | None
    ended_at: Second | None
    queued_at: Second
    first_called_at: Second | None
    last_called_at: Second | None
    started_at: Second | None
    leg_ended_at: Second | None
    outcome: str | None


_WAITS = f"""
SELECT ticket.id AS ticket_id, ticket.state, {second("ticket.issued_at")} AS issued_at,
       {second("ticket.booked_at")} AS booked_at, {second("ticket.ended_at")} AS ended_at,
       {second("leg.queued_at")} AS queued_at, {second("leg.first_called_at")} AS first_called_at,
       {second("leg.last_called_at")} AS last_called_at, {second("leg.started_at")} AS started_at,
       {second("leg.ended_at")} AS leg_ended_at, leg.outcome
FROM ticket JOIN leg ON leg.ticket_id = ticket.id
WHERE ticket.business_day = ?
ORDER BY ticket.id, leg.leg_index
"""


def waits_of_day(db: Database, day: str, hours: OpeningHours) -> Iterator[VisitFact]:
    """The visits of a business day as far as their waits go, for whoever asks often: of services, counters, people,
    promises and estimates they tell nothing."""
    opens_at = opening_seconds(hours)
    for _, group in groupby(rows.each(db, _WaitRow, _WAITS, (day,)), key=attrgetter("ticket_id")):
        own = list(group)
        first = own[0]
        yield VisitFact(
            business_day=day,
            number="",
            segment="",
            state=first.state,
            issued_at=first.issued_at,
            booked_at=first.booked_at,
            due_at=first.issued_at,
            ended_at=first.ended_at,
            estimate_low_seconds=None,
            estimate_high_seconds=None,
            service="",
            opens_at=opens_at(day, first.issued_at),
            legs=[
                LegFact(
                    service="",
                    queued_at=leg.queued_at,
                    first_called_at=leg.first_called_at,
                    last_called_at=leg.last_called_at,
                    started_at=leg.started_at,
                    ended_at=leg.leg_ended_at,
                    counter=None,
                    employee=None,
                    outcome=leg.outcome,
                    left_open=False,
                    transactions=(),
                )
                for leg in own
                if leg.outcome != "void" or len(own) == 1
            ],
        )


def _visits(
    legs: Iterable[_LegRow],
    hours: OpeningHours,
    transactions: Mapping[int, Sequence[TransactionFact]],
    followed_up: Collection[int],
) -> Iterator[VisitFact]:
    """The visits that legs in order of their tickets add up to; transactions by leg, who left a follow-up by ticket."""
    opens_at = opening_seconds(hours)
    for ticket_id, group in groupby(legs, key=attrgetter("ticket_id")):
        own = list(group)
        counted = [row for row in own if row.leg.outcome != "void"] or own
        facts = [LegFact(*row.leg, transactions.get(row.leg_id, ())) for row in counted]
        ticket = own[0].ticket
        yield VisitFact(
            *ticket, facts[0].service, opens_at(ticket.business_day, ticket.issued_at), facts, ticket_id in followed_up
        )


def days_with_tickets(db: Database, first_day: str, last_day: str) -> Iterator[str]:
    """The business days, both ends included, on which tickets were issued, earliest first."""
    day = _next_day(db, first_day)
    while day is not None and day <= last_day:
        yield day
        day = _next_day(db, f"{day}~")


def _next_day(db: Database, earliest: str) -> str | None:
    # min() walks one step of the index; DISTINCT would walk every ticket.
    day = rows.scalar(db, "SELECT min(business_day) FROM ticket WHERE business_day >= ?", (earliest,))
    return None if day is None else str(day)


def last_day_with_tickets(db: Database, before: date) -> date | None:
    """The latest business day before a day on which a ticket was issued; None without any."""
    day = rows.scalar(db, "SELECT max(business_day) FROM ticket WHERE business_day < ?", (before.isoformat(),))
    return None if day is None else date.fromisoformat(day)


def has_tickets(db: Database, first_day: date, last_day: date) -> bool:
    """Whether the hall has any ticket of these business days."""
    days = first_day.isoformat(), last_day.isoformat()
    return bool(rows.scalar(db, "SELECT EXISTS (SELECT 1 FROM ticket WHERE business_day BETWEEN ? AND ?)", days))
