"""Writing a database anew from the rows of its tables: whatever is damaged in an index stays behind."""

from pathlib import Path

from sqlite_utils.utils import sqlite3  # type: ignore[attr-defined]  # the driver that sqlite-utils chose

_TABLES = "SELECT name, sql FROM old.sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
_ALL_ELSE = "SELECT sql FROM old.sqlite_master WHERE type != 'table' AND sql IS NOT NULL ORDER BY type, name"


def rebuild(source: Path, into: sqlite3.Connection) -> None:
    """Fill an empty database with the rows of one that may be in use. DatabaseError where rows cannot be read.

    What hangs on the rows (indexes, views, triggers) comes last: no trigger tells of them a second time.
    """
    into.execute("PRAGMA journal_mode = WAL")
    into.execute("PRAGMA foreign_keys = OFF")
    into.execute("ATTACH DATABASE ? AS old", (str(source),))
    into.execute("BEGIN")  # one moment of the source
    for name, sql in into.execute(_TABLES).fetchall():
        into.execute(sql)
        columns = ", ".join(_quoted(column) for column in _columns(into, name))
        # By their condition the rows are read and put in one at a time; else SQLite copies the indexes' pages, too.
        rows = f"SELECT {columns} FROM old.{_quoted(name)} NOT INDEXED WHERE 1"
        into.execute(f"INSERT INTO main.{_quoted(name)} ({columns}) {rows}")
    for (sql,) in into.execute(_ALL_ELSE).fetchall():
        into.execute(sql)
    if into.execute("SELECT 1 FROM old.sqlite_master WHERE name = 'sqlite_sequence'").fetchone():
        into.execute("DELETE FROM main.sqlite_sequence")
        into.execute("INSERT INTO main.sqlite_sequence SELECT * FROM old.sqlite_sequence")
    into.execute("COMMIT")
    into.execute("DETACH DATABASE old")
    into.execute("PRAGMA foreign_keys = ON")


def _columns(connection: sqlite3.Connection, table: str) -> list[str]:
    """The columns of a table that hold what was written into them; others are worked out."""
    told = connection.execute("SELECT name FROM pragma_table_xinfo(?) WHERE hidden = 0", (table,))
    return [name for (name,) in told]


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
