"""What becomes of a file's rows: taken, already there or refused, each with its line. Pure."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Generic, Protocol, TypeVar

from storeops.base.i18n import N_
from storeops.history.cell_values import FileRow
from storeops.history.code_matching import CodeMatch, Newcomer
from storeops.history.refusal import Reason, RowRefused

Row = TypeVar("Row")
Told = TypeVar("Told", contravariant=True)


@dataclass(frozen=True)
class ImportResult:
    """What became of a file's rows. `refused` holds line (the header is line 1) and reason, in file order, of no more
    than so many rows; `refused_count` is of all.

    `newcomers` are those of whom only the taken rows know; `matches` what codes and names were taken for,
    `lost_zeros` what refused codes may be.
    """

    taken: int
    already_there: int
    refused_count: int
    refused: Sequence[tuple[int, Reason]]
    newcomers: Sequence[Newcomer] = ()
    matches: Sequence[CodeMatch] = ()
    lost_zeros: Sequence[CodeMatch] = ()


@dataclass
class Judgement(Generic[Row]):
    """What becomes of a file's rows."""

    taken: list[Row] = field(default_factory=list)
    already_there: int = 0
    refused: list[tuple[int, Reason]] = field(default_factory=list)


@dataclass(frozen=True)
class ReadFile(Generic[Row]):
    """The rows that a file tells, each with its line, and the lines that tell none."""

    rows: Sequence[tuple[int, Row]]
    refused: Sequence[tuple[int, Reason]]

    def in_order(self, of: Callable[[Row], datetime]) -> "ReadFile[Row]":
        """The same with its rows by time, and by line where that is the same."""
        return ReadFile(sorted(self.rows, key=lambda told: (of(told[1]), told[0])), self.refused)


class Book(Protocol[Told]):
    """The rows of one kind that stand: those of the hall, and those of the file as they are taken."""

    def take(self, row: Told) -> bool:
        """Enter a row. False: exactly this row stands already. RowRefused where it cannot be true beside the others."""


@dataclass(frozen=True)
class ToldRow(Generic[Row]):
    """A row once read: what it tells, or the reason why it tells nothing."""

    line: int
    told: Row | None
    reason: Reason | None = None


def read_each(rows: Iterable[FileRow], read_row: Callable[[Mapping[str, str]], Row]) -> Iterator[ToldRow[Row]]:
    """Each row by itself, in file order."""
    for row in rows:
        try:
            if not row.is_whole:
                raise RowRefused(N_("wrong number of cells"))
            yield ToldRow(row.line, read_row(row.cells))
        except RowRefused as refusal:
            yield ToldRow(row.line, None, refusal.reason)


def as_file(rows: Iterable[ToldRow[Row]]) -> ReadFile[Row]:
    """Rows that belong together, to be judged beside those that stand."""
    told: list[tuple[int, Row]] = []
    refused: list[tuple[int, Reason]] = []
    for row in rows:
        if row.told is not None:
            told.append((row.line, row.told))
        elif row.reason is not None:
            refused.append((row.line, row.reason))
    return ReadFile(told, refused)


def judge(file: ReadFile[Row], book: Book[Row]) -> Judgement[Row]:
    """Enter the rows in the order of `file`; the refused come back in file order."""
    judgement: Judgement[Row] = Judgement(refused=list(file.refused))
    for line, row in file.rows:
        try:
            if book.take(row):
                judgement.taken.append(row)
            else:
                judgement.already_there += 1
        except RowRefused as refusal:
            judgement.refused.append((line, refusal.reason))
    judgement.refused.sort(key=lambda refusal: refusal[0])
    return judgement
