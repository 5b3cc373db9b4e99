"""Which visits stand behind a figure, those first that spoil it. Pure."""

from collections.abc import Iterable

from storeops.measuring.behind import LineBehind
from storeops.measuring.measures import MeasuredVisit
from storeops.measuring.metric import QueueTargets
from storeops.measuring.metric_registry import QUEUE_METRICS

_WITH_LINES = {metric.id: (metric, metric.lines) for metric in QUEUE_METRICS if metric.lines is not None}
WITH_VISITS = frozenset(_WITH_LINES)
"""The metrics that single visits stand behind; the others are of counters, ratings, checks or cases."""


def lines_behind(metric_id: str, visits: Iterable[MeasuredVisit], targets: QueueTargets) -> list[LineBehind]:
    """The lines behind a metric of WITH_VISITS, those first that spoil it: misses, then the longest durations.

    `visits` hold no void ones.
    """
    metric, lines = _WITH_LINES[metric_id]
    spoils = metric.better == "lower"

    def worst_first(line: LineBehind) -> tuple[bool, float, str, str]:
        return line.counts is not spoils, -(line.seconds or 0), line.visit.business_day, line.visit.number

    return sorted(lines(list(visits), targets), key=worst_first)
