"""Days counted from what their tickets and counters went through, and which days there were: what the rows say."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from functools import lru_cache

from sqlite_utils import Database

from storeops.hall import hall_rows
from storeops.measuring import desk_fact_rows, fact_rows
from storeops.measuring.as_of import visits_as_of
from storeops.measuring.day_tally import DayTally
from storeops.measuring.desk_tally import DeskTally
from storeops.measuring.desk_time import TicketTime
from storeops.measuring.measures import MeasuredVisit, measured_visits
from storeops.measuring.tally import Tally


def lived_days(db: Database, first_day: date, last_day: date, now: datetime) -> set[date]:
    """The days, both ends included, that had tickets or somebody signed in."""
    with_tickets = fact_rows.days_with_tickets(db, first_day.isoformat(), last_day.isoformat())
    signed_in = desk_fact_rows.signed_in_days(db, first_day, last_day, hall_rows.hall(db).zone, now)
    return signed_in.union(map(date.fromisoformat, with_tickets))


def counted_days(db: Database, days: Iterable[date], now: datetime) -> Iterator[DayTally]:
    """The tallies of these days, one after another, counted from what the tickets and counters went through."""
    zone = hall_rows.hall(db).zone
    for day, visits, desk in _lived(db, days, now):
        yield DayTally.of(day, visits, desk, zone)


def counted_halls(db: Database, days: Iterable[date], now: datetime) -> Iterator[tuple[date, Tally]]:
    """The hall's tallies of these days alone, without their parts, counted in the same way."""
    for day, visits, desk in _lived(db, days, now):
        yield day, replace(Tally.of(visits), desk=desk)


def _lived(
    db: Database, days: Iterable[date], now: datetime
) -> Iterator[tuple[date, Sequence[MeasuredVisit], DeskTally]]:
    """The visits of each day, and what happened at the counters."""
    hours = hall_rows.opening_hours(db, hall_rows.hall(db))

    @lru_cache(maxsize=2)
    def tickets_of(day: date) -> TicketTime:
        return desk_fact_rows.ticket_time_of_day(db, day, hours, now)

    for day in days:
        text = day.isoformat()
        visits = measured_visits(fact_rows.visits_of_days(db, text, text, hours), int(now.timestamp()))
        desks = desk_fact_rows.desk_facts(db, day, hours, now, tickets_of)
        yield day, visits, DeskTally.of_day(desks, visits)


def day_until(db: Database, day: date, at: datetime) -> Tally:
    """The hall's tally of a day that is over as it stood `at` an hour of it."""
    hours, text, second = hall_rows.opening_hours(db, hall_rows.hall(db)), day.isoformat(), int(at.timestamp())
    visits = measured_visits(visits_as_of(fact_rows.visits_of_days(db, text, text, hours), second), second)

    def tickets_of(own: date) -> TicketTime:
        return desk_fact_rows.ticket_time_of_day(db, own, hours, at)

    desks = desk_fact_rows.desk_facts(db, day, hours, at, tickets_of)
    return replace(Tally.of(visits), desk=DeskTally.of_day(desks, visits))
