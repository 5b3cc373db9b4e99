"""Calls for the duty manager. Named SQL; the caller holds the transaction where one writes."""

from datetime import datetime

from sqlite_utils import Database

from storeops.base.business_time import stamp
from storeops.base.errors import ChangedMeanwhile
from storeops.base.retention import CLEARED_TEXT
from storeops.quality.duty.duty_call import DutyCall, DutyOutcome
from storeops.quality.duty.refusals import UnknownDutyCall
from storeops.store import rows
from storeops.store.traced_rows import TracedTable

_CALL = """
SELECT duty_call.id, duty_call.counter_id, counter.code AS counter, duty_call.employee_id, duty_call.ticket_id,
       ticket.number, coalesce(leg_transaction.service_id, ticket.service_id) AS service_id, duty_call.reason,
       duty_call.requested_at, duty_call.arrived_at, comer.code AS arrived_by_code, comer.name AS arrived_by_name,
       duty_call.settled_at, leg_transaction.outcome IS 'finished' AS is_counted
FROM duty_call
JOIN counter ON counter.id = duty_call.counter_id
LEFT JOIN ticket ON ticket.id = duty_call.ticket_id
LEFT JOIN leg_transaction ON leg_transaction.id = duty_call.transaction_id
LEFT JOIN employee AS comer ON comer.id = duty_call.arrived_by
"""


def by_id(db: Database, call_id: int) -> DutyCall:
    """The call of this id; UnknownDutyCall."""
    call = rows.one(db, DutyCall, _CALL + "WHERE duty_call.id = ?", (call_id,))
    if call is None:
        raise UnknownDutyCall
    return call


def open_at(db: Database, counter_id: int) -> DutyCall | None:
    """The open call of a counter; None if it has none."""
    return rows.one(
        db, DutyCall, _CALL + "WHERE duty_call.counter_id = ? AND duty_call.settled_at IS NULL", (counter_id,)
    )


def is_called_for(db: Database, leg_id: int) -> bool:
    """Whether the duty manager was called for what is being done in a leg, come or not."""
    sql = (
        "SELECT EXISTS (SELECT 1 FROM leg_transaction JOIN duty_call ON duty_call.transaction_id = leg_transaction.id"
        " WHERE leg_transaction.leg_id = ? AND leg_transaction.ended_at IS NULL"
        " AND duty_call.outcome IS NOT 'withdrawn')"
    )
    return bool(rows.scalar(db, sql, (leg_id,)))


def open_calls(db: Database) -> list[DutyCall]:
    """Every open call, the oldest first."""
    # The plus keeps SQLite from walking through all calls in the order of their time.
    return rows.many(
        db,
        DutyCall,
        _CALL + "WHERE duty_call.settled_at IS NULL ORDER BY +duty_call.requested_at, duty_call.id",
    )


TRACED_CALLS = TracedTable(
    "duty_call",
    (
        *("id", "counter_id", "employee_id", "ticket_id", "transaction_id", "reason", "requested_at", "arrived_at"),
        *("arrived_by", "text_mark(id, decision) AS decision", "outcome", "settled_at"),
    ),
    "FROM duty_call WHERE true",
)


def add(
    db: Database,
    counter_id: int,
    employee_id: int,
    ticket_id: int | None,
    transaction_id: int | None,
    reason: str,
    now: datetime,
) -> int:
    """Insert an open call; its id."""
    added = rows.scalar(
        db,
        "INSERT INTO duty_call (counter_id, employee_id, ticket_id, transaction_id, reason, requested_at)"
        " VALUES (?, ?, ?, ?, ?, ?) RETURNING id",
        (counter_id, employee_id, ticket_id, transaction_id, reason, stamp(now)),
    )
    return int(added)


def note_arrival(db: Database, call_id: int, employee_id: int, now: datetime) -> None:
    """Write who comes, if nobody else does; else ChangedMeanwhile."""
    changed = db.execute(
        "UPDATE duty_call SET arrived_at = ?, arrived_by = ? WHERE id = ? AND arrived_at IS NULL"
        " AND settled_at IS NULL",
        (stamp(now), employee_id, call_id),
    ).rowcount
    if changed != 1:
        raise ChangedMeanwhile


def close(db: Database, call_id: int, outcome: DutyOutcome, decision: str | None, now: datetime) -> None:
    """Write what became of an open call; ChangedMeanwhile if it is open no more."""
    changed = db.execute(
        "UPDATE duty_call SET settled_at = ?, outcome = ?, decision = ? WHERE id = ? AND settled_at IS NULL",
        (stamp(now), outcome.value, decision, call_id),
    ).rowcount
    if changed != 1:
        raise ChangedMeanwhile


def clear_decisions(db: Database, before: datetime) -> list[int]:
    """Clear what was decided in calls that were settled before an instant; their ids."""
    return rows.column(
        db,
        "UPDATE duty_call SET decision = :cleared WHERE decision <> :cleared AND settled_at < :before RETURNING id",
        {"cleared": CLEARED_TEXT, "before": stamp(before)},
    )


def clear_decisions_of_visit(db: Database, ticket_id: int) -> list[int]:
    """Clear what was decided in the settled calls of a visit; their ids."""
    return rows.column(
        db,
        "UPDATE duty_call SET decision = ? WHERE decision IS NOT NULL AND settled_at IS NOT NULL AND ticket_id = ?"
        " RETURNING id",
        (CLEARED_TEXT, ticket_id),
    )
