"""Transactions as the transactions format tells them, and those that an import adds. Named SQL."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from sqlite_utils import Database

from storeops.base.business_time import stamp
from storeops.history.legs_format import LegKey
from storeops.history.transactions_format import KnownLeg, TransactionRow
from storeops.store import rows

_TRANSACTIONS = """
SELECT ticket.business_day, ticket.number AS ticket, leg.leg_index AS leg, service.code AS service,
       leg_transaction.class AS class_, leg_transaction.started_at, leg_transaction.ended_at
FROM ticket
JOIN leg ON leg.ticket_id = ticket.id
JOIN leg_transaction ON leg_transaction.leg_id = leg.id AND leg_transaction.ended_at IS NOT NULL
JOIN service ON service.id = leg_transaction.service_id
WHERE ticket.business_day BETWEEN ? AND ? AND ticket.ended_at IS NOT NULL
ORDER BY ticket.business_day, ticket.number, leg.leg_index, leg_transaction.transaction_index
"""
_LEGS = """
SELECT ticket.number, leg.leg_index, leg.id AS "leg.id", ticket.is_imported AS "leg.is_imported",
       leg.started_at AS "leg.started_at", leg.ended_at AS "leg.ended_at", leg.outcome AS "leg.outcome",
       leg.left_open AS "leg.left_open", service.code AS "leg.service", leg.employee_id AS "leg.employee_id"
FROM ticket
JOIN leg ON leg.ticket_id = ticket.id
JOIN service ON service.id = leg.service_id
WHERE ticket.business_day = ?
"""


def transactions_of_days(db: Database, first_day: str, last_day: str) -> Iterator[TransactionRow]:
    """The transactions of the ended visits of these business days, both included, by day, number, leg and order."""
    return rows.each(db, TransactionRow, _TRANSACTIONS, (first_day, last_day))


_POINTED_AT = """
SELECT leg_transaction.leg_id
FROM (SELECT row_id AS id FROM star_appeal WHERE row_kind = 'transaction'
      UNION SELECT transaction_id FROM duty_call UNION SELECT transaction_id FROM exceptional_claim
      UNION SELECT transaction_id FROM follow_up) AS pointed
JOIN leg_transaction ON leg_transaction.id = pointed.id AND leg_transaction.import_id IS NOT NULL
"""


def legs_pointed_at(db: Database) -> set[int]:
    """The ids of imported legs of which something here points at a transaction."""
    return set(rows.column(db, _POINTED_AT))


@dataclass(frozen=True)
class _ToldLegOfDay:
    number: str
    leg_index: int
    leg: KnownLeg


def legs_of_day(db: Database, day: str) -> dict[LegKey, KnownLeg]:
    """The legs of a business day with their transactions."""
    transactions: defaultdict[LegKey, list[TransactionRow]] = defaultdict(list)
    for row in transactions_of_days(db, day, day):
        transactions[row.leg_key].append(row)
    found: dict[LegKey, KnownLeg] = {}
    for told in rows.each(db, _ToldLegOfDay, _LEGS, (day,)):
        key = (day, told.number, told.leg_index)
        found[key] = replace(told.leg, transactions=transactions[key])
    return found


def replace_transactions(
    db: Database, leg: KnownLeg, told: Sequence[TransactionRow], services: Mapping[str, int], import_id: int
) -> None:
    """Let a leg have these transactions, once the import is seen, in place of the one that stands for the whole leg."""
    db.execute(
        "UPDATE stored_leg_transaction SET replaced_by = ?"
        " WHERE id IN (SELECT id FROM leg_transaction WHERE leg_id = ?)",
        (import_id, leg.id),
    )
    for index, row in enumerate(told):
        db.execute(_ADD, (leg.id, leg.employee_id, import_id, *_values(leg, row, index, services)))


def set_transactions(
    db: Database, leg: KnownLeg, told: Sequence[TransactionRow], services: Mapping[str, int], import_id: int
) -> None:
    """Let a leg have these transactions in this order; there are no fewer than it had.

    A transaction that stays keeps its row, which others may point at.
    """
    ids = rows.column(db, _IDS, (leg.id,))
    kept = dict(zip(leg.transactions, ids, strict=True))
    free = [id_ for row, id_ in kept.items() if row not in told]
    # Out of the way, because a leg's indexes are unique at each step.
    db.execute(
        "UPDATE stored_leg_transaction SET transaction_index = -1 - transaction_index WHERE leg_id = ?", (leg.id,)
    )
    for index, row in enumerate(told):
        values = _values(leg, row, index, services)
        id_ = kept.get(row) or (free.pop() if free else None)
        if id_ is None:
            db.execute(_ADD, (leg.id, leg.employee_id, import_id, *values))
        else:
            db.execute(_CHANGE, (*values, id_))


def _values(leg: KnownLeg, row: TransactionRow, index: int, services: Mapping[str, int]) -> tuple[object, ...]:
    return (
        index,
        services[row.service],
        row.class_.value,
        stamp(row.started_at),
        stamp(row.ended_at),
        leg.outcome_of(row),
    )


_IDS = "SELECT id FROM leg_transaction WHERE leg_id = ? ORDER BY transaction_index"
_ADD = """
INSERT INTO stored_leg_transaction (leg_id, employee_id, import_id, transaction_index, service_id, class, started_at,
                                    ended_at, outcome)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_CHANGE = """
UPDATE stored_leg_transaction
SET transaction_index = ?, service_id = ?, class = ?, started_at = ?, ended_at = ?, outcome = ?
WHERE id = ?
"""
