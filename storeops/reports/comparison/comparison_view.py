"""The metrics of the periods that a month is compared with. A read model.

A closed month speaks with the version in force, and only it tells its services, by OF_A_SERVICE. While the month itself
still runs, the earlier ones are cut at the same hour of the same day. What is chance is told by the days as they stand.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlite_utils import Database

from storeops.base.business_time import business_day, local_instant
from storeops.base.months import (
    EARLIEST_MONTH,
    DaySpan,
    MonthSpan,
    begun_month,
    day_span,
    month_before,
    month_of,
    month_span,
)
from storeops.hall import hall_rows
from storeops.measuring import fact_rows
from storeops.measuring.tallies_view import hall_days, queue_targets
from storeops.measuring.tally import Tally
from storeops.month_end import kept_rows
from storeops.reports.comparison.period_days import PeriodDays, judged_changes
from storeops.reports.comparison.period_days_view import period_days
from storeops.reports.document import report_body, report_rows
from storeops.reports.document.closed_report import REPORT
from storeops.reports.document.period_view import METRICS_FROM, period_metrics
from storeops.reports.document.quality_view import read_quality
from storeops.reports.document.report_document import ComparedMonth, Comparisons, Metrics
from storeops.reports.sections.rows_of_month import CARE_ENTRIES, SKILL_RESULTS

OF_A_SERVICE = ("transactions", "handling_mean")
"""What it takes to tell other business from slower work."""

_NO_SERVICES: Mapping[str, Metrics] = {}
COMPARISONS_FROM = (*METRICS_FROM, CARE_ENTRIES.of(), SKILL_RESULTS.of())


def comparisons(db: Database, span: MonthSpan, now: datetime, days: PeriodDays | None = None) -> Comparisons:
    """The month before and the same month of the year before, or the latest earlier one with data; None without any.

    `days`: those of the month, where the caller has them.
    """
    days = days or days_of(db, span, now)
    begun = begun_part(db, span, now)
    previous = _period(db, month_before(span.month), now, days, begun)
    last_year = _period(db, f"{span.first_day.year - 1}{span.month[4:]}", now, days, begun)
    if previous or last_year:
        return Comparisons(previous, last_year)
    latest = fact_rows.last_day_with_tickets(db, span.first_day)
    return Comparisons(None, None, _period(db, month_of(latest), now, days, begun) if latest else None)


def base_comparison(db: Database, of_month: str, month: str, now: datetime) -> ComparedMonth | None:
    """A whole month chosen as the base of comparison (定基比); None where there are no data. BadValue."""
    zone = hall_rows.hall(db).zone
    begun_month(month, zone, now)
    return _period(db, month, now, days_of(db, month_span(of_month, zone), now), None)


def days_of(db: Database, span: DaySpan, now: datetime) -> PeriodDays:
    """The days of a period so far."""
    return period_days(db, span, now, hall_days(db, span.first_day, span.last_day, now))


def begun_part(db: Database, span: DaySpan, now: datetime) -> tuple[int, timedelta] | None:
    """How many days of a period that still runs have begun, and how late it is on the last; None: it is over."""
    zone = hall_rows.hall(db).zone
    today = business_day(now, zone)
    if today > span.last_day:
        return None
    return (today - span.first_day).days + 1, now - local_instant(today, datetime.min.time(), zone)


def _period(
    db: Database, month: str, now: datetime, days: PeriodDays, begun: tuple[int, timedelta] | None
) -> ComparedMonth | None:
    """A month's figures, or those of its first days while only so many of the month compared with it have begun."""
    if month < EARLIEST_MONTH:
        return None
    zone = hall_rows.hall(db).zone
    whole = month_span(month, zone)
    span, cut = same_part(db, whole, begun)
    closed = kept_rows.latest(db, REPORT, month) if span == day_span(whole.first_day, whole.last_day, zone) else None
    if not closed and not fact_rows.has_tickets(db, span.first_day, span.last_day):
        return None
    halls = hall_days(db, span.first_day, span.last_day, now, cut)
    quality = read_quality(db, span, cut)
    before, services = period_days(db, span, now, halls, quality), _NO_SERVICES
    if closed:
        body = report_body.from_text(closed.body)
        version, provisional, figures, services = closed.version, False, body.metrics, body.by_service
    else:
        figures = period_metrics(db, span, now, Tally.merged(halls.values()), quality)
        version, provisional = 0, now < whole.closes_at
    return ComparedMonth(
        month=month,
        version=version,
        provisional=provisional,
        first_day=max(report_rows.first_day(db) or "", span.first_day.isoformat()),
        last_day=span.last_day.isoformat(),
        metrics={metric: figure.value for metric, figure in figures.items()},
        by_service={code: {metric: own[metric].value for metric in OF_A_SERVICE} for code, own in services.items()},
        open_days=len(before.tallies),
        judged=judged_changes(days, before, queue_targets(db)),
    )


def same_part(db: Database, whole: DaySpan, begun: tuple[int, timedelta] | None) -> tuple[DaySpan, datetime | None]:
    """As much of a period as has begun of the one that it is compared with, and the hour at which its last day ends.

    None: the last day counts whole, because the other period is over or has more days.
    """
    if begun is None:
        return day_span(whole.first_day, whole.last_day, hall_rows.hall(db).zone), None
    days, hour = begun
    zone = hall_rows.hall(db).zone
    last_day = whole.first_day + timedelta(days=days - 1)
    if last_day > whole.last_day:
        return day_span(whole.first_day, whole.last_day, zone), None
    cut = local_instant(last_day, datetime.min.time(), zone) + hour
    return DaySpan(whole.first_day, last_day, whole.begins_at, cut), cut
