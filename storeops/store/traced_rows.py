"""Rows that bear figures, as events tell them: what each event wrote, and what stands now. Named SQL.

A table is traced by what a room says of it. An event that writes such rows carries them as they stand after it, so that
a row that was changed, added or taken away without an event shows up. A row told by its id alone stands no more.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

from storeops.store import rows
from storeops.store.text_marks import FUNCTION as TEXT_MARK

Row = Sequence[Any]
RowId = int | str
WrittenRows = Mapping[str, Sequence[Row]]
"""Rows by the name of their table; the first value of each is its id."""


@dataclass(frozen=True)
class TracedTable:
    """What of a table is traced: columns, the id first, and where they come from. `source` has a WHERE of its own.

    A column that is added later goes to the end, so that what older events told can still be compared. Of texts that
    people wrote a mark is traced (text_marks.py): what retention clears must not stay in the journal.
    """

    name: str
    columns: tuple[str, ...]
    source: str
    begun_empty: int = 0
    """How many of the last columns held nothing in any row when they came, so that nobody has to tell all rows anew."""

    @property
    def sql(self) -> str:
        return f"SELECT {', '.join(self.columns)} {self.source}"

    @property
    def shown_columns(self) -> list[str]:
        """The columns as people read them."""
        named = (column.rpartition(" AS ")[2] for column in self.columns)
        return ["what belongs to it" if "(" in name else name.split(".")[-1] for name in named]

    @property
    def marks(self) -> frozenset[int]:
        """Which of the columns, by place, are marks of texts."""
        return frozenset(place for place, column in enumerate(self.columns) if column.startswith(TEXT_MARK))

    def as_now(self, told: Row) -> Row:
        """A row as it was told, with nothing in the columns that came since and were empty."""
        missing = len(self.columns) - len(told)
        return [*told, *[None] * missing] if 0 < missing <= self.begun_empty else told

    @property
    def id(self) -> str:
        return self.columns[0]


def written(db: Database, table: TracedTable, *ids: RowId) -> WrittenRows:
    """These rows as they stand now; of one that is not among the traced ones, its id."""
    asked = f"{table.sql} AND {table.id} IN (SELECT value FROM json_each(?))"
    found = {row[0]: row for row in db.execute(asked, (json.dumps(ids),))}
    return {table.name: [found.get(id_, (id_,)) for id_ in ids]}


def written_of(db: Database, table: TracedTable, column: str, value: RowId) -> WrittenRows:
    """The rows with this value in a column, in the order of their ids."""
    return {table.name: list(db.execute(f"{table.sql} AND {column} = ? ORDER BY {table.id}", (value,)))}


def written_after(db: Database, table: TracedTable, last_id: int) -> Iterator[WrittenRows]:
    """The rows that were added after the one with this id, one at a time."""
    for row in db.execute(f"{table.sql} AND {table.id} > ? ORDER BY {table.id}", (last_id,)):
        yield {table.name: [row]}


def last_id(db: Database, table: TracedTable) -> int:
    """The id of the newest row; 0 where there is none."""
    return int(rows.scalar(db, f"SELECT coalesce(max({table.id}), 0) {table.source}"))


def standing(db: Database, table: TracedTable) -> Iterator[Row]:
    """Every row as it stands."""
    return iter(db.execute(f"{table.sql} ORDER BY {table.id}"))


def untold(db: Database, table: TracedTable, told: Mapping[RowId, Row]) -> Iterator[Row]:
    """The rows that stand as they were told, with columns that were not traced then."""
    for row in standing(db, table):
        before = told.get(row[0])
        if before is None:
            continue
        before = table.as_now(before)
        if len(before) < len(row) and list(before) == list(row[: len(before)]):
            yield row


def told(db: Database) -> dict[str, dict[RowId, Row]]:
    """What the events told last of each row, by table and id; rows that stand no more are left out."""
    found: dict[str, dict[RowId, Row]] = {}
    for (text,) in db.execute("SELECT written_rows FROM event WHERE written_rows IS NOT NULL ORDER BY seq"):
        try:
            told_rows = json.loads(text)
        except ValueError:  # the chain's own finding says that it was changed
            continue
        for name, written in told_rows.items():
            table = found.setdefault(name, {})
            for row in written:
                if len(row) > 1:
                    table[row[0]] = row
                else:
                    table.pop(row[0], None)
    return found


def in_parts(found: Iterable[Row], size: int) -> Iterator[list[Row]]:
    """Rows in lists of at most `size`."""
    part: list[Row] = []
    for row in found:
        part.append(row)
        if len(part) == size:
            yield part
            part = []
    if part:
        yield part
