"""Customers' taps as the ratings format tells them, and those that an import adds. Named SQL."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from storeops.base.business_time import instant, stamp
from storeops.history.ratings_format import RatingRow
from storeops.quality.ratings.moments import Moment
from storeops.quality.ratings.peak_end import Tap

# What was undone was never said.
_RATINGS = """
SELECT ticket.business_day, ticket.number, rating.moment, rating.value, rating.answered_at, employee.code
FROM ticket
JOIN rating ON rating.ticket_id = ticket.id AND rating.undone_at IS NULL
LEFT JOIN employee ON employee.id = rating.employee_id
WHERE ticket.business_day BETWEEN ? AND ?
"""
_IN_ORDER = " ORDER BY ticket.business_day, ticket.number, rating.answered_at, rating.moment"


@dataclass(frozen=True)
class KnownTicket:
    """A ticket of the hall, live or imported."""

    id: int
    issued_at: datetime


def tickets_of_day(db: Database, day: str) -> dict[tuple[str, str], KnownTicket]:
    """The tickets of a business day by day and number."""
    rows = db.execute("SELECT number, id, issued_at FROM ticket WHERE business_day = ?", (day,))
    return {(day, number): KnownTicket(ticket_id, instant(issued_at)) for number, ticket_id, issued_at in rows}


def ratings_of_days(db: Database, first_day: str, last_day: str) -> Iterator[RatingRow]:
    """The taps of these business days, both included, by day, number and time."""
    return map(_rating, db.execute(_RATINGS + _IN_ORDER, (first_day, last_day)))


def ratings_of_ended_visits(db: Database, first_day: str, last_day: str) -> Iterator[RatingRow]:
    """The same, of visits that have ended."""
    sql = _RATINGS + "AND ticket.ended_at IS NOT NULL" + _IN_ORDER
    return map(_rating, db.execute(sql, (first_day, last_day)))


def taps_of_day(db: Database, day: str) -> dict[str, list[Tap]]:
    """The taps of a business day by ticket number."""
    taps: defaultdict[str, list[Tap]] = defaultdict(list)
    for row in ratings_of_days(db, day, day):
        taps[row.ticket].append(Tap(row.moment, row.value, row.answered_at))
    return taps


def _rating(row: Any) -> RatingRow:
    day, number, moment, value, answered_at, employee = row
    return RatingRow(day, number, Moment(moment), value, instant(answered_at), employee)


def add_ratings(
    db: Database,
    ratings: Iterable[RatingRow],
    tickets: Mapping[tuple[str, str], KnownTicket],
    employees: Mapping[str, int],
) -> None:
    """Write imported taps in this order."""
    db.conn.executemany(
        "INSERT INTO rating (ticket_id, moment, value, answered_at, employee_id, is_imported)"
        " VALUES (?, ?, ?, ?, ?, 1)",
        [
            (
                tickets[row.business_day, row.ticket].id,
                row.moment.value,
                row.value,
                stamp(row.answered_at),
                employees[row.employee] if row.employee else None,
            )
            for row in ratings
        ],
    )
