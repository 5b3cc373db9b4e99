"""The metrics of the periods that a month is compared with. A read model.

A closed month speaks with the version in force, and only it tells its services, by OF_A_SERVICE. While the month itself
still runs, the earlier ones are cut at the same day, so that sums compare.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlite_utils import Database

from storeops.base.business_time import business_day
from storeops.base.months import EARLIEST_MONTH, MonthSpan, begun_month, day_span, month_before, month_span
from storeops.hall import hall_rows
from storeops.measuring import fact_rows
from storeops.month_end import kept_rows
from storeops.reports.document import report_body, report_rows
from storeops.reports.document.closed_report import REPORT
from storeops.reports.document.period_view import METRICS_FROM, period_metrics
from storeops.reports.document.report_document import ComparedMonth, Comparisons, Metrics
from storeops.reports.sections.rows_of_month import CARE_ENTRIES, SKILL_RESULTS

OF_A_SERVICE = ("transactions", "handling_mean")
"""What it takes to tell other business from slower work."""

COMPARISONS_FROM = (*METRICS_FROM, CARE_ENTRIES.of(), SKILL_RESULTS.of())


def comparisons(db: Database, span: MonthSpan, now: datetime) -> Comparisons:
    """The month before and the same month of the year before; None where there are no data."""
    today = business_day(now, hall_rows.hall(db).zone)
    days_gone = today.day if today < span.last_day else None
    return Comparisons(
        previous=_period(db, month_before(span.month), now, days_gone),
        last_year=_period(db, f"{span.first_day.year - 1}{span.month[4:]}", now, days_gone),
    )


def base_comparison(db: Database, month: str, now: datetime) -> ComparedMonth | None:
    """A whole month chosen as the base of comparison (定基比); None where there are no data. BadValue."""
    begun_month(month, hall_rows.hall(db).zone, now)
    return _period(db, month, now, None)


def _period(db: Database, month: str, now: datetime, days_gone: int | None) -> ComparedMonth | None:
    """A month's figures, or those of its first days while only so many of the month compared with it are gone."""
    if month < EARLIEST_MONTH:
        return None
    zone = hall_rows.hall(db).zone
    span = month_span(month, zone)
    last_day = span.last_day
    if days_gone is not None:
        last_day = min(last_day, span.first_day + timedelta(days=days_gone - 1))
    closed = kept_rows.latest(db, REPORT, month) if last_day == span.last_day else None
    services: Mapping[str, Metrics] = {}
    if closed:
        body = report_body.from_text(closed.body)
        version, provisional, figures, services = closed.version, False, body.metrics, body.by_service
    elif fact_rows.has_tickets(db, span.first_day, last_day):
        figures = period_metrics(db, day_span(span.first_day, last_day, zone), now)
        version, provisional = 0, now < span.closes_at
    else:
        return None
    return ComparedMonth(
        month=month,
        version=version,
        provisional=provisional,
        first_day=max(report_rows.first_day(db) or "", span.first_day.isoformat()),
        last_day=last_day.isoformat(),
        metrics={metric: figure.value for metric, figure in figures.items()},
        by_service={code: {metric: own[metric].value for metric in OF_A_SERVICE} for code, own in services.items()},
    )
