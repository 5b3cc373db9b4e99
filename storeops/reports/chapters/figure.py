"""One metric of a report with its written definition and all that it is compared with. Pure."""

from storeops.measuring.metric import Metric
from storeops.measuring.metric_registry import METRIC_OF
from storeops.reports.chapters.chapter_words import Words
from storeops.reports.comparison.comparing import change_since
from storeops.reports.document.report_document import ComparedMonth, PeriodReport, YearTargets
from storeops.reports.layout.blocks import Change, Figure, Number, YearProgress
from storeops.reports.targets.progress import year_progress


def figure(report: PeriodReport, metric_id: str, _: Words) -> Figure:
    """The figure of one of ALL_METRICS; its value is None where it did not happen or the report does not have it."""
    metric, value = METRIC_OF[metric_id], value_of(report, metric_id)
    return Figure(
        metric=metric_id,
        name=_(metric.name),
        definition=definition(metric, _),
        kind=metric.unit,
        value=value,
        previous=_change(report, report.comparisons.previous, metric),
        last_year=_change(report, report.comparisons.last_year, metric),
        earlier=_change(report, report.comparisons.earlier, metric),
        base=_change(report, report.comparisons.base, metric),
        year=_year(report.year, metric),
    )


def value_of(report: PeriodReport, metric_id: str) -> Number | None:
    """The month's value of a metric."""
    return report.metrics[metric_id].value if metric_id in report.metrics else None


def definition(metric: Metric, _: Words) -> str:
    """What a figure counts and what it leaves out, in two sentences."""
    values = {"formula": _(metric.formula), "left_out": _(metric.left_out)}
    return _("%(formula)s Left out: %(left_out)s", values)


def _change(report: PeriodReport, compared: ComparedMonth | None, metric: Metric) -> Change | None:
    return change_since(compared, value_of(report, metric.id), metric, report.open_days) if compared else None


def _year(year: YearTargets, metric: Metric) -> YearProgress | None:
    planned = year.targets.get(metric.id)
    return year_progress(metric, planned, year) if planned else None
