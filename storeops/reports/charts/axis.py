"""A scale with round ticks for values of one kind, and how its ticks are written. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil, floor

from storeops.base.i18n import Language
from storeops.reports.layout.blocks import Kind, Number
from storeops.reports.layout.shown import shown

MOST_STEPS = 5

_MINUTE, _HOUR = 60, 3600
_DURATIONS = (1, 2, 5, 10, 15, 30)
_DURATION_STEPS = (
    *_DURATIONS,
    *(_MINUTE * count for count in _DURATIONS),
    *(_HOUR * count for count in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000)),
)
_SHARE_STEPS = (0.01, 0.02, 0.05, 0.1, 0.2)
_SHARES: tuple[Kind, ...] = ("share", "relative", "share_difference")
_WHOLE: tuple[Kind, ...] = ("s", "count")
_SMALL_SHARES = 0.3
"""Shares that all lie below this are drawn on a shorter scale than 0 to 100 %."""


@dataclass(frozen=True)
class Scale:
    """From `lowest` to `highest`, both of them ticks."""

    lowest: float
    highest: float
    ticks: Sequence[float]

    def place(self, value: float) -> float:
        """Where a value lies, 0 at the lowest tick and 1 at the highest."""
        return (value - self.lowest) / (self.highest - self.lowest)


def scale(values: Iterable[Number | None], kind: Kind) -> Scale:
    """A scale that holds all values and 0, with at most six ticks at round places of the kind."""
    known = [float(value) for value in values if value is not None]
    high, low = max([0.0, *known]), min([0.0, *known])
    if kind == "share" and low == 0 and _SMALL_SHARES < high <= 1:
        high = 1.0
    if high == low:
        high = _least_span(kind)
    step = _step(high - low, kind)
    first, last = floor(low / step + 1e-9), ceil(high / step - 1e-9)
    ticks = [round(count * step, 6) for count in range(first, last + 1)]
    return Scale(ticks[0], ticks[-1], ticks)


def compact(value: Number | None, kind: Kind, language: Language) -> str:
    """A value in as few characters as a tick or a cell has room for: shares in whole percents, no ".0"."""
    if value is None or kind == "s":
        return shown(value, kind, language)
    if kind in _SHARES:
        percents = f"{value * 100:.1f}" if 0 < abs(value) < 0.01 else f"{value * 100:.0f}"
        return f"{percents}%"
    return shown(value, kind, language).removesuffix(".0")


def _least_span(kind: Kind) -> float:
    if kind in _SHARES:
        return 1.0
    return float(_MINUTE) if kind == "s" else 1.0


def _step(span: float, kind: Kind) -> float:
    steps: Sequence[float] = ()
    if kind == "s":
        steps = _DURATION_STEPS
    elif kind in _SHARES:
        steps = _SHARE_STEPS
    for step in steps:
        if span / step <= MOST_STEPS + 1e-9:
            return step
    return _decimal_step(span, 1.0 if kind in _WHOLE else 0.1)


def _decimal_step(span: float, power: float) -> float:
    while True:
        for digit in (1, 2, 5):
            if span / (digit * power) <= MOST_STEPS + 1e-9:
                return digit * power
        power *= 10
