"""What a month's figures say: what improved, what worsened and the likely cause, the topic, the three actions. Pure."""

from storeops.measuring.metric_registry import METRIC_OF
from storeops.reports.document.report_document import Report
from storeops.reports.document.report_findings import ComparedWith, Findings, MovedFigure
from storeops.reports.findings.actions import actions
from storeops.reports.findings.causes import likely_cause
from storeops.reports.findings.movements import MOST_MOVEMENTS, Movement, movements
from storeops.reports.findings.report_reading import ComparedPeriod, compared_period
from storeops.reports.findings.topics import topic


def findings(report: Report) -> Findings:
    """The findings of a report, as codes with values, free of language.

    Where there is nothing to compare with, nothing improved or worsened. Of a metric that sums up a month, the amount
    is the change per open day.
    """
    period = compared_period(report)
    moved = movements(report, period) if period else []
    told = [(movement, _finding(movement, report, period)) for movement in moved if period]
    return Findings(
        against=ComparedWith(period.name, period.month, period.last_day) if period else None,
        improved=[finding for movement, finding in told if movement.is_better][:MOST_MOVEMENTS],
        worsened=[finding for movement, finding in told if not movement.is_better][:MOST_MOVEMENTS],
        topic=topic(report),
        actions=actions(report),
    )


def _finding(movement: Movement, report: Report, period: ComparedPeriod) -> MovedFigure:
    return MovedFigure(
        metric=movement.metric,
        value=movement.value,
        before=movement.before,
        amount=movement.amount,
        kind=movement.kind,
        per_customer=False,
        cause=likely_cause(movement, report, period),
        per_open_day=METRIC_OF[movement.metric].is_sum or None,
    )
