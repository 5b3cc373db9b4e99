"""The month's figures, as every rendering of the report shows them: a read model."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from sqlite_utils import Database

from storeops.hall import hall_rows
from storeops.months import MonthSpan, begun_month
from storeops.reports import desk_rows, fact_rows
from storeops.reports.measures import MeasuredLeg, MeasuredTransaction, MeasuredVisit
from storeops.reports.metric_table import DEFINITIONS_VERSION, METRICS
from storeops.reports.metrics import FORMULAS
from storeops.reports.quality_table import QUALITY_METRICS
from storeops.reports.quality_view import quality_figures
from storeops.reports.queue_facts import QueueFacts

Figures = dict[str, dict[str, object]]


def month_report(db: Database, month: str, now: datetime) -> dict[str, Any]:
    """All figures of a month written YYYY-MM, JSON-ready and unrounded. BadValue for no month or one still to come.

    Each metric is {"value": number or None, "unit": ...}; services, half hours (local time of issue) and weekdays
    (1 is Monday) hold the metrics that do not need the time at the counters, and add up to the month.
    """
    hall = hall_rows.hall(db)
    hours = hall_rows.opening_hours(db, hall)
    span = begun_month(month, hall.zone, now)
    days = span.first_day.isoformat(), span.last_day.isoformat()
    visits = fact_rows.visits_of_days(db, *days, hours)
    desks = desk_rows.desk_facts(db, span.begins_at, min(span.ends_at, now), hours, *days)
    facts = QueueFacts.of(visits, hall.wait_target_seconds, desks)
    return {
        "hall": hall.name_zh,
        "hall_en": hall.name_en,
        "month": month,
        "version": 1,
        "provisional": now < span.closes_at,
        "definitions_version": DEFINITIONS_VERSION,
        "metrics": {**_figures(facts, whole_hall=True), **_quality(db, span, now)},
        "by_service": _by_service(facts),
        "by_half_hour": _by_visit(facts, _half_hours(hall.zone)),
        "by_weekday": _by_visit(facts, _weekday, [str(weekday) for weekday in range(1, 8)]),
    }


def _figures(facts: QueueFacts, *, whole_hall: bool = False) -> Figures:
    return {
        metric.id: {"value": FORMULAS[metric.id](facts), "unit": metric.unit}
        for metric in METRICS
        if whole_hall or not metric.is_of_hall
    }


def _quality(db: Database, span: MonthSpan, now: datetime) -> Figures:
    values = quality_figures(db, span, now)
    return {metric.id: {"value": values[metric.id], "unit": metric.unit} for metric in QUALITY_METRICS}


def _by_service(facts: QueueFacts) -> dict[str, Figures]:
    """Visits by what they came for first; legs and transactions each by their own service."""
    visits: defaultdict[str, list[MeasuredVisit]] = defaultdict(list)
    legs: defaultdict[str, list[MeasuredLeg]] = defaultdict(list)
    transactions: defaultdict[str, list[MeasuredTransaction]] = defaultdict(list)
    for visit in facts.visits:
        visits[visit.fact.service].append(visit)
    for leg in facts.legs:
        legs[leg.fact.service].append(leg)
    for transaction in facts.transactions:
        transactions[transaction.fact.service].append(transaction)
    return {
        code: _figures(QueueFacts(visits[code], legs[code], transactions[code], facts.wait_target_seconds))
        for code in sorted({*visits, *legs, *transactions})
    }


def _by_visit(
    facts: QueueFacts, group_of: Callable[[MeasuredVisit], str], always: Iterable[str] = ()
) -> dict[str, Figures]:
    groups: defaultdict[str, list[MeasuredVisit]] = defaultdict(list, {group: [] for group in always})
    for visit in facts.visits:
        groups[group_of(visit)].append(visit)
    return {
        group: _figures(QueueFacts.of_measured(groups[group], facts.wait_target_seconds)) for group in sorted(groups)
    }


def _half_hours(zone: ZoneInfo) -> Callable[[MeasuredVisit], str]:
    def half_hour(visit: MeasuredVisit) -> str:
        local = datetime.fromtimestamp(visit.fact.issued_at, UTC).astimezone(zone)
        return f"{local.hour:02d}:{local.minute // 30 * 30:02d}"

    return half_hour


@cache
def _weekday_of(day: str) -> str:
    return str(date.fromisoformat(day).isoweekday())


def _weekday(visit: MeasuredVisit) -> str:
    return _weekday_of(visit.fact.business_day)
