"""A copy against its hall, row by row: what differs, and whether events since tell of it. Named SQL.

Both databases have the schema of this version. The hall goes on meanwhile, so it is read as of one instant.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

from storeops.store import rows, traced_rows
from storeops.store.traced_rows import Row, RowId, TracedTable

_EVENTS = (
    "SELECT seq, at, kind, ticket_id, counter_id, employee_id, actor, is_imported, data, written_rows, local_digest,"
    " mac FROM event WHERE seq <= ? ORDER BY seq"
)


@dataclass(frozen=True)
class ComparedTable:
    """How the rows of a table stand in the hall, seen from the copy."""

    table: str
    same: int
    changed: int
    added: int
    gone: int


def compared_tables(hall: Database, copy: Database) -> Iterator[ComparedTable]:
    """Every table of the copy, in the order of their names."""
    for table in _tables(copy):
        key = [name for name, _ in _columns(copy, table)[: _key_length(copy, table)]]
        columns = [name for name, _ in _columns(copy, table)]
        sql = f"SELECT {', '.join(columns)} FROM {table} ORDER BY {', '.join(key)}"
        same = changed = added = gone = 0
        for then, now in _side_by_side(copy.execute(sql), hall.execute(sql), len(key)):
            same += then is not None and tuple(then) == tuple(now or ())
            changed += then is not None and now is not None and tuple(then) != tuple(now)
            added += then is None
            gone += now is None
        yield ComparedTable(table, same, changed, added, gone)


def unexplained_rows(hall: Database, copy: Database, last: int, traced: Iterable[TracedTable]) -> Iterator[str]:
    """A sentence for each row that bears a figure and differs, though no event since the copy tells of it.

    `last`: the number of its newest event when it was made; what brings an older copy up to date writes more.
    """
    for then, now in _side_by_side(copy.execute(_EVENTS, (last,)), hall.execute(_EVENTS, (last,)), 1):
        if then is None or now is None or tuple(then) != tuple(now):
            yield f"event {(then or now or ['?'])[0]} is not the same in the hall and in the copy"
    told = _told_since(hall, last)
    for table in traced:
        for then, now in _side_by_side(traced_rows.standing(copy, table), traced_rows.standing(hall, table), 1):
            id_ = (then or now or [0])[0]
            is_same = then is not None and now is not None and tuple(then) == tuple(now)
            if not is_same and id_ not in told.get(table.name, set()):
                yield f"{table.name} {id_} differs, and no event since tells of it"


def _told_since(db: Database, seq: int) -> dict[str, set[RowId]]:
    """The ids of the rows that events after one of this number wrote, by table."""
    found: dict[str, set[RowId]] = {}
    for (text,) in db.execute(
        "SELECT written_rows FROM event WHERE seq > ? AND written_rows IS NOT NULL ORDER BY seq", (seq,)
    ):
        for table, written in json.loads(text).items():
            found.setdefault(table, set()).update(row[0] for row in written)
    return found


def _side_by_side(then: Iterable[Row], now: Iterable[Row], key_length: int) -> Iterator[tuple[Row | None, Row | None]]:
    """The rows of two answers in the order of their keys, each beside the one of the same key; None where none is."""
    before, after = iter(then), iter(now)
    one, other = next(before, None), next(after, None)
    while one is not None or other is not None:
        order = _order(one, other, key_length)
        yield (one if order <= 0 else None), (other if order >= 0 else None)
        if order <= 0:
            one = next(before, None)
        if order >= 0:
            other = next(after, None)


def _order(one: Sequence[Any] | None, other: Sequence[Any] | None, key_length: int) -> int:
    """Below 0 where the first comes first, above 0 where the second does."""
    if one is None or other is None:
        return 1 if one is None else -1
    left, right = list(one[:key_length]), list(other[:key_length])
    return (left > right) - (left < right)


def _tables(db: Database) -> list[str]:
    found: list[str] = rows.column(
        db,
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND name NOT LIKE '\\_%'"
        " ESCAPE '\\' ORDER BY name",
    )
    return found


def _columns(db: Database, table: str) -> list[tuple[str, int]]:
    """The columns of a table with their place in the key, those of the key first; all of them where it has none."""
    found = [(name, place) for _, name, _, _, _, place in db.execute(f"PRAGMA table_info({table})")]
    return sorted(found, key=lambda column: (column[1] == 0, column[1]))


def _key_length(db: Database, table: str) -> int:
    columns = _columns(db, table)
    return sum(place > 0 for _, place in columns) or len(columns)
