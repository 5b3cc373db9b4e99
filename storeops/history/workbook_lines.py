"""The rows of an .xlsx workbook as the texts that somebody would have typed."""

import re
from collections.abc import Iterator
from datetime import date, datetime, time
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile

from storeops.history.refusals import WorkbookBroken, WorkbookTooLarge

LARGEST_BYTES = 64 * 1024**2
LARGEST_UNPACKED_BYTES = 640 * 1024**2
LARGEST_TEXTS_BYTES = 48 * 1024**2
"""The texts of a workbook are all held at once: no more than this of them, as they stand in the file."""
MOST_ROWS = 200_000
MOST_COLUMNS = 200

_TEXTS = "xl/sharedStrings.xml"
_PADDED = re.compile("0+")
"""The number format of codes that are shown with their leading zeros."""
_HOURS = re.compile(r"h", re.IGNORECASE)

Line = tuple[int, list[str]]
"""Where a row begins, and its cells."""


def is_workbook(path: Path) -> bool:
    """Whether a file is a packed one, as workbooks are."""
    with path.open("rb") as file:
        return file.read(4) == b"PK\x03\x04"


def tables(path: Path) -> Iterator[Iterator[Line]]:
    """The sheets of a workbook, each with its rows that hold anything, read while they are asked for.

    WorkbookBroken and WorkbookTooLarge, also on the way. A row is as wide as the first, or wider.
    """
    # Imported here: who reads a text needs none of it.
    from openpyxl import load_workbook

    _require_bearable(path)
    try:
        # By its name it would take no file that waits under another one. Its sheets read on as long as they are asked.
        book = load_workbook(path.open("rb"), read_only=True, data_only=True)
    except Exception as error:  # on bytes that are no workbook its reader raises what it likes
        raise WorkbookBroken(path=path) from error
    for sheet in book.worksheets:
        yield _lines(sheet, path)


def _lines(sheet: Any, path: Path) -> Iterator[Line]:
    width = 0
    # Other programs write wrong dimensions, and cells beyond them would be left out without a word.
    sheet.reset_dimensions()
    try:
        for number, cells in enumerate(sheet.iter_rows(max_col=MOST_COLUMNS), start=1):
            texts = [_text(cell) for cell in cells]
            if not any(texts):
                continue
            if number > MOST_ROWS:
                raise _too_large(path)
            width = width or len(texts)
            yield number, texts + [""] * (width - len(texts))
    except WorkbookTooLarge:
        raise
    except Exception as error:  # as above
        raise WorkbookBroken(path=path) from error


def _require_bearable(path: Path) -> None:
    if path.stat().st_size > LARGEST_BYTES:
        raise _too_large(path)
    try:
        with ZipFile(path) as packed:
            sizes = {entry.filename: entry.file_size for entry in packed.infolist()}
    except (BadZipFile, OSError, ValueError) as error:
        raise WorkbookBroken(path=path) from error
    if sum(sizes.values()) > LARGEST_UNPACKED_BYTES or sizes.get(_TEXTS, 0) > LARGEST_TEXTS_BYTES:
        raise _too_large(path)


def _too_large(path: Path) -> WorkbookTooLarge:
    return WorkbookTooLarge(path=path, rows=f"{MOST_ROWS:,}", megabytes=LARGEST_BYTES // 1024**2)


def _text(cell: Any) -> str:
    """Whole numbers without a point, codes with the zeros that are shown, times and days in their usual form."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, float) and not value.is_integer():
        return repr(value)
    if isinstance(value, int | float):
        shown = str(int(value))
        return shown.zfill(len(cell.number_format)) if _PADDED.fullmatch(cell.number_format) else shown
    if isinstance(value, datetime):
        is_day = value.time() == time() and not _HOURS.search(cell.number_format)
        return value.date().isoformat() if is_day else value.isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    return str(value)
