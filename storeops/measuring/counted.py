"""How a metric of the queue is taken from tallies, so that its days can be judged one by one. Pure.

Each kind gives the figure of any tally, and what a single day adds to it: the days' parts over the days' wholes come to
the figure again, or, of a quantile, to the share of values that it should not be exceeded by.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from storeops.measuring.metric import Figure, QueueTargets
from storeops.measuring.sums import ValueCounts, share
from storeops.measuring.tally import Tally


class DayPart(NamedTuple):
    """What one day adds to a figure: a part and its whole. A figure is the sum of parts over that of wholes."""

    part: float
    whole: float


class Aimed(NamedTuple):
    """What each day adds, and what their ratio should be where a figure is as it is aimed at."""

    days: Sequence[DayPart]
    ratio: float


@dataclass(frozen=True)
class Ratio:
    """A share, a mean or a rate: `of` gives part and whole."""

    of: Callable[[Tally, QueueTargets], DayPart]

    def value(self, tally: Tally, targets: QueueTargets) -> Figure:
        """The figure of a tally; None where there is no whole."""
        return share(*self.of(tally, targets))

    def day_parts(self, days: Sequence[Tally], targets: QueueTargets, together: Tally) -> list[DayPart]:
        """What each day adds."""
        del together
        return [self.of(day, targets) for day in days]

    def aimed(self, days: Sequence[Tally], targets: QueueTargets, aim: float) -> "Aimed":
        """What each day adds, and what the days should come to."""
        return Aimed([self.of(day, targets) for day in days], aim)


@dataclass(frozen=True)
class Sum:
    """A count, or time that adds up: judged by what an open day brings. None where it is not known."""

    of: Callable[[Tally], int | None]

    def value(self, tally: Tally, targets: QueueTargets) -> Figure:
        """The figure of a tally."""
        del targets
        return self.of(tally)

    def day_parts(self, days: Sequence[Tally], targets: QueueTargets, together: Tally) -> list[DayPart]:
        """What each day adds, of one day; days of which nothing is known add nothing."""
        del targets, together
        return [DayPart(0, 0) if value is None else DayPart(value, 1) for value in map(self.of, days)]

    def aimed(self, days: Sequence[Tally], targets: QueueTargets, aim: float) -> "Aimed":
        """What each day adds, and what an open day should bring for all to come to an aim."""
        parts = self.day_parts(days, targets, Tally())
        return Aimed(parts, aim / max(sum(part.whole for part in parts), 1))


@dataclass(frozen=True)
class Median:
    """The middle of values, which are `scale` times as large in the figure."""

    of: Callable[[Tally], ValueCounts]
    scale: float = 1

    def value(self, tally: Tally, targets: QueueTargets) -> Figure:
        """The figure of a tally; None where there are no values."""
        del targets
        return _scaled(self.of(tally).median, self.scale)

    def day_parts(self, days: Sequence[Tally], targets: QueueTargets, together: Tally) -> list[DayPart]:
        """Which of each day's values are within the median of both periods `together`, of all."""
        del targets
        return _within(map(self.of, days), self.of(together).median)

    def aimed(self, days: Sequence[Tally], targets: QueueTargets, aim: float) -> "Aimed":
        """Which of each day's values are within the aim, of all: it should be half of them."""
        del targets
        return Aimed(_within(map(self.of, days), aim / self.scale), 0.5)


@dataclass(frozen=True)
class NineInTen:
    """What nine tenths of values do not exceed; they are `scale` times as large in the figure."""

    of: Callable[[Tally], ValueCounts]
    scale: float = 1

    def value(self, tally: Tally, targets: QueueTargets) -> Figure:
        """The figure of a tally; None where there are no values."""
        del targets
        return _scaled(self.of(tally).p90, self.scale)

    def day_parts(self, days: Sequence[Tally], targets: QueueTargets, together: Tally) -> list[DayPart]:
        """Which of each day's values are within the figure of both periods `together`, of all."""
        del targets
        return _within(map(self.of, days), self.of(together).p90)

    def aimed(self, days: Sequence[Tally], targets: QueueTargets, aim: float) -> "Aimed":
        """Which of each day's values are within the aim, of all: it should be nine tenths of them."""
        del targets
        return Aimed(_within(map(self.of, days), aim / self.scale), 0.9)


Counted = Ratio | Sum | Median | NineInTen


def _scaled(value: float | None, scale: float) -> Figure:
    return value if value is None or scale == 1 else value * scale


def _within(days: "map[ValueCounts]", limit: float | None) -> list[DayPart]:
    return [DayPart(0 if limit is None else values.at_most(int(limit)), values.count) for values in days]
