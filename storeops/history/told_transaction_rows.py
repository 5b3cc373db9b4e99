"""Transactions as the transactions format tells them, and those that an import adds. Named SQL."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlite_utils import Database

from storeops.base.business_time import instant, instant_or_none, stamp
from storeops.history.legs_format import LegKey, LegOutcome
from storeops.history.transactions_format import KnownLeg, TransactionRow
from storeops.queueing.ticket import TransactionClass

_TRANSACTIONS = """
SELECT ticket.business_day, ticket.number, leg.leg_index, service.code, leg_transaction.class,
       leg_transaction.started_at, leg_transaction.ended_at
FROM ticket
JOIN leg ON leg.ticket_id = ticket.id
JOIN leg_transaction ON leg_transaction.leg_id = leg.id AND leg_transaction.ended_at IS NOT NULL
JOIN service ON service.id = leg_transaction.service_id
WHERE ticket.business_day BETWEEN ? AND ? AND ticket.ended_at IS NOT NULL
ORDER BY ticket.business_day, ticket.number, leg.leg_index, leg_transaction.transaction_index
"""
_LEGS = """
SELECT ticket.business_day, ticket.number, leg.leg_index, leg.id, ticket.is_imported, leg.started_at, leg.ended_at,
       leg.outcome, leg.left_open, service.code, leg.employee_id
FROM ticket
JOIN leg ON leg.ticket_id = ticket.id
JOIN service ON service.id = leg.service_id
WHERE ticket.business_day = ?
"""


def transactions_of_days(db: Database, first_day: str, last_day: str) -> Iterator[TransactionRow]:
    """The transactions of the ended visits of these business days, both included, by day, number, leg and order."""
    for day, number, leg, service, class_, started_at, ended_at in db.execute(_TRANSACTIONS, (first_day, last_day)):
        begin, end = instant(started_at), instant(ended_at)
        yield TransactionRow(day, number, leg, service, TransactionClass(class_), begin, end)


def legs_of_day(db: Database, day: str) -> dict[LegKey, KnownLeg]:
    """The legs of a business day with their transactions."""
    transactions: defaultdict[LegKey, list[TransactionRow]] = defaultdict(list)
    for row in transactions_of_days(db, day, day):
        transactions[row.leg_key].append(row)
    return {tuple(row[:3]): _known_leg(row, transactions[tuple(row[:3])]) for row in db.execute(_LEGS, (day,))}


def _known_leg(row: Any, transactions: Sequence[TransactionRow]) -> KnownLeg:
    return KnownLeg(
        id=row[3],
        is_imported=bool(row[4]),
        started_at=instant_or_none(row[5]),
        ended_at=instant_or_none(row[6]),
        outcome=LegOutcome(row[7]) if row[7] else None,
        left_open=bool(row[8]),
        service=row[9],
        employee_id=row[10],
        transactions=transactions,
    )


def set_transactions(db: Database, leg: KnownLeg, rows: Sequence[TransactionRow], services: Mapping[str, int]) -> None:
    """Let a leg have these transactions in this order; there are no fewer than it had.

    A transaction that stays keeps its row, which others may point at; a stand-in's row becomes the first new one's.
    """
    ids = [row[0] for row in db.execute(_IDS, (leg.id,)).fetchall()]
    kept = dict(zip(leg.transactions, ids, strict=True))
    free = [id_ for row, id_ in kept.items() if row not in rows]
    # Out of the way, because a leg's indexes are unique at each step.
    db.execute("UPDATE leg_transaction SET transaction_index = -1 - transaction_index WHERE leg_id = ?", (leg.id,))
    for index, row in enumerate(rows):
        told = (
            index,
            services[row.service],
            row.class_.value,
            stamp(row.started_at),
            stamp(row.ended_at),
            leg.outcome_of(row),
        )
        id_ = kept.get(row) or (free.pop() if free else None)
        if id_ is None:
            db.execute(_ADD, (leg.id, leg.employee_id, *told))
        else:
            db.execute(_CHANGE, (*told, id_))


_IDS = "SELECT id FROM leg_transaction WHERE leg_id = ? ORDER BY transaction_index"
_ADD = """
INSERT INTO leg_transaction (leg_id, employee_id, transaction_index, service_id, class, started_at, ended_at, outcome)
VALUES (?, ?, ?, ?, ?, ?, ?, ?)
"""
_CHANGE = """
UPDATE leg_transaction
SET transaction_index = ?, service_id = ?, class = ?, started_at = ?, ended_at = ?, outcome = ?
WHERE id = ?
"""
