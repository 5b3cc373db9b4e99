"""How far the year has come on its way to a target. Pure."""

from storeops.measuring.metric import Metric
from storeops.reports.layout.blocks import Number, YearProgress


def fills_up(metric: Metric) -> bool:
    """Whether the days of a year add up to the figure of the year; every other figure is a level."""
    return metric.unit == "count"


def year_progress(metric: Metric, target: Number, year_to_date: Number | None, time_gone: float) -> YearProgress:
    """The year so far beside its target.

    A count fills up: it is on course if at least that share of the target is reached as of the year is gone, or, where
    less is better, at most that share. A level is on course if the year so far meets it.
    """
    reached_share = year_to_date / target if fills_up(metric) and year_to_date is not None and target > 0 else None
    return YearProgress(
        target=target,
        year_to_date=year_to_date,
        reached_share=reached_share,
        time_gone=time_gone,
        is_on_course=_is_on_course(metric, target, year_to_date, time_gone),
    )


def _is_on_course(metric: Metric, target: Number, year_to_date: Number | None, time_gone: float) -> bool | None:
    if year_to_date is None:
        return None
    due = target * time_gone if fills_up(metric) else target
    return year_to_date <= due if metric.better == "lower" else year_to_date >= due
