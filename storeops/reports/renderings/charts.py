"""A chart as SVG text, the same for the page, the file and the print. Pure."""

from typing import assert_never

from storeops.i18n import Language
from storeops.reports.layout.blocks import BarChart, Chart, HeatMap, LineChart
from storeops.reports.renderings.bar_chart import bar_chart
from storeops.reports.renderings.heat_map import heat_map
from storeops.reports.renderings.line_chart import line_chart


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
