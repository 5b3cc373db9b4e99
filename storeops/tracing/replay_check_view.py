"""Whether the rows that bear figures are as their events tell: what `storeops check` finds by replaying them."""

from collections.abc import Iterator
from pathlib import Path

from sqlite_utils import Database

from storeops.store import chain_rows, traced_rows
from storeops.store.traced_rows import Row, RowId, TracedTable
from storeops.tracing.traced_table_rows import TRACED_SET_UP, TRACED_TABLES


def replay_findings(db: Database, path: Path) -> Iterator[str]:
    """One sentence for each row that was changed, added or taken away without an event.

    Where the key file is missing, texts are not compared: the chain's own finding says so.
    """
    told = traced_rows.told(db)
    has_key = chain_rows.chain_key(path, chain_rows.present_fingerprint(db)) is not None
    for table in (*TRACED_SET_UP, *TRACED_TABLES):
        yield from _of_table(db, table, told.get(table.name, {}), has_key)


def _of_table(db: Database, table: TracedTable, told: dict[RowId, Row], has_key: bool) -> Iterator[str]:
    for row in traced_rows.standing(db, table):
        expected = told.pop(row[0], None)
        if expected is None:
            yield f"{table.name} {row[0]} stands there, but no event tells of it"
        elif differences := list(_differences(table, expected, row, has_key)):
            yield f"{table.name} {row[0]} is not what its events tell: {', '.join(differences)}"
    for id_ in told:
        yield f"{table.name} {id_} is gone, and no event tells why"


def _differences(table: TracedTable, expected: Row, row: Row, has_key: bool) -> Iterator[str]:
    # A column that was added since stands at the end: what was told before does not know it.
    named = zip(table.shown_columns, table.as_now(expected), row, strict=False)
    for place, (name, told, stands) in enumerate(named):
        if told == stands:
            continue
        if place not in table.marks:
            yield f"{name} is {stands!r}, not {told!r}"
        elif has_key and told is not None:  # without the key no mark could be made
            yield f"{name} is another one"
