"""What becomes of a file's rows: taken, already there or refused, each with its line. Pure."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Generic, Protocol, TypeVar

from storeops.base.i18n import N_
from storeops.history.cell_values import FileRow
from storeops.history.code_matching import CodeMatch, CodeMatcher, Newcomer
from storeops.history.refusal import Reason, RowRefused

Row = TypeVar("Row")
Told = TypeVar("Told", contravariant=True)


@dataclass(frozen=True)
class ImportResult:
    """What became of a file's rows. `refused` holds line (the header is line 1) and reason, in file order.

    `newcomers` are those of whom only the taken rows know; `matches` what codes and names were taken for.
    """

    taken: int
    already_there: int
    refused: Sequence[tuple[int, Reason]]
    newcomers: Sequence[Newcomer] = ()
    matches: Sequence[CodeMatch] = ()


@dataclass(frozen=True)
class FileTaking:
    """How a file is taken: all or nothing if `strict`, on trial if `dry_run`; `matcher` read its codes."""

    matcher: CodeMatcher
    strict: bool = False
    dry_run: bool = False


@dataclass
class Judgement(Generic[Row]):
    """What becomes of a file's rows."""

    taken: list[Row] = field(default_factory=list)
    already_there: int = 0
    refused: list[tuple[int, Reason]] = field(default_factory=list)

    def result(self, matcher: CodeMatcher) -> ImportResult:
        """What is told of it; `matcher` read the rows."""
        newcomers = matcher.newcomers(self.taken)
        return ImportResult(len(self.taken), self.already_there, self.refused, newcomers, matcher.matches)


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


def read(rows: Iterable[FileRow], read_row: Callable[[Mapping[str, str]], Row]) -> ReadFile[Row]:
    """Each row by itself, in file order."""
    told: list[tuple[int, Row]] = []
    refused: list[tuple[int, Reason]] = []
    for row in rows:
        try:
            if not row.is_whole:
                raise RowRefused(N_("wrong number of cells"))
            told.append((row.line, read_row(row.cells)))
        except RowRefused as refusal:
            refused.append((row.line, refusal.reason))
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
