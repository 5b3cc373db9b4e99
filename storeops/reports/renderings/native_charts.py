"""Charts that the spreadsheet itself draws, from cells of a sheet."""

from dataclasses import dataclass
from typing import Any

from xlsxwriter import Workbook

from storeops.base.i18n import Language
from storeops.reports.charts.plot import COLOURS
from storeops.reports.charts.svg import TARGET
from storeops.reports.layout.blocks import BarChart, LineChart
from storeops.reports.layout.units import NOT_SEEN_IN_CELLS, unit_words
from storeops.reports.renderings.grids import Grid

CHART_ROWS = 16
"""So many rows of a sheet a chart covers."""
_SIZE = {"width": 860, "height": 310}


@dataclass(frozen=True)
class ChartCells:
    """The cells that a chart is drawn from: the rows of `grid` below its heads, its last column for the targets."""

    sheet: str
    grid: Grid
    first_row: int
    has_targets: bool

    def of(self, column: int) -> dict[str, Any]:
        """Where a series stands, and its values once more for readers that do not look into the cells."""
        last_row = self.first_row + len(self.grid.rows) - 1
        return {
            "name": [self.sheet, self.first_row - 1, column],
            "name_data": [self.grid.heads[column].title],
            "categories": [self.sheet, self.first_row, 0, last_row, 0],
            "categories_data": [label.value for label, *_ in self.grid.rows],
            "values": [self.sheet, self.first_row, column, last_row, column],
            "values_data": [row[column].value for row in self.grid.rows],
        }


def native_chart(workbook: Workbook, chart: LineChart | BarChart, cells: ChartCells, language: Language) -> Any:
    """A line chart, or columns with a mark at the target of each; gaps where nothing happened."""
    is_line = isinstance(chart, LineChart)
    drawn = workbook.add_chart({"type": "line" if is_line else "column"})
    columns = list(range(1, len(cells.grid.heads)))
    target = columns.pop() if cells.has_targets else None
    for place, column in enumerate(columns):
        drawn.add_series({**cells.of(column), **_look(place, is_line=is_line)})
    if target is not None:
        over = drawn if is_line else workbook.add_chart({"type": "line"})
        over.add_series({**cells.of(target), **_target_look(is_line=is_line)})
        if not is_line:
            drawn.combine(over)
    drawn.set_title({"name": chart.title, "name_font": {"size": 12}, "overlay": False})
    drawn.set_x_axis({"name": chart.label_title, "name_font": {"bold": False}})
    drawn.set_y_axis(
        {
            "name": unit_words(chart.kind, language) if chart.kind in NOT_SEEN_IN_CELLS else "",
            "major_gridlines": {"visible": True, "line": {"color": "#d5dde4"}},
            "name_font": {"bold": False},
            "line": {"none": True},
        }
    )
    drawn.set_legend({"position": "bottom"})
    drawn.show_blanks_as("gap")
    drawn.set_size(_SIZE)
    return drawn


def _look(place: int, *, is_line: bool) -> dict[str, Any]:
    colour = COLOURS[place % len(COLOURS)]
    if is_line:
        return {
            "line": {"color": colour, "width": 2},
            "marker": {"type": "automatic", "size": 5, "border": {"color": colour}, "fill": {"color": colour}},
        }
    return {"fill": {"color": colour}, "gap": 60}


def _target_look(*, is_line: bool) -> dict[str, Any]:
    if is_line:
        return {"line": {"color": TARGET, "width": 1.5, "dash_type": "dash"}, "marker": {"type": "none"}}
    return {
        "line": {"none": True},
        "marker": {"type": "long_dash", "size": 12, "border": {"color": TARGET}, "fill": {"color": TARGET}},
    }
