"""Chapter: The month day by day, and service by service. Pure."""

from collections.abc import Mapping
from datetime import date

from storeops.reports.chapters.called import service_name
from storeops.reports.chapters.chapter_words import Words
from storeops.reports.chapters.parts_of_month import metric_columns, value, values, with_tickets
from storeops.reports.document.report_document import Metrics, Report
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


def days_and_parts(report: Report, _: Words) -> Chapter:
    """The figures of each day with tickets and of each service."""
    blocks: list[Block] = []
    days = with_tickets(report.days)
    if days:
        blocks.append(_days(days, _))
    if report.by_service:
        blocks.append(_services(report, _))
    return Chapter("days_and_parts", _("Day by day, service by service"), blocks)


def _days(days: Mapping[str, Metrics], _: Words) -> Table:
    return Table(
        id="days",
        title=_("Day by day"),
        columns=[
            Column(_("Day")),
            Column(_("Weekday")),
            *metric_columns(_OF_A_DAY, _),
        ],
        rows=[[day, _weekday(day, _), *values(part, _OF_A_DAY)] for day, part in days.items()],
    )


def _weekday(day: str, _: Words) -> str:
    return _.weekday(date.fromisoformat(day).isoweekday())


def _services(report: Report, _: Words) -> Table:
    by_service = report.by_service
    codes = sorted(by_service, key=lambda code: (-(value(by_service[code], "issued") or 0), code))
    return Table(
        id="services",
        title=_("Service by service"),
        columns=[Column(_("Service")), *metric_columns(_OF_A_SERVICE, _)],
        rows=[[service_name(report, code, _), *values(by_service[code], _OF_A_SERVICE)] for code in codes],
        note=_("A visit counts with what it came for first, each transaction with its own service."),
    )
