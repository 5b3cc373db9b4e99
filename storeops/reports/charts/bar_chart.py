"""A chart of values side by side, as SVG: columns where their labels have room below them, else lying bars. Pure."""

from storeops.base.i18n import N_, Language, translate
from storeops.reports.charts.axis import Scale, compact, scale
from storeops.reports.charts.bars import Bar, bars_defined, looks, swatch, target_mark
from storeops.reports.charts.plot import (
    EDGE,
    Frame,
    Key,
    ink_line,
    labels_below,
    legend,
    no_data,
    scale_width,
    upright_scale,
)
from storeops.reports.charts.svg import GRID, SMALL, SOFT, TEXT, WIDTH, cut, drawing, line, width_of, words
from storeops.reports.layout.blocks import BarChart, Number

COLUMN_HEIGHT = 150
BELOW_COLUMNS = 42
MOST_LYING = 24
"""More bars than this lie no more: the chart would be higher than a page."""
BAR = 15
LYING_GAP = 9
LABEL_ROOM = 220
SHARE_OF_SLOT = 0.76
WIDEST_COLUMN = 40


def bar_chart(chart: BarChart, language: Language) -> str:
    """The chart; what did not happen is printed as "-", never drawn as 0."""
    values = [value for series in chart.series for value in series.values]
    axis = scale([*values, *chart.targets], chart.kind)
    keys = [Key(swatch(chart.id, place), series.name) for place, series in enumerate(chart.series)]
    lies = _lies(chart)
    if any(target is not None for target in chart.targets):
        sample = target_mark(12, -8, 12, 8) if lies else target_mark(2, 0, 22, 0)
        keys.append(Key(sample, translate(language, N_("Target of each"))))
    told, top = legend(keys)
    draw = _lying if lies else _columns
    content, bottom, frame = draw(chart, axis, top + 10, language)
    if all(value is None for value in values):
        content += no_data(frame, language)
    content = bars_defined(chart.id, len(chart.series)) + told + content
    return drawing(chart.id, chart.title, chart.description, bottom, content)


def _lies(chart: BarChart) -> bool:
    slot = (WIDTH - 60) / max(len(chart.labels), 1)
    widest = max((width_of(label, SMALL) for label in chart.labels), default=0)
    return widest + 4 > slot and len(chart.labels) <= MOST_LYING


def _columns(chart: BarChart, axis: Scale, top: float, language: Language) -> tuple[str, float, Frame]:
    frame = Frame(scale_width(axis, chart.kind, language), top + 8, WIDTH - EDGE, top + 8 + COLUMN_HEIGHT)
    drawn = [upright_scale(frame, axis, chart.kind, language), labels_below(frame, chart.labels, chart.label_title)]
    slot = frame.width / max(len(chart.labels), 1)
    width = min(slot * SHARE_OF_SLOT / max(len(chart.series), 1), WIDEST_COLUMN)
    texts = [[compact(value, chart.kind, language) for value in series.values] for series in chart.series]
    room = slot if len(chart.series) == 1 else width + 2
    are_printed = all(width_of(text, SMALL) <= room for row in texts for text in row)
    for at, _ in enumerate(chart.labels):
        left = frame.left + slot * (at + 0.5) - width * len(chart.series) / 2
        for place, series in enumerate(chart.series):
            bar = _upright(frame, axis, series.values[at], left + place * width, width)
            drawn.append(looks(chart.id, place, bar))
            if are_printed:
                x, y = left + (place + 0.5) * width, _above(chart, axis, frame, at, bar.y - 4)
                drawn.append(words(x, y, texts[place][at], SMALL, text_anchor="middle", fill=SOFT))
        drawn.append(_target_over(chart, axis, frame, at, left, width * len(chart.series)))
    return "".join(drawn), frame.bottom + BELOW_COLUMNS, frame


def _upright(frame: Frame, axis: Scale, value: Number | None, x: float, width: float) -> Bar:
    zero = frame.y(axis, 0)
    end = zero if value is None else frame.y(axis, value)
    return Bar(x, min(zero, end), width, abs(zero - end))


def _above(chart: BarChart, axis: Scale, frame: Frame, at: int, y: float) -> float:
    """The line on which a value is printed: above its bar, or above the mark of the target that would cross it."""
    target = chart.targets[at] if at < len(chart.targets) else None
    if target is None:
        return y
    mark = frame.y(axis, target)
    return mark - 5 if y - SMALL - 2 <= mark <= y + 4 else y


def _target_over(chart: BarChart, axis: Scale, frame: Frame, at: int, left: float, width: float) -> str:
    target = chart.targets[at] if at < len(chart.targets) else None
    if target is None:
        return ""
    y = frame.y(axis, target)
    return target_mark(left - 4, y, left + width + 4, y)


def _lying(chart: BarChart, axis: Scale, top: float, language: Language) -> tuple[str, float, Frame]:
    labels = [cut(label, LABEL_ROOM) for label in chart.labels]
    texts = [[compact(value, chart.kind, language) for value in series.values] for series in chart.series]
    left = EDGE + 8 + max((width_of(label) for label in labels), default=0)
    right = WIDTH - EDGE - 8 - max((width_of(text, SMALL) for row in texts for text in row), default=0)
    slot = BAR * len(chart.series) + LYING_GAP
    frame = Frame(left, top, right, top + slot * len(labels))
    drawn = [_lying_scale(frame, axis, chart, language)]
    for at, label in enumerate(labels):
        y = frame.top + slot * at + LYING_GAP / 2
        middle = y + BAR * len(chart.series) / 2
        drawn.append(words(left - 8, middle + 4, label, TEXT, text_anchor="end"))
        for place, series in enumerate(chart.series):
            bar = _lain(frame, axis, series.values[at], y + place * BAR)
            drawn.append(looks(chart.id, place, bar))
            x = _beside(chart, axis, frame, at, bar.x + bar.width + 5, texts[place][at])
            drawn.append(words(x, bar.y + BAR - 4, texts[place][at], SMALL))
        drawn.append(_target_beside(chart, axis, frame, at, y, BAR * len(chart.series)))
    return "".join(drawn), frame.bottom + 24, frame


def _lying_scale(frame: Frame, axis: Scale, chart: BarChart, language: Language) -> str:
    drawn, last = [], -WIDTH * 1.0
    for tick in axis.ticks:
        x = frame.x(axis, tick)
        label = compact(tick, chart.kind, language)
        drawn.append(line(x, frame.top, x, frame.bottom, GRID, stroke_width=1))
        if x - last >= width_of(label, SMALL) + 8:
            drawn.append(words(x, frame.bottom + 16, label, SMALL, text_anchor="middle", fill=SOFT))
            last = x
    return "".join([*drawn, ink_line(frame, frame.x(axis, 0))])


def _lain(frame: Frame, axis: Scale, value: Number | None, y: float) -> Bar:
    zero = frame.x(axis, 0)
    end = zero if value is None else frame.x(axis, value)
    return Bar(min(zero, end), y, abs(zero - end), BAR - 1)


def _beside(chart: BarChart, axis: Scale, frame: Frame, at: int, x: float, text: str) -> float:
    """Where a value is printed: beside its bar, or beyond the mark of the target that would cross it."""
    target = chart.targets[at] if at < len(chart.targets) else None
    if target is None:
        return x
    mark = frame.x(axis, target)
    return mark + 6 if x - 4 <= mark <= x + width_of(text, SMALL) + 4 else x


def _target_beside(chart: BarChart, axis: Scale, frame: Frame, at: int, top: float, height: float) -> str:
    target = chart.targets[at] if at < len(chart.targets) else None
    if target is None:
        return ""
    x = frame.x(axis, target)
    return target_mark(x, top - 3, x, top + height + 2)
