"""Transactions inside a leg, and the system pauses inside them. Named SQL."""

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from sqlite_utils import Database

from storeops.base.business_time import stamp
from storeops.queueing.ticket import TransactionClass
from storeops.store import rows
from storeops.store.traced_rows import TracedTable

TRACED_TRANSACTIONS = TracedTable(
    "leg_transaction",
    (
        *("leg_transaction.id", "leg_id", "transaction_index", "leg_transaction.service_id"),
        *("leg_transaction.employee_id", "leg_transaction.started_at", "leg_transaction.ended_at", "class"),
        *("leg_transaction.outcome", "over_target_reason", "is_reopened"),
        "(SELECT json_group_array(json_array(reason, system_pause.started_at, system_pause.ended_at)"
        " ORDER BY system_pause.id) FROM system_pause WHERE transaction_id = leg_transaction.id)",
    ),
    "FROM leg_transaction JOIN leg ON leg.id = leg_id WHERE leg_transaction.ended_at IS NOT NULL",
)
"""Transactions that have ended, with their system pauses."""
NO_PAUSES = "[]"
"""What stands there for a transaction without one."""


@dataclass(frozen=True)
class OpenTransaction:
    """The piece of business that is being done now."""

    id: int
    service_id: int
    started_at: datetime
    is_paused: bool


def begin(
    db: Database,
    leg_id: int,
    service_id: int,
    employee_id: int | None,
    at: datetime,
    is_reopened: bool = False,
) -> None:
    """Begin the next transaction of a leg."""
    db.execute(
        "INSERT INTO leg_transaction (leg_id, transaction_index, service_id, employee_id, started_at, is_reopened)"
        " SELECT ?, count(*), ?, ?, ?, ? FROM leg_transaction WHERE leg_id = ?",
        (leg_id, service_id, employee_id, stamp(at), int(is_reopened), leg_id),
    )


def open_in(db: Database, leg_id: int) -> OpenTransaction | None:
    """The open transaction of a leg; None if none is."""
    return rows.one(
        db,
        OpenTransaction,
        "SELECT id, service_id, started_at, EXISTS (SELECT 1 FROM system_pause"
        " WHERE transaction_id = leg_transaction.id AND ended_at IS NULL) AS is_paused"
        " FROM leg_transaction WHERE leg_id = ? AND ended_at IS NULL",
        (leg_id,),
    )


class _Ended(NamedTuple):
    id: int
    transaction_class: TransactionClass


def end(
    db: Database,
    leg_id: int,
    at: datetime,
    outcome: str,
    transaction_class: TransactionClass = TransactionClass.NORMAL,
    reason: str | None = None,
) -> TransactionClass:
    """End the open transaction of a leg, and with it an open system pause; the class that stands.

    A normal one for which the duty manager was called is exceptional, unless the call was withdrawn. Nothing happens
    where none is open.
    """
    ended = rows.one(
        db,
        _Ended,
        "UPDATE leg_transaction SET ended_at = ?, outcome = ?, over_target_reason = ?,"
        " class = CASE WHEN ? = 'normal' AND EXISTS (SELECT 1 FROM duty_call"
        " WHERE duty_call.transaction_id = leg_transaction.id AND duty_call.outcome IS NOT 'withdrawn')"
        " THEN 'exceptional' ELSE ? END"
        " WHERE leg_id = ? AND ended_at IS NULL RETURNING id, class AS transaction_class",
        (stamp(at), outcome, reason, transaction_class.value, transaction_class.value, leg_id),
    )
    if ended is None:
        return transaction_class
    end_pause(db, ended.id, at)
    return ended.transaction_class


def begin_pause(db: Database, transaction_id: int, reason: str, at: datetime) -> None:
    """Note that the systems have stopped working for this transaction."""
    db.execute(
        "INSERT INTO system_pause (transaction_id, reason, started_at) VALUES (?, ?, ?)",
        (transaction_id, reason, stamp(at)),
    )


def end_pause(db: Database, transaction_id: int, at: datetime) -> None:
    """End the open system pause of a transaction, if there is one."""
    db.execute(
        "UPDATE system_pause SET ended_at = ? WHERE transaction_id = ? AND ended_at IS NULL",
        (stamp(at), transaction_id),
    )


def note_reason(db: Database, counter_id: int, transaction_id: int, reason: str) -> int | None:
    """Write why a finished transaction of this counter ran over its target; its ticket's id, None if there is none."""
    ticket_id: int | None = rows.scalar(
        db,
        "UPDATE leg_transaction SET over_target_reason = ? WHERE id = ? AND outcome = 'finished'"
        " AND ? = (SELECT counter_id FROM leg WHERE leg.id = leg_transaction.leg_id)"
        " RETURNING (SELECT ticket_id FROM leg WHERE leg.id = leg_transaction.leg_id)",
        (reason, transaction_id, counter_id),
    )
    return ticket_id
