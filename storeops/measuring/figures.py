"""Metrics as every rendering reads them: {id: {"value": number or None, "unit": ...}}. Pure."""

from collections.abc import Mapping

from storeops.measuring.metric_table import METRICS
from storeops.measuring.metrics import FORMULAS, Figure, QueueTargets
from storeops.measuring.quality_table import QUALITY_METRICS
from storeops.measuring.tally import Tally

Figures = dict[str, dict[str, object]]


def queue_figures(tally: Tally, targets: QueueTargets) -> Figures:
    """All metrics of the queue, of a tally of the whole hall."""
    return {metric.id: {"value": FORMULAS[metric.id](tally, targets), "unit": metric.unit} for metric in METRICS}


def part_figures(tally: Tally, targets: QueueTargets) -> Figures:
    """The metrics of the queue that a part of the hall or of its day has: those without the time at the counters."""
    return {
        metric.id: {"value": FORMULAS[metric.id](tally, targets), "unit": metric.unit}
        for metric in METRICS
        if not metric.is_of_hall
    }


def quality_figures(values: Mapping[str, Figure]) -> Figures:
    """The metrics of service quality with these values."""
    return {metric.id: {"value": values[metric.id], "unit": metric.unit} for metric in QUALITY_METRICS}
