"""A month's questions and visits, by the business day of the visit. Named SQL.

Taps that were taken back and void tickets are left out everywhere.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from sqlite_utils import Database

from storeops.base.business_time import OpeningHours
from storeops.measuring.durations import waits_from
from storeops.measuring.facts import Second
from storeops.measuring.opening_seconds import opening_seconds
from storeops.measuring.wall_clock import wall_clock
from storeops.quality.feedback.feedback_facts import PromptFact, ServedFact
from storeops.quality.ratings.moments import Moment, Place, WhyShown
from storeops.store import rows
from storeops.store.sql_time import second

_PROMPTS = f"""
SELECT visit.id AS ticket_id, prompt.moment, prompt.why_shown, prompt.place, counter.code AS counter,
       employee.code AS employee, {second("prompt.shown_at")} AS shown_second, tap.answered_at
FROM visit
CROSS JOIN prompt ON prompt.ticket_id = visit.id
LEFT JOIN counter ON counter.id = prompt.counter_id
LEFT JOIN employee ON employee.id = prompt.employee_id
LEFT JOIN standing_rating AS tap ON tap.prompt_id = prompt.id
WHERE visit.business_day BETWEEN ? AND ?
ORDER BY prompt.shown_at, prompt.id
"""
_CLOSES = f"""
SELECT ticket.id AS ticket_id, employee.code AS employee, {second("ticket.ended_at")} AS ended_second
FROM ticket
LEFT JOIN employee ON employee.id = ticket.employee_id
WHERE ticket.business_day BETWEEN ? AND ? AND ticket.state = 'served' AND ticket.is_imported = 0
"""
_FIRST_CALLS = f"""
SELECT visit.id AS ticket_id, visit.business_day, {second("visit.booked_at")} AS booked_at,
       {second("leg.queued_at")} AS queued_at, {second("coalesce(leg.first_called_at, leg.started_at)")} AS called_at
FROM visit
CROSS JOIN leg ON leg.ticket_id = visit.id AND leg.leg_index =
     (SELECT min(first.leg_index) FROM leg AS first WHERE first.ticket_id = visit.id AND first.outcome IS NOT 'void')
WHERE visit.business_day BETWEEN ? AND ? AND coalesce(leg.first_called_at, leg.started_at) IS NOT NULL
"""


@dataclass(frozen=True)
class _Shown:
    """A question that was put, and the second in which it was."""

    ticket_id: int
    moment: Moment
    why_shown: WhyShown
    place: Place
    counter: str | None
    employee: str | None
    shown_second: Second
    answered_at: datetime | None


class _Close(NamedTuple):
    """A visit that was served to its end here."""

    ticket_id: int
    employee: str | None
    ended_second: Second


class _FirstCall(NamedTuple):
    """The first call of a visit; a log that tells no call tells it by the start."""

    ticket_id: int
    business_day: str
    booked_at: Second | None
    queued_at: Second
    called_at: Second


def prompts(db: Database, first_day: str, last_day: str, zone: ZoneInfo) -> list[PromptFact]:
    """The questions put in the visits of these business days, both included."""
    local = wall_clock(zone)
    return [
        PromptFact(
            ticket_id=shown.ticket_id,
            moment=shown.moment,
            why=shown.why_shown,
            place=shown.place,
            counter=shown.counter,
            employee=shown.employee,
            hour=local(shown.shown_second)[1],
            answered_at=shown.answered_at,
        )
        for shown in rows.each(db, _Shown, _PROMPTS, (first_day, last_day))
    ]


def closes(db: Database, first_day: str, last_day: str, zone: ZoneInfo) -> list[ServedFact]:
    """The visits of these business days, both included, that were served to their end here; imported ones are not."""
    local = wall_clock(zone)
    return [
        ServedFact(close.ticket_id, close.employee, local(close.ended_second)[1])
        for close in rows.each(db, _Close, _CLOSES, (first_day, last_day))
    ]


def first_waits(db: Database, first_day: str, last_day: str, hours: OpeningHours) -> dict[int, int]:
    """How long each visit of these business days waited for its first call; those never called are left out."""
    opens_at = opening_seconds(hours)
    return {
        call.ticket_id: max(
            call.called_at - waits_from(call.queued_at, opens_at(call.business_day, call.queued_at), call.booked_at), 0
        )
        for call in rows.each(db, _FirstCall, _FIRST_CALLS, (first_day, last_day))
    }


def uncounted(db: Database, first_day: str, last_day: str) -> int:
    """How many answers about the visits of these business days, both included, are kept and count nowhere."""
    sql = (
        "SELECT count(*) FROM visit CROSS JOIN kept_rating AS tap ON tap.ticket_id = visit.id"
        " WHERE visit.business_day BETWEEN ? AND ? AND NOT tap.counts"
    )
    return int(rows.scalar(db, sql, (first_day, last_day)))


def first_day(db: Database) -> date | None:
    """The first business day that has a ticket; None in an empty hall."""
    day = rows.scalar(db, "SELECT min(business_day) FROM ticket")
    return date.fromisoformat(day) if day else None
