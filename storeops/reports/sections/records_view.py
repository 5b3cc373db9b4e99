"""How far the month's records can be trusted, and the names in them. A read model."""

from collections.abc import Mapping
from typing import TypeVar

from sqlite_utils import Database

from storeops.base.business_time import business_day
from storeops.base.months import DaySpan
from storeops.hall import hall_rows
from storeops.measuring.sums import share
from storeops.measuring.tally import Tally
from storeops.people import employee_rows
from storeops.quality.guideposts import moment_rows
from storeops.quality.guideposts.moment_rows import MomentName
from storeops.reports.sections import record_rows
from storeops.reports.sections.records_section import DataQuality, NamedMoment, NamedService, NamePair, ReportNames
from storeops.reports.sections.rows_of_month import LEGS, PROMPTS, SIGNED_IN, TICKETS, TRANSACTIONS
from storeops.reports.sections.section_json import read
from storeops.store import clock_rows

DATA_QUALITY_FROM = (
    TICKETS.of("state", "is_imported", "issued_at", "ended_at"),
    LEGS.of("queued_at", "first_called_at", "last_called_at", "started_at", "ended_at"),
    TRANSACTIONS.of("started_at", "ended_at"),
    PROMPTS.of("why_shown"),
    SIGNED_IN.of("left_open"),
)

Named = TypeVar("Named", bound=NamePair)


def data_quality(db: Database, span: DaySpan, tally: Tally) -> DataQuality:
    """Counts of what is missing, was closed by the system or tells an impossible time; the share of imported tickets.

    `tally` is that of these days. `missing_prompts` is None where no visit was served to its end here.
    """
    days = span.first_day.isoformat(), span.last_day.isoformat()
    visits = record_rows.visits(db, *days)
    return DataQuality(
        legs_left_open=tally.legs_left_open,
        counters_left_open=record_rows.counters_left_open(db, span.begins_at, span.ends_at),
        voids=record_rows.void_tickets(db, *days),
        missing_prompts=visits.unasked if visits.closes else None,
        clock_jumps=record_rows.clock_jumps(db, *days, span.begins_at, span.ends_at),
        imported_share=share(visits.imported, visits.issued),
        legs_without_employee=tally.legs_without_employee,
        unfinished_transactions=tally.unfinished_transactions,
        turned_around=record_rows.turned_around(db, *days) or None,
        clock_days=_clock_days(db, span) or None,
    )


def _clock_days(db: Database, span: DaySpan) -> list[str]:
    """The days of a span on which the clock was set, or from which it was set to another."""
    zone = hall_rows.hall(db).zone
    steps = clock_rows.steps_between(db, span.begins_at, span.ends_at)
    days = {business_day(at, zone) for step in steps for at in (step.expected_at, step.shown_at)}
    return [day.isoformat() for day in sorted(days) if span.first_day <= day <= span.last_day]


def names(db: Database, span: DaySpan) -> ReportNames:
    """The names of everything that a figure may belong to, in both languages, by code: a closed month keeps them."""
    del span
    return ReportNames(
        services=_named(NamedService, record_rows.services(db)),
        categories=_named(NamePair, record_rows.categories(db)),
        moments={moment.value: _moment(named) for moment, named in moment_rows.moment_names(db).items()},
        employees=employee_rows.names(db),
    )


def _moment(named: MomentName) -> NamedMoment:
    return NamedMoment(named.name_zh, named.name_en, named.answers("zh"), named.answers("en"))


def _named(kind: type[Named], rows: Mapping[str, object]) -> dict[str, Named]:
    return {code: read(kind, told) for code, told in rows.items()}
