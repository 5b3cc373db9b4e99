"""The month's figures as plain rows for whoever counts on: a column for each metric, under the metrics' own ids."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from itertools import chain, islice
from typing import TypeVar

from xlsxwriter import Workbook

from storeops.base.calendar_words import WEEKDAYS, weekday_name
from storeops.base.i18n import Language, translate
from storeops.measuring.metric_registry import METRIC_OF
from storeops.reports.document.report_document import MetricFigure, Metrics, Report
from storeops.reports.renderings.grids import Cell
from storeops.reports.renderings.workbook_sheet import Looks, WorkbookSheet

MOST_ROWS_OF_A_SHEET = 1_048_576
"""What Excel takes."""

Line = TypeVar("Line")

METRICS, BY_SERVICE, BY_HALF_HOUR, BY_WEEKDAY, DAYS, VISITS = RAW_SHEETS = (
    "metrics",
    "by_service",
    "by_half_hour",
    "by_weekday",
    "days",
    "visits",
)
"""The names of these sheets, the same in every language, so that a program finds them."""


def metrics_sheet(sheet: WorkbookSheet, figures: Metrics, language: Language) -> None:
    """Every figure of the whole month with its unit and definition."""
    sheet.heads(("id", "name", "value", "unit", "definition"))
    for id_, figure in figures.items():
        metric = METRIC_OF.get(id_)
        name, formula = (metric.name, metric.formula) if metric else ("", "")
        said = Cell(translate(language, name)), Cell(translate(language, formula))
        sheet.row((Cell(id_), said[0], Cell(figure.value, figure.unit), Cell(figure.unit), said[1]))
    _finish(sheet, columns=5, named=2)


def groups_sheet(
    sheet: WorkbookSheet,
    key_heads: Sequence[str],
    keys: Mapping[str, Sequence[Cell | date]],
    groups: Mapping[str, Metrics],
) -> None:
    """A row for each group of visits: what names it (`keys`), then its metrics."""
    ids = list(dict.fromkeys(id_ for figures in groups.values() for id_ in figures))
    sheet.heads((*key_heads, *ids))
    for group, figures in groups.items():
        sheet.row((*keys[group], *(_cell(figures.get(id_)) for id_ in ids)))
    _finish(sheet, columns=len(key_heads) + len(ids), named=len(key_heads))


def _cell(figure: MetricFigure | None) -> Cell:
    return Cell(figure.value, figure.unit) if figure else Cell(None)


def service_keys(report: Report, language: Language) -> dict[str, Sequence[Cell]]:
    """The code and the name of each service."""
    names = report.names.services
    return {
        code: (Cell(code), Cell(names[code].in_language(language) if code in names else None))
        for code in report.by_service
    }


def weekday_keys(language: Language) -> dict[str, Sequence[Cell]]:
    """The number (1 is Monday) and the name of each weekday."""
    return {str(weekday): (Cell(weekday, "count"), Cell(weekday_name(weekday, language))) for weekday in WEEKDAYS}


def visits_sheets(
    workbook: Workbook, looks: Looks, rows: Iterable[Sequence[str]], most: int = MOST_ROWS_OF_A_SHEET - 1
) -> None:
    """One row for each visit; `rows` are those of the `visits` export, header first. Local times without offset.

    What is more than `most` goes on in further sheets, `visits_2` and so on: the library drops rows without a word.
    """
    lines = iter(rows)
    header = next(lines, ())
    read = [_READ.get(column, _number) for column in header]
    for number, part in enumerate(in_parts(lines, most), start=1):
        sheet = WorkbookSheet(workbook, VISITS if number == 1 else f"{VISITS}_{number}", looks)
        sheet.heads(header)
        for line in part:
            sheet.plain_row([of(value) if value else None for of, value in zip(read, line, strict=True)])
        _finish(sheet, columns=len(header), named=2)


def in_parts(lines: Iterator[Line], most: int) -> Iterator[Iterator[Line]]:
    """The lines in order, at most so many in each part; one part even without any. Each is used up before the next."""
    while True:
        yield islice(lines, most)
        following = next(lines, None)
        if following is None:
            return
        lines = chain((following,), lines)


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=None)


def _number(text: str) -> float:
    return float(text) if "." in text else int(text)


_READ: Mapping[str, Callable[[str], str | float | date]] = {
    **dict.fromkeys(("ticket", "segment", "service", "outcome"), str),
    "business_day": date.fromisoformat,
    "issued_at": _moment,
}
"""How a column of the visits is meant; the others are numbers."""


def _finish(sheet: WorkbookSheet, columns: int, named: int) -> None:
    sheet.filter(0, columns)
    sheet.worksheet.freeze_panes(1, named)
    sheet.worksheet.repeat_rows(0)
    sheet.set_widths()
