"""Which employee, service, counter or item of a checklist the codes of a file stand for. Pure.

An exact code always wins; the codes that earlier rows of the file made count as known. Any other is compared as it
would be without what spreadsheets do to it (a point and zeros behind it, wide characters, another case, blanks), and
with the names of people and services: where exactly one fits, that one is meant, and the match is named; where several
fit, the row is refused. Zeros that were lost in front are never put back unasked: 101 may be 0101, and may be a
stranger.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeVar

from storeops.base.i18n import N_
from storeops.history.code_folding import folded
from storeops.history.refusal import RowRefused

Row = TypeVar("Row")
ReadCells = Callable[[Mapping[str, str]], Row]


class CodeKind(StrEnum):
    EMPLOYEE = "employee"
    SERVICE = "service"
    COUNTER = "counter"
    ITEM = "item"
    """Of a checklist: one that nobody knows is never made."""


OF_COLUMN = {
    "employee": CodeKind.EMPLOYEE,
    "inspector": CodeKind.EMPLOYEE,
    "service": CodeKind.SERVICE,
    "counter": CodeKind.COUNTER,
    "item": CodeKind.ITEM,
}
"""Whose codes a column holds."""


@dataclass(frozen=True)
class KnownCode:
    """A code of the hall and what else its owner is called."""

    code: str
    names: tuple[str, ...] = ()


@dataclass(frozen=True)
class CodeMatch:
    """What a file told and what was meant; "matched 1001.0 to 1001"."""

    kind: CodeKind
    told: str
    code: str


@dataclass(frozen=True)
class Newcomer:
    """Somebody or something that only this file knows."""

    kind: CodeKind
    code: str


class _ZerosLost(RowRefused):
    """A code that nobody has, but somebody would with zeros in front of it."""

    def __init__(self, column: str, told: str, codes: Collection[str]) -> None:
        self.codes = sorted(codes)
        super().__init__(
            N_(
                "%(column)s %(value)s is not known, but %(codes)s is; if zeros were lost, say so in the preview or"
                " with --map"
            ),
            column=column,
            value=told,
            codes=", ".join(self.codes),
        )


class _CodesOfKind:
    """The codes of one kind, each found under whatever it may be told as."""

    def __init__(self, kind: CodeKind, known: Iterable[KnownCode]) -> None:
        self._kind = kind
        self._exact: set[str] = set()
        self._by_fold: defaultdict[str, set[str]] = defaultdict(set)
        self._by_number: defaultdict[str, set[str]] = defaultdict(set)
        for one in known:
            self.add(one.code)
            for name in filter(None, one.names):
                self._by_fold[folded(name)].add(one.code)

    def __contains__(self, code: str) -> bool:
        return code in self._exact

    def add(self, code: str) -> None:
        if code not in self._exact:
            self._exact.add(code)
            fold = folded(code)
            self._by_fold[fold].add(code)
            if fold.startswith("0") and fold.isdecimal():
                self._by_number[str(int(fold))].add(code)

    def meant(self, told: str, column: str) -> str | None:
        """The one that a text stands for; None: nobody known. RowRefused where it may be several, or lost zeros."""
        if told in self._exact:
            return told
        fold = folded(told)
        fitting = self._by_fold.get(fold, set())
        if len(fitting) > 1:
            raise RowRefused(
                N_("%(column)s %(value)s may be any of %(codes)s; write its code"),
                column=column,
                value=told,
                codes=", ".join(sorted(fitting)),
            )
        if fitting:
            return next(iter(fitting))
        if longer := self._by_number.get(fold):
            raise _ZerosLost(column, told, longer)
        return None


@dataclass(frozen=True)
class FileHints:
    """What somebody said about a file: which other names its columns have, and what its codes stand for.

    `columns` and `codes` lead from what the file tells to what is meant; a code that stands for itself is taken as it
    is. `known_only`: rows with codes that nobody knows are refused, and nothing is made.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    codes: Mapping[tuple[CodeKind, str], str] = field(default_factory=dict)
    known_only: bool = False


NO_HINTS = FileHints()


class CodeMatcher:
    """What the codes in the rows of one file stand for. It learns the codes that its rows make."""

    def __init__(
        self, known: Mapping[CodeKind, Iterable[KnownCode]], columns: Collection[str], hints: FileHints
    ) -> None:
        """`known` are the codes of the hall, `columns` those of the file that are read."""
        self._codes = {kind: _CodesOfKind(kind, known[kind]) for kind in CodeKind}
        self._columns = [(column, OF_COLUMN[column]) for column in columns if column in OF_COLUMN]
        self._known_before = {(kind, one.code) for kind in CodeKind for one in known[kind]}
        self._known_only = hints.known_only
        self._hinted = hints.codes
        self._hinted_by_fold = {(kind, folded(told)): code for (kind, told), code in hints.codes.items()}
        self._matches: dict[CodeMatch, None] = {}
        self._lost_zeros: dict[CodeMatch, None] = {}

    @property
    def matches(self) -> list[CodeMatch]:
        """What was matched in the rows that could be read, each once, in file order."""
        return list(self._matches)

    @property
    def lost_zeros(self) -> list[CodeMatch]:
        """What may have lost zeros, where one code alone fits, each once, in file order: somebody has to say so."""
        return list(self._lost_zeros)

    def newcomers(self, rows: Iterable[object]) -> list[Newcomer]:
        """Those of whom only these rows know, by kind and code."""
        makes = [(column, kind) for column, kind in self._columns if kind is not CodeKind.ITEM]
        told = {(kind, getattr(row, column)) for row in rows for column, kind in makes}
        new = ((kind, code) for kind, code in told - self._known_before if code)
        return [Newcomer(kind, code) for kind, code in sorted(new)]

    def reading(self, read: ReadCells[Row]) -> ReadCells[Row]:
        """Read a row with its codes matched; what a row tells that can be read is known to the rows after it."""

        def read_matched(cells: Mapping[str, str]) -> Row:
            meant = {column: self._meant(kind, cells.get(column, "").strip(), column) for column, kind in self._columns}
            row = read({**cells, **meant})
            for column, kind in self._columns:
                self._note(kind, cells.get(column, "").strip(), meant[column])
            return row

        return read_matched

    def _meant(self, kind: CodeKind, told: str, column: str) -> str:
        if not told:
            return told
        codes = self._codes[kind]
        try:
            meant = self._hint(kind, told) or codes.meant(told, column)
        except _ZerosLost as lost:
            if len(lost.codes) == 1:
                self._lost_zeros[CodeMatch(kind, " ".join(told.split()), *lost.codes)] = None
            raise
        if self._known_only and (meant is None or meant not in codes):
            raise RowRefused(N_("%(column)s %(value)s is not known"), column=column, value=told)
        return told if meant is None else meant

    def _hint(self, kind: CodeKind, told: str) -> str | None:
        """What somebody said that a code means; of its other forms too, where nobody has this very code."""
        if (kind, told) in self._hinted or told in self._codes[kind]:
            return self._hinted.get((kind, told))
        return self._hinted_by_fold.get((kind, folded(told)))

    def _note(self, kind: CodeKind, told: str, code: str) -> None:
        if code != told:
            self._matches[CodeMatch(kind, " ".join(told.split()), code)] = None
        if code and kind is not CodeKind.ITEM:
            self._codes[kind].add(code)
