"""The figures of any days, live: what the day and week pages show. A read model."""

from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from storeops.base.months import DaySpan, day_span
from storeops.hall import hall_rows
from storeops.measuring.tallies_view import period_tally
from storeops.reports.document.period_view import period_figures, period_metrics
from storeops.reports.document.report_document import ComparedMonth, Comparisons, Metrics, PeriodReport, YearTargets
from storeops.reports.periods.period import Period
from storeops.store import journal


@dataclass(frozen=True, kw_only=True)
class LivePeriod(PeriodReport):
    """`last_seq` is the journal's number that the figures hold at least."""

    last_seq: int


def period_report(db: Database, period: Period, now: datetime, other: Period) -> LivePeriod:
    """The figures of these days so far, compared with `other`.

    A period of which only a part is over is compared with the whole of the other one.
    """
    last_seq = journal.last_seq(db)
    hall = hall_rows.hall(db)
    before = period_metrics(db, _span(db, other), now)
    tally = period_tally(db, period.first_day, period.last_day, now)
    return LivePeriod(
        **vars(period_figures(db, _span(db, period), now, tally)),
        last_seq=last_seq,
        hall=hall.name_zh,
        hall_en=hall.name_en,
        zone=hall.zone.key,
        wait_target_seconds=hall.wait_target_seconds,
        comparisons=Comparisons(previous=None, last_year=None, base=_compared(other, before)),
        year=YearTargets(year=period.first_day.year, time_gone=0, targets={}),
    )


def _compared(other: Period, before: Metrics) -> ComparedMonth:
    return ComparedMonth(
        month="",
        version=0,
        provisional=False,
        first_day="",
        last_day=other.last_day.isoformat(),
        metrics={metric: figure.value for metric, figure in before.items()},
        by_service={},
    )


def _span(db: Database, period: Period) -> DaySpan:
    return day_span(period.first_day, period.last_day, hall_rows.hall(db).zone)
