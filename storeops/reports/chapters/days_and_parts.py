"""Chapter: The month day by day, and service by service. Pure."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from storeops.base.calendar_words import weekday_name
from storeops.base.i18n import N_, Language, translate
from storeops.reports.chapters.called import service_name
from storeops.reports.chapters.parts_of_month import metric_columns, value, values, with_tickets
from storeops.reports.document.report_document import Report
from storeops.reports.layout.blocks import Block, Chapter, Column, Table

_OF_A_DAY = (
    "issued",
    "served",
    "transactions",
    "service_level",
    "service_level_plain",
    "wait_median",
    "wait_p90",
    "handling_median",
    "abandonment",
)
_OF_A_SERVICE = (*_OF_A_DAY[:-1], "speed_compliance", "abandonment")


def days_and_parts(report: Report, language: Language) -> Chapter:
    """The figures of each day with tickets and of each service."""
    blocks: list[Block] = []
    days = with_tickets(report["days"])
    if days:
        blocks.append(_days(days, language))
    if report["by_service"]:
        blocks.append(_services(report, language))
    return Chapter("days_and_parts", translate(language, N_("Day by day, service by service")), blocks)


def _days(days: Mapping[str, Any], language: Language) -> Table:
    return Table(
        id="days",
        title=translate(language, N_("Day by day")),
        columns=[
            Column(translate(language, N_("Day"))),
            Column(translate(language, N_("Weekday"))),
            *metric_columns(_OF_A_DAY, language),
        ],
        rows=[[day, _weekday(day, language), *values(part, _OF_A_DAY)] for day, part in days.items()],
    )


def _weekday(day: str, language: Language) -> str:
    return weekday_name(date.fromisoformat(day).isoweekday(), language)


def _services(report: Report, language: Language) -> Table:
    by_service = report["by_service"]
    codes = sorted(by_service, key=lambda code: (-(value(by_service[code], "issued") or 0), code))
    return Table(
        id="services",
        title=translate(language, N_("Service by service")),
        columns=[Column(translate(language, N_("Service"))), *metric_columns(_OF_A_SERVICE, language)],
        rows=[[service_name(report, code, language), *values(by_service[code], _OF_A_SERVICE)] for code in codes],
        note=translate(
            language,
            N_("A visit counts with what it came for first, each transaction with its own service."),
        ),
    )
