"""Chapter: Handling by service, reasons over target, steps worth removing. Pure."""

from collections.abc import Mapping, Sequence

from storeops.reports.chapters.called import reason_name, service_name
from storeops.reports.chapters.chapter_words import Words
from storeops.reports.chapters.figure import figure, value_of
from storeops.reports.chapters.parts_of_month import metric_columns, value, values
from storeops.reports.document.report_document import Metrics, PeriodReport
from storeops.reports.layout.blocks import (
    BarChart,
    Block,
    Chapter,
    Column,
    KeyFigures,
    Number,
    Sentences,
    Series,
    Table,
)
from storeops.reports.sections.floor_section import ForgottenFinish

_FIGURES = (
    "transactions",
    "handling_median",
    "handling_p90",
    "handling_mean",
    "handling_gross_mean",
    "speed_compliance",
    "speed_within_3_minutes",
    "walk_mean",
)
_COLUMNS = ("transactions", "handling_median", "handling_p90", "speed_compliance")
MOST_BARS = 10
MOST_STEPS = 10


def handling(report: PeriodReport, _: Words) -> Chapter:
    """How long transactions took, by service, against their targets; why they took longer, and what to remove."""
    title = _("Handling")
    if not value_of(report, "transactions"):
        return Chapter("handling", title, [])
    services = _busiest_first(report.by_service)
    blocks: list[Block] = [
        KeyFigures("handling_figures", title, [figure(report, metric, _) for metric in _FIGURES]),
        _chart(report, services[:MOST_BARS], _),
        _by_service(report, services, _),
    ]
    if any(item.reason is not None for item in report.over_target.by_reason):
        blocks.append(_reasons(report, _))
    if report.over_target.steps:
        blocks += _steps(report, _)
    if report.over_target.forgotten:
        blocks.append(_forgotten(report, report.over_target.forgotten, _))
    return Chapter("handling", title, blocks)


def _forgotten(report: PeriodReport, finishes: Sequence[ForgottenFinish], _: Words) -> Table:
    return Table(
        id="forgotten_finishes",
        title=_("Finishes that were likely forgotten"),
        columns=[
            Column(_("Day")),
            Column(_("Ticket")),
            Column(_("Service")),
            Column(_("Handling"), "s"),
            Column(_("Counted as"), "s"),
        ],
        rows=[
            [each.day, each.number, service_name(report, each.service, _), each.seconds, each.counted_seconds]
            for each in finishes
        ],
        note=_("Over six times the service's median. Where time over the target is added up, they count for no more."),
    )


def _busiest_first(by_service: Mapping[str, Metrics]) -> list[str]:
    worked = [code for code, part in by_service.items() if value(part, "transactions")]
    return sorted(worked, key=lambda code: (-(value(by_service[code], "transactions") or 0), code))


def _target(report: PeriodReport, code: str) -> Number | None:
    services = report.names.services
    return services[code].target_seconds if code in services else None


def _chart(report: PeriodReport, services: list[str], _: Words) -> BarChart:
    medians = [value(report.by_service[code], "handling_median") for code in services]
    return BarChart(
        id="handling_by_service",
        title=_("Handling of the busiest services"),
        description=_("Median handling of a transaction, with the service's target."),
        label_title=_("Service"),
        labels=[service_name(report, code, _) or code for code in services],
        series=[Series(_("Handling median"), medians)],
        kind="s",
        targets=[_target(report, code) for code in services],
    )


def _by_service(report: PeriodReport, services: list[str], _: Words) -> Table:
    over = {item.service: item for item in report.over_target.by_service}

    def row(code: str) -> list[Number | str | None]:
        missed = over.get(code)
        return [
            service_name(report, code, _),
            *values(report.by_service[code], _COLUMNS),
            _target(report, code),
            missed.over if missed else None,
            missed.seconds_over if missed else None,
        ]

    return Table(
        id="services_handled",
        title=_("Handling by service"),
        columns=[
            Column(_("Service")),
            *metric_columns(_COLUMNS, _),
            Column(_("Target"), "s"),
            Column(_("Over target"), "count"),
            Column(_("Time over"), "s"),
        ],
        rows=[row(code) for code in services],
        note=_("Only normal, finished transactions are measured against the target; the busiest come first."),
    )


def _reasons(report: PeriodReport, _: Words) -> Table:
    return Table(
        id="over_target_reasons",
        title=_("Why transactions took longer than their target"),
        columns=[
            Column(_("Reason")),
            Column(_("Over target"), "count"),
            Column(_("Time over"), "s"),
        ],
        rows=[[reason_name(item.reason, _), item.count, item.seconds_over] for item in report.over_target.by_reason],
    )


def _steps(report: PeriodReport, _: Words) -> list[Block]:
    steps = report.over_target.steps[:MOST_STEPS]
    first, title = steps[0], _("Steps worth removing")
    sentence = _(
        "Most time goes to “%(reason)s” at %(service)s: %(time)s over the target (transactions: %(count)s).",
        {
            "reason": reason_name(first.reason, _),
            "service": service_name(report, first.service, _),
            "count": _.shown(first.count, "count"),
            "time": _.shown(first.seconds_over, "s"),
        },
    )
    table = Table(
        id="steps",
        title=title,
        columns=[
            Column(_("Reason")),
            Column(_("Service")),
            Column(_("Over target"), "count"),
            Column(_("Time over"), "s"),
        ],
        rows=[
            [
                reason_name(step.reason, _),
                service_name(report, step.service, _),
                step.count,
                step.seconds_over,
            ]
            for step in steps
        ],
        note=_("Ranked by the time over the target. Advice and cases for the duty manager are no steps to remove."),
    )
    return [table, Sentences("first_step", "", [sentence])]
