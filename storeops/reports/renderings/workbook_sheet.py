"""One sheet of a workbook, written row below row: values as values, texts as texts, wide enough to be read.

Rows go to disk as soon as the next one begins, so a sheet of thirty thousand rows takes no more memory than a small
one; what has been written cannot be written again.
"""

from collections.abc import Sequence
from datetime import date, datetime
from functools import cached_property

from xlsxwriter import Workbook
from xlsxwriter.format import Format

from storeops.base.i18n import Language
from storeops.reports.charts.svg import width_of
from storeops.reports.layout.blocks import Kind
from storeops.reports.renderings.grids import Cell

_LETTER = 0.58
_WIDTH_OF_DAY, _WIDTH_OF_MOMENT = 6.0, 10.5
_WIDEST = {"text": 44.0, "number": 16.0}

_NUMBER_FORMATS: dict[Kind, str] = {
    "s": "#,##0",
    "share": "0.0%",
    "count": "#,##0",
    "per_hour": "#,##0.0",
    "points": "#,##0.0",
    "relative": "+0.0%;-0.0%;0.0%",
    "points_difference": "+0.0;-0.0;0.0",
    "text": "General",
    "mixed": "General",
    "score": "0.00",
}
_POINTS_OF_A_SHARE = {"en": '+0.0%" (points)";-0.0%" (points)";0.0%', "zh": '+0.0%"（百分点）";-0.0%"（百分点）";0.0%'}


class _Exact(float):
    """A number that is written with all its digits: the library would write 16, and 17 are needed to keep it."""

    def __format__(self, how: str) -> str:
        return repr(float(self)) if how == ".16G" else super().__format__(how)


class Looks:
    """The formats of a workbook's cells."""

    def __init__(self, workbook: Workbook, language: Language) -> None:
        self._workbook = workbook
        formats = {**_NUMBER_FORMATS, "share_difference": _POINTS_OF_A_SHARE[language]}
        self._of_kind = {kind: self._made(num_format=number) for kind, number in formats.items()}

    def of(self, kind: Kind) -> Format:
        return self._of_kind[kind]

    @cached_property
    def title(self) -> Format:
        return self._made(bold=True, font_size=15, font_color="#07365f")

    @cached_property
    def block_title(self) -> Format:
        return self._made(bold=True, font_size=11, font_color="#14202b")

    @cached_property
    def head(self) -> Format:
        return self._made(bold=True, bg_color="#e3eef8", font_color="#07365f", bottom=1, text_wrap=True, valign="top")

    @cached_property
    def soft(self) -> Format:
        return self._made(font_color="#4a5a68")

    @cached_property
    def wrapped(self) -> Format:
        return self._made(text_wrap=True)

    @cached_property
    def link(self) -> Format:
        return self._made(font_color="#0a4f8f", underline=1)

    @cached_property
    def day(self) -> Format:
        return self._made(num_format="yyyy-mm-dd")

    @cached_property
    def moment(self) -> Format:
        return self._made(num_format="yyyy-mm-dd hh:mm:ss")

    def _made(self, **properties: object) -> Format:
        return self._workbook.add_format({"valign": "top", **properties})


class WorkbookSheet:
    """A sheet and the row that is written next, counted from 0."""

    def __init__(self, workbook: Workbook, name: str, looks: Looks) -> None:
        self.name = name
        self.looks = looks
        self.next_row = 0
        self.worksheet = workbook.add_worksheet(name)
        self._widths: list[float] = []
        self.worksheet.set_landscape()
        self.worksheet.set_paper(9)
        self.worksheet.fit_to_pages(1, 0)
        self.worksheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.6)
        self.worksheet.set_footer("&L&8&A&R&8&P / &N")

    def say(self, text: str, look: Format | None = None) -> None:
        """A line of text that may run over the cells beside it."""
        self.worksheet.write_string(self.next_row, 0, text, look)
        self.next_row += 1

    def link(self, other: str) -> None:
        """A line that leads to another sheet."""
        target = "internal:'{}'!A1".format(other.replace("'", "''"))
        self.worksheet.write_url(self.next_row, 0, target, self.looks.link, other)
        self.next_row += 1

    def skip(self, rows: int = 1) -> None:
        """Leave rows empty."""
        self.next_row += rows

    def heads(self, titles: Sequence[str]) -> None:
        """The heads of columns."""
        for column, title in enumerate(titles):
            self.worksheet.write_string(self.next_row, column, title, self.looks.head)
            longest_word = max((width_of(word, 1) for word in title.split()), default=0)
            self._widen(column, min(max(longest_word, width_of(title, 1) / 2), width_of(title, 1)), "number")
        self.next_row += 1

    def row(self, cells: Sequence[Cell | date]) -> None:
        """One row of values; None leaves a cell empty."""
        for column, cell in enumerate(cells):
            if isinstance(cell, date):
                self.worksheet.write_datetime(self.next_row, column, cell, self.looks.day)
                self._widen(column, _WIDTH_OF_DAY, "number")
            elif isinstance(cell.value, str):
                self._write_text(column, cell.value)
            elif cell.value is not None:
                self.worksheet.write_number(self.next_row, column, _exact(cell.value), self.looks.of(cell.kind))
        self.next_row += 1

    def plain_row(self, values: Sequence[str | float | date | None]) -> None:
        """One of thousands of rows: without measuring how wide its cells are."""
        write, row = self.worksheet, self.next_row
        for column, value in enumerate(values):
            if isinstance(value, str):
                write.write_string(row, column, value)
            elif isinstance(value, datetime):
                write.write_datetime(row, column, value, self.looks.moment)
                self._widen(column, _WIDTH_OF_MOMENT, "text")
            elif isinstance(value, date):
                write.write_datetime(row, column, value, self.looks.day)
            elif value is not None:
                write.write_number(row, column, _exact(value))
        self.next_row += 1

    def filter(self, first_row: int, columns: int) -> None:
        """Let the rows from the heads in `first_row` down to the last one be filtered."""
        if self.next_row - 1 > first_row:
            self.worksheet.autofilter(first_row, 0, self.next_row - 1, columns - 1)

    def set_widths(self) -> None:
        """Make every column as wide as what was written into it needs, within reason; call it last."""
        for column, width in enumerate(self._widths):
            self.worksheet.set_column(column, column, width)

    def _write_text(self, column: int, text: str) -> None:
        wide = width_of(text, 1)
        look = self.looks.wrapped if wide / _LETTER > _WIDEST["text"] else self.looks.of("text")
        self.worksheet.write_string(self.next_row, column, text, look)
        self._widen(column, wide, "text")

    def _widen(self, column: int, wide: float, holds: str) -> None:
        self._widths += [9.0] * (column + 1 - len(self._widths))
        self._widths[column] = max(self._widths[column], min(wide / _LETTER + 2.5, _WIDEST[holds] + 2.5))


def _exact(number: float) -> float:
    return _Exact(number) if isinstance(number, float) else number
