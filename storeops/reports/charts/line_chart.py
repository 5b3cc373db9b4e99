"""A chart of values along time, as SVG. Pure."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from storeops.base.i18n import Language
from storeops.reports.charts.axis import Scale, scale
from storeops.reports.charts.plot import (
    COLOURS,
    DASHES,
    EDGE,
    TARGET_DASH,
    Frame,
    Key,
    labels_below,
    legend,
    mark,
    no_data,
    scale_width,
    target_key,
    upright_scale,
)
from storeops.reports.charts.svg import TARGET, WIDTH, drawing, element, line
from storeops.reports.layout.blocks import LineChart, Number

PLOT_HEIGHT = 160
BELOW = 42

Point = tuple[float, float]


def line_chart(chart: LineChart, language: Language) -> str:
    """The chart; where nothing happened its lines have a gap."""
    targets = [] if chart.target is None else [chart.target]
    values = [value for series in chart.series for value in series.values if value is not None]
    axis = scale([*values, *targets], chart.kind)
    keys = [Key(_swatch(place), series.name) for place, series in enumerate(chart.series)]
    if chart.target is not None:
        keys.append(target_key(chart.target, chart.kind, language))
    told, top = legend(keys)
    left = scale_width(axis, chart.kind, language)
    frame = Frame(left, top + 10, WIDTH - EDGE, top + 10 + PLOT_HEIGHT)
    drawn = [told, upright_scale(frame, axis, chart.kind, language)]
    drawn.append(labels_below(frame, chart.labels, chart.label_title))
    drawn += [_line_of(place, series.values, frame, axis) for place, series in enumerate(chart.series)]
    if chart.target is not None:
        y = frame.y(axis, chart.target)
        drawn.append(line(frame.left, y, frame.right, y, TARGET, stroke_width=1.6, stroke_dasharray=TARGET_DASH))
    if not values:
        drawn.append(no_data(frame, language))
    return drawing(chart.id, chart.title, chart.description, frame.bottom + BELOW, "".join(drawn))


def _line_of(place: int, values: Sequence[Number | None], frame: Frame, axis: Scale) -> str:
    pieces = list(_pieces(values, frame, axis))
    lines = [_path(place, piece) for piece in pieces if len(piece) > 1]
    radius = 3.2 if len(values) <= 31 else 2.4
    return "".join(lines + [mark(place, x, y, radius) for piece in pieces for x, y in piece])


def _pieces(values: Sequence[Number | None], frame: Frame, axis: Scale) -> Iterator[list[Point]]:
    """The stretches of values without a gap."""
    slot = frame.width / max(len(values), 1)
    places = [
        None if value is None else (frame.left + slot * (at + 0.5), frame.y(axis, value))
        for at, value in enumerate(values)
    ]
    for is_known, stretch in groupby(places, key=lambda place: place is not None):
        if is_known:
            yield [place for place in stretch if place is not None]


def _path(place: int, points: Sequence[Point]) -> str:
    return element(
        "polyline",
        points=" ".join(f"{x:.1f},{y:.1f}" for x, y in points),
        fill="none",
        stroke=COLOURS[place % len(COLOURS)],
        stroke_width=2,
        stroke_linejoin="round",
        stroke_dasharray=DASHES[place % len(DASHES)],
    )


def _swatch(place: int) -> str:
    return _path(place, [(0, 0), (24, 0)]) + mark(place, 12, 0)
