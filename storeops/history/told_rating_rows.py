"""Customers' taps as the ratings format tells them, and those that an import adds. Named SQL."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from storeops.base.business_time import instant, stamp
from storeops.history.ratings_format import RatingRow
from storeops.quality.ratings.peak_end import Tap
from storeops.store import rows

_RATINGS = """
SELECT ticket.business_day, ticket.number AS ticket, rating.moment, rating.value, rating.answered_at,
       employee.code AS employee, rating.counts
FROM ticket
JOIN kept_rating AS rating ON rating.ticket_id = ticket.id
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
    told = db.execute("SELECT number, id, issued_at FROM ticket WHERE business_day = ?", (day,))
    return {(day, number): KnownTicket(ticket_id, instant(issued_at)) for number, ticket_id, issued_at in told}


def ratings_of_days(db: Database, first_day: str, last_day: str) -> Iterator[RatingRow]:
    """The taps of these business days, both included, by day, number and time; those that do not count too."""
    return rows.each(db, RatingRow, _RATINGS + _IN_ORDER, (first_day, last_day))


def ratings_of_ended_visits(db: Database, first_day: str, last_day: str) -> Iterator[RatingRow]:
    """The same, of visits that have ended."""
    return rows.each(db, RatingRow, _RATINGS + "AND ticket.ended_at IS NOT NULL" + _IN_ORDER, (first_day, last_day))


def taps_of_day(db: Database, day: str) -> dict[str, list[Tap]]:
    """The taps of a business day that count, by ticket number."""
    taps: defaultdict[str, list[Tap]] = defaultdict(list)
    for row in ratings_of_days(db, day, day):
        if row.counts:
            taps[row.ticket].append(Tap(row.moment, row.value, row.answered_at))
    return taps


def add_ratings(
    db: Database,
    ratings: Iterable[tuple[RatingRow, int]],
    employees: Mapping[str, int],
    import_id: int,
) -> None:
    """Write imported taps, each with the id of its ticket, in this order."""
    db.conn.executemany(
        "INSERT INTO stored_rating (ticket_id, moment, value, answered_at, employee_id, is_imported, import_id)"
        " VALUES (?, ?, ?, ?, ?, 1, ?)",
        [
            (
                ticket_id,
                row.moment.value,
                row.value,
                stamp(row.answered_at),
                employees[row.employee] if row.employee else None,
                import_id,
            )
            for row, ticket_id in ratings
        ],
    )
