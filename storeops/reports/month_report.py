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
from storeops.reports.comparison_view import comparisons
from storeops.reports.findings.findings import findings
from storeops.reports.measures import MeasuredLeg, MeasuredTransaction, MeasuredVisit
from storeops.reports.metric_table import DEFINITIONS_VERSION, METRICS
from storeops.reports.metrics import FORMULAS
from storeops.reports.quality_table import QUALITY_METRICS
from storeops.reports.quality_view import quality_figures
from storeops.reports.queue_facts import QueueFacts
from storeops.reports.sections.cases_view import cases
from storeops.reports.sections.checklist_view import checklist
from storeops.reports.sections.data_quality_view import data_quality
from storeops.reports.sections.heard_view import heard
from storeops.reports.sections.leaving_view import leaving
from storeops.reports.sections.moments_view import moments
from storeops.reports.sections.names_view import names
from storeops.reports.sections.over_target_view import over_target
from storeops.reports.sections.pauses_view import pauses
from storeops.reports.sections.reviewed_flags_view import reviewed_flags
from storeops.reports.sections.special_view import special_customers
from storeops.reports.sections.staffing_view import staffing
from storeops.reports.sections.stars_view import star_bands
from storeops.reports.sections.transfers_view import transfers
from storeops.reports.year_targets_view import year_targets

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
    report: dict[str, Any] = {
        "hall": hall.name_zh,
        "hall_en": hall.name_en,
        "zone": hall.zone.key,
        "month": month,
        "version": 0,
        "provisional": now < span.closes_at,
        "definitions_version": DEFINITIONS_VERSION,
        "wait_target_seconds": hall.wait_target_seconds,
        "metrics": {**_figures(facts, whole_hall=True), **_quality(db, span, now)},
        "by_service": _by_service(facts),
        "by_half_hour": _by_visit(facts, _half_hours(hall.zone)),
        "by_weekday": _by_visit(facts, _weekday, [str(weekday) for weekday in range(1, 8)]),
        "names": names(db, span),
        "over_target": over_target(db, span),
        "transfers": transfers(db, span),
        "pauses": pauses(db, span),
        "staffing": staffing(db, span, now),
        "special_customers": special_customers(db, span),
        "data_quality": data_quality(db, span),
        "heard": heard(db, span),
        "leaving": leaving(db, span),
        "moments": moments(db, span, now),
        "checklist": checklist(db, span, now),
        "cases": cases(db, span, now),
        "stars": star_bands(db, span, now),
        "flags": reviewed_flags(db, span, now),
    }
    report["comparisons"] = comparisons(db, span, now)
    report["year"] = year_targets(db, span, now)
    return {**report, "findings": findings(report)}


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
