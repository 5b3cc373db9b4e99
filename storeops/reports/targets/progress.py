"""How far the year has come on its way to a target. Pure."""

from storeops.measuring.metric import Metric
from storeops.reports.document.report_document import JudgedChange, YearTarget, YearTargets
from storeops.reports.layout.blocks import Number, YearProgress
from storeops.reports.layout.shown import as_shown


def fills_up(metric: Metric) -> bool:
    """Whether the days of a year add up to the figure of the year; every other figure is a level."""
    return metric.unit == "count"


def due_by_now(metric: Metric, target: Number, year: YearTargets) -> Number:
    """What a figure should have reached: of what fills up, as much as is gone of the year since records began."""
    time_due = year.time_gone if year.time_due is None else year.time_due
    return target * time_due if fills_up(metric) else target


def year_progress(metric: Metric, planned: YearTarget, year: YearTargets) -> YearProgress:
    """The year so far beside its target.

    A count fills up: it is on course if at least that share of the target is reached as of the year is gone, or, where
    less is better, at most that share. A level is on course if the year so far meets it, read as precisely as it is
    shown: 90.0 % reaches 90.0 %.
    """
    target, year_to_date = planned.target, planned.year_to_date
    reached_share = year_to_date / target if fills_up(metric) and year_to_date is not None and target > 0 else None
    return YearProgress(
        target=target,
        year_to_date=year_to_date,
        reached_share=reached_share,
        time_gone=year.time_gone,
        is_on_course=_is_on_course(metric, due_by_now(metric, target, year), year_to_date),
        is_chance=_is_chance(planned.judged),
    )


def _is_chance(judged: JudgedChange | None) -> bool:
    return judged is not None and judged.chance is not None and not judged.is_more


def _is_on_course(metric: Metric, due: Number, year_to_date: Number | None) -> bool | None:
    if year_to_date is None:
        return None
    reached, wanted = as_shown(year_to_date, metric.unit), as_shown(due, metric.unit)
    return reached <= wanted if metric.better == "lower" else reached >= wanted
