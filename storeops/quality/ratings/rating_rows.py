"""Questions, taps and recovery tasks in the database. Named SQL; the caller holds the transaction where one writes."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from storeops.base.business_time import instant, instant_or_none, stamp
from storeops.base.errors import UnknownTicket
from storeops.quality.ratings.moments import Moment, Place, WhyShown
from storeops.quality.ratings.question_state import Prompt, Rating
from storeops.quality.ratings.rated_visit import ClosedCase, RatedVisit, RecoveryOfVisit
from storeops.quality.ratings.sampling import drawn_moments
from storeops.queueing.ticket import State

LARGEST_ID = 2**63 - 1

_VISIT = """
SELECT ticket.id, ticket.token, ticket.number, ticket.language, ticket.state, ticket.is_imported,
       leg.left_open, ticket.issued_at,
       (SELECT min(first_called_at) FROM leg WHERE ticket_id = ticket.id), ticket.ended_at,
       ticket.counter_id, coalesce(ticket.employee_id, leg.employee_id),
       (SELECT employee.id FROM event JOIN employee ON event.actor = 'employee:' || employee.code
        WHERE event.ticket_id = ticket.id AND event.kind = 'issue' AND ticket.channel = 'greeter'),
       follow_up.closed_at, follow_up.owner_id,
       recovery_task.taken_at, recovery_task.taken_by, recovery_task.closed_at,
       (SELECT secret_key FROM hall)
FROM ticket
JOIN leg ON leg.ticket_id = ticket.id AND leg.leg_index = ticket.leg_index
LEFT JOIN follow_up ON follow_up.id = (
  SELECT id FROM follow_up WHERE ticket_id = ticket.id AND state = 'closed' AND kind != 'praise'
  ORDER BY closed_at DESC, id DESC LIMIT 1)
LEFT JOIN recovery_task ON recovery_task.id = (
  SELECT recovery_task.id FROM rating JOIN recovery_task ON recovery_task.rating_id = rating.id
  WHERE rating.ticket_id = ticket.id AND taken_at IS NOT NULL ORDER BY taken_at DESC, recovery_task.id DESC LIMIT 1)
"""


def _visit(row: Any) -> RatedVisit:
    return RatedVisit(
        ticket_id=row[0],
        token=row[1],
        number=row[2],
        language=row[3],
        state=State(row[4]),
        is_imported=bool(row[5]),
        is_left_open=bool(row[6]),
        issued_at=instant(row[7]),
        first_called_at=instant_or_none(row[8]),
        ended_at=instant_or_none(row[9]),
        counter_id=row[10],
        clerk_id=row[11],
        greeter_id=row[12],
        case=ClosedCase(instant(row[13]), row[14]) if row[13] else None,
        recovery=RecoveryOfVisit(instant(row[15]), row[16], instant_or_none(row[17])) if row[15] else None,
        draw=drawn_moments(row[0], row[18]),
    )


# Visits


def visit_by_token(db: Database, token: str) -> RatedVisit:
    """The visit of a phone page's token; UnknownTicket."""
    row = db.execute(_VISIT + "WHERE ticket.token = ?", (token,)).fetchone()
    if row is None:
        raise UnknownTicket
    return _visit(row)


def visit_at_counter(db: Database, counter_id: int) -> RatedVisit | None:
    """The visit that is called or served at a counter; None if the counter is free."""
    row = db.execute(
        _VISIT + "WHERE ticket.counter_id = ? AND ticket.ended_at IS NULL AND ticket.state IN ('called', 'serving')",
        (counter_id,),
    ).fetchone()
    return _visit(row) if row else None


def visit_served_last(db: Database, counter_id: int) -> RatedVisit | None:
    """The visit that ended last at a counter, imported history aside; None if there was none."""
    row = db.execute(
        _VISIT
        + "WHERE ticket.counter_id = ? AND ticket.is_imported = 0 AND ticket.state = 'served'"
        + " ORDER BY ticket.ended_at DESC LIMIT 1",
        (counter_id,),
    ).fetchone()
    return _visit(row) if row else None


# Questions


@dataclass(frozen=True)
class MomentWords:
    """The question of a key moment, in both languages."""

    moment: Moment
    question_zh: str
    question_en: str


def questions_in_words(db: Database) -> dict[Moment, MomentWords]:
    """The question of every moment, in the order of a visit."""
    rows = db.execute("SELECT code, question_zh, question_en FROM moment ORDER BY position").fetchall()
    return {Moment(row[0]): MomentWords(Moment(row[0]), row[1], row[2]) for row in rows}


def prompts(db: Database, ticket_id: int) -> list[Prompt]:
    """Every question shown to the customer of a ticket, in the order shown."""
    rows = db.execute(
        "SELECT prompt.id, moment, shown_at, expires_at, employee_id, EXISTS"
        " (SELECT 1 FROM rating WHERE rating.prompt_id = prompt.id AND undone_at IS NULL)"
        " FROM prompt WHERE ticket_id = ? ORDER BY shown_at, prompt.id",
        (ticket_id,),
    ).fetchall()
    return [Prompt(row[0], Moment(row[1]), instant(row[2]), instant(row[3]), row[4], bool(row[5])) for row in rows]


def add_prompt(
    db: Database,
    visit: RatedVisit,
    moment: Moment,
    why: WhyShown,
    place: Place,
    shown_at: datetime,
    expires_at: datetime,
) -> int:
    """Write that a question was shown; its id."""
    row = db.execute(
        "INSERT INTO prompt (ticket_id, moment, why_shown, place, counter_id, employee_id, shown_at, expires_at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?) RETURNING id",
        (
            visit.ticket_id,
            moment.value,
            why.value,
            place.value,
            visit.counter_id,
            visit.credited_to(moment),
            stamp(shown_at),
            stamp(expires_at),
        ),
    ).fetchone()
    return int(row[0])


def open_again(db: Database, prompt_id: int, expires_at: datetime) -> None:
    """Let a question be answered until another instant."""
    db.execute("UPDATE prompt SET expires_at = ? WHERE id = ?", (stamp(expires_at), prompt_id))


# Taps


def add_rating(db: Database, visit: RatedVisit, prompt: Prompt, value: int, at: datetime, reason: str | None) -> int:
    """Write a tap; its id."""
    row = db.execute(
        "INSERT INTO rating (prompt_id, ticket_id, moment, value, answered_at, reason, employee_id)"
        " VALUES (?, ?, ?, ?, ?, ?, ?) RETURNING id",
        (prompt.id, visit.ticket_id, prompt.moment.value, value, stamp(at), reason, prompt.employee_id),
    ).fetchone()
    return int(row[0])


def rating_of(db: Database, ticket_id: int, rating_id: int) -> Rating | None:
    """A tap of a ticket's customer; None if there is no such one."""
    if not 0 < rating_id <= LARGEST_ID:
        return None
    row = db.execute(
        "SELECT id, prompt_id, moment, value, answered_at, undone_at FROM rating WHERE id = ? AND ticket_id = ?",
        (rating_id, ticket_id),
    ).fetchone()
    return Rating(row[0], row[1], Moment(row[2]), row[3], instant(row[4]), instant_or_none(row[5])) if row else None


def undo_rating(db: Database, rating_id: int, at: datetime) -> None:
    """Note that the customer took a tap back."""
    db.execute("UPDATE rating SET undone_at = ? WHERE id = ?", (stamp(at), rating_id))


def set_reason(db: Database, rating_id: int, reason: str) -> None:
    """Note why a low tap is low."""
    db.execute("UPDATE rating SET reason = ? WHERE id = ?", (reason, rating_id))


# Recovery


def raise_recovery(db: Database, rating_id: int, ticket_id: int, at: datetime) -> None:
    """Ask for the duty manager because of a low tap."""
    db.execute(
        "INSERT INTO recovery_task (rating_id, ticket_id, raised_at) VALUES (?, ?, ?)",
        (rating_id, ticket_id, stamp(at)),
    )


def withdraw_recovery(db: Database, rating_id: int, at: datetime) -> bool:
    """Close the task of a tap that was taken back, if nobody has taken it on; whether there was one."""
    changed = db.execute(
        "UPDATE recovery_task SET closed_at = ?, outcome = 'withdrawn'"
        " WHERE rating_id = ? AND taken_at IS NULL AND closed_at IS NULL",
        (stamp(at), rating_id),
    ).rowcount
    return bool(changed)
