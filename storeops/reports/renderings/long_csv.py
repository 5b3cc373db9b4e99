"""A report as one list of values: a line for each cell of each table, for whoever counts on with it. Pure."""

import csv
from collections.abc import Iterator
from io import StringIO

from storeops.base.i18n import N_, Language, translate
from storeops.base.spreadsheet_text import inert
from storeops.reports.layout.blocks import Chapter, ReportLayout, Value
from storeops.reports.layout.units import unit_words
from storeops.reports.renderings.grids import Cell, Grid, grid_of

_HEADS = (N_("Chapter"), N_("Table"), N_("Row"), N_("Column"), N_("Value"), N_("Unit"))


def csv_report(layout: ReportLayout) -> bytes:
    """All tables one below the other: chapter, table, row, column, value, unit; a missing value is an empty cell.

    Numbers are unrounded; a row is named by its first cell. UTF-8 with a byte order mark, without which Excel takes
    Chinese for something else; a text that a spreadsheet would take for a formula has an apostrophe before it.
    """
    buffer = StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow([translate(layout.language, head) for head in _HEADS])
    for chapter in (*layout.front, *layout.appendix):
        writer.writerows(_lines(chapter, layout.language))
    return buffer.getvalue().encode("utf-8-sig")


def _lines(chapter: Chapter, language: Language) -> Iterator[list[Value]]:
    for block in chapter.blocks:
        for row, column, cell in _cells(grid_of(block, language)):
            line = (chapter.title, block.title, row, column, cell.value, unit_words(cell.kind, language))
            yield [inert(value) if isinstance(value, str) else value for value in line]


def _cells(grid: Grid) -> Iterator[tuple[Value, str, Cell]]:
    """Each cell with the names of its row and column."""
    for first, *rest in grid.rows:
        for head, cell in zip(grid.heads[1:], rest, strict=True):
            yield first.value, head.title, cell
