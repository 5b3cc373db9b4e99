"""What the hall gives out of its history, as CSV lines: a read model for other programs.

Only visits that have ended are given: one that goes on appears once it is over. Lines come while the database is
read, so a year takes no more memory than a day.
"""

import csv
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from io import StringIO
from zoneinfo import ZoneInfo

from sqlite_utils import Database

from storeops.hall import hall_rows
from storeops.history import leg_rows
from storeops.history.legs_format import COLUMNS, OPTIONAL_COLUMNS, local_text, write_leg
from storeops.reports import fact_rows
from storeops.reports.measures import MeasuredVisit, measured

VISIT_COLUMNS = (
    "business_day",
    "ticket",
    "segment",
    "service",
    "issued_at",
    "legs",
    "transactions",
    "outcome",
    "wait_seconds",
    "walk_seconds",
    "handling_seconds",
    "visit_seconds",
    "estimate_low_seconds",
    "estimate_high_seconds",
    "peak_end",
    "average",
    "peak_end_2",
    "ratings_valid",
)
_UNRATED = ("", "", "", "0")


def export_legs(db: Database, first_day: date, last_day: date) -> Iterator[str]:
    """The legs of these business days, both included, in the format of an import; by day, ticket and leg."""
    zone = hall_rows.hall(db).zone
    stored = leg_rows.legs_of_days(db, first_day.isoformat(), last_day.isoformat())
    return _lines((*COLUMNS, *OPTIONAL_COLUMNS), (write_leg(leg.row, zone) for leg in stored if leg.row))


def export_visits(db: Database, first_day: date, last_day: date) -> Iterator[str]:
    """One line for each visit of these business days, both included; by day and ticket.

    Waits, walks and handlings are those of all its legs together, whole seconds, empty where there was none. Void legs
    do not count; a void visit is given with what is known of it. The service is what the customer came for first.
    """
    hall = hall_rows.hall(db)
    hours = hall_rows.opening_hours(db, hall)
    days = fact_rows.days_with_tickets(db, first_day.isoformat(), last_day.isoformat())
    visits = (visit for day in days for visit in fact_rows.visits_of_days(db, day, day, hours))
    ended = (measured(visit) for visit in visits if visit.ended_at is not None)
    return _lines(VISIT_COLUMNS, (_visit(visit, hall.zone) for visit in ended))


def _visit(measures: MeasuredVisit, zone: ZoneInfo) -> list[object]:
    visit, finished = measures.fact, measures.handlings
    walks = [leg.walk for leg in measures.legs if leg.walk is not None]
    return [
        visit.business_day,
        visit.number,
        visit.segment,
        visit.service,
        local_text(datetime.fromtimestamp(visit.issued_at, UTC), zone),
        len(visit.legs),
        len(finished),
        visit.state,
        measures.visit_wait,
        sum(walks) if walks else None,
        sum(finished) if finished else None,
        measures.visit_time,
        visit.estimate_low_seconds,
        visit.estimate_high_seconds,
        *_UNRATED,
    ]


def _lines(header: Iterable[str], rows: Iterable[Iterable[object]]) -> Iterator[str]:
    """CSV lines with their line ends; None is an empty cell."""
    buffer = StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(header)
    yield _taken(buffer)
    for row in rows:
        writer.writerow(row)
        yield _taken(buffer)


def _taken(buffer: StringIO) -> str:
    line = buffer.getvalue()
    buffer.seek(0)
    buffer.truncate()
    return line
