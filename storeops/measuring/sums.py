"""Sums that may be added up in any grouping and stay exact: what tallies are made of. Pure; whole seconds."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain


@dataclass(frozen=True, slots=True)
class Total:
    """How many values there were, and their sum."""

    count: int = 0
    seconds: int = 0

    @classmethod
    def of(cls, values: Iterable[int | None]) -> "Total":
        """The total of the values that are there."""
        known = [value for value in values if value is not None]
        return cls(len(known), sum(known))

    @classmethod
    def merged(cls, parts: Sequence["Total"]) -> "Total":
        """All parts together."""
        return cls(sum(part.count for part in parts), sum(part.seconds for part in parts))

    @property
    def mean(self) -> float | None:
        """The mean of the values; None where there are none."""
        return share(self.seconds, self.count)

    def as_json(self) -> list[int]:
        """Count and sum; empty where there is nothing."""
        return [self.count, self.seconds] if self.count else []

    @classmethod
    def from_json(cls, stored: Sequence[int]) -> "Total":
        """What as_json wrote."""
        return cls(*stored)


@dataclass(frozen=True, slots=True)
class ValueCounts:
    """How often each value occurred: medians and quantiles of merged ones are exact."""

    counts: Mapping[int, int] = field(default_factory=dict)

    @classmethod
    def of(cls, values: Iterable[int | None]) -> "ValueCounts":
        """The counts of the values that are there."""
        return cls(Counter(value for value in values if value is not None))

    @classmethod
    def merged(cls, parts: Iterable["ValueCounts"]) -> "ValueCounts":
        """All parts together."""
        filled = [part for part in parts if part.counts]
        if len(filled) == 1:
            return filled[0]
        # A year has a million of these: Counter.update would take twice as long.
        counts: dict[int, int] = {}
        for part in filled:
            for value, count in part.counts.items():
                counts[value] = counts.get(value, 0) + count
        return cls(counts)

    @property
    def count(self) -> int:
        return sum(self.counts.values())

    @property
    def total(self) -> int:
        return sum(value * count for value, count in self.counts.items())

    @property
    def mean(self) -> float | None:
        """The mean of the values; None where there are none."""
        return share(self.total, self.count)

    @property
    def median(self) -> float | None:
        """The middle value; the mean of the two middle ones where their count is even. None where there are none."""
        count = self.count
        if not count:
            return None
        if count % 2:
            return self._of_rank(count // 2 + 1)
        return (self._of_rank(count // 2) + self._of_rank(count // 2 + 1)) / 2

    @property
    def p90(self) -> int | None:
        """The smallest value that at least nine tenths do not exceed (nearest rank). None where there are none."""
        count = self.count
        return self._of_rank(-(-9 * count // 10)) if count else None

    def at_most(self, limit: int) -> int:
        """How many values do not exceed a limit."""
        return sum(count for value, count in self.counts.items() if value <= limit)

    def beyond(self, limit: int, most: int | None = None) -> int:
        """By how much the values that exceed a limit exceed it, together; none counts for more than `most`."""
        return sum(
            ((value if most is None else min(value, most)) - limit) * count
            for value, count in self.counts.items()
            if value > limit
        )

    def _of_rank(self, rank: int) -> int:
        """The value at a place, from 1 on, of all values in order."""
        reached = 0
        for value in sorted(self.counts):
            reached += self.counts[value]
            if reached >= rank:
                return value
        raise IndexError(rank)

    def as_json(self) -> list[list[int]]:
        """The values in order and, beside them, their counts; empty where there is nothing."""
        values = sorted(self.counts)
        return [values, [self.counts[value] for value in values]] if values else []

    @classmethod
    def from_json(cls, stored: Sequence[Sequence[int]]) -> "ValueCounts":
        """What as_json wrote."""
        return cls(dict(zip(*stored, strict=True)))


@dataclass(frozen=True, slots=True)
class ServiceCounts:
    """Value counts kept apart by service."""

    services: Mapping[str, ValueCounts] = field(default_factory=dict)

    @classmethod
    def of(cls, values: Iterable[tuple[str, int]]) -> "ServiceCounts":
        """The counts of these values, each with the code of its service."""
        found: dict[str, Counter[int]] = {}
        for code, value in values:
            found.setdefault(code, Counter())[value] += 1
        return cls({code: ValueCounts(counts) for code, counts in found.items()})

    @classmethod
    def merged(cls, parts: Sequence["ServiceCounts"]) -> "ServiceCounts":
        """All parts together."""
        codes = set(chain.from_iterable(part.services for part in parts))
        return cls(
            {code: ValueCounts.merged(part.services[code] for part in parts if code in part.services) for code in codes}
        )

    def __iter__(self) -> Iterator[tuple[str, ValueCounts]]:
        return iter(self.services.items())

    def as_json(self) -> dict[str, list[list[int]]]:
        """The counts by code."""
        return {code: self.services[code].as_json() for code in sorted(self.services)}

    @classmethod
    def from_json(cls, stored: Mapping[str, Sequence[Sequence[int]]]) -> "ServiceCounts":
        """What as_json wrote."""
        return cls({code: ValueCounts.from_json(counts) for code, counts in stored.items()})


def share(part: float, whole: float) -> float | None:
    """A part of a whole; None where there is no whole."""
    return part / whole if whole else None
