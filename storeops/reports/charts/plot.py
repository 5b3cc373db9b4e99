"""What line and bar charts share: the looks of series, their legend, grids, and which labels have room. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from storeops.base.i18n import N_, Language, translate
from storeops.reports.charts.axis import Scale, compact
from storeops.reports.charts.svg import (
    GRID,
    INK,
    PAPER,
    SMALL,
    SOFT,
    TARGET,
    TEXT,
    WIDTH,
    cut,
    element,
    line,
    width_of,
    words,
)
from storeops.reports.layout.blocks import Kind, Number
from storeops.reports.layout.shown import shown

# Okabe and Ito's palette without its three light colours, which are too faint on white paper.
COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#000000")
DASHES = ("none", "7 4", "2 3", "10 3 2 3", "4 2")
MARKS = ("circle", "square", "triangle", "diamond")
TARGET_DASH = "6 3"
LEGEND_LINE = 18
EDGE = 8


@dataclass(frozen=True)
class Frame:
    """The rectangle in which the values are drawn."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.bottom - self.top

    def y(self, scale: Scale, value: Number) -> float:
        """The height at which a value lies on an upright scale."""
        return self.bottom - scale.place(value) * self.height

    def x(self, scale: Scale, value: Number) -> float:
        """Where a value lies on a lying scale."""
        return self.left + scale.place(value) * self.width


@dataclass(frozen=True)
class Key:
    """One entry of a legend: a swatch 24 units wide, drawn around its left end at 0, 0, and what it stands for."""

    swatch: str
    name: str


def legend(keys: Sequence[Key]) -> tuple[str, float]:
    """The legend, row below row from the top edge, and its height."""
    drawn, x, y = [], float(EDGE), 14.0
    for key in keys:
        name = cut(key.name, WIDTH - 60, TEXT)
        width = 30 + width_of(name) + 18
        if x > EDGE and x + width > WIDTH:
            x, y = float(EDGE), y + LEGEND_LINE
        swatch = element("g", key.swatch, transform=f"translate({x:.1f} {y - 4:.1f})")
        drawn.append(swatch + words(x + 30, y, name))
        x += width
    return "".join(drawn), (y + 10 if keys else 0)


def mark(place: int, x: float, y: float, radius: float = 3.2) -> str:
    """The mark of the series at `place`: four shapes, told apart without colour."""
    look: dict[str, str | float] = {"fill": COLOURS[place % len(COLOURS)], "stroke": PAPER, "stroke_width": "0.8"}
    corners: Sequence[tuple[float, float]]
    match MARKS[place % len(MARKS)]:
        case "circle":
            return element("circle", cx=x, cy=y, r=radius, **look)
        case "square":
            return element("rect", x=x - radius, y=y - radius, width=2 * radius, height=2 * radius, **look)
        case "triangle":
            corners = ((x, y - radius - 1), (x + radius + 1, y + radius), (x - radius - 1, y + radius))
        case _:
            far = radius + 1
            corners = ((x, y - far), (x + far, y), (x, y + far), (x - far, y))
    return element("polygon", points=" ".join(f"{px:.1f},{py:.1f}" for px, py in corners), **look)


def target_key(target: Number, kind: Kind, language: Language) -> Key:
    """The entry of the line that a target draws."""
    told = translate(language, N_("Target: %(value)s"), {"value": shown(target, kind, language)})
    return Key(line(0, 0, 24, 0, TARGET, stroke_width=1.6, stroke_dasharray=TARGET_DASH), told)


def upright_scale(frame: Frame, scale: Scale, kind: Kind, language: Language) -> str:
    """The lines across with their ticks at the left."""
    drawn = []
    for tick in scale.ticks:
        y = frame.y(scale, tick)
        drawn.append(line(frame.left, y, frame.right, y, SOFT if tick == 0 else GRID, stroke_width=1))
        label = compact(tick, kind, language)
        drawn.append(words(frame.left - 6, y + 4, label, SMALL, text_anchor="end", fill=SOFT))
    return "".join(drawn)


def scale_width(scale: Scale, kind: Kind, language: Language) -> float:
    """The room that the ticks of an upright scale need."""
    return EDGE + 6 + max(width_of(compact(tick, kind, language), SMALL) for tick in scale.ticks)


def labels_below(frame: Frame, labels: Sequence[str], title: str) -> str:
    """The labels under an upright chart: as many as have room, evenly thinned out, long ones cut; and what they are."""
    slot = frame.width / max(len(labels), 1)
    widest = max((width_of(label, SMALL) for label in labels), default=0)
    every = _thinning(widest + 8, slot)
    room = max(slot * every, slot) - 6
    drawn = []
    for place, label in enumerate(labels):
        if place % every == 0:
            x = frame.left + slot * (place + 0.5)
            drawn.append(line(x, frame.bottom, x, frame.bottom + 4, SOFT))
            drawn.append(words(x, frame.bottom + 17, cut(label, room, SMALL), SMALL, text_anchor="middle", fill=SOFT))
    middle = (frame.left + frame.right) / 2
    drawn.append(words(middle, frame.bottom + 34, cut(title, frame.width, SMALL), SMALL, text_anchor="middle"))
    return "".join(drawn)


def no_data(frame: Frame, language: Language) -> str:
    """What stands in a chart without a single value."""
    x, y = (frame.left + frame.right) / 2, (frame.top + frame.bottom) / 2
    return words(x, y, translate(language, N_("No data")), 14, text_anchor="middle", fill=SOFT)


def ink_line(frame: Frame, x: float) -> str:
    """The upright line from which lying bars begin."""
    return line(x, frame.top, x, frame.bottom, INK, stroke_width=1)


def _thinning(needed: float, slot: float) -> int:
    """Every how many-th label is written. Beyond 6 the steps are those of hours and weeks."""
    if needed > 110:  # names rather than times: each of them matters, so all are cut instead
        return 1 if slot >= 40 else max(round(60 / slot), 1)
    return next((step for step in (1, 2, 4, 6, 8, 12, 24) if slot * step >= needed), 48)
