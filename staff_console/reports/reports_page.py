"""The month's report: the months with their files, a month as a page, and its files made on demand."""

from flask import Blueprint, request, send_file
from markupsafe import Markup
from werkzeug.wrappers import Response

from staff_console.page.heavy_answer import answered_apart, file_answer
from staff_console.reports.report_list import month_cards
from storeops.base.months import begun_month
from storeops.base.whole_number import given_number
from storeops.month_end.corrections import in_language
from storeops.reports.asked_reports import AskedFile, AskedPage, ReportPage
from storeops.reports.delivery.delivered_view import delivered_file
from storeops.reports.file_kinds import MEDIA_TYPES, file_name
from storeops.reports.month import published_months_view
from storeops.reports.month.published_months_view import ReportLine, ReportVersion
from storeops.reports.refusals import NothingToClose
from storeops.web import request as web
from storeops.web.refusals import NoSuchPage
from storeops.web.workshop import Made

pages = Blueprint("reports", __name__, url_prefix="/reports")


@pages.get("")
def page() -> Response:
    """The months that have anything to tell, newest first: their versions, files and mails."""
    page = month_cards(_number("page") or 1)
    return web.page(
        "reports.html", cards=page.items, page=page.number, pages_count=page.count, formats=list(MEDIA_TYPES)
    )


@pages.get("/<month>")
def month(month: str) -> Response:
    """A month's report as a page."""
    _line_of(month)
    base = request.args.get("base") or None
    if base:
        begun_month(base, web.hall().zone, web.clock().now())
    asked = AskedPage(month, _number("version"), base, web.language())
    return answered_apart(asked, lambda made: _month_page(asked, made))


def _month_page(asked: AskedPage, made: Made) -> Response:
    report = made.value
    assert isinstance(report, ReportPage)
    line, lines = _line_of(asked.month)
    versions = published_months_view.versions(web.db(), asked.month)
    return web.page(
        "reports_month.html",
        report=report,
        body=Markup(report.body),
        line=line,
        versions=versions,
        reason=_reason(versions, report.version),
        bases=[each.month for each in lines if each.month != asked.month],
        base=asked.base,
        formats=list(MEDIA_TYPES),
    )


@pages.get("/<month>/<name>")
def download(month: str, name: str) -> Response:
    """A file of the report in a version, made now in the reader's language."""
    ending = name.rpartition(".")[2]
    if ending not in MEDIA_TYPES or name != file_name(month, ending):
        raise NoSuchPage
    _line_of(month)
    asked = AskedFile(month, _number("version"), ending, web.language())
    return answered_apart(asked, lambda made: file_answer(made, name, MEDIA_TYPES[ending]), file=name)


@pages.get("/<month>/delivered/<int:version>/<ending>")
def delivered(month: str, version: int, ending: str) -> Response:
    """A file as it was delivered when the month was closed."""
    path = delivered_file(web.db(), month, version, ending, web.runtime().settings.reports_folder)
    return send_file(path, mimetype=MEDIA_TYPES[ending], as_attachment=True, download_name=path.name)


def _line_of(month: str) -> tuple[ReportLine, list[ReportLine]]:
    """The month as listed, and the list. BadValue for no month or one still to come, NothingToClose without data."""
    begun_month(month, web.hall().zone, web.clock().now())
    lines = published_months_view.months_with_data(web.db(), web.clock().now())
    for line in lines:
        if line.month == month:
            return line, lines
    raise NothingToClose(month=month)


def _reason(versions: list[ReportVersion], shown: int) -> str | None:
    """Why the shown version was made; None for a first one."""
    reason = next((each.reason for each in versions if each.version == shown), None)
    return in_language(reason, web.language()) if reason else None


def _number(name: str) -> int | None:
    """A number in the address; None if it is not given. BadValue."""
    text = request.args.get(name)
    return given_number(name, text) if text else None
