"""The figures of any days: all metrics together and in parts, and how the floor worked. A read model."""

from collections.abc import Mapping
from datetime import datetime
from typing import cast

from sqlite_utils import Database

from storeops.base.months import DaySpan
from storeops.measuring.day_tally import merged_by_key
from storeops.measuring.metric import QueueTargets, Unit
from storeops.measuring.metric_registry import QUEUE_METRIC_OF, Figures, part_figures, quality_figures, queue_figures
from storeops.measuring.service_metrics import missed_in_service_level
from storeops.measuring.tallies_view import PeriodTally, hall_tally, queue_targets
from storeops.measuring.tally import Tally
from storeops.reports.document.quality_view import QUALITY_FROM, QualityRead, quality_facts
from storeops.reports.document.report_document import MetricFigure, Metrics, PeriodFigures, PeriodParts
from storeops.reports.layout.blocks import Number
from storeops.reports.sections.floor_view import over_target, pauses, special_customers, transfers
from storeops.reports.sections.records_view import names
from storeops.reports.sections.rows_of_month import (
    COUNTER_SPANS,
    FOLLOW_UPS,
    LEGS,
    LEGS_AS_IMPORTED,
    SIGNED_IN,
    SYSTEM_PAUSES,
    TICKETS,
    TRANSACTIONS,
)
from storeops.reports.sections.staffing_view import staffing

METRICS_FROM = (
    TICKETS.of(
        "service_id",
        "leg_index",
        "segment",
        "state",
        "issued_at",
        "booked_at",
        "due_at",
        "ended_at",
        "estimate_low_seconds",
        "estimate_high_seconds",
        "is_imported",
    ),
    LEGS.of(
        "service_id",
        "queued_at",
        "first_called_at",
        "last_called_at",
        "started_at",
        "ended_at",
        "counter_id",
        "employee_id",
        "outcome",
        "left_open",
    ),
    LEGS_AS_IMPORTED.of("held_seconds"),
    TRANSACTIONS.of("service_id", "class", "started_at", "ended_at", "outcome"),
    SYSTEM_PAUSES.of("ended_at"),
    SIGNED_IN.of("counter_id", "signed_out_at"),
    COUNTER_SPANS.of("counter_id", "kind", "ended_at"),
    FOLLOW_UPS.of("kind", "ticket_id", "opened_at", "first_answered_at"),
    *QUALITY_FROM,
)
"""The metrics of the hall and of its parts."""

WEEKDAYS = tuple(str(weekday) for weekday in range(1, 8))
LATE = "late"
"""Beside the metrics of a half hour: how many visits missed the service level."""
_OF_A_HALF_HOUR = ("issued", "service_level", "wait_median", "wait_p90")


def period_metrics(
    db: Database, span: DaySpan, now: datetime, tally: Tally | None = None, quality: QualityRead | None = None
) -> Metrics:
    """All metrics, of the queue and of service quality, of these days so far.

    `tally` and `quality` are those of these days, where the caller has them.
    """
    tally = tally or hall_tally(db, span.first_day, span.last_day, now)
    return _told({**queue_figures(tally, queue_targets(db)), **quality_figures(quality_facts(db, span, now, quality))})


def period_parts(
    db: Database, span: DaySpan, now: datetime, tally: PeriodTally, quality: QualityRead | None = None
) -> PeriodParts:
    """`metrics` as period_metrics gives them, and the same days in parts that add up to them.

    `tally` and `quality` are those of these days. `days` are those that had tickets or somebody signed in.
    """
    days, targets = tally.days, queue_targets(db)
    weekdays = {weekday: [day for day in days if str(day.business_day.isoweekday()) == weekday] for weekday in WEEKDAYS}
    halls = {weekday: Tally.merged(day.hall for day in own) for weekday, own in weekdays.items()}
    half_hours = {weekday: merged_by_key(day.half_hours for day in own) for weekday, own in weekdays.items()}
    return PeriodParts(
        metrics=period_metrics(db, span, now, tally.hall, quality),
        by_service=_figures_by_key(merged_by_key(day.services for day in days), targets),
        by_half_hour=_figures_by_key(merged_by_key(half_hours.values()), targets),
        by_weekday=_figures_by_key(halls, targets),
        days={day.business_day.isoformat(): _told(part_figures(day.hall, targets)) for day in days},
        by_weekday_half_hour={weekday: _of_half_hours(own, targets) for weekday, own in half_hours.items()},
    )


def period_figures(
    db: Database, span: DaySpan, now: datetime, tally: PeriodTally, quality: QualityRead | None = None
) -> PeriodFigures:
    """The metrics of these days so far as period_parts gives them, and how the floor worked."""
    return PeriodFigures(
        **vars(period_parts(db, span, now, tally, quality)),
        names=names(db, span),
        over_target=over_target(db, span, tally.hall),
        transfers=transfers(db, span),
        pauses=pauses(db, span),
        staffing=staffing(db, span, now, tally.hall),
        special_customers=special_customers(tally.hall),
    )


def _figures_by_key(tallies: Mapping[str, Tally], targets: QueueTargets) -> dict[str, Metrics]:
    return {key: _told(part_figures(tally, targets)) for key, tally in tallies.items()}


def _told(figures: Figures) -> Metrics:
    return {
        metric: MetricFigure(cast(Number | None, figure["value"]), cast(Unit, figure["unit"]))
        for metric, figure in figures.items()
    }


def _of_half_hours(tallies: Mapping[str, Tally], targets: QueueTargets) -> dict[str, dict[str, Number | None]]:
    return {
        half_hour: {
            **{metric: QUEUE_METRIC_OF[metric].value(tally, targets) for metric in _OF_A_HALF_HOUR},
            LATE: missed_in_service_level(tally, targets),
        }
        for half_hour, tally in tallies.items()
    }
