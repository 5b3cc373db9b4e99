"""The workbook as a file: what is read, and what is not."""

from datetime import date, datetime, time
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import Workbook, load_workbook

from storeops.first_day import book_file
from storeops.first_day.refusals import BookUnreadable


def a_workbook(**sheets: list[list[object]]) -> bytes:
    """A workbook as Excel would save it."""
    book = Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def test_cells_are_read_as_somebody_would_type_them() -> None:
    row = [1001.0, 2.5, "文本", None, True, time(9), datetime(2026, 10, 1), date(2026, 10, 2)]

    cells = book_file.cells_of("book", a_workbook(人员=[row]))

    assert cells == {"人员": [["1001", "2.5", "文本", "", "1", "09:00", "2026-10-01", "2026-10-02"]]}


def test_what_was_written_is_read_back_and_calculates_nothing() -> None:
    content = book_file.written({"业务": [["代码"], ["=1+1"], ["0101"]]})

    assert book_file.cells_of("book", content) == {"业务": [["代码"], ["=1+1"], ["0101"]]}
    assert load_workbook(BytesIO(content))["业务"]["A2"].data_type == "s"


def test_a_bomb_is_refused() -> None:
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as packed:
        packed.writestr("xl/workbook.xml", b"0" * (book_file.MOST_UNPACKED_BYTES + 1))

    with pytest.raises(BookUnreadable):
        book_file.cells_of("book", out.getvalue())


@pytest.mark.parametrize("content", [b"", b"a,b\n1,2\n", b"PK\x03\x04 broken", b"x" * 2_100_000])
def test_what_is_no_workbook_is_refused(content: bytes) -> None:
    with pytest.raises(BookUnreadable):
        book_file.cells_of("book", content)
