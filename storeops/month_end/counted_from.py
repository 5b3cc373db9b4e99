"""What a document of a month is counted from: which rows of which tables, and how they belong to the month. Pure.

Whoever counts something of a month declares it beside the code that reads the rows. What makes a closed month stale
follows from these declarations together.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace


@dataclass(frozen=True)
class ByDay:
    """A row belongs to the month of the local day in a column."""

    column: str


@dataclass(frozen=True)
class ByMonth:
    """A row belongs to the month written in a column."""

    column: str


@dataclass(frozen=True)
class ByInstants:
    """A row belongs to each month in which the instant of any of its columns lies."""

    columns: tuple[str, ...]


@dataclass(frozen=True)
class Overlapping:
    """A row belongs to each month in which it goes on; one without an end still does."""

    begins: str
    ends: str


@dataclass(frozen=True)
class PartOf:
    """A row belongs to the month of the row whose id stands in a column."""

    whole: "MonthRows"
    column: str


@dataclass(frozen=True)
class MonthRows:
    """The rows of a table that belong to a month, and the columns that something is counted from.

    `key` names a row among those of the month, or of the row that it is a part of, and puts them in order. A column in
    `until_closing` tells nothing before the instant in the column named there: what comes later is no change of the
    month. Neither is a row whose instant in `came_at` lies after the closing. Columns in `unjudged` are read, but a
    change in them makes no month stale.
    """

    table: str
    belongs: ByDay | ByMonth | ByInstants | Overlapping | PartOf
    key: tuple[str, ...]
    until_closing: Mapping[str, str] = field(default_factory=dict)
    came_at: str | None = None
    unjudged: frozenset[str] = frozenset()
    columns: tuple[str, ...] = ()

    def of(self, *columns: str) -> "MonthRows":
        """These rows, counted from these columns."""
        return replace(self, columns=tuple(sorted(columns)))


CountedFrom = tuple[MonthRows, ...]
"""What one part of a document is counted from."""


def together(declared: Iterable[MonthRows]) -> CountedFrom:
    """Each table once, by name, with the columns of all declarations.

    ValueError where two declarations take different rows of a table.
    """
    found: dict[str, MonthRows] = {}
    for rows in declared:
        known = found.setdefault(rows.table, rows)
        if replace(known, columns=()) != replace(rows, columns=()):
            raise ValueError(f"the rows of {rows.table} are declared in two ways")
        found[rows.table] = known.of(*{*known.columns, *rows.columns})
    return tuple(found[table] for table in sorted(found))
