"""Whether a database file is sound, whatever stands in it. Named SQL."""

from sqlite_utils import Database
from sqlite_utils.utils import sqlite3  # type: ignore[attr-defined]  # the driver that sqlite-utils chose

from storeops.store import rows


def file_faults(db: Database) -> list[str]:
    """A sentence for each damaged page and for each row that points at nothing; empty in a sound file."""
    try:
        damaged = [fault for fault in rows.column(db, "PRAGMA integrity_check") if fault != "ok"]
        loose = list(db.execute("PRAGMA foreign_key_check"))
    except sqlite3.DatabaseError as error:  # so damaged that it cannot even be looked through
        return [f"the file is damaged: {error}"]
    faults = [f"the file is damaged: {fault}" for fault in damaged]
    return faults + [f"row {row} of {table} points at a missing row of {parent}" for table, row, parent, _ in loose]
