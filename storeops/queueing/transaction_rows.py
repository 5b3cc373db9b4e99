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
        " ORDER BY system_pause.id) FROM system_pause WHERE transaction_id = leg_transaction.id)"
        " AS system_pause",
        *("leg_transaction.import_id", "replaced_by"),
    ),
    "FROM stored_leg_transaction AS leg_transaction JOIN stored_leg AS leg ON leg.id = leg_id"
    " WHERE leg_transaction.ended_at IS NOT NULL",
    begun_empty=2,
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
        "INSERT INTO stored_leg_transaction (leg_id, transaction_index, service_id, employee_id, started_at,"
        " is_reopened)"
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


class EndedTransaction(NamedTuple):
    """What was just ended. `employee_id` is None in imported history alone."""

    id: int
    service_id: int
    employee_id: int | None
    started_at: datetime
    transaction_class: TransactionClass


_CLASS_THAT_STANDS = """
CASE WHEN :asked IN ('normal', 'exceptional') AND EXISTS (
       SELECT 1 FROM duty_call
       WHERE duty_call.transaction_id = leg_transaction.id AND duty_call.outcome IS NOT 'withdrawn') THEN 'exceptional'
     WHEN :asked = 'exceptional' AND EXISTS (
       SELECT 1 FROM definition_in_force
       JOIN leg ON leg.id = leg_transaction.leg_id JOIN ticket ON ticket.id = leg.ticket_id
       WHERE definition_in_force.name = 'confirmed_exceptions'
         AND definition_in_force.since <= substr(ticket.business_day, 1, 7)) THEN 'normal'
     ELSE :asked END
"""


def end(
    db: Database,
    leg_id: int,
    at: datetime,
    outcome: str,
    transaction_class: TransactionClass = TransactionClass.NORMAL,
    reason: str | None = None,
) -> EndedTransaction | None:
    """End the open transaction of a leg, and with it an open system pause; None where none is open.

    It is exceptional if the duty manager was called for it, unless the call was withdrawn; without a call it counts as
    normal until the duty manager confirms it, in months that use that definition.
    """
    ended = rows.one(
        db,
        EndedTransaction,
        "UPDATE stored_leg_transaction AS leg_transaction SET ended_at = :at, outcome = :outcome,"
        f" over_target_reason = :reason, class = {_CLASS_THAT_STANDS} WHERE leg_id = :leg_id AND ended_at IS NULL"
        " RETURNING id, service_id, employee_id, started_at, class AS transaction_class",
        {
            "at": stamp(at),
            "outcome": outcome,
            "reason": reason,
            "asked": transaction_class.value,
            "leg_id": leg_id,
        },
    )
    if ended is not None:
        end_pause(db, ended.id, at)
    return ended


def set_class(db: Database, transaction_id: int, transaction_class: TransactionClass) -> None:
    """Write as what a finished transaction counts."""
    db.execute("UPDATE stored_leg_transaction SET class = ? WHERE id = ?", (transaction_class.value, transaction_id))


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
        "UPDATE stored_leg_transaction SET over_target_reason = ? WHERE id = ? AND outcome = 'finished'"
        " AND ? = (SELECT counter_id FROM leg WHERE leg.id = leg_id)"
        " RETURNING (SELECT ticket_id FROM leg WHERE leg.id = leg_id)",
        (reason, transaction_id, counter_id),
    )
    return ticket_id
