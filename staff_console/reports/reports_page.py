"""The month's report: the months with their files, a month as a page, and its files made on demand."""

from io import BytesIO

from flask import Blueprint, request, send_file, url_for
from markupsafe import Markup
from werkzeug.wrappers import Response

from staff_console.reports.report_list import month_cards
from staff_console.reports.report_words import changed_figures
from storeops.base.months import begun_month
from storeops.base.whole_number import given_number
from storeops.month_end.corrections import in_language
from storeops.reports.chapters.report_layout import report_layout
from storeops.reports.comparison.comparing import with_base
from storeops.reports.comparison.comparison_view import base_comparison
from storeops.reports.delivery.delivered_view import delivered_file
from storeops.reports.document.report_document import Report
from storeops.reports.month import published_view
from storeops.reports.month.published_view import ReportLine, ReportVersion
from storeops.reports.month.raw_visits_view import raw_visits
from storeops.reports.refusals import NothingToClose
from storeops.reports.renderings.formats import FORMATS, MEDIA_TYPES, Rendering, file_name
from storeops.reports.renderings.html import report_body
from storeops.web import request as web
from storeops.web.refusals import NoSuchPage

pages = Blueprint("reports", __name__, url_prefix="/reports")


@pages.get("")
def page() -> Response:
    """The months that have anything to tell, newest first: their versions, files and mails."""
    page = month_cards(_number("page") or 1)
    return web.page("reports.html", cards=page.items, page=page.number, pages_count=page.count, formats=list(FORMATS))


@pages.get("/<month>")
def month(month: str) -> Response:
    """A month's report as a page. Counting an open month takes seconds, so it is announced before it is done."""
    version = _number("version")
    line, lines = _line_of(month)
    base = request.args.get("base") or None
    if version is None and line.is_provisional and "counted" not in request.args:
        following = url_for(".month", month=month, base=base, counted=1)
        return web.page("reports_counting.html", month=month, following=following)
    report = _report(month, version)
    if base:
        report = with_base(report, base_comparison(web.db(), month, base, web.clock().now()))
    layout = report_layout(report, web.language())
    versions = published_view.versions(web.db(), month)
    return web.page(
        "reports_month.html",
        layout=layout,
        body=Markup(report_body(layout)),
        line=line,
        shown_version=report.version,
        versions=versions,
        reason=_reason(versions, report.version),
        changed=changed_figures(report, web.language()),
        bases=[each.month for each in lines if each.month != month],
        base=base,
        has_base=bool(base and report.comparisons.base),
        formats=list(FORMATS),
    )


@pages.get("/<month>/<name>")
def download(month: str, name: str) -> Response:
    """A file of the report in a version, made now in the reader's language."""
    ending = name.rpartition(".")[2]
    if ending not in FORMATS or name != file_name(month, ending):
        raise NoSuchPage
    _line_of(month)
    report = _report(month, _number("version"))
    visits = raw_visits(web.db(), report) if ending == "xlsx" else None
    content = FORMATS[ending](Rendering(report, web.language(), visits))
    return send_file(BytesIO(content), mimetype=MEDIA_TYPES[ending], as_attachment=True, download_name=name)


@pages.get("/<month>/delivered/<int:version>/<ending>")
def delivered(month: str, version: int, ending: str) -> Response:
    """A file as it was delivered when the month was closed."""
    path = delivered_file(web.db(), month, version, ending, web.runtime().settings.reports_folder)
    return send_file(path, mimetype=MEDIA_TYPES[ending], as_attachment=True, download_name=path.name)


def _line_of(month: str) -> tuple[ReportLine, list[ReportLine]]:
    """The month as listed, and the list. BadValue for no month or one still to come, NothingToClose without data."""
    begun_month(month, web.hall().zone, web.clock().now())
    lines = published_view.months_with_data(web.db(), web.clock().now())
    for line in lines:
        if line.month == month:
            return line, lines
    raise NothingToClose(month=month)


def _report(month: str, version: int | None) -> Report:
    return published_view.published_report(web.db(), month, web.clock().now(), version)


def _reason(versions: list[ReportVersion], shown: int) -> str | None:
    """Why the shown version was made; None for a first one."""
    reason = next((each.reason for each in versions if each.version == shown), None)
    return in_language(reason, web.language()) if reason else None


def _number(name: str) -> int | None:
    """A number in the address; None if it is not given. BadValue."""
    text = request.args.get(name)
    return given_number(name, text) if text else None
