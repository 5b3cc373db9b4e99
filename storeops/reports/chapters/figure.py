"""One metric of a report with its written definition and all that it is compared with. Pure."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from storeops.base.i18n import N_, Language, translate
from storeops.measuring.definitions_text import METRIC_OF
from storeops.measuring.metric_table import Metric
from storeops.reports.comparison.comparing import begins_late, change_between
from storeops.reports.document.report_document import Report
from storeops.reports.layout.blocks import Change, Figure, Number, YearProgress
from storeops.reports.targets.progress import year_progress


def figure(report: Report, metric_id: str, language: Language) -> Figure:
    """The figure of one of ALL_METRICS; its value is None where it did not happen or the report does not have it."""
    metric, value = METRIC_OF[metric_id], value_of(report, metric_id)
    return Figure(
        metric=metric_id,
        name=translate(language, metric.name),
        definition=definition(metric, language),
        kind=metric.unit,
        value=value,
        previous=_change(report, "previous", metric, value),
        last_year=_change(report, "last_year", metric, value),
        base=_change(report, "base", metric, value),
        year=_year(report["year"], metric),
    )


def value_of(report: Report, metric_id: str) -> Number | None:
    """The month's value of a metric."""
    value: Number | None = report["metrics"].get(metric_id, {}).get("value")
    return value


def definition(metric: Metric, language: Language) -> str:
    """What a figure counts and what it leaves out, in two sentences."""
    values = {"formula": translate(language, metric.formula), "left_out": translate(language, metric.left_out)}
    return translate(language, N_("%(formula)s Left out: %(left_out)s"), values)


def _change(report: Report, period: str, metric: Metric, value: Number | None) -> Change | None:
    compared = report["comparisons"].get(period)
    change = change_between(value, compared["metrics"].get(metric.id), metric) if compared else None
    if change and metric.unit == "count" and begins_late(compared):
        return replace(change, amount=None, is_better=None)
    return change


def _year(year: Mapping[str, Any], metric: Metric) -> YearProgress | None:
    planned = year.get("targets", {}).get(metric.id)
    return year_progress(metric, planned["target"], planned["year_to_date"], year["time_gone"]) if planned else None
