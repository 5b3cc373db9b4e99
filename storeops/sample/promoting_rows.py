"""Emptying a sample hall of its people and its history. Named SQL."""

from sqlite_utils import Database

from storeops.store import rows, told_rows

SET_UP = frozenset(
    {
        *("hall", "hall_key", "hall_logo", "opening_hours", "special_day", "special_hours", "category", "service"),
        *("counter", "counter_service", "moment", "answer_card", "sheet", "sheet_item", "star_policy"),
        *("retention_period", "journal_epoch", "set_up_edition"),
    }
)
"""The tables that a real hall goes on with; of every other nothing stays."""


def ticket_count(db: Database) -> int:
    """How many tickets would go."""
    return int(rows.scalar(db, "SELECT count(*) FROM ticket"))


def empty_all_but_set_up(db: Database) -> None:
    """Delete every row that is not of the set-up, and whose set-up it was; event numbers begin anew.

    The caller's transaction ends with every reference in order.
    """
    db.execute("PRAGMA defer_foreign_keys = ON")
    db.execute("UPDATE counter SET state = 'closed', state_since = NULL, employee_id = NULL, pause_reason = NULL")
    for table in _tables(db) & SET_UP:
        for column in _of_people(db, table):
            db.execute(f"UPDATE {table} SET {column} = NULL")
    for table in _tables(db) - SET_UP:
        db.execute(f"DELETE FROM {table}")
    db.execute("DELETE FROM sqlite_sequence WHERE name = 'event'")
    told_rows.begin_epochs(db)


def _tables(db: Database) -> set[str]:
    names = rows.column(db, "SELECT name FROM sqlite_master WHERE type = 'table'")
    return {name for name in names if not name.startswith(("sqlite", "_"))}


def _of_people(db: Database, table: str) -> list[str]:
    """The columns of a table that name an employee."""
    return [row[3] for row in db.execute(f"PRAGMA foreign_key_list({table})").fetchall() if row[2] == "employee"]
