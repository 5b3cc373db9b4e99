"""Whether a database file is sound, whatever stands in it. Named SQL."""

import re
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from sqlite_utils import Database
from sqlite_utils.utils import sqlite3  # type: ignore[attr-defined]  # the driver that sqlite-utils chose

from storeops.store import rows
from storeops.store.file_damage import Damage, FilePart, Owner, free_pages, told_parts, torn_end

BROKEN = (sqlite3.DatabaseError, UnicodeDecodeError)
"""What reading a damaged file raises; the second one where SQLite's own message quotes a damaged name."""


def file_faults(db: Database) -> list[str]:
    """A sentence for each damaged part and for each row that points at nothing; empty in a sound file."""
    return [damage.sentence for damage in file_damages(db)] or loose_rows(db)


def quick_faults(db: Database) -> list[str]:
    """What a look through all pages finds that holds no index against its table; empty where all is well."""
    return [fault for fault in _looked_through(db, "PRAGMA quick_check(1)") if fault != "ok"]


def loose_rows(db: Database) -> list[str]:
    """A sentence for each row that points at nothing. DatabaseError in a damaged file."""
    loose = db.execute("PRAGMA foreign_key_check")
    return [f"row {row} of {table} points at a missing row of {parent}" for table, row, parent, _ in loose]


def file_damages(db: Database) -> list[Damage]:
    """What is damaged in the file, part by part; empty in a sound one."""
    said = _looked_through(db, "PRAGMA integrity_check")
    if said == ["ok"]:
        return _torn_end(db)
    try:
        owners = rows.many(db, _Told, _OWNERS)
    except BROKEN as error:
        return [Damage(FilePart.SCHEMA, "", str(error))]
    found = [damage for table in owners if table.type == "table" for damage in _of_table(db, table, owners)]
    return found or free_pages(said)


@dataclass(frozen=True)
class _Told:
    """A row of the schema."""

    type: str
    name: str
    table: str
    root: int
    sql: str | None

    @property
    def owner(self) -> Owner:
        return Owner(FilePart(self.type), self.name, self.table, self.root)


_OWNERS = (
    'SELECT type, name, tbl_name AS "table", rootpage AS root, sql FROM sqlite_master'
    " WHERE type IN ('table', 'index') AND rootpage > 0 ORDER BY type DESC, name"
)


def _looked_through(db: Database, pragma: str) -> list[str]:
    """What SQLite says of the file or a table; what stopped it, too."""
    try:
        return [str(fault) for fault in rows.column(db, pragma)]
    except BROKEN as error:
        return [str(error)]


def _of_table(db: Database, table: _Told, everything: Sequence[_Told]) -> list[Damage]:
    """The damage of a table and of its indexes."""
    said = _looked_through(db, f"PRAGMA integrity_check({_quoted(table.name)})")
    if said == ["ok"]:
        return []
    own = [told for told in everything if told.table == table.name]
    damages = {(each.part, each.name): each for each in told_parts(said, table.name, [told.owner for told in own])}
    stopped = damages.get((FilePart.TABLE, table.name))
    if stopped and stopped.fault == said[-1]:
        # The look ended at the first page that is none: each part is read by itself.
        del damages[FilePart.TABLE, table.name]
        for part in own:
            fault = _unread(db, part)
            if fault:
                damages.setdefault((part.owner.part, part.name), Damage(part.owner.part, part.name, fault))
        damages = damages or {(FilePart.TABLE, table.name): stopped}
    return [_with_lost_rows(db, each) for each in damages.values()]


def _unread(db: Database, part: _Told) -> str | None:
    """What stops the reading of all of a table, or of all of an index; None if nothing does."""
    if part.type == "table":
        statements = [f"SELECT * FROM {_quoted(part.name)} NOT INDEXED"]
    else:
        only = re.search(r"\sWHERE\s(.*)", part.sql or "", re.IGNORECASE | re.DOTALL)
        of_index = (
            f"FROM {_quoted(part.table)} INDEXED BY {_quoted(part.name)}{f' WHERE {only.group(1)}' if only else ''}"
        )
        statements = [f"SELECT rowid {of_index}", f"SELECT * {of_index}"]  # some tables' rows have no numbers
    for statement in statements:
        try:
            for _ in db.execute(statement):
                pass
            return None
        except BROKEN as error:
            if not _is_no_question(error):
                return str(error)
    return None


def _is_no_question(error: Exception) -> bool:
    """Whether SQLite could not do what it was asked, whatever stands in the file: a table without numbers of rows."""
    return getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_ERROR


def _with_lost_rows(db: Database, damage: Damage) -> Damage:
    """The damage of a table with the rows between those that can be read from its beginning and from its end."""
    if damage.part is not FilePart.TABLE:
        return damage
    try:
        before, after = (_last_read(db, damage.name, order) for order in ("ASC", "DESC"))
    except sqlite3.OperationalError:  # its rows have no numbers
        return damage
    if before is None and after is None:
        return replace(damage, lost="none of its rows can be read")
    if before is not None and after is not None and before >= after:
        return damage  # every row can be read: what stands in one of them is wrong
    ends = (f"after {before}" if before is not None else "", f"before {after}" if after is not None else "")
    return replace(damage, lost=f"its rows {' and '.join(filter(None, ends))} cannot be read")


def _last_read(db: Database, table: str, order: str) -> int | None:
    """The number of the last row that can be read in an order; None if there is none.

    OperationalError where rows have no numbers.
    """
    read: deque[int] = deque(maxlen=1)

    # The driver reads one row ahead of the one that it hands out, so the row is noted when it was read.
    db.conn.create_function("row_was_read", 1, read.append)
    try:
        for _ in db.execute(f"SELECT *, row_was_read(rowid) FROM {_quoted(table)} NOT INDEXED ORDER BY rowid {order}"):
            pass
    except BROKEN as error:
        if _is_no_question(error):
            raise
    return read[0] if read else None


def _torn_end(db: Database) -> list[Damage]:
    """A file that ends within a page, where no write-ahead log could hold the rest of it."""
    file = next(
        (Path(name) for _, schema, name in db.execute("PRAGMA database_list") if schema == "main" and name), None
    )
    if file is None:
        return []
    log = Path(f"{file}-wal")
    if log.exists() and log.stat().st_size:
        return []
    return torn_end(file.stat().st_size, rows.scalar(db, "PRAGMA page_size"))


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
