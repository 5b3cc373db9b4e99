"""Calls for the duty manager. Named SQL; the caller holds the transaction where one writes."""

from datetime import datetime
from typing import Any

from sqlite_utils import Database

from storeops.base.business_time import instant, instant_or_none, stamp
from storeops.base.errors import ChangedMeanwhile
from storeops.quality.duty.duty_call import DutyCall, DutyOutcome
from storeops.quality.duty.refusals import UnknownDutyCall

_CALL = """
SELECT duty_call.id, duty_call.counter_id, counter.code, duty_call.employee_id, duty_call.ticket_id, ticket.number,
       coalesce(leg_transaction.service_id, ticket.service_id), duty_call.reason, duty_call.requested_at,
       duty_call.arrived_at, comer.code, comer.name, duty_call.settled_at, leg_transaction.outcome IS 'finished'
FROM duty_call
JOIN counter ON counter.id = duty_call.counter_id
LEFT JOIN ticket ON ticket.id = duty_call.ticket_id
LEFT JOIN leg_transaction ON leg_transaction.id = duty_call.transaction_id
LEFT JOIN employee AS comer ON comer.id = duty_call.arrived_by
"""


def _call(row: Any) -> DutyCall:
    return DutyCall(
        id=row[0],
        counter_id=row[1],
        counter=row[2],
        employee_id=row[3],
        ticket_id=row[4],
        number=row[5],
        service_id=row[6],
        reason=row[7],
        requested_at=instant(row[8]),
        arrived_at=instant_or_none(row[9]),
        arrived_by_code=row[10],
        arrived_by_name=row[11],
        settled_at=instant_or_none(row[12]),
        is_counted=bool(row[13]),
    )


def by_id(db: Database, call_id: int) -> DutyCall:
    """The call of this id; UnknownDutyCall."""
    row = db.execute(_CALL + "WHERE duty_call.id = ?", (call_id,)).fetchone()
    if row is None:
        raise UnknownDutyCall
    return _call(row)


def open_at(db: Database, counter_id: int) -> DutyCall | None:
    """The open call of a counter; None if it has none."""
    row = db.execute(
        _CALL + "WHERE duty_call.counter_id = ? AND duty_call.settled_at IS NULL", (counter_id,)
    ).fetchone()
    return _call(row) if row else None


def open_calls(db: Database) -> list[DutyCall]:
    """Every open call, the oldest first."""
    # The plus keeps SQLite from walking through all calls in the order of their time.
    rows = db.execute(
        _CALL + "WHERE duty_call.settled_at IS NULL ORDER BY +duty_call.requested_at, duty_call.id"
    ).fetchall()
    return [_call(row) for row in rows]


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
    row = db.execute(
        "INSERT INTO duty_call (counter_id, employee_id, ticket_id, transaction_id, reason, requested_at)"
        " VALUES (?, ?, ?, ?, ?, ?) RETURNING id",
        (counter_id, employee_id, ticket_id, transaction_id, reason, stamp(now)),
    ).fetchone()
    return int(row[0])


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
