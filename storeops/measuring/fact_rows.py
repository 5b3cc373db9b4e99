"""Loading the facts of reports. Named SQL."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import cache
from itertools import groupby
from typing import Any

from sqlite_utils import Database

from storeops.base.business_time import OpeningHours
from storeops.measuring.facts import LegFact, Second, TransactionFact, VisitFact
from storeops.measuring.handling_rows import PAUSED_SECONDS
from storeops.store.sql_time import second

# In the order of the fields of VisitFact and LegFact.
_LEGS = f"""
SELECT ticket.id, ticket.business_day, ticket.number, ticket.segment, ticket.state, {second("ticket.issued_at")},
       {second("ticket.booked_at")}, {second("ticket.due_at")}, {second("ticket.ended_at")},
       ticket.estimate_low_seconds, ticket.estimate_high_seconds,
       leg.id, service.code, {second("leg.queued_at")}, {second("leg.first_called_at")},
       {second("leg.last_called_at")}, {second("leg.started_at")}, {second("leg.ended_at")}, counter.code,
       employee.code, leg.outcome, leg.left_open
FROM ticket
JOIN leg ON leg.ticket_id = ticket.id
JOIN service ON service.id = leg.service_id
LEFT JOIN counter ON counter.id = leg.counter_id
LEFT JOIN employee ON employee.id = leg.employee_id
WHERE ticket.business_day BETWEEN ? AND ?
ORDER BY ticket.business_day, ticket.number, leg.leg_index
"""

# In the order of the fields of TransactionFact.
_TRANSACTIONS = f"""
SELECT leg.id, service.code, service.target_seconds, leg_transaction.class, {second("leg_transaction.started_at")},
       {second("leg_transaction.ended_at")}, leg_transaction.outcome,
       {PAUSED_SECONDS}
FROM ticket
JOIN leg ON leg.ticket_id = ticket.id
JOIN leg_transaction ON leg_transaction.leg_id = leg.id
JOIN service ON service.id = leg_transaction.service_id
WHERE ticket.business_day BETWEEN ? AND ?
ORDER BY ticket.business_day, ticket.number, leg.leg_index, leg_transaction.transaction_index
"""


# Follow-ups are few and tickets many: the cross join fixes the order.
_LEFT_WITH_FOLLOW_UP = """
SELECT ticket.id FROM follow_up CROSS JOIN ticket ON ticket.id = follow_up.ticket_id
WHERE ticket.business_day BETWEEN ? AND ? AND follow_up.kind IN ('complaint', 'technical', 'unfinished')
  AND follow_up.opened_at <= ticket.ended_at
  AND (follow_up.first_answered_at IS NULL OR follow_up.first_answered_at > ticket.ended_at)
"""


def visits_of_days(db: Database, first_day: str, last_day: str, hours: OpeningHours) -> list[VisitFact]:
    """The visits of these business days, both included, by day and number; void ones and live ones too."""
    transactions: defaultdict[int, list[TransactionFact]] = defaultdict(list)
    for leg_id, *values in db.execute(_TRANSACTIONS, (first_day, last_day)):
        transactions[leg_id].append(TransactionFact(*values))

    @cache
    def opens_at(day: str) -> Second | None:
        opening = hours.opening(date.fromisoformat(day))
        return int(opening.timestamp()) if opening else None

    followed_up = {row[0] for row in db.execute(_LEFT_WITH_FOLLOW_UP, (first_day, last_day))}
    legs = db.execute(_LEGS, (first_day, last_day))
    return [
        _visit(list(rows), transactions, opens_at, ticket_id in followed_up)
        for ticket_id, rows in groupby(legs, key=lambda row: row[0])
    ]


def days_with_tickets(db: Database, first_day: str, last_day: str) -> Iterator[str]:
    """The business days, both ends included, on which tickets were issued, earliest first."""
    day = _next_day(db, first_day)
    while day is not None and day <= last_day:
        yield day
        day = _next_day(db, f"{day}~")


def _next_day(db: Database, earliest: str) -> str | None:
    # min() walks one step of the index; DISTINCT would walk every ticket.
    row = db.execute("SELECT min(business_day) FROM ticket WHERE business_day >= ?", (earliest,)).fetchone()
    return None if row[0] is None else str(row[0])


def _visit(
    rows: list[Any],
    transactions: dict[int, list[TransactionFact]],
    opens_at: Callable[[str], Second | None],
    left_with_follow_up: bool,
) -> VisitFact:
    counted = [row for row in rows if row[20] != "void"] or rows
    legs = [_leg(row, transactions.get(row[11], ())) for row in counted]
    ticket = counted[0]
    values = [*ticket[1:11], ticket[12], opens_at(ticket[1]), legs, left_with_follow_up]
    return VisitFact(*values)


def _leg(row: Any, transactions: Sequence[TransactionFact]) -> LegFact:
    values = [*row[12:21], bool(row[21]), transactions]
    return LegFact(*values)


def has_tickets(db: Database, first_day: date, last_day: date) -> bool:
    """Whether the hall has any ticket of these business days."""
    days = first_day.isoformat(), last_day.isoformat()
    row = db.execute("SELECT EXISTS (SELECT 1 FROM ticket WHERE business_day BETWEEN ? AND ?)", days).fetchone()
    return bool(row[0])
