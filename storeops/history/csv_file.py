"""Reading a file of an import: rows by column name, with the line on which each stands."""

import csv
from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING

from storeops.base.spreadsheet_text import plain
from storeops.history.cell_values import FileRow
from storeops.history.refusals import UnreadableFile, WrongHeader

if TYPE_CHECKING:
    import _csv


def read_rows(path: Path, needed_columns: Collection[str]) -> list[FileRow]:
    """The rows of a CSV file in UTF-8, with or without a byte order mark; blank lines are passed over.

    Columns may stand in any order, and columns beside the needed ones are kept. UnreadableFile, WrongHeader.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            # Strict: an unclosed quote would otherwise swallow the rest of the file without a word.
            return _rows(csv.reader(file, strict=True), path, needed_columns)
    except OSError as error:
        raise UnreadableFile(path=path, cause=error.strerror) from error
    except UnicodeDecodeError as error:
        raise UnreadableFile(path=path, cause="it is not UTF-8") from error
    except csv.Error as error:
        raise UnreadableFile(path=path, cause=error) from error


def _rows(reader: "_csv.Reader", path: Path, needed_columns: Collection[str]) -> list[FileRow]:
    header = [column.strip() for column in next(reader, [])]
    missing = [column for column in needed_columns if column not in header]
    if missing:
        raise WrongHeader(path=path, missing=", ".join(missing))
    twice = sorted({column for column in header if column and header.count(column) > 1})
    if twice:
        raise UnreadableFile(path=path, cause=f"its header names a column twice: {', '.join(twice)}")
    rows = []
    last_line = reader.line_num
    for cells in reader:
        line, last_line = last_line + 1, reader.line_num
        if any(cell.strip() for cell in cells) or len(cells) == len(header):
            named = dict(zip(header, map(plain, cells), strict=False))
            rows.append(FileRow(line, named, len(cells) == len(header)))
    return rows
