"""The same figures of many parts of a month side by side: days, half hours, weekdays, services. Pure."""

from collections.abc import Iterable, Mapping

from storeops.base.i18n import N_
from storeops.measuring.definitions_text import METRIC_OF
from storeops.reports.chapters.chapter_words import Words
from storeops.reports.document.report_document import Metrics
from storeops.reports.layout.blocks import Column, Number

_HEADS = {
    "issued": N_("Tickets"),
    "served": N_("Served"),
    "transactions": N_("Transactions"),
    "service_level": N_("Service level"),
    "service_level_plain": N_("Level of served"),
    "wait_median": N_("Wait median"),
    "wait_p90": N_("Wait 9 in 10"),
    "handling_median": N_("Handling median"),
    "handling_p90": N_("Handling 9 in 10"),
    "speed_compliance": N_("In target"),
    "abandonment": N_("Left"),
}
"""Shorter than the metrics' names: they head narrow columns."""


def metric_columns(metrics: Iterable[str], _: Words) -> list[Column]:
    """A narrow column for each metric."""
    return [Column(_(_HEADS[metric]), METRIC_OF[metric].unit) for metric in metrics]


def value(figures: Metrics, metric: str) -> Number | None:
    """The value of one metric of one part; None where the part does not have it."""
    return figures[metric].value if metric in figures else None


def values(figures: Metrics, metrics: Iterable[str]) -> list[Number | None]:
    """The values of one part."""
    return [value(figures, metric) for metric in metrics]


def with_tickets(parts: Mapping[str, Metrics]) -> dict[str, Metrics]:
    """The parts in which tickets were issued, in order."""
    return {part: parts[part] for part in sorted(parts) if value(parts[part], "issued")}
