"""The endpoints of the month's reports."""

from dataclasses import dataclass

from flask import request

from storeops.api.endpoints import Endpoint, EndpointCall
from storeops.base.months import begun_month
from storeops.base.whole_number import given_number
from storeops.reports.asked_reports import AskedDocument
from storeops.reports.month import published_months_view
from storeops.web import request as web


@dataclass(frozen=True)
class MetricValue:
    """A figure, unrounded; null where it did not happen."""

    value: float | int | None
    unit: str


@dataclass(frozen=True)
class ReportObject:
    """A month's report; more keys may stand beside these. `version` is 0 while the month is not closed."""

    hall: str
    month: str
    version: int
    provisional: bool
    definitions_version: int
    metrics: dict[str, MetricValue]
    by_service: dict[str, dict[str, MetricValue]]
    by_half_hour: dict[str, dict[str, MetricValue]]
    by_weekday: dict[str, dict[str, MetricValue]]


@dataclass(frozen=True)
class ReportMonth:
    """A month that has a report or anything to tell."""

    month: str
    version: int
    provisional: bool


@dataclass(frozen=True)
class ReportList:
    """The newest month first."""

    months: list[ReportMonth]


def _months(_: EndpointCall) -> ReportList:
    found = published_months_view.months_with_data(web.db(), web.clock().now())
    return ReportList([ReportMonth(line.month, line.version, line.is_provisional) for line in found])


def _report(call: EndpointCall, month: str) -> ReportObject:
    text = request.args.get("version")
    version = given_number("version", text) if text else None
    begun_month(month, web.hall().zone, web.clock().now())
    asked = AskedDocument(month, version, tuple(ReportObject.__dataclass_fields__))
    told = web.runtime().workshop.done(asked, call.caller.name).value
    assert isinstance(told, dict)
    return ReportObject(**told)


REPORT_ENDPOINTS: tuple[Endpoint, ...] = (
    Endpoint("GET", "/reports", "The months that have a report", None, ReportList, _months),
    Endpoint(
        "GET",
        "/reports/{month}",
        "The report of a month (?version=N for one that is no longer in force)",
        None,
        ReportObject,
        _report,
    ),
)
