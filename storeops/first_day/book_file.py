"""The workbook as a file: read as texts, and written with texts alone."""

from collections.abc import Sequence
from datetime import date, datetime, time
from io import BytesIO
from zipfile import ZipFile

from storeops.first_day.book import Cells
from storeops.first_day.refusals import BookUnreadable
from storeops.first_day.sent_book import LARGEST_BOOK_BYTES

MOST_UNPACKED_BYTES = 40 * 1024 * 1024
MOST_SHEETS, MOST_ROWS, MOST_COLUMNS = 20, 2000, 20
LONGEST_CELL = 500


def cells_of(field: str, content: bytes) -> Cells:
    """The texts of an .xlsx workbook, by sheet; what is beyond the limits is left out. BookUnreadable.

    To be asked in a process that ends (SentBook): a workbook is a compressed file that may unpack to anything.
    """
    refused = BookUnreadable(field, limit=LARGEST_BOOK_BYTES // 1024**2)
    if not content or len(content) > LARGEST_BOOK_BYTES:
        raise refused
    try:
        return _read(content)
    except Exception as error:  # on bytes that are no workbook its reader raises what it likes
        raise refused from error


def _read(content: bytes) -> Cells:
    # Imported here: who only writes a workbook needs none of it.
    from openpyxl import load_workbook

    with ZipFile(BytesIO(content)) as packed:
        if sum(entry.file_size for entry in packed.infolist()) > MOST_UNPACKED_BYTES:
            raise ValueError("it unpacks to too much")
    book = load_workbook(BytesIO(content), read_only=True, data_only=True)
    return {
        sheet.title: [
            _without_empty_end([_text(value) for value in row])
            for row in sheet.iter_rows(max_row=MOST_ROWS, max_col=MOST_COLUMNS, values_only=True)
        ]
        for sheet in book.worksheets[:MOST_SHEETS]
    }


def _without_empty_end(row: list[str]) -> list[str]:
    """The cells up to the last one that is filled."""
    filled = [place for place, cell in enumerate(row, 1) if cell]
    return row[: filled[-1]] if filled else []


def _text(value: object) -> str:
    """A cell as somebody would have typed it: whole numbers without a point, times and days in their usual form."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, float):
        return f"{value:g}" if value != int(value) else str(int(value))
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "minutes")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return f"{value:%H:%M}"
    return str(value)[:LONGEST_CELL]


def written(sheets: Cells, widths: Sequence[int] = (22, 22, 22, 18, 14, 14, 22, 22, 10)) -> bytes:
    """An .xlsx workbook of these texts; the first row of a sheet is its head. Nothing in it calculates."""
    # Imported here: what serves the hall writes a workbook once in a year.
    from xlsxwriter import Workbook

    out = BytesIO()
    book = Workbook(out, {"in_memory": True})
    head = book.add_format({"bold": True, "bg_color": "#e3eef8", "bottom": 1})
    text = book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})
    for title, rows in sheets.items():
        sheet = book.add_worksheet(title)
        sheet.freeze_panes(1, 0)
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width, text)
        for number, row in enumerate(rows):
            for column, cell in enumerate(row):
                sheet.write_string(number, column, cell, text if number else head)
    book.close()
    return out.getvalue()
