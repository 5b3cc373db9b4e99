"""Follow-ups, their hand-overs, call-backs and warnings. Named SQL in the caller's transaction."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from storeops.base.business_time import stamp, stamp_or_none
from storeops.base.errors import ChangedMeanwhile
from storeops.hall.refusals import UnknownTicket
from storeops.quality.follow_ups.case import Case, CaseState, Kind, Outcome
from storeops.quality.follow_ups.deadlines import WarningStep, named_steps
from storeops.quality.follow_ups.refusals import UnknownFollowUp
from storeops.store import rows
from storeops.store.named_ticket_rows import MEANT_BY_NUMBER
from storeops.store.traced_rows import TracedTable

_CASE: Mapping[str, str] = {
    "id": "follow_up.id",
    "kind": "follow_up.kind",
    "state": "follow_up.state",
    "summary": "follow_up.summary",
    "ticket_number": "ticket.number",
    "transaction_id": "follow_up.transaction_id",
    "duty_call_id": "follow_up.duty_call_id",
    "contact_id": "follow_up.contact_id",
    "opener": "opener.code",
    "first_owner": "first_owner.code",
    "owner_id": "owner.id",
    "owner": "owner.code",
    "praised": "praised.code",
    "opened_at": "follow_up.opened_at",
    "due_at": "follow_up.due_at",
    "reply": "follow_up.reply",
    "reply_at": "follow_up.reply_at",
    "resolution": "follow_up.resolution",
    "closed_at": "follow_up.closed_at",
    "closer": "closer.code",
    "first_answered_at": "follow_up.first_answered_at",
    "reopened_count": "follow_up.reopened_count",
    "offer_id": "hand_over.id",
    "offered_to": "offered_to.code",
}
"""Where in CASE_TABLES each field of a case stands."""
TRACED_CASES = TracedTable(
    "follow_up",
    (
        *("id", "kind", "state", "ticket_id", "service_id", "praised_id", "opened_at", "opened_by", "first_owner_id"),
        *("owner_id", "due_at", "reply_at", "closed_at", "closed_by", "first_answered_at", "reopened_count"),
        *("transaction_id", "duty_call_id", "contact_id", "text_mark(id, summary) AS summary"),
        *("text_mark(id, reply) AS reply", "text_mark(id, resolution) AS resolution"),
    ),
    "FROM follow_up WHERE true",
)
TRACED_HAND_OVERS = TracedTable(
    "hand_over",
    (
        *("id", "follow_up_id", "from_id", "to_id", "offered_at", "answered_at", "is_accepted", "is_take_over"),
        "text_mark(id, note) AS note",
    ),
    "FROM hand_over WHERE true",
)
TRACED_CALL_BACKS = TracedTable(
    "call_back",
    ("id", "follow_up_id", "called_at", "called_by", "outcome", "text_mark(id, note) AS note"),
    "FROM call_back WHERE true",
)
TRACED_WARNINGS = TracedTable(
    "follow_up_warning",
    ("follow_up_id || ' ' || due_at || ' ' || step", "follow_up_id", "due_at", "step", "warned_at"),
    "FROM follow_up_warning WHERE true",
)
CASE_TABLES = """
FROM follow_up
JOIN employee AS opener ON opener.id = follow_up.opened_by
JOIN employee AS first_owner ON first_owner.id = follow_up.first_owner_id
JOIN employee AS owner ON owner.id = follow_up.owner_id
LEFT JOIN employee AS praised ON praised.id = follow_up.praised_id
LEFT JOIN employee AS closer ON closer.id = follow_up.closed_by
LEFT JOIN ticket ON ticket.id = follow_up.ticket_id
LEFT JOIN hand_over ON hand_over.follow_up_id = follow_up.id AND hand_over.answered_at IS NULL
LEFT JOIN employee AS offered_to ON offered_to.id = hand_over.to_id
"""


def case_columns(part: str = "") -> str:
    """The columns of a case, named for the fields of Case; behind `part`, for a case that is a field of something."""
    return ", ".join(f'{column} AS "{part}{field}"' for field, column in _CASE.items())


@dataclass(frozen=True)
class OpenedCase:
    """What is written down when a case is opened. Ids of rows; None: there is none."""

    kind: Kind
    summary: str
    ticket_id: int | None
    service_id: int | None
    contact_id: int | None
    praised_id: int | None
    opener_id: int
    owner_id: int
    due_at: datetime | None
    reply: str | None
    transaction_id: int | None = None
    duty_call_id: int | None = None


@dataclass(frozen=True)
class AskedAbout:
    """The ticket that a case is about, and what its customer came for."""

    id: int
    service_id: int


def ticket_named(db: Database, number: str) -> AskedAbout:
    """The ticket with this number that is alive, else the one of the latest day that has one; UnknownTicket."""
    sql = f"SELECT id, service_id FROM ticket WHERE id = ({MEANT_BY_NUMBER})"
    found = rows.one(db, AskedAbout, sql, {"number": number})
    if found is None:
        raise UnknownTicket
    return found


def add(db: Database, new: OpenedCase, now: datetime) -> int:
    """Write a new case down; its id. Praise is closed as it is written."""
    is_closed = new.kind is Kind.PRAISE
    added = rows.scalar(
        db,
        "INSERT INTO follow_up (kind, state, summary, ticket_id, service_id, contact_id, praised_id, opened_at,"
        " opened_by, first_owner_id, owner_id, due_at, reply, reply_at, closed_at, closed_by,"
        " transaction_id, duty_call_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id",
        (
            new.kind.value,
            (CaseState.CLOSED if is_closed else CaseState.OPEN).value,
            new.summary,
            new.ticket_id,
            new.service_id,
            new.contact_id,
            new.praised_id,
            stamp(now),
            new.opener_id,
            new.owner_id,
            new.owner_id,
            stamp_or_none(new.due_at),
            new.reply,
            stamp(now) if new.reply else None,
            stamp(now) if is_closed else None,
            new.opener_id if is_closed else None,
            new.transaction_id,
            new.duty_call_id,
        ),
    )
    return int(added)


def by_id(db: Database, follow_up_id: int) -> Case:
    """One case; UnknownFollowUp."""
    case = rows.one(db, Case, f"SELECT {case_columns()} {CASE_TABLES} WHERE follow_up.id = ?", (follow_up_id,))
    if case is None:
        raise UnknownFollowUp
    return case


def technical_written_since(db: Database, ticket_id: int, moment: datetime) -> int | None:
    """The latest technical case of a ticket that somebody wrote down from `moment` on; None if nobody did."""
    sql = (
        "SELECT max(id) FROM follow_up WHERE ticket_id = ? AND kind = 'technical' AND opened_at >= ?"
        " AND transaction_id IS NULL"
    )
    found: int | None = rows.scalar(db, sql, (ticket_id, stamp(moment)))
    return found


def has_left_open(db: Database, ticket_id: int) -> bool:
    """Whether a visit that has ended left an open case behind."""
    sql = "SELECT EXISTS (SELECT 1 FROM visit_with_open_case WHERE ticket_id = ?)"
    return bool(rows.scalar(db, sql, (ticket_id,)))


def _change(db: Database, sql: str, values: tuple[object, ...]) -> None:
    """Run an update that must change exactly one row; ChangedMeanwhile."""
    if db.execute(sql + " RETURNING 1", values).fetchone() is None:
        raise ChangedMeanwhile


def note_reply(db: Database, case: Case, reply: str, now: datetime) -> None:
    """Write the reply that the customer got on the spot, unless there is one. ChangedMeanwhile."""
    _change(
        db,
        "UPDATE follow_up SET reply = ?, reply_at = ? WHERE id = ? AND state = 'open' AND reply IS NULL",
        (reply, stamp(now), case.id),
    )


def close(db: Database, case: Case, resolution: str, closer_id: int, now: datetime) -> None:
    """Close an open case; its first answer keeps its time. ChangedMeanwhile."""
    _change(
        db,
        "UPDATE follow_up SET state = 'closed', resolution = ?, closed_at = ?, closed_by = ?,"
        " first_answered_at = coalesce(first_answered_at, ?) WHERE id = ? AND state = 'open' AND owner_id = ?",
        (resolution, stamp(now), closer_id, stamp(now), case.id, case.owner_id),
    )


def reopen(db: Database, case: Case, due_at: datetime) -> None:
    """Open a closed case again with a new deadline; what was answered stays. ChangedMeanwhile."""
    _change(
        db,
        "UPDATE follow_up SET state = 'open', closed_at = NULL, closed_by = NULL, due_at = ?,"
        " reopened_count = reopened_count + 1 WHERE id = ? AND state = 'closed'",
        (stamp(due_at), case.id),
    )


def promise(db: Database, case: Case, due_at: datetime) -> None:
    """Give an open case another deadline. ChangedMeanwhile."""
    _change(db, "UPDATE follow_up SET due_at = ? WHERE id = ? AND state = 'open'", (stamp(due_at), case.id))


def move(db: Database, case: Case, owner_id: int) -> None:
    """Give an open case to another owner. ChangedMeanwhile."""
    _change(
        db,
        "UPDATE follow_up SET owner_id = ? WHERE id = ? AND state = 'open' AND owner_id = ?",
        (owner_id, case.id, case.owner_id),
    )


# Hand-overs and call-backs


def offer(db: Database, case: Case, to_id: int, note: str, now: datetime) -> None:
    """Offer an open case to a colleague, who has to accept it."""
    db.execute(
        "INSERT INTO hand_over (follow_up_id, from_id, to_id, offered_at, note) VALUES (?, ?, ?, ?, ?)",
        (case.id, case.owner_id, to_id, stamp(now), note),
    )


def answer_offer(db: Database, offer_id: int, is_accepted: bool, now: datetime) -> None:
    """Answer an open hand-over. ChangedMeanwhile."""
    _change(
        db,
        "UPDATE hand_over SET answered_at = ?, is_accepted = ? WHERE id = ? AND answered_at IS NULL",
        (stamp(now), int(is_accepted), offer_id),
    )


def add_take_over(db: Database, case: Case, to_id: int, now: datetime) -> None:
    """Note a hand-over to somebody who takes the case by themself."""
    db.execute(
        "INSERT INTO hand_over (follow_up_id, from_id, to_id, offered_at, answered_at, is_accepted, is_take_over)"
        " VALUES (?, ?, ?, ?, ?, 1, 1)",
        (case.id, case.owner_id, to_id, stamp(now), stamp(now)),
    )


def add_call_back(db: Database, case: Case, caller_id: int, outcome: Outcome, note: str, now: datetime) -> None:
    """Note a talk with the customer, or an attempt at one."""
    db.execute(
        "INSERT INTO call_back (follow_up_id, called_at, called_by, outcome, note) VALUES (?, ?, ?, ?, ?)",
        (case.id, stamp(now), caller_id, outcome.value, note),
    )


# Warnings


@dataclass(frozen=True)
class OpenDeadline:
    """The deadline of an open case; `warned` names the steps of it that were warned already, None before the first."""

    follow_up_id: int
    opened_at: datetime
    due_at: datetime
    warned: str | None

    @property
    def steps(self) -> frozenset[WarningStep]:
        return named_steps(self.warned)


def open_deadlines(db: Database) -> list[OpenDeadline]:
    """The deadlines of all open cases, the earliest first."""
    return rows.many(
        db,
        OpenDeadline,
        "SELECT id AS follow_up_id, opened_at, due_at, (SELECT group_concat(step) FROM follow_up_warning"
        " WHERE follow_up_id = follow_up.id AND follow_up_warning.due_at = follow_up.due_at) AS warned"
        " FROM follow_up WHERE closed_at IS NULL AND due_at IS NOT NULL ORDER BY due_at, id",
    )


def claim_warning(db: Database, follow_up_id: int, due_at: datetime, step: WarningStep, now: datetime) -> bool:
    """Note that a step of a deadline is warned now; whether nobody had done so before."""
    claimed = rows.scalar(
        db,
        "INSERT INTO follow_up_warning (follow_up_id, due_at, step, warned_at) VALUES (?, ?, ?, ?)"
        " ON CONFLICT DO NOTHING RETURNING 1",
        (follow_up_id, stamp(due_at), step.value, stamp(now)),
    )
    return claimed is not None


def highest_step(db: Database, case: Case) -> WarningStep | None:
    """The last step of the present deadline that was warned, by Step's order; None before the first."""
    if case.due_at is None:
        return None
    warned = rows.column(
        db,
        "SELECT step FROM follow_up_warning WHERE follow_up_id = ? AND due_at = ?",
        (case.id, stamp(case.due_at)),
    )
    return next((step for step in reversed(WarningStep) if step in warned), None)
