"""Whose turn it is to do what only one process may do at a time, even where one of them was killed.

The turn is a lock on an empty file beside the database, held by SQLite's own means, which every system knows: it ends
with the process that has it.
"""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlite_utils.utils import sqlite3  # type: ignore[attr-defined]  # the driver that sqlite-utils chose

from storeops.base.durable_files import keep_private


@contextmanager
def turn(path: Path) -> Iterator[bool]:
    """Whether it is ours, for the block; False where somebody else has it."""
    keep_private(path)
    with closing(sqlite3.connect(path, timeout=0, isolation_level=None)) as connection:
        try:
            connection.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            if "locked" not in str(error):
                raise
            yield False
            return
        try:
            yield True
        finally:
            connection.execute("ROLLBACK")
