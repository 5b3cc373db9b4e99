"""Whether the rows that bear figures are as their events tell: what `storeops check` finds by replaying them."""

from collections.abc import Iterator

from sqlite_utils import Database

from storeops.store import traced_rows
from storeops.store.traced_rows import Row, RowId, TracedTable
from storeops.tracing.traced_table_rows import TRACED_SET_UP, TRACED_TABLES


def replay_findings(db: Database) -> Iterator[str]:
    """One sentence for each row that was changed, added or taken away without an event."""
    told = traced_rows.told(db)
    for table in (*TRACED_SET_UP, *TRACED_TABLES):
        yield from _of_table(db, table, told.get(table.name, {}))


def _of_table(db: Database, table: TracedTable, told: dict[RowId, Row]) -> Iterator[str]:
    for row in traced_rows.standing(db, table):
        expected = told.pop(row[0], None)
        if expected is None:
            yield f"{table.name} {row[0]} stands there, but no event tells of it"
        elif list(expected) != list(row[: len(expected)]):
            yield f"{table.name} {row[0]} is not what its events tell: {_differences(table, expected, row)}"
    for id_ in told:
        yield f"{table.name} {id_} is gone, and no event tells why"


def _differences(table: TracedTable, expected: Row, row: Row) -> str:
    # A column that was added since stands at the end: what was told before does not know it.
    named = zip(table.shown_columns, expected, row, strict=False)
    return ", ".join(f"{name} is {stands!r}, not {told!r}" for name, told, stands in named if told != stands)
