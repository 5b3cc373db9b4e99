"""Questions, taps and recovery tasks in the database. Named SQL; the caller holds the transaction where one writes."""

from dataclasses import dataclass, replace
from datetime import datetime

from sqlite_utils import Database

from storeops.base.business_time import stamp, stamp_or_none
from storeops.hall import hall_rows
from storeops.hall.refusals import UnknownTicket
from storeops.quality.ratings.moments import Moment, Place, WhyShown
from storeops.quality.ratings.question_state import Prompt, Rating
from storeops.quality.ratings.rated_visit import RatedVisit
from storeops.quality.ratings.sampling import drawn_moments
from storeops.store import rows, traced_rows
from storeops.store.traced_rows import TracedTable, WrittenRows

LARGEST_ID = 2**63 - 1

TRACED_RATINGS = TracedTable(
    "rating",
    (
        *("id", "ticket_id", "prompt_id", "moment", "value", "answered_at", "reason", "employee_id", "undone_at"),
        *("is_imported", "place", "device_id", "import_id"),
    ),
    "FROM stored_rating WHERE true",
    begun_empty=1,
)
TRACED_BROWSERS = TracedTable(
    "rating_browser", ("id", "text_mark(id, browser) AS browser"), "FROM stored_rating WHERE browser IS NOT NULL"
)
"""The marks of phones' browsers until they are cleared."""
TRACED_PROMPTS = TracedTable(
    "prompt",
    (
        *("id", "ticket_id", "moment", "why_shown", "place", "counter_id", "employee_id", "shown_at", "expires_at"),
        "phone_expires_at",
    ),
    "FROM prompt WHERE true",
)
TRACED_RECOVERIES = TracedTable(
    "recovery_task",
    (
        *("id", "rating_id", "ticket_id", "raised_at", "taken_at", "taken_by", "closed_at", "closed_by", "outcome"),
        "text_mark(id, note) AS note",
    ),
    "FROM recovery_task WHERE true",
)

_VISIT = """
SELECT ticket.id AS ticket_id, ticket.token, ticket.number, ticket.language, ticket.state, ticket.is_imported,
       leg.left_open AS is_left_open, ticket.issued_at,
       (SELECT min(first_called_at) FROM leg WHERE ticket_id = ticket.id) AS first_called_at, ticket.ended_at,
       ticket.counter_id, coalesce(ticket.employee_id, leg.employee_id) AS clerk_id,
       (SELECT employee.id FROM event JOIN employee ON event.actor = 'employee:' || employee.code
        WHERE event.ticket_id = ticket.id AND event.kind = 'issue' AND ticket.channel = 'greeter') AS greeter_id,
       follow_up.closed_at AS "case.closed_at", follow_up.owner_id AS "case.owner_id",
       recovery_task.taken_at AS "recovery.taken_at", recovery_task.taken_by AS "recovery.taken_by",
       recovery_task.closed_at AS "recovery.closed_at"
FROM ticket
JOIN leg ON leg.ticket_id = ticket.id AND leg.leg_index = ticket.leg_index
LEFT JOIN follow_up ON follow_up.id = (
  SELECT id FROM follow_up WHERE ticket_id = ticket.id AND state = 'closed' AND kind != 'praise'
  ORDER BY closed_at DESC, id DESC LIMIT 1)
LEFT JOIN recovery_task ON recovery_task.id = (
  SELECT recovery_task.id FROM rating JOIN recovery_task ON recovery_task.rating_id = rating.id
  WHERE rating.ticket_id = ticket.id AND taken_at IS NOT NULL ORDER BY taken_at DESC, recovery_task.id DESC LIMIT 1)
"""
_AT_COUNTER = "WHERE ticket.counter_id = ? AND ticket.ended_at IS NULL AND ticket.state IN ('called', 'serving')"
_SERVED_LAST = (
    "WHERE ticket.counter_id = ? AND ticket.is_imported = 0 AND ticket.state = 'served'"
    " ORDER BY ticket.ended_at DESC LIMIT 1"
)


# Visits


def visit_by_token(db: Database, token: str) -> RatedVisit:
    """The visit of a phone page's token; UnknownTicket."""
    visit = _visit(db, "WHERE ticket.token = ?", token)
    if visit is None:
        raise UnknownTicket
    return visit


def visit_at_counter(db: Database, counter_id: int) -> RatedVisit | None:
    """The visit that is called or served at a counter; None if the counter is free."""
    return _visit(db, _AT_COUNTER, counter_id)


def visit_served_last(db: Database, counter_id: int) -> RatedVisit | None:
    """The visit that ended last at a counter, imported history aside; None if there was none."""
    return _visit(db, _SERVED_LAST, counter_id)


def _visit(db: Database, condition: str, value: str | int) -> RatedVisit | None:
    found = rows.one(db, RatedVisit, _VISIT + condition, (value,))
    return replace(found, draw=drawn_moments(found.ticket_id, hall_rows.secret_key(db))) if found else None


@dataclass(frozen=True)
class _NamedTicket:
    number: str
    token: str


def token_at_counter(db: Database, counter_id: int, number: str) -> str | None:
    """The token of the ticket with this number that is called or served at a counter or was served there last.

    None if neither of them has this number.
    """
    for condition in (_AT_COUNTER, _SERVED_LAST):
        found = rows.one(db, _NamedTicket, "SELECT number, token FROM ticket " + condition, (counter_id,))
        if found is not None and found.number == number:
            return found.token
    return None


# Questions


@dataclass(frozen=True)
class MomentWords:
    """The question of a key moment and its answers, in both languages; None: the shipped ones."""

    moment: Moment
    question_zh: str
    question_en: str
    answers_zh: str | None
    answers_en: str | None


def questions_in_words(db: Database) -> dict[Moment, MomentWords]:
    """The question of every moment, in the order of a visit."""
    sql = "SELECT code AS moment, question_zh, question_en, answers_zh, answers_en FROM moment ORDER BY position"
    words = rows.many(db, MomentWords, sql)
    return {found.moment: found for found in words}


def prompts(db: Database, ticket_id: int) -> list[Prompt]:
    """Every question shown to the customer of a ticket, in the order shown."""
    return rows.many(
        db,
        Prompt,
        "SELECT prompt.id, moment, shown_at, expires_at, phone_expires_at, employee_id,"
        " EXISTS (SELECT 1 FROM kept_rating WHERE kept_rating.prompt_id = prompt.id) AS is_answered,"
        " EXISTS (SELECT 1 FROM kept_rating WHERE kept_rating.prompt_id = prompt.id AND kept_rating.place = 'phone')"
        " AS is_answered_on_phone"
        " FROM prompt WHERE ticket_id = ? ORDER BY shown_at, prompt.id",
        (ticket_id,),
    )


def add_prompt(
    db: Database,
    visit: RatedVisit,
    moment: Moment,
    why: WhyShown,
    place: Place,
    shown_at: datetime,
    expires_at: datetime,
) -> Prompt:
    """Write that a question was shown, for the first time on any screen."""
    on_phone_until = expires_at if place is Place.PHONE else None
    employee_id = visit.credited_to(moment)
    added = rows.scalar(
        db,
        "INSERT INTO prompt (ticket_id, moment, why_shown, place, counter_id, employee_id, shown_at, expires_at,"
        " phone_expires_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id",
        (
            visit.ticket_id,
            moment.value,
            why.value,
            place.value,
            visit.counter_id,
            employee_id,
            stamp(shown_at),
            stamp(expires_at),
            stamp_or_none(on_phone_until),
        ),
    )
    return Prompt(
        id=int(added),
        moment=moment,
        shown_at=shown_at,
        expires_at=expires_at,
        phone_expires_at=on_phone_until,
        employee_id=employee_id,
        is_answered=False,
        is_answered_on_phone=False,
    )


def keep_open(db: Database, prompt_id: int, place: Place, expires_at: datetime) -> None:
    """Let a question be answered on a screen until an instant; the phone page has a time of its own."""
    column = "phone_expires_at" if place is Place.PHONE else "expires_at"
    db.execute(f"UPDATE prompt SET {column} = ? WHERE id = ?", (stamp(expires_at), prompt_id))


# Taps


@dataclass(frozen=True)
class GivenAnswer:
    """A tap to be written, with where it came from.

    `browser` is what is kept of the mark of a phone's browser, None on other screens; `device_id` is the enrolled
    device, None where none is known.
    """

    value: int
    reason: str | None
    place: Place
    browser: str | None
    device_id: int | None


def add_rating(db: Database, visit: RatedVisit, prompt: Prompt, tap: GivenAnswer, at: datetime) -> int:
    """Write a tap; its id."""
    added = rows.scalar(
        db,
        "INSERT INTO stored_rating (prompt_id, ticket_id, moment, value, answered_at, reason, employee_id, place,"
        " browser,"
        " device_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id",
        (
            prompt.id,
            visit.ticket_id,
            prompt.moment.value,
            tap.value,
            stamp(at),
            tap.reason,
            prompt.employee_id,
            tap.place.value,
            tap.browser,
            tap.device_id,
        ),
    )
    return int(added)


def rating_of(db: Database, token: str, rating_id: int) -> Rating | None:
    """A tap of the customer of a ticket's token; None if there is no such one."""
    if not 0 < rating_id <= LARGEST_ID:
        return None
    return rows.one(
        db,
        Rating,
        "SELECT rating.id, prompt_id, place, moment, value, reason, answered_at, undone_at FROM rating"
        " JOIN ticket ON ticket.id = rating.ticket_id WHERE rating.id = ? AND ticket.token = ?",
        (rating_id, token),
    )


def undo_rating(db: Database, rating_id: int, at: datetime) -> None:
    """Note that the customer took a tap back."""
    db.execute("UPDATE stored_rating SET undone_at = ? WHERE id = ?", (stamp(at), rating_id))


def set_reason(db: Database, rating_id: int, reason: str | None) -> None:
    """Note why a low tap is low; None: the customer took that back."""
    db.execute("UPDATE stored_rating SET reason = ? WHERE id = ?", (reason, rating_id))


def written_answer(db: Database, rating_id: int) -> WrittenRows:
    """A tap as it is traced now; where there are such, with the mark of a phone's browser and the call for help."""
    told = {
        **traced_rows.written(db, TRACED_RATINGS, rating_id),
        **traced_rows.written_of(db, TRACED_BROWSERS, "id", rating_id),
        **traced_rows.written_of(db, TRACED_RECOVERIES, "rating_id", rating_id),
    }
    return {name: found for name, found in told.items() if found}


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
