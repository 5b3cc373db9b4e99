"""Which taps a clerk's own figures may hold: what anonymous means while a month runs. Pure.

Never today's. Days join once five or more taps have come together: whoever compares a figure of one day with that of
the next learns the mean of five taps, never one of them.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from operator import attrgetter
from typing import Generic, Protocol, TypeVar

LEAST_CLERK_RATINGS = 5
"""From so many ratings on a clerk's mean is shown."""


class DayTap(Protocol):
    """A tap of which the local day is known on which it was made."""

    @property
    def day(self) -> date: ...


Tap = TypeVar("Tap", bound=DayTap)


@dataclass(frozen=True)
class Batch(Generic[Tap]):
    """Taps that join together once `last_day` is over."""

    last_day: date
    taps: Sequence[Tap]


@dataclass(frozen=True)
class Released(Generic[Tap]):
    """The batches that have joined, and the taps that still wait for company or for the next day."""

    batches: Sequence[Batch[Tap]]
    waiting: Sequence[Tap]

    @property
    def taps(self) -> list[Tap]:
        """All that have joined."""
        return [tap for batch in self.batches for tap in batch.taps]


def released(taps: Iterable[Tap], today: date) -> Released[Tap]:
    """What has joined by `today` of the taps on one moment that are credited to one clerk."""
    batches: list[Batch[Tap]] = []
    waiting: list[Tap] = []
    for day, of_day in groupby(sorted(taps, key=attrgetter("day")), key=attrgetter("day")):
        waiting += of_day
        if day < today and len(waiting) >= LEAST_CLERK_RATINGS:
            batches.append(Batch(day, waiting))
            waiting = []
    return Released(batches, waiting)
