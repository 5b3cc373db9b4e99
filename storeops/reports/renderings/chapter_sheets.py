"""The report's chapters as sheets: each block's values in cells, its chart drawn by the spreadsheet from them."""

from collections.abc import Sequence
from itertools import count

from xlsxwriter import Workbook

from storeops.base.i18n import N_, Language, translate
from storeops.reports.layout.blocks import (
    BarChart,
    Block,
    Chapter,
    Column,
    HeatMap,
    KeyFigures,
    LineChart,
    ReportLayout,
    Sentences,
)
from storeops.reports.layout.units import with_unit
from storeops.reports.renderings.grids import Cell, Grid, grid_of
from storeops.reports.renderings.native_charts import CHART_ROWS, ChartCells, native_chart
from storeops.reports.renderings.workbook_sheet import WorkbookSheet

GOOD, BETWEEN, BAD = "#9ecae8", "#ffffff", "#f4b183"


def overview_sheet(sheet: WorkbookSheet, layout: ReportLayout, others: Sequence[str]) -> None:
    """The key figures of the hall's page, then the way to the other sheets."""
    sheet.say(f"{layout.hall} {layout.title}", sheet.looks.title)
    sheet.say(layout.status, sheet.looks.soft)
    sheet.worksheet.freeze_panes(2, 1)
    sheet.skip()
    blocks = [block for chapter in layout.front for block in chapter.blocks if isinstance(block, KeyFigures)]
    for block in blocks:
        _block(sheet, block, layout.language, is_filtered=len(blocks) == 1)
    sheet.say(translate(layout.language, N_("Contents")), sheet.looks.block_title)
    for other in others:
        sheet.link(other)
    sheet.set_widths()


def chapter_sheet(workbook: Workbook, sheet: WorkbookSheet, chapter: Chapter, language: Language) -> None:
    """All blocks of a chapter, one below the other."""
    sheet.say(chapter.title, sheet.looks.title)
    sheet.worksheet.freeze_panes(1, 1)
    if chapter.lead:
        sheet.say(chapter.lead)
    sheet.skip()
    grids = sum(not isinstance(block, Sentences) for block in chapter.blocks)
    for block in chapter.blocks:
        if isinstance(block, LineChart | BarChart):
            _chart(workbook, sheet, block, language)
        else:
            _block(sheet, block, language, is_filtered=grids == 1)
    sheet.set_widths()


def _block(sheet: WorkbookSheet, block: Block, language: Language, *, is_filtered: bool) -> None:
    """`is_filtered`: its rows can be filtered; a sheet has one filter, so only where no other rows stand beside it."""
    if block.title:
        sheet.say(block.title, sheet.looks.block_title)
    if isinstance(block, Sentences):
        _sentences(sheet, block)
    else:
        grid = grid_of(block, language)
        first_row = _grid(sheet, grid, language, is_filtered=is_filtered)
        if isinstance(block, HeatMap):
            _colour(sheet, block, first_row)
    sheet.skip()


def _sentences(sheet: WorkbookSheet, block: Sentences) -> None:
    for number, sentence in zip(count(1), block.items):
        sheet.say(f"{number}. {sentence}" if block.is_numbered else sentence)


def _grid(sheet: WorkbookSheet, grid: Grid, language: Language, *, is_filtered: bool = False) -> int:
    """Write heads and rows; the number of the first of them."""
    sheet.heads([with_unit(head.title, head.kind, language) for head in grid.heads])
    first_row = sheet.next_row
    for row in grid.rows:
        sheet.row(row)
    if is_filtered:
        sheet.filter(first_row - 1, len(grid.heads))
    if grid.note:
        sheet.say(grid.note, sheet.looks.soft)
    return first_row


def _colour(sheet: WorkbookSheet, heat: HeatMap, first_row: int) -> None:
    """From bad over white to good, as the chart of the page has it."""
    if not heat.row_labels or not heat.column_labels:
        return
    is_less_better = heat.good < heat.bad
    low, high = sorted((heat.good, heat.bad))
    sheet.worksheet.conditional_format(
        first_row,
        1,
        first_row + len(heat.row_labels) - 1,
        len(heat.column_labels),
        {
            "type": "3_color_scale",
            "min_type": "num",
            "mid_type": "num",
            "max_type": "num",
            "min_value": low,
            "mid_value": (low + high) / 2,
            "max_value": high,
            "min_color": GOOD if is_less_better else BAD,
            "mid_color": BETWEEN,
            "max_color": BAD if is_less_better else GOOD,
        },
    )


def _chart(workbook: Workbook, sheet: WorkbookSheet, chart: LineChart | BarChart, language: Language) -> None:
    """The chart, then the values that it draws: the series, and the target or targets as a column of their own."""
    sheet.say(chart.title, sheet.looks.block_title)
    if chart.description:
        sheet.say(chart.description, sheet.looks.soft)
    top = sheet.next_row
    sheet.skip(CHART_ROWS)
    grid = grid_of(chart, language)
    targets = _targets(chart)
    if targets:
        heads = [*grid.heads, Column(translate(language, N_("Target value")), chart.kind)]
        rows = [[*row, Cell(target, chart.kind)] for row, target in zip(grid.rows, targets, strict=True)]
        grid = Grid(grid.id, grid.title, heads, rows)
    first_row = _grid(sheet, grid, language)
    sheet.skip()
    if grid.rows:
        cells = ChartCells(sheet.name, grid, first_row, has_targets=bool(targets))
        sheet.worksheet.insert_chart(top, 0, native_chart(workbook, chart, cells, language), {"object_position": 1})


def _targets(chart: LineChart | BarChart) -> Sequence[float | None]:
    if isinstance(chart, BarChart):
        return chart.targets
    return [chart.target] * len(chart.labels) if chart.target is not None else ()
