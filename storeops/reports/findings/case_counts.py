"""How many cases stand behind a metric of the month, and of the month before. Pure."""

from collections.abc import Callable

from storeops.measuring.metric import Metric
from storeops.reports.document.report_document import Report
from storeops.reports.findings.report_reading import Values, month_values
from storeops.reports.layout.blocks import Number


def cases_behind(metric: Metric, values: Values) -> Number | None:
    """The denominator of a metric as far as the month's other metrics give it; None where they do not.

    Service level: served within the target / itself. Speed: all transactions stand for the normal ones with a target,
    which are nearly all.
    """
    if metric.id == "service_level":
        level = values.get("service_level")
        met = values.get("service_level_plain", 0) * values.get("served", 0)
        return met / level if level else values.get("served")
    return values.get(metric.cases) if metric.cases else None


def cases_in_detail(metric: Metric, report: Report) -> Number | None:
    """The same from this month's sections, for what no other metric counts; None where they do not tell."""
    count = _IN_DETAIL.get(metric.id)
    return count(report) if count else None


def _ratings(report: Report) -> Number:
    return sum(moment.ratings for moment in report.moments.moments)


def _shown_prompts(report: Report) -> Number:
    answered = month_values(report).get("response_rate")
    return _ratings(report) / answered if answered else 0


_IN_DETAIL: dict[str, Callable[[Report], Number]] = {
    "csat": _ratings,
    "delight": _ratings,
    "response_rate": _shown_prompts,
    "check_coverage": lambda report: report.checklist.checks,
    "checklist_mean": lambda report: report.checklist.checks,
    "followup_in_time": lambda report: report.cases.due,
    "first_asked_kept": lambda report: report.cases.due,
    "replied_on_the_spot": lambda report: report.cases.opened.get("technical", 0),
}
