"""The year's targets with what the year has reached, and how much of it is gone. A read model."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlite_utils import Database

from storeops.base.business_time import business_day
from storeops.base.months import MonthSpan, day_span
from storeops.hall import hall_rows
from storeops.measuring import fact_rows
from storeops.measuring.metric import Metric
from storeops.measuring.metric_registry import METRIC_OF
from storeops.measuring.tallies_view import hall_days, queue_targets
from storeops.measuring.tally import Tally
from storeops.reports.comparison.period_days import judged_aims
from storeops.reports.comparison.period_days_view import period_days
from storeops.reports.document import report_rows
from storeops.reports.document.period_view import METRICS_FROM, period_metrics
from storeops.reports.document.quality_view import read_quality
from storeops.reports.document.report_document import YearTarget, YearTargets
from storeops.reports.layout.blocks import Number
from storeops.reports.sections.rows_of_month import CARE_ENTRIES, SKILL_RESULTS
from storeops.reports.targets import year_target_rows
from storeops.reports.targets.progress import due_by_now
from storeops.reports.targets.target_metrics import TARGET_METRICS

YEAR_FROM = (*METRICS_FROM, CARE_ENTRIES.of(), SKILL_RESULTS.of())


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
    begins = report_rows.first_day(db)
    is_late = begins is not None and first.isoformat() < begins <= last.isoformat()
    year = YearTargets(
        year=first.year,
        time_gone=_part_of_year(first, last),
        targets={},
        begins=begins if is_late else None,
        time_due=_part_of_year(date.fromisoformat(begins), last) if begins is not None and is_late else None,
    )
    return replace(year, targets=_reached(db, first, last, now, year, targets)) if targets else year


def _part_of_year(first: date, last: date) -> float:
    return ((last - first).days + 1) / (date(first.year, 12, 31) - date(first.year - 1, 12, 31)).days


def _reached(
    db: Database, first: date, last: date, now: datetime, year: YearTargets, targets: Mapping[str, float]
) -> dict[str, YearTarget]:
    """What each metric has reached, and whether it is further from where it should be than chance puts it."""
    if not fact_rows.has_tickets(db, first, last):
        return {metric: YearTarget(target, None) for metric, target in targets.items()}
    span, halls = day_span(first, last, hall_rows.hall(db).zone), hall_days(db, first, last, now)
    quality = read_quality(db, span)
    figures = period_metrics(db, span, now, Tally.merged(halls.values()), quality)
    aims = {metric: due_by_now(METRIC_OF[metric], target, year) for metric, target in targets.items()}
    judged = judged_aims(period_days(db, span, now, halls, quality), aims, queue_targets(db))
    return {metric: YearTarget(target, figures[metric].value, judged[metric]) for metric, target in targets.items()}


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
