"""All metrics, one row each, and the figures that they make. Pure.

A row holds what a metric means, how it is computed, which visits stand behind it and what findings make of it; pages,
prints, documentation and comparisons follow from it.
"""

from collections.abc import Mapping

from storeops.measuring.demand_metrics import DEMAND_METRICS
from storeops.measuring.metric import Figure, Metric, QueueTargets
from storeops.measuring.quality_metrics import QUALITY_METRICS, QualityFacts
from storeops.measuring.queue_metric import QueueMetric
from storeops.measuring.service_metrics import SERVICE_METRICS
from storeops.measuring.tally import Tally

QUEUE_METRICS: tuple[QueueMetric, ...] = (*DEMAND_METRICS, *SERVICE_METRICS)
QUEUE_METRIC_OF: Mapping[str, QueueMetric] = {metric.id: metric for metric in QUEUE_METRICS}
ALL_METRICS: tuple[Metric, ...] = (*QUEUE_METRICS, *QUALITY_METRICS)
METRIC_OF: Mapping[str, Metric] = {metric.id: metric for metric in ALL_METRICS}

Figures = dict[str, dict[str, object]]
"""Value and unit of each metric by its id."""


def queue_figures(tally: Tally, targets: QueueTargets) -> Figures:
    """All metrics of the queue, of a tally of the whole hall."""
    return {metric.id: _figure(metric, metric.value(tally, targets)) for metric in QUEUE_METRICS}


def part_figures(tally: Tally, targets: QueueTargets) -> Figures:
    """The metrics of the queue that a part of the hall or of its day has: those without the time at the counters."""
    return {
        metric.id: _figure(metric, metric.value(tally, targets)) for metric in QUEUE_METRICS if not metric.is_of_hall
    }


def quality_figures(facts: QualityFacts) -> Figures:
    """All metrics of service quality."""
    return {metric.id: _figure(metric, metric.value(facts)) for metric in QUALITY_METRICS}


def _figure(metric: Metric, value: Figure) -> dict[str, object]:
    return {"value": value, "unit": metric.unit}
