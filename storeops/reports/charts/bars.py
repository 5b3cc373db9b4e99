"""How the bars of each series look: a colour and a hatching of their own, told apart in grey too. Pure."""

from dataclasses import dataclass

from storeops.reports.charts.plot import COLOURS
from storeops.reports.charts.svg import PAPER, TARGET, element, line, safe_id

_CELL = 6
_HATCHINGS = (
    "",
    "M-1,1 l2,-2 M0,6 l6,-6 M5,7 l2,-2",
    "M0,3 h6",
    "M3,0 v6",
    "M0,3 h6 M3,0 v6",
)
"""Lines of paper's colour over each cell of 6 by 6: none, slanting, lying, upright, crossed."""


@dataclass(frozen=True)
class Bar:
    """A rectangle by its upper left corner."""

    x: float
    y: float
    width: float
    height: float


def bars_defined(chart: str, count: int) -> str:
    """The hatchings that the series of a chart need."""
    return element("defs", "".join(_pattern(chart, place) for place in range(count) if _hatching(place)))


def looks(chart: str, place: int, bar: Bar) -> str:
    """A bar of the series at `place`: one plain area, so that no seam shows between the cells of its hatching."""
    area: dict[str, str | float] = {"x": bar.x, "y": bar.y, "width": bar.width, "height": bar.height}
    ground = element("rect", fill=_colour(place), stroke=_colour(place), stroke_width=0.8, **area)
    if not _hatching(place):
        return ground
    return ground + element("rect", fill=f"url(#{_pattern_id(chart, place)})", **area)


def swatch(chart: str, place: int) -> str:
    """What the legend shows for the series at `place`."""
    return looks(chart, place, Bar(0, -7, 24, 12))


def target_mark(x1: float, y1: float, x2: float, y2: float) -> str:
    """The mark of a target across a bar, with a rim of paper so that it stands out of the bar."""
    return line(x1, y1, x2, y2, PAPER, stroke_width=4.5) + line(x1, y1, x2, y2, TARGET, stroke_width=2.2)


def _pattern(chart: str, place: int) -> str:
    lines = element("path", d=_hatching(place), stroke=PAPER, stroke_width=1.4, fill="none")
    size: dict[str, str | float] = {"width": _CELL, "height": _CELL, "patternUnits": "userSpaceOnUse"}
    return element("pattern", lines, id=_pattern_id(chart, place), **size)


def _hatching(place: int) -> str:
    return _HATCHINGS[place % len(_HATCHINGS)]


def _pattern_id(chart: str, place: int) -> str:
    return f"{safe_id(chart)}-bars-{place + 1}"


def _colour(place: int) -> str:
    return COLOURS[place % len(COLOURS)]
