"""Rows by the day that they are of, however many a file tells: they wait on the disk, in a file without a name.

A door to a file that knows nothing of the database.
"""

import pickle
from collections import defaultdict
from collections.abc import Iterable, Iterator
from tempfile import TemporaryFile
from types import TracebackType
from typing import Generic, Self, TypeVar

Told = TypeVar("Told")

HELD = 2000
"""Rows that are held in memory before they are put down."""


class DaySorter(Generic[Told]):
    """Takes rows in any order and gives them back day by day, those of a day in the order in which they came."""

    def __init__(self) -> None:
        self._file = TemporaryFile()  # noqa: SIM115  # it lives as long as the sorter
        self._places: defaultdict[str, list[int]] = defaultdict(list)
        self._held: defaultdict[str, list[Told]] = defaultdict(list)
        self._held_count = 0
        self._counts: defaultdict[str, int] = defaultdict(int)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._file.close()

    def add(self, rows: Iterable[tuple[str, Told]]) -> None:
        """Take rows, each with its day."""
        for day, row in rows:
            self._held[day].append(row)
            self._counts[day] += 1
            self._held_count += 1
            if self._held_count >= HELD:
                self._put_down()
        self._put_down()

    def _put_down(self) -> None:
        self._file.seek(0, 2)
        for day, rows in self._held.items():
            self._places[day].append(self._file.tell())
            pickle.dump(rows, self._file, pickle.HIGHEST_PROTOCOL)
        self._held.clear()
        self._held_count = 0

    @property
    def counts(self) -> dict[str, int]:
        """How many rows there are of each day, the earliest day first."""
        return dict(sorted(self._counts.items()))

    def of_day(self, day: str) -> list[Told]:
        """The rows of a day."""
        return [row for piece in self.pieces_of_day(day) for row in piece]

    def pieces_of_day(self, day: str) -> Iterator[list[Told]]:
        """The same, some at a time."""
        for place in self._places[day]:
            self._file.seek(place)
            yield pickle.load(self._file)
