"""Follow-ups as lists and timelines show them. Named SQL."""

from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from storeops.base.business_time import stamp
from storeops.quality.follow_ups.case import Case, Outcome
from storeops.quality.follow_ups.deadlines import WarningStep, named_steps
from storeops.quality.follow_ups.follow_up_rows import CASE_TABLES, case_columns
from storeops.store import rows


@dataclass(frozen=True)
class ListedCase:
    """A case with the names of owner and service; `warned` names the steps of its present deadline that were warned."""

    case: Case
    owner_name: str
    service_zh: str | None
    service_en: str | None
    warned: str | None

    @property
    def steps(self) -> frozenset[WarningStep]:
        """The warnings given of its present deadline."""
        return named_steps(self.warned)


@dataclass(frozen=True)
class OpenCounts:
    own: int
    own_overdue: int
    offered: int
    hall: int
    hall_overdue: int


@dataclass(frozen=True)
class HandOverLine:
    """`is_accepted` is None while the colleague has not answered; `is_take_over`: nobody offered it."""

    from_name: str
    to_name: str
    offered_at: datetime
    note: str
    answered_at: datetime | None
    is_accepted: bool | None
    is_take_over: bool


@dataclass(frozen=True)
class CallBackLine:
    called_at: datetime
    caller_name: str
    outcome: Outcome
    note: str


@dataclass(frozen=True)
class WarningLine:
    """A warning of the deadline `due_at`."""

    warned_at: datetime
    step: WarningStep
    due_at: datetime


@dataclass(frozen=True)
class ReadingLine:
    """An unmasking of the customer's number."""

    read_at: datetime
    reader_name: str
    reason: str


@dataclass(frozen=True)
class Praise:
    """`praised_name` is None where the praise is for the whole hall."""

    id: int
    summary: str
    praised_name: str | None
    service_zh: str | None
    service_en: str | None
    opened_at: datetime


_LISTED = f"""
SELECT {case_columns("case.")}, owner.name AS owner_name, service.name_zh AS service_zh, service.name_en AS service_en,
       (SELECT group_concat(step) FROM follow_up_warning
        WHERE follow_up_id = follow_up.id AND follow_up_warning.due_at = follow_up.due_at) AS warned
{CASE_TABLES}
LEFT JOIN service ON service.id = follow_up.service_id
"""
_BY_DEADLINE = " ORDER BY follow_up.due_at, follow_up.id"


def open_cases(db: Database) -> list[ListedCase]:
    """Every open case, the earliest deadline first."""
    return rows.many(db, ListedCase, _LISTED + "WHERE follow_up.closed_at IS NULL" + _BY_DEADLINE)


def closed_since(db: Database, since: datetime) -> list[ListedCase]:
    """The cases closed from an instant on, the latest first; praise left out."""
    return rows.many(
        db,
        ListedCase,
        _LISTED + "WHERE follow_up.closed_at >= ? AND follow_up.kind <> 'praise' ORDER BY follow_up.closed_at DESC",
        (stamp(since),),
    )


def one(db: Database, follow_up_id: int) -> ListedCase | None:
    """One case; None if there is none."""
    return rows.one(db, ListedCase, _LISTED + "WHERE follow_up.id = ?", (follow_up_id,))


def due_counts(db: Database, employee_code: str, now: datetime) -> OpenCounts:
    """How many cases are open and overdue: an employee's, and the whole hall's."""
    [counts] = rows.many(
        db,
        OpenCounts,
        "SELECT count(*) FILTER (WHERE owner.code = :code) AS own,"
        " count(*) FILTER (WHERE owner.code = :code AND follow_up.due_at < :now) AS own_overdue,"
        " count(*) FILTER (WHERE offered_to.code = :code) AS offered, count(*) AS hall,"
        " count(*) FILTER (WHERE follow_up.due_at < :now) AS hall_overdue"
        " FROM follow_up JOIN employee AS owner ON owner.id = follow_up.owner_id"
        " LEFT JOIN hand_over ON hand_over.follow_up_id = follow_up.id AND hand_over.answered_at IS NULL"
        " LEFT JOIN employee AS offered_to ON offered_to.id = hand_over.to_id WHERE follow_up.closed_at IS NULL",
        {"code": employee_code, "now": stamp(now)},
    )
    return counts


def praise_since(db: Database, since: datetime) -> list[Praise]:
    """The praise written down from an instant on, the latest first."""
    return rows.many(
        db,
        Praise,
        "SELECT follow_up.id, follow_up.summary, employee.name AS praised_name, service.name_zh AS service_zh,"
        " service.name_en AS service_en, follow_up.opened_at"
        " FROM follow_up LEFT JOIN employee ON employee.id = follow_up.praised_id"
        " LEFT JOIN service ON service.id = follow_up.service_id"
        " WHERE follow_up.kind = 'praise' AND follow_up.opened_at >= ?"
        " ORDER BY follow_up.opened_at DESC, follow_up.id DESC",
        (stamp(since),),
    )


# One case's timeline


def hand_overs(db: Database, follow_up_id: int) -> list[HandOverLine]:
    """Every hand-over of a case, oldest first."""
    return rows.many(
        db,
        HandOverLine,
        "SELECT giver.name AS from_name, receiver.name AS to_name, offered_at, note, answered_at, is_accepted,"
        " is_take_over"
        " FROM hand_over JOIN employee AS giver ON giver.id = from_id JOIN employee AS receiver ON receiver.id = to_id"
        " WHERE follow_up_id = ? ORDER BY hand_over.id",
        (follow_up_id,),
    )


def call_backs(db: Database, follow_up_id: int) -> list[CallBackLine]:
    """Every talk with the customer, oldest first."""
    return rows.many(
        db,
        CallBackLine,
        "SELECT called_at, employee.name AS caller_name, outcome, note"
        " FROM call_back JOIN employee ON employee.id = called_by WHERE follow_up_id = ? ORDER BY call_back.id",
        (follow_up_id,),
    )


def warnings(db: Database, follow_up_id: int) -> list[WarningLine]:
    """Every warning of a case."""
    return rows.many(
        db,
        WarningLine,
        "SELECT warned_at, step, due_at FROM follow_up_warning WHERE follow_up_id = ?",
        (follow_up_id,),
    )


def contact_readings(db: Database, contact_id: int) -> list[ReadingLine]:
    """Every unmasking of a number, oldest first."""
    return rows.many(
        db,
        ReadingLine,
        "SELECT read_at, employee.name AS reader_name, reason"
        " FROM contact_reading JOIN employee ON employee.id = employee_id"
        " WHERE contact_id = ? ORDER BY contact_reading.id",
        (contact_id,),
    )
