"""Chapter: Handling by service, reasons over target, steps worth removing. Pure."""

from collections.abc import Mapping
from typing import Any

from storeops.base.i18n import N_, Language, translate
from storeops.reports.chapters.called import reason_name, service_name
from storeops.reports.chapters.figure import figure, value_of
from storeops.reports.chapters.parts_of_month import metric_columns, value, values
from storeops.reports.document.report_document import Report
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
from storeops.reports.layout.shown import shown

_FIGURES = (
    "transactions",
    "handling_median",
    "handling_p90",
    "handling_mean",
    "handling_gross_mean",
    "speed_compliance",
    "walk_mean",
)
_COLUMNS = ("transactions", "handling_median", "handling_p90", "speed_compliance")
MOST_BARS = 10
MOST_STEPS = 10


def handling(report: Report, language: Language) -> Chapter:
    """How long transactions took, by service, against their targets; why they took longer, and what to remove."""
    title = translate(language, N_("Handling"))
    if not value_of(report, "transactions"):
        return Chapter("handling", title, [])
    services = _busiest_first(report["by_service"])
    blocks: list[Block] = [
        KeyFigures("handling_figures", title, [figure(report, metric, language) for metric in _FIGURES]),
        _chart(report, services[:MOST_BARS], language),
        _by_service(report, services, language),
    ]
    if any(item["reason"] is not None for item in report["over_target"]["by_reason"]):
        blocks.append(_reasons(report, language))
    if report["over_target"]["steps"]:
        blocks += _steps(report, language)
    return Chapter("handling", title, blocks)


def _busiest_first(by_service: Mapping[str, Any]) -> list[str]:
    worked = [code for code, part in by_service.items() if value(part, "transactions")]
    return sorted(worked, key=lambda code: (-(value(by_service[code], "transactions") or 0), code))


def _target(report: Report, code: str) -> Number | None:
    target: Number | None = report["names"]["services"].get(code, {}).get("target_seconds")
    return target


def _chart(report: Report, services: list[str], language: Language) -> BarChart:
    medians = [value(report["by_service"][code], "handling_median") for code in services]
    return BarChart(
        id="handling_by_service",
        title=translate(language, N_("Handling of the busiest services")),
        description=translate(language, N_("Median handling of a transaction, with the service's target.")),
        label_title=translate(language, N_("Service")),
        labels=[service_name(report, code, language) or code for code in services],
        series=[Series(translate(language, N_("Handling median")), medians)],
        kind="s",
        targets=[_target(report, code) for code in services],
    )


def _by_service(report: Report, services: list[str], language: Language) -> Table:
    over = {item["service"]: item for item in report["over_target"]["by_service"]}

    def row(code: str) -> list[Number | str | None]:
        missed = over.get(code, {})
        return [
            service_name(report, code, language),
            *values(report["by_service"][code], _COLUMNS),
            _target(report, code),
            missed.get("over"),
            missed.get("seconds_over"),
        ]

    return Table(
        id="services_handled",
        title=translate(language, N_("Handling by service")),
        columns=[
            Column(translate(language, N_("Service"))),
            *metric_columns(_COLUMNS, language),
            Column(translate(language, N_("Target")), "s"),
            Column(translate(language, N_("Over target")), "count"),
            Column(translate(language, N_("Time over")), "s"),
        ],
        rows=[row(code) for code in services],
        note=translate(
            language, N_("Only normal, finished transactions are measured against the target; the busiest come first.")
        ),
    )


def _reasons(report: Report, language: Language) -> Table:
    return Table(
        id="over_target_reasons",
        title=translate(language, N_("Why transactions took longer than their target")),
        columns=[
            Column(translate(language, N_("Reason"))),
            Column(translate(language, N_("Over target")), "count"),
            Column(translate(language, N_("Time over")), "s"),
        ],
        rows=[
            [reason_name(item["reason"], language), item["count"], item["seconds_over"]]
            for item in report["over_target"]["by_reason"]
        ],
    )


def _steps(report: Report, language: Language) -> list[Block]:
    steps = report["over_target"]["steps"][:MOST_STEPS]
    first, title = steps[0], translate(language, N_("Steps worth removing"))
    sentence = translate(
        language,
        N_("Most time goes to “%(reason)s” at %(service)s: %(time)s over the target (transactions: %(count)s)."),
        {
            "reason": reason_name(first["reason"], language),
            "service": service_name(report, first["service"], language),
            "count": shown(first["count"], "count", language),
            "time": shown(first["seconds_over"], "s", language),
        },
    )
    table = Table(
        id="steps",
        title=title,
        columns=[
            Column(translate(language, N_("Reason"))),
            Column(translate(language, N_("Service"))),
            Column(translate(language, N_("Over target")), "count"),
            Column(translate(language, N_("Time over")), "s"),
        ],
        rows=[
            [
                reason_name(step["reason"], language),
                service_name(report, step["service"], language),
                step["count"],
                step["seconds_over"],
            ]
            for step in steps
        ],
        note=translate(
            language,
            N_("Ranked by the time over the target. Advice and cases for the duty manager are no steps to remove."),
        ),
    )
    return [table, Sentences("first_step", "", [sentence])]
