"""A month's taps, questions and visits, by the business day of the visit. Named SQL.

Taps that were taken back and void tickets are left out everywhere.
"""

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlite_utils import Database

from storeops.base.business_time import OpeningHours, instant, instant_or_none
from storeops.measuring import durations, fact_rows
from storeops.quality.feedback.feedback_facts import PromptFact, RatingFact, ServedFact
from storeops.quality.ratings.moments import Moment, Place, WhyShown

_RATINGS = """
SELECT ticket.id, ticket.business_day, rating.moment, rating.value, rating.answered_at, employee.code
FROM ticket
JOIN rating ON rating.ticket_id = ticket.id AND rating.undone_at IS NULL
LEFT JOIN employee ON employee.id = rating.employee_id
WHERE ticket.business_day BETWEEN ? AND ? AND ticket.state <> 'void'
"""
_IN_ORDER = "ORDER BY rating.answered_at, rating.id"


def ratings(db: Database, first_day: str, last_day: str, zone: ZoneInfo) -> list[RatingFact]:
    """The taps of the visits of these business days, both included, in the order in which they were made."""
    rows = db.execute(_RATINGS + _IN_ORDER, (first_day, last_day)).fetchall()
    return [_rating(row, zone) for row in rows]


def ratings_of(db: Database, employee: str, first_day: str, last_day: str, zone: ZoneInfo) -> list[RatingFact]:
    """Those of these taps that are credited to one employee."""
    rows = db.execute(_RATINGS + "AND employee.code = ? " + _IN_ORDER, (first_day, last_day, employee)).fetchall()
    return [_rating(row, zone) for row in rows]


def _rating(row: Any, zone: ZoneInfo) -> RatingFact:
    answered_at = instant(row[4])
    local = answered_at.astimezone(zone)
    return RatingFact(row[0], row[1], Moment(row[2]), row[3], answered_at, local.date(), local.hour, row[5])


def prompts(db: Database, first_day: str, last_day: str, zone: ZoneInfo) -> list[PromptFact]:
    """The questions put in the visits of these business days, both included."""
    rows = db.execute(
        "SELECT ticket.id, prompt.moment, prompt.why_shown, prompt.place, counter.code, employee.code,"
        " prompt.shown_at, rating.answered_at FROM ticket"
        " JOIN prompt ON prompt.ticket_id = ticket.id"
        " LEFT JOIN counter ON counter.id = prompt.counter_id"
        " LEFT JOIN employee ON employee.id = prompt.employee_id"
        " LEFT JOIN rating ON rating.prompt_id = prompt.id AND rating.undone_at IS NULL"
        " WHERE ticket.business_day BETWEEN ? AND ? AND ticket.state <> 'void' ORDER BY prompt.shown_at, prompt.id",
        (first_day, last_day),
    ).fetchall()
    return [
        PromptFact(
            ticket_id=row[0],
            moment=Moment(row[1]),
            why=WhyShown(row[2]),
            place=Place(row[3]),
            counter=row[4],
            employee=row[5],
            hour=_hour(row[6], zone),
            answered_at=instant_or_none(row[7]),
        )
        for row in rows
    ]


def closes(db: Database, first_day: str, last_day: str, zone: ZoneInfo) -> list[ServedFact]:
    """The visits of these business days, both included, that were served to their end here; imported ones are not."""
    rows = db.execute(
        "SELECT ticket.id, employee.code, ticket.ended_at FROM ticket"
        " LEFT JOIN employee ON employee.id = ticket.employee_id"
        " WHERE ticket.business_day BETWEEN ? AND ? AND ticket.state = 'served' AND ticket.is_imported = 0",
        (first_day, last_day),
    ).fetchall()
    return [ServedFact(row[0], row[1], _hour(row[2], zone)) for row in rows]


def first_waits(db: Database, first_day: str, last_day: str, hours: OpeningHours) -> dict[int, int]:
    """How long each visit of these business days waited for its first call; those never called are left out."""
    numbers = db.execute(
        "SELECT id, business_day, number FROM ticket WHERE business_day BETWEEN ? AND ?", (first_day, last_day)
    )
    ids = {(day, number): ticket_id for ticket_id, day, number in numbers.fetchall()}
    visits = fact_rows.visits_of_days(db, first_day, last_day, hours)
    waits = {ids[visit.business_day, visit.number]: durations.wait(visit, visit.legs[0]) for visit in visits}
    return {ticket_id: wait for ticket_id, wait in waits.items() if wait is not None}


def first_day(db: Database) -> date | None:
    """The first business day that has a ticket; None in an empty hall."""
    row = db.execute("SELECT min(business_day) FROM ticket").fetchone()
    return date.fromisoformat(row[0]) if row[0] else None


def _hour(text: str, zone: ZoneInfo) -> int:
    moment: datetime = instant(text)
    return moment.astimezone(zone).hour
