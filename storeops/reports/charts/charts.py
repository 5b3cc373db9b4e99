"""A chart as SVG text, the same for the page, the file and the print. Pure."""

from typing import assert_never

from storeops.base.i18n import Language
from storeops.reports.charts.bar_chart import bar_chart
from storeops.reports.charts.heat_map import heat_map
from storeops.reports.charts.line_chart import line_chart
from storeops.reports.layout.blocks import BarChart, Chart, HeatMap, LineChart


def draw(chart: Chart, language: Language) -> str:
    """The chart as one `<svg>` element without script and style, named and described; the same for the same chart."""
    match chart:
        case LineChart():
            return line_chart(chart, language)
        case BarChart():
            return bar_chart(chart, language)
        case HeatMap():
            return heat_map(chart, language)
        case _:
            assert_never(chart)
