"""The figures of any days, live: what the day and week pages show. A read model."""

from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from storeops.base.months import DaySpan, day_span
from storeops.hall import hall_rows
from storeops.measuring.tallies_view import hall_days, period_tally, queue_targets
from storeops.measuring.tally import Tally
from storeops.reports.comparison.comparison_view import begun_part, same_part
from storeops.reports.comparison.period_days import PeriodDays, judged_changes
from storeops.reports.comparison.period_days_view import period_days
from storeops.reports.document.period_view import period_figures, period_metrics
from storeops.reports.document.quality_view import read_quality
from storeops.reports.document.report_document import ComparedMonth, Comparisons, PeriodReport, YearTargets
from storeops.reports.periods.period import Period
from storeops.store import journal


@dataclass(frozen=True, kw_only=True)
class LivePeriod(PeriodReport):
    """`last_seq` is the journal's number that the figures hold at least."""

    last_seq: int


def period_report(db: Database, period: Period, now: datetime, other: Period) -> LivePeriod:
    """The figures of these days so far, compared with `other`.

    A period of which only a part is over is compared with as many days of the other one, the last until the same hour.
    """
    last_seq = journal.last_seq(db)
    hall = hall_rows.hall(db)
    tally = period_tally(db, period.first_day, period.last_day, now)
    span = _span(db, period)
    quality = read_quality(db, span)
    days = period_days(db, span, now, {day.business_day: day.hall for day in tally.days}, quality)
    return LivePeriod(
        **vars(period_figures(db, span, now, tally, quality)),
        last_seq=last_seq,
        hall=hall.name_zh,
        hall_en=hall.name_en,
        zone=hall.zone.key,
        wait_target_seconds=hall.wait_target_seconds,
        comparisons=Comparisons(previous=None, last_year=None, base=_compared(db, period, other, now, days)),
        year=YearTargets(year=period.first_day.year, time_gone=0, targets={}),
    )


def _compared(db: Database, period: Period, other: Period, now: datetime, days: PeriodDays) -> ComparedMonth:
    span, cut = same_part(db, _span(db, other), begun_part(db, _span(db, period), now))
    halls = hall_days(db, span.first_day, span.last_day, now, cut)
    quality = read_quality(db, span, cut)
    metrics = period_metrics(db, span, now, Tally.merged(halls.values()), quality)
    before = period_days(db, span, now, halls, quality)
    return ComparedMonth(
        month="",
        version=0,
        provisional=False,
        first_day="",
        last_day=span.last_day.isoformat(),
        metrics={metric: figure.value for metric, figure in metrics.items()},
        by_service={},
        open_days=len(before.tallies),
        judged=judged_changes(days, before, queue_targets(db)),
    )


def _span(db: Database, period: Period) -> DaySpan:
    return day_span(period.first_day, period.last_day, hall_rows.hall(db).zone)
