"""Files as programs and people save them: one table, whatever the encoding, the separator and the ends of lines."""

import csv
import io
import tracemalloc
from collections.abc import Callable
from datetime import date, datetime, time
from pathlib import Path

import pytest
from xlsxwriter import Workbook

from storeops.history import workbook_lines
from storeops.history.refusals import BrokenLine, ColumnTwice, NoTable, WorkbookTooLarge, WrongHeader
from storeops.history.told_file import read_rows

COLUMNS = ("employee", "day", "note")
TABLE = (
    "employee,day,note\n"
    "1001,2026-10-13,收款有误\n"
    '1002,2026-10-14,"找错了，\n第二行"\n'
)  # fmt: skip
ROWS = [
    (2, {"employee": "1001", "day": "2026-10-13", "note": "收款有误"}, True),
    (3, {"employee": "1002", "day": "2026-10-14", "note": "找错了，\n第二行"}, True),
]


def told(path: Path) -> list[tuple[int, dict[str, str], bool]]:
    return [(row.line, row.cells, row.is_whole) for row in read_rows(path, COLUMNS)]


@pytest.fixture
def file(tmp_path: Path) -> Callable[[bytes | str], Path]:
    """A file that holds this."""

    def file(content: bytes | str) -> Path:
        path = tmp_path / "care.csv"
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return file


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16", "utf-16-be-marked"])
def test_a_text_is_read_in_each_encoding(file, encoding: str) -> None:
    content = ("\ufeff" + TABLE).encode("utf-16-be") if encoding == "utf-16-be-marked" else TABLE.encode(encoding)

    assert told(file(content)) == ROWS


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("first", ["", "sep={}\n", '"SEP={}"\n'])
def test_a_text_is_read_with_each_separator(file, separator: str, first: str) -> None:
    out = io.StringIO()
    csv.writer(out, delimiter=separator, lineterminator="\n").writerows(csv.reader(io.StringIO(TABLE)))

    read = told(file(first.format(separator) + out.getvalue()))

    assert read == [(line + bool(first), cells, is_whole) for line, cells, is_whole in ROWS]


def test_any_separator_is_read_that_the_file_tells(file) -> None:
    assert told(file("sep=|\nemployee|day|note\n1001|2026-10-13|x\n")) == [
        (3, {"employee": "1001", "day": "2026-10-13", "note": "x"}, True)
    ]


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_a_text_is_read_with_each_end_of_line(file, end: str) -> None:
    one_line = TABLE.replace("，\n", "，")

    assert [cells for _, cells, _ in told(file(one_line.replace("\n", end)))] == [
        cells | {"note": cells["note"].replace("\n", "")} for _, cells, _ in ROWS
    ]


def test_the_names_of_columns_may_be_in_any_case_in_any_order_and_have_blanks_around_them(file) -> None:
    [row] = told(file(' Note ,EMPLOYEE,"\u3000Day",weather\nx,1001,2026-10-13,晴\n'))

    assert row == (2, {"note": "x", "employee": "1001", "day": "2026-10-13", "weather": "晴"}, True)


def test_a_column_is_found_under_another_name(file) -> None:
    path = file("工号,日期,说明\n1001,2026-10-13,x\n")

    rows = list(read_rows(path, COLUMNS, {"工号": "employee", " 日期": "day", "说明": "note"}))

    assert [row.cells for row in rows] == [{"employee": "1001", "day": "2026-10-13", "note": "x"}]


def test_rows_without_a_filled_cell_are_passed_over(file) -> None:
    path = file("\n,,\nemployee,day,note\n\n,,\n , ,\u3000\n1001,2026-10-13,x\n,,\n")

    assert told(path) == [(7, {"employee": "1001", "day": "2026-10-13", "note": "x"}, True)]


def test_empty_cells_at_the_end_of_a_row_are_none_and_a_filled_one_is_too_many(file) -> None:
    read = told(file("employee,day,note,,\n1001,2026-10-13,x,,\n1002,2026-10-13,,,\n1003,2026-10-13,x,,y\n1004,x\n"))

    assert [(line, is_whole) for line, _, is_whole in read] == [(2, True), (3, True), (4, False), (5, False)]


def test_the_guard_of_an_export_is_taken_off(file) -> None:
    assert told(file("employee,day,note\n1001,2026-10-13,'=1+1\n"))[0][1]["note"] == "=1+1"


@pytest.mark.parametrize(
    ("content", "refusal", "said"),
    [
        ("employee,day\n", WrongHeader, "lacks: note"),
        ("employee,day,note,Day\n", ColumnTwice, "twice: day"),
        ('employee,day,note\n1001,2026-10-13,x\n1002,"2026\n', BrokenLine, "Line 3 of"),
        (bytes(range(128, 256)), NoTable, "neither text"),
        (b"employee,day,note\n1001,2026-10-13,\0\n", NoTable, "neither text"),
    ],
)
def test_what_cannot_be_read_is_refused_by_name(file, content: bytes | str, refusal: type, said: str) -> None:
    with pytest.raises(refusal, match=said):
        told(file(content))


def test_a_long_file_is_read_as_it_goes(file) -> None:
    path = file("employee,day,note\n" + "1001,2026-10-13,收款有误\n" * 60_000)

    tracemalloc.start()
    count = sum(1 for _ in read_rows(path, COLUMNS))
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert count == 60_000
    # The file has 1.9 MB and as rows would take some 30; two pieces of it at once take 3 to 5.
    assert most < 8_000_000


@pytest.fixture
def workbook(tmp_path: Path):
    """A workbook of these rows; days and times are kept as Excel keeps them."""

    def workbook(*rows: tuple[object, ...], formats: dict[int, str] | None = None) -> Path:
        path = tmp_path / "care.xlsx"
        with Workbook(path, {"default_date_format": "yyyy/m/d h:mm"}) as book:
            book.add_worksheet("说明").write(0, 0, "填表说明")
            sheet = book.add_worksheet("care")
            for number, row in enumerate(rows):
                for column, cell in enumerate(row):
                    shown = (formats or {}).get(column)
                    sheet.write(number, column, cell, book.add_format({"num_format": shown}) if shown else None)
        return path

    return workbook


def test_a_workbook_is_read_on_the_sheet_that_has_the_columns(workbook) -> None:
    path = workbook(
        ("employee", "day", "note"),
        (),
        (1001, datetime(2026, 10, 13), "收款有误"),
        (1001.5, datetime(2026, 10, 13, 9, 2), time(7, 31, 16)),
        (True, date(2026, 10, 14)),
    )

    assert told(path) == [
        (3, {"employee": "1001", "day": "2026-10-13T00:00:00", "note": "收款有误"}, True),
        (4, {"employee": "1001.5", "day": "2026-10-13T09:02:00", "note": "07:31:16"}, True),
        (5, {"employee": "1", "day": "2026-10-14T00:00:00", "note": ""}, True),
    ]


def test_a_workbook_shows_codes_and_days_as_it_shows_them_in_excel(workbook) -> None:
    path = workbook(("employee", "day", "note"), (101, 46308, 7), formats={0: "0000", 1: "yyyy/m/d"})

    assert told(path) == [(2, {"employee": "0101", "day": "2026-10-13", "note": "7"}, True)]


def test_a_workbook_of_too_many_rows_takes_nothing(workbook, monkeypatch: pytest.MonkeyPatch) -> None:
    path = workbook(("employee", "day", "note"), *[(1001, "2026-10-13", "x")] * 3)
    monkeypatch.setattr(workbook_lines, "MOST_ROWS", 3)

    with pytest.raises(WorkbookTooLarge):
        told(path)


def test_a_workbook_that_unpacks_to_too_much_takes_nothing(workbook, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook_lines, "LARGEST_UNPACKED_BYTES", 1000)

    with pytest.raises(WorkbookTooLarge):
        told(workbook(("employee", "day", "note")))
