"""The year's targets with what the year has reached, and how much of it is gone. A read model."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlite_utils import Database

from storeops.base.business_time import business_day
from storeops.base.months import MonthSpan, day_span
from storeops.hall import hall_rows
from storeops.measuring import fact_rows
from storeops.measuring.metric import Metric
from storeops.measuring.metric_registry import METRIC_OF
from storeops.reports.document.period_view import METRICS_FROM, period_metrics
from storeops.reports.document.report_document import YearTarget, YearTargets
from storeops.reports.layout.blocks import Number
from storeops.reports.targets import year_target_rows
from storeops.reports.targets.target_metrics import TARGET_METRICS

YEAR_FROM = METRICS_FROM


@dataclass(frozen=True)
class TargetLine:
    """A metric that takes a target; the years' values in its unit, None where the hall has none."""

    metric: Metric
    target: float | None
    last_year: Number | None
    so_far: Number | None


def year_targets(db: Database, span: MonthSpan, now: datetime) -> YearTargets:
    """The targets of the month's year, seen at the month's end, or now if that is still to come."""
    first, last = date(span.first_day.year, 1, 1), min(span.last_day, _today(db, now))
    targets = year_target_rows.targets_of_year(db, first.year)
    reached = _values(db, first, last, now) if targets else {}
    return YearTargets(
        year=first.year,
        time_gone=((last - first).days + 1) / (date(first.year, 12, 31) - date(first.year - 1, 12, 31)).days,
        targets={metric: YearTarget(target, reached.get(metric)) for metric, target in targets.items()},
    )


def target_lines(db: Database, year: int, now: datetime) -> list[TargetLine]:
    """Every metric that takes a target, with its target of a year and what it was in that year and the one before."""
    targets, today = year_target_rows.targets_of_year(db, year), _today(db, now)
    last_year = _values(db, date(year - 1, 1, 1), min(date(year - 1, 12, 31), today), now)
    so_far = _values(db, date(year, 1, 1), min(date(year, 12, 31), today), now)
    return [
        TargetLine(METRIC_OF[metric], targets.get(metric), last_year.get(metric), so_far.get(metric))
        for metric in TARGET_METRICS
    ]


def _values(db: Database, first: date, last: date, now: datetime) -> dict[str, Number | None]:
    """The metrics of some days by id; none at all where the hall has no ticket of them."""
    if not fact_rows.has_tickets(db, first, last):
        return {}
    figures = period_metrics(db, day_span(first, last, hall_rows.hall(db).zone), now)
    return {metric: figure.value for metric, figure in figures.items()}


def _today(db: Database, now: datetime) -> date:
    return business_day(now, hall_rows.hall(db).zone)
