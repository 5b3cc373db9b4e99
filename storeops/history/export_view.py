"""What the hall gives out of its history, as CSV lines: a read model for other programs.

Only visits that have ended are given, with their legs, transactions and ratings: one that goes on appears once it is
over. Lines come while the database is read, so a year takes no more memory than a day. What goes out as legs,
transactions, ratings, checks, care or roster can be imported by another hall. No cell is a formula to a spreadsheet.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from sqlite_utils import Database

from storeops.base.csv_lines import csv_lines
from storeops.base.months import day_span
from storeops.hall import hall_rows
from storeops.history import (
    care_format,
    checks_format,
    legs_format,
    ratings_format,
    roster_format,
    told_care_rows,
    told_check_rows,
    told_leg_rows,
    told_rating_rows,
    told_roster_rows,
    told_transaction_rows,
    transactions_format,
)
from storeops.history.cell_values import local_text
from storeops.measuring import fact_rows
from storeops.measuring.measures import MeasuredVisit, measured
from storeops.quality.ratings.peak_end import Tap, visit_scores

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


def export_legs(db: Database, first_day: date, last_day: date) -> Iterator[str]:
    """The legs of these business days, both included, in the format of an import; by day, ticket and leg."""
    zone = hall_rows.hall(db).zone
    stored = told_leg_rows.legs_of_days(db, first_day.isoformat(), last_day.isoformat())
    columns = (*legs_format.COLUMNS, *legs_format.OPTIONAL_COLUMNS)
    return csv_lines(columns, (legs_format.write_leg(leg.row, zone) for leg in stored if leg.row))


def export_transactions(db: Database, first_day: date, last_day: date) -> Iterator[str]:
    """The transactions of these business days, both included; by day, ticket, leg and order.

    Those that a transfer or a hold cut off are among them.
    """
    zone = hall_rows.hall(db).zone
    rows = told_transaction_rows.transactions_of_days(db, first_day.isoformat(), last_day.isoformat())
    return csv_lines(transactions_format.COLUMNS, (transactions_format.write_transaction(row, zone) for row in rows))


def export_ratings(db: Database, first_day: date, last_day: date) -> Iterator[str]:
    """The taps of the visits of these business days, both included, less those taken back; by day, ticket and time.

    Those that do not count are among them, and say so.
    """
    zone = hall_rows.hall(db).zone
    rows = told_rating_rows.ratings_of_ended_visits(db, first_day.isoformat(), last_day.isoformat())
    columns = (*ratings_format.COLUMNS, *ratings_format.OPTIONAL_COLUMNS)
    return csv_lines(columns, (ratings_format.write_rating(row, zone) for row in rows))


def export_checks(db: Database, first_day: date, last_day: date) -> Iterator[str]:
    """The latest version of the checks of these local days, both included; by time, employee and inspector."""
    zone = hall_rows.hall(db).zone
    checks = told_check_rows.checks_of_days(db, first_day.isoformat(), last_day.isoformat())
    rows = (row for check in checks for row in check.latest)
    return csv_lines(checks_format.COLUMNS, (checks_format.write_item(row, zone) for row in rows))


def export_care(db: Database, first_day: date, last_day: date) -> Iterator[str]:
    """The care entries of these days, both included; by day, employee and kind."""
    rows = told_care_rows.entries_of_days(db, first_day.isoformat(), last_day.isoformat())
    return csv_lines(care_format.COLUMNS, map(care_format.write_care, rows))


def export_roster(db: Database, first_day: date, last_day: date) -> Iterator[str]:
    """The stretches that began on these local days, both included, and are over; by sign-in and employee."""
    zone = hall_rows.hall(db).zone
    span = day_span(first_day, last_day, zone)
    rows = told_roster_rows.ended_stretches(db, span.begins_at, span.ends_at)
    return csv_lines(roster_format.COLUMNS, (roster_format.write_stretch(row, zone) for row in rows))


def export_visits(db: Database, first_day: date, last_day: date) -> Iterator[str]:
    """One line for each visit of these business days, both included; by day and ticket.

    Waits, walks and handlings are those of all its legs together, whole seconds, empty where there was none. Void legs
    do not count; a void visit is given with what is known of it. The service is what the customer came for first.
    The scores are those of the customer's taps, from 0 to 100.
    """
    days = fact_rows.days_with_tickets(db, first_day.isoformat(), last_day.isoformat())
    return csv_lines(VISIT_COLUMNS, (visit for day in days for visit in _visits_of_day(db, day)))


def _visits_of_day(db: Database, day: str) -> Iterator[list[object]]:
    hall = hall_rows.hall(db)
    taps = told_rating_rows.taps_of_day(db, day)
    for visit in fact_rows.visits_of_days(db, day, day, hall_rows.opening_hours(db, hall)):
        if visit.ended_at is not None:
            yield [*_measures(measured(visit), hall.zone), *_scores(taps.get(visit.number, []))]


def _measures(measures: MeasuredVisit, zone: ZoneInfo) -> list[object]:
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
    ]


def _scores(taps: list[Tap]) -> list[object]:
    scores = visit_scores(taps)
    figures = (scores.peak_end, scores.average, scores.peak_end_2)
    return [*map(_score, figures), int(scores.is_valid)]


def _score(figure: Decimal | None) -> str | None:
    """With two decimals, and up to four where it has them."""
    if figure is None:
        return None
    whole, _, decimals = f"{figure:.4f}".partition(".")
    return f"{whole}.{decimals.rstrip('0'):0<2}"
