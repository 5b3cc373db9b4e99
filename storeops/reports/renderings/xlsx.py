"""The report as a workbook to count on with: every number unrounded in its unit, rounded by its cell's format alone."""

import re
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time
from io import BytesIO

from xlsxwriter import Workbook

from storeops.base.business_time import instant_or_none
from storeops.base.i18n import N_, translate
from storeops.reports.document.report_document import Report
from storeops.reports.layout.blocks import ReportLayout
from storeops.reports.renderings import raw_sheets
from storeops.reports.renderings.chapter_sheets import chapter_sheet, overview_sheet
from storeops.reports.renderings.grids import Cell
from storeops.reports.renderings.workbook_sheet import Looks, WorkbookSheet

LONGEST_NAME = 31
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_OPTIONS = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}


def xlsx_report(layout: ReportLayout, report: Report, raw_visits: Iterable[Sequence[str]] | None) -> bytes:
    """Overview, a sheet for each chapter, the figures as plain rows and, where given, the visits (header first).

    Durations are seconds, shares parts of 1; a cell of what did not happen is empty. The same bytes for the same
    report: the file bears the date of the close, or the month's first day while there is none.
    """
    buffer = BytesIO()
    workbook = Workbook(buffer, _OPTIONS)
    workbook.set_properties(
        {"title": layout.title, "author": layout.hall, "comments": layout.status, "created": _created(report)}
    )
    looks = Looks(workbook, layout.language)
    chapters = [*layout.front, *layout.appendix]
    raw = [name for name in raw_sheets.RAW_SHEETS if (raw_visits if name == raw_sheets.VISITS else report.tells(name))]
    titles = [
        translate(layout.language, N_("Overview")),
        *(chapter.sheet or chapter.title or chapter.id for chapter in chapters),
    ]
    names = sheet_names(titles, taken=raw)
    overview_sheet(WorkbookSheet(workbook, names[0], looks), layout, [*names[1:], *raw])
    for chapter, name in zip(chapters, names[1:], strict=True):
        chapter_sheet(workbook, WorkbookSheet(workbook, name, looks), chapter, layout.language)
    for name in raw:
        if name == raw_sheets.VISITS:
            raw_sheets.visits_sheets(workbook, looks, raw_visits or ())
        else:
            _raw_sheet(WorkbookSheet(workbook, name, looks), report, layout)
    workbook.close()
    return buffer.getvalue()


def sheet_names(titles: Sequence[str], taken: Sequence[str]) -> list[str]:
    """A name that Excel allows for each title: short enough, without its forbidden letters, and none twice."""
    used = {"history", *(name.casefold() for name in taken)}
    names = []
    for title in titles:
        plain = " ".join(_NOT_IN_NAMES.sub(" ", title).split()).strip("'") or "-"
        name = _cut(plain).strip(" '")
        number = 1
        while name.casefold() in used:
            number += 1
            name = f"{plain[: LONGEST_NAME - 1 - len(str(number))].strip()} {number}"
        used.add(name.casefold())
        names.append(name)
    return names


def _cut(title: str) -> str:
    """The title as far as there is room for whole words."""
    if len(title) <= LONGEST_NAME:
        return title
    words, _, _ = title[: LONGEST_NAME + 1].rpartition(" ")
    return words or title[:LONGEST_NAME]


def _raw_sheet(sheet: WorkbookSheet, report: Report, layout: ReportLayout) -> None:
    language = layout.language
    match sheet.name:
        case raw_sheets.METRICS:
            raw_sheets.metrics_sheet(sheet, report.metrics, language)
        case raw_sheets.BY_SERVICE:
            keys = raw_sheets.service_keys(report, language)
            raw_sheets.groups_sheet(sheet, ("service", "name"), keys, report.by_service)
        case raw_sheets.BY_HALF_HOUR:
            halves = {half_hour: (Cell(half_hour),) for half_hour in report.by_half_hour}
            raw_sheets.groups_sheet(sheet, ("half_hour",), halves, report.by_half_hour)
        case raw_sheets.BY_WEEKDAY:
            weekdays = raw_sheets.weekday_keys(language)
            raw_sheets.groups_sheet(sheet, ("weekday", "name"), weekdays, report.by_weekday)
        case raw_sheets.DAYS:
            days = {day: (date.fromisoformat(day),) for day in report.days}
            raw_sheets.groups_sheet(sheet, ("day",), days, report.days)


def _created(report: Report) -> datetime:
    closed = instant_or_none(report.closed_at)
    return closed or datetime.combine(date.fromisoformat(f"{report.month}-01"), time(0), UTC)
