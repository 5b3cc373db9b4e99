"""How many cases stand behind a metric of the month, and of the month before. Pure."""

from collections.abc import Callable

from storeops.reports.document.report_document import Report
from storeops.reports.findings.report_reading import Values, month_values
from storeops.reports.layout.blocks import Number

_SERVED = ("wait_mean", "wait_median", "wait_p90", "visit_wait", "wait", "walk_mean", "visit_time")
_TRANSACTIONS = ("handling_mean", "handling_median", "handling_p90", "handling_gross_mean", "transactions_per_hour")
_ISSUED = ("abandonment", "transfer_rate", "complaints", "praise", "idle_while_waiting", "pre_open_share")


def cases_behind(metric: str, values: Values) -> Number | None:
    """The denominator of a metric as far as the month's other metrics give it; None where they do not.

    Service level: served within the target / itself. Speed: all transactions stand for the normal ones with a target,
    which are nearly all.
    """
    if metric == "service_level":
        level = values.get("service_level")
        met = values.get("service_level_plain", 0) * values.get("served", 0)
        return met / level if level else values.get("served")
    for metrics, count in _BEHIND:
        if metric in metrics:
            return values.get(count)
    return None


_BEHIND = (
    ((*_SERVED, "service_level_plain", "promise_kept", "one_stop_gross", "prompt_rate", "estimate_in_range"), "served"),
    ((*_TRANSACTIONS, "speed_compliance", "electronic_share"), "transactions"),
    (_ISSUED, "issued"),
)


def cases_in_detail(metric: str, report: Report) -> Number | None:
    """The same from this month's sections, for what no other metric counts; None where they do not tell."""
    count = _IN_DETAIL.get(metric)
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
