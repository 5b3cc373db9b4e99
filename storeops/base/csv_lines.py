"""CSV as it goes out: inert in a spreadsheet, and read in its own encoding. Pure."""

import csv
from collections.abc import Iterable, Iterator
from io import StringIO

from storeops.base.spreadsheet_text import inert

BYTE_ORDER_MARK = "\ufeff"
"""What a file of text begins with that Excel is to read as UTF-8, and not in the encoding of its own country."""


def csv_lines(header: Iterable[str], rows: Iterable[Iterable[object]]) -> Iterator[str]:
    """CSV lines with their line ends; None is an empty cell. A text is inert, a number stays a number."""
    buffer = StringIO()
    # Its own line ends tell the library which texts to quote: with "\n" alone it lets a "\r" in a text stand bare.
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(header)
    yield _taken(buffer)
    for row in rows:
        writer.writerow(inert(cell) if isinstance(cell, str) else cell for cell in row)
        yield _taken(buffer)


def _taken(buffer: StringIO) -> str:
    line = buffer.getvalue().removesuffix("\r\n") + "\n"
    buffer.seek(0)
    buffer.truncate()
    return line


def as_file(lines: Iterable[str]) -> Iterator[str]:
    """The lines of a whole file with its byte order mark."""
    yield BYTE_ORDER_MARK
    yield from lines
