"""The same figures of many parts of a month side by side: days, half hours, weekdays, services. Pure."""

from collections.abc import Iterable, Mapping

from storeops.measuring.metric_registry import METRIC_OF
from storeops.reports.chapters.chapter_words import Words
from storeops.reports.document.report_document import Metrics
from storeops.reports.layout.blocks import Column, Number


def metric_columns(metrics: Iterable[str], _: Words) -> list[Column]:
    """A narrow column for each metric."""
    return [Column(_(metric.head), metric.unit) for metric in map(METRIC_OF.__getitem__, metrics)]


def value(figures: Metrics, metric: str) -> Number | None:
    """The value of one metric of one part; None where the part does not have it."""
    return figures[metric].value if metric in figures else None


def values(figures: Metrics, metrics: Iterable[str]) -> list[Number | None]:
    """The values of one part."""
    return [value(figures, metric) for metric in metrics]


def with_tickets(parts: Mapping[str, Metrics]) -> dict[str, Metrics]:
    """The parts in which tickets were issued, in order."""
    return {part: parts[part] for part in sorted(parts) if value(parts[part], "issued")}
