"""Reading a file of an import: rows by column name, with the line on which each stands.

Text and workbooks alike, in whatever way a program or a person saved them. Rows come while the file is read, so that
a file of any length takes no more memory than a short one.
"""

import csv
import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping
from itertools import islice
from pathlib import Path
from types import MappingProxyType

from storeops.base.spreadsheet_text import plain
from storeops.history import workbook_lines
from storeops.history.cell_values import FileRow
from storeops.history.refusals import BrokenLine, ColumnTwice, UnreadableFile, WrongHeader
from storeops.history.text_encoding import encoding_of
from storeops.history.workbook_lines import Line

_SEPARATORS = (",", ";", "\t")
_TELLS_SEPARATOR = re.compile(r'"?sep=(.)"?', re.IGNORECASE)
"""The first line of a file that tells Excel its separator."""
_LONGEST_TELLING_LINE = 20


def read_rows(
    path: Path, needed_columns: Collection[str], renamed: Mapping[str, str] = MappingProxyType({})
) -> Iterator[FileRow]:
    """The rows of a text or a workbook; those without a filled cell are passed over.

    Columns may stand in any order, and columns beside the needed ones are kept. Their names may be in any case and
    have blanks around them; `renamed` tells which column another name stands for. UnreadableFile and WrongHeader come
    before the first row, but for a line or a workbook that turns out to be broken on the way.
    """
    try:
        header, lines = _best_table(_tables(path), path, needed_columns, renamed)
    except OSError as error:
        raise UnreadableFile(path=path, cause=error.strerror) from error
    return _rows(header, lines)


def head(path: Path, count: int, looked_for: Collection[str]) -> tuple[list[str], list[list[str]]]:
    """The names in the header of a file and its first rows, of the table with most of the names that are looked for
    where several can be seen in it, and of the widest of these. UnreadableFile.
    """
    known = {_folded(name) for name in looked_for}
    best: tuple[list[str], list[list[str]]] = ([], [])
    best_fit = (0, 0)
    try:
        for lines in _tables(path):
            try:
                first = [_without_empty_end(cells) for _, cells in islice(lines, count + 1)]
            except BrokenLine:
                continue
            fit = (len(known & {_folded(cell) for cell in first[0]}), len(first[0])) if first else (0, 0)
            if fit > best_fit:
                best, best_fit = ([cell.strip() for cell in first[0]], first[1:]), fit
    except OSError as error:
        raise UnreadableFile(path=path, cause=error.strerror) from error
    return best


def _tables(path: Path) -> Iterator[Iterator[Line]]:
    """The tables that can be seen in a file: the sheets of a workbook, a text with each of its separators."""
    return workbook_lines.tables(path) if workbook_lines.is_workbook(path) else _text_tables(path)


def _text_tables(path: Path) -> Iterator[Iterator[Line]]:
    """The file as it looks with each of the separators, unless it tells its own."""
    encoding = encoding_of(path)
    with path.open(encoding=encoding, newline="") as file:
        told = _told_separator(file.readline(_LONGEST_TELLING_LINE))
    for separator in (told,) if told else _SEPARATORS:
        yield _text_lines(path, encoding, separator, begins_after=1 if told else 0)


def _told_separator(first_line: str) -> str | None:
    told = _TELLS_SEPARATOR.fullmatch(first_line.rstrip("\r\n"))
    return told[1] if told else None


def _text_lines(path: Path, encoding: str, separator: str, begins_after: int) -> Iterator[Line]:
    """The rows of a text; a row may have several lines, where a cell is quoted."""
    with path.open(encoding=encoding, newline="") as file:
        for _ in range(begins_after):
            file.readline()
        # Strict: an unclosed quote would otherwise swallow the rest of the file without a word.
        reader = csv.reader(file, delimiter=separator, strict=True)
        last_line = 0
        try:
            for cells in reader:
                line, last_line = last_line + 1, reader.line_num
                if any(cell.strip() for cell in cells):
                    yield begins_after + line, cells
        except csv.Error as error:
            raise BrokenLine(path=path, line=begins_after + last_line + 1, cause=error) from error


def _best_table(
    tables: Iterator[Iterator[Line]], path: Path, needed: Collection[str], renamed: Mapping[str, str]
) -> tuple[list[str], Iterator[Line]]:
    """The first table whose header has every needed column, with its rows.

    WrongHeader names what the header lacks that lacks least; BrokenLine where no header can be read.
    """
    least: list[str] | None = None
    broken: BrokenLine | None = None
    known = {_folded(column): column for column in needed} | {_folded(told): to for told, to in renamed.items()}
    for lines in tables:
        try:
            _, cells = next(lines, (0, []))
        except BrokenLine as error:
            broken = broken or error
            continue
        folded = [_folded(cell) for cell in _without_empty_end(cells)]
        # A column in whose place another one was chosen is not there any more.
        replaced = {_folded(to) for told, to in renamed.items() if _folded(told) in folded} - set(map(_folded, renamed))
        header = ["" if cell in replaced else known.get(cell, cell) for cell in folded]
        missing = [column for column in needed if column not in header]
        if not missing:
            _require_once(header, path)
            return header, lines
        least = missing if least is None or len(missing) < len(least) else least
    if least is None and broken:
        raise broken
    raise WrongHeader(path=path, missing=", ".join(least or needed))


def _without_empty_end(cells: list[str]) -> list[str]:
    """The cells up to the last one that is filled: Excel fills rows up to the widest of a sheet."""
    while cells and not cells[-1].strip():
        cells = cells[:-1]
    return cells


def _folded(name: str) -> str:
    return unicodedata.normalize("NFKC", name).strip().lower()


def _require_once(header: list[str], path: Path) -> None:
    twice = sorted({column for column in header if column and header.count(column) > 1})
    if twice:
        raise ColumnTwice(path=path, columns=", ".join(twice))


def _rows(header: list[str], lines: Iterator[Line]) -> Iterator[FileRow]:
    width = len(header)
    for line, cells in lines:
        is_whole = len(cells) >= width and not any(cell.strip() for cell in cells[width:])
        yield FileRow(line, dict(zip(header, map(plain, cells), strict=False)), is_whole)
