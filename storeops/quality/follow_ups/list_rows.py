"""Follow-ups as lists and timelines show them. Named SQL."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from storeops.base.business_time import instant, instant_or_none, stamp
from storeops.quality.follow_ups.case import CallBackOutcome, Case
from storeops.quality.follow_ups.deadlines import WarningStep
from storeops.quality.follow_ups.follow_up_rows import CASE_COLUMNS, CASE_TABLES, case_of


@dataclass(frozen=True)
class ListedCase:
    """A case with the names of owner and service; `steps` are the warnings given of its present deadline."""

    case: Case
    owner_name: str
    service_zh: str | None
    service_en: str | None
    steps: frozenset[WarningStep]


@dataclass(frozen=True)
class OpenCounts:
    own: int
    own_overdue: int
    offered: int
    hall: int
    hall_overdue: int


@dataclass(frozen=True)
class HandOverLine:
    """`is_accepted` is None while the colleague has not answered."""

    from_name: str
    to_name: str
    offered_at: datetime
    note: str
    answered_at: datetime | None
    is_accepted: bool | None


@dataclass(frozen=True)
class CallBackLine:
    called_at: datetime
    caller_name: str
    outcome: CallBackOutcome
    note: str


@dataclass(frozen=True)
class Praise:
    """`praised_name` is None where the praise is for the whole hall."""

    id: int
    summary: str
    praised_name: str | None
    service_zh: str | None
    service_en: str | None
    opened_at: datetime


_LISTED = f"""{CASE_COLUMNS}, owner.name, service.name_zh, service.name_en,
       (SELECT group_concat(step) FROM follow_up_warning
        WHERE follow_up_id = follow_up.id AND follow_up_warning.due_at = follow_up.due_at)
{CASE_TABLES}
LEFT JOIN service ON service.id = follow_up.service_id
"""
_BY_DEADLINE = " ORDER BY follow_up.due_at, follow_up.id"


def _listed(db: Database, condition: str, values: tuple[object, ...] = ()) -> list[ListedCase]:
    return [_line(row) for row in db.execute(_LISTED + condition, values).fetchall()]


def _line(row: Any) -> ListedCase:
    steps = frozenset(WarningStep(step) for step in (row[-1] or "").split(",") if step)
    return ListedCase(case_of(row), row[-4], row[-3], row[-2], steps)


def open_cases(db: Database) -> list[ListedCase]:
    """Every open case, the earliest deadline first."""
    return _listed(db, "WHERE follow_up.closed_at IS NULL" + _BY_DEADLINE)


def closed_since(db: Database, since: datetime) -> list[ListedCase]:
    """The cases closed from an instant on, the latest first; praise left out."""
    return _listed(
        db,
        "WHERE follow_up.closed_at >= ? AND follow_up.kind <> 'praise' ORDER BY follow_up.closed_at DESC",
        (stamp(since),),
    )


def one(db: Database, follow_up_id: int) -> ListedCase | None:
    """One case; None if there is none."""
    found = _listed(db, "WHERE follow_up.id = ?", (follow_up_id,))
    return found[0] if found else None


def due_counts(db: Database, employee_code: str, now: datetime) -> OpenCounts:
    """How many cases are open and overdue: an employee's, and the whole hall's."""
    row = db.execute(
        "SELECT count(*) FILTER (WHERE owner.code = :code),"
        " count(*) FILTER (WHERE owner.code = :code AND follow_up.due_at < :now),"
        " count(*) FILTER (WHERE offered_to.code = :code), count(*),"
        " count(*) FILTER (WHERE follow_up.due_at < :now)"
        " FROM follow_up JOIN employee AS owner ON owner.id = follow_up.owner_id"
        " LEFT JOIN hand_over ON hand_over.follow_up_id = follow_up.id AND hand_over.answered_at IS NULL"
        " LEFT JOIN employee AS offered_to ON offered_to.id = hand_over.to_id WHERE follow_up.closed_at IS NULL",
        {"code": employee_code, "now": stamp(now)},
    ).fetchone()
    return OpenCounts(*row)


def praise_since(db: Database, since: datetime) -> list[Praise]:
    """The praise written down from an instant on, the latest first."""
    rows = db.execute(
        "SELECT follow_up.id, follow_up.summary, employee.name, service.name_zh, service.name_en, follow_up.opened_at"
        " FROM follow_up LEFT JOIN employee ON employee.id = follow_up.praised_id"
        " LEFT JOIN service ON service.id = follow_up.service_id"
        " WHERE follow_up.kind = 'praise' AND follow_up.opened_at >= ?"
        " ORDER BY follow_up.opened_at DESC, follow_up.id DESC",
        (stamp(since),),
    ).fetchall()
    return [Praise(row[0], row[1], row[2], row[3], row[4], instant(row[5])) for row in rows]


# One case's timeline


def hand_overs(db: Database, follow_up_id: int) -> list[HandOverLine]:
    """Every hand-over of a case, oldest first."""
    rows = db.execute(
        "SELECT giver.name, receiver.name, offered_at, note, answered_at, is_accepted FROM hand_over"
        " JOIN employee AS giver ON giver.id = from_id JOIN employee AS receiver ON receiver.id = to_id"
        " WHERE follow_up_id = ? ORDER BY hand_over.id",
        (follow_up_id,),
    ).fetchall()
    return [
        HandOverLine(
            row[0],
            row[1],
            instant(row[2]),
            row[3],
            instant_or_none(row[4]),
            None if row[5] is None else bool(row[5]),
        )
        for row in rows
    ]


def call_backs(db: Database, follow_up_id: int) -> list[CallBackLine]:
    """Every talk with the customer, oldest first."""
    rows = db.execute(
        "SELECT called_at, employee.name, outcome, note FROM call_back JOIN employee ON employee.id = called_by"
        " WHERE follow_up_id = ? ORDER BY call_back.id",
        (follow_up_id,),
    ).fetchall()
    return [CallBackLine(instant(row[0]), row[1], CallBackOutcome(row[2]), row[3]) for row in rows]


def warnings(db: Database, follow_up_id: int) -> list[tuple[datetime, WarningStep, datetime]]:
    """Every warning of a case: when, which step, of which deadline."""
    rows = db.execute(
        "SELECT warned_at, step, due_at FROM follow_up_warning WHERE follow_up_id = ?", (follow_up_id,)
    ).fetchall()
    return [(instant(row[0]), WarningStep(row[1]), instant(row[2])) for row in rows]


def contact_readings(db: Database, contact_id: int) -> list[tuple[datetime, str, str]]:
    """Every unmasking of a number: when, who by name, and why; oldest first."""
    rows = db.execute(
        "SELECT read_at, employee.name, reason FROM contact_reading JOIN employee ON employee.id = employee_id"
        " WHERE contact_id = ? ORDER BY contact_reading.id",
        (contact_id,),
    ).fetchall()
    return [(instant(row[0]), row[1], row[2]) for row in rows]
