"""A chart of values in rows and columns, as SVG: cells print their values; bad ones have a frame and a corner. Pure."""

from collections.abc import Sequence
from math import ceil

from storeops.base.i18n import N_, Language, translate
from storeops.reports.charts.axis import compact
from storeops.reports.charts.plot import EDGE, Frame, Key, legend, no_data
from storeops.reports.charts.svg import GRID, INK, PAPER, SMALL, SOFT, WIDTH, cut, drawing, element, width_of, words
from storeops.reports.layout.blocks import HeatMap, Number
from storeops.reports.layout.shown import shown

CELL_HEIGHT = 24
WIDEST_CELL = 90
SWATCH_HEIGHT = 15
HEAD = 18
BAND_GAP = 14
LABEL_ROOM = 130

GOOD = "#cfe4f2"
BAD = "#f8d2b8"
BAD_FRAME = "#a63f00"


def heat_map(chart: HeatMap, language: Language) -> str:
    """The chart; columns that have no room beside each other stand in bands below each other."""
    told, top = legend(_keys(chart, language))
    labels = [cut(label, LABEL_ROOM) for label in chart.row_labels]
    left = EDGE + max((width_of(label) for label in labels), default=0) + 8
    texts = [[compact(value, chart.kind, language) for value in row] for row in chart.cells]
    drawn, y = [told], top + 6
    bands = _bands(chart, texts, WIDTH - EDGE - left)
    width = min((WIDTH - EDGE - left) / max((len(columns) for columns in bands), default=1), WIDEST_CELL)
    for columns in bands:
        band = Frame(left, y + HEAD, left + width * len(columns), y + HEAD + CELL_HEIGHT * len(labels))
        drawn.append(_band(chart, texts, labels, columns, band))
        y = band.bottom + BAND_GAP
    if not any(value is not None for row in chart.cells for value in row):
        drawn.append(no_data(Frame(left, y, WIDTH - EDGE, y + HEAD), language))
        y += HEAD + BAND_GAP
    return drawing(chart.id, chart.title, chart.description, y, "".join(drawn))


def _bands(chart: HeatMap, texts: Sequence[Sequence[str]], room: float) -> list[range]:
    """The columns of each band: as many as have room for the widest text, evenly shared out."""
    every = [*chart.column_labels, *(text for row in texts for text in row)]
    needed = max((width_of(text, SMALL) for text in every), default=0) + 4
    count = len(chart.column_labels)
    most = max(int(room // needed), 1)
    each = ceil(count / max(ceil(count / most), 1))
    return [range(first, min(first + each, count)) for first in range(0, count, max(each, 1))]


def _band(chart: HeatMap, texts: Sequence[Sequence[str]], labels: Sequence[str], columns: range, band: Frame) -> str:
    width = band.width / len(columns)
    drawn = []
    for place, column in enumerate(columns):
        head = cut(chart.column_labels[column], width - 2, SMALL)
        x = band.left + width * (place + 0.5)
        drawn.append(words(x, band.top - 6, head, SMALL, text_anchor="middle", fill=SOFT))
    for row, label in enumerate(labels):
        y = band.top + CELL_HEIGHT * row
        drawn.append(words(band.left - 8, y + 16, label, text_anchor="end"))
        for place, column in enumerate(columns):
            value = chart.cells[row][column]
            drawn.append(_cell(chart, value, texts[row][column], band.left + width * place, y, width))
    return "".join(drawn)


def _cell(chart: HeatMap, value: Number | None, text: str, x: float, y: float, width: float) -> str:
    bad, good = _is_bad(chart, value), _is_good(chart, value)
    looks = (
        _bad_cell(x, y, width, CELL_HEIGHT) if bad else _plain_cell(x, y, width, CELL_HEIGHT, GOOD if good else PAPER)
    )
    weight = {"font_weight": "700"} if bad else {}
    colour = SOFT if value is None else INK
    return looks + words(x + width / 2, y + 16, text, SMALL, text_anchor="middle", fill=colour, **weight)


def _plain_cell(x: float, y: float, width: float, height: float, colour: str) -> str:
    return element("rect", x=x, y=y, width=width, height=height, fill=colour, stroke=GRID, stroke_width=1)


def _bad_cell(x: float, y: float, width: float, height: float) -> str:
    look: dict[str, str | float] = {"fill": BAD, "stroke": BAD_FRAME, "stroke_width": 1.5}
    frame = element("rect", x=x + 1.5, y=y + 1.5, width=width - 3, height=height - 3, **look)
    corner = f"{x + 1.5:.1f},{y + 1.5:.1f} {x + 8.5:.1f},{y + 1.5:.1f} {x + 1.5:.1f},{y + 8.5:.1f}"
    return frame + element("polygon", points=corner, fill=BAD_FRAME)


def _is_bad(chart: HeatMap, value: Number | None) -> bool:
    if value is None:
        return False
    return value > chart.bad if chart.good < chart.bad else value < chart.bad


def _is_good(chart: HeatMap, value: Number | None) -> bool:
    if value is None:
        return False
    return value <= chart.good if chart.good < chart.bad else value >= chart.good


def _keys(chart: HeatMap, language: Language) -> list[Key]:
    if chart.good < chart.bad:
        good, bad = N_("Good: at most %(value)s"), N_("Bad: above %(value)s")
    else:
        good, bad = N_("Good: at least %(value)s"), N_("Bad: below %(value)s")
    told = (
        (good, chart.good, _plain_cell(0, -8, 24, SWATCH_HEIGHT, GOOD)),
        (bad, chart.bad, _bad_cell(0, -8, 24, SWATCH_HEIGHT)),
    )
    keys = [
        Key(swatch, translate(language, message, {"value": shown(limit, chart.kind, language)}))
        for message, limit, swatch in told
    ]
    return [*keys, Key(_plain_cell(0, -8, 24, SWATCH_HEIGHT, PAPER), translate(language, N_("Between the two")))]
