"""The ids of services, counters and employees by code. Named SQL."""

from sqlite_utils import Database


def service_ids(db: Database) -> dict[str, int]:
    """Every service, offered or not."""
    return dict(db.execute("SELECT code, id FROM service").fetchall())


def counter_ids(db: Database) -> dict[str, int]:
    """Every counter, in use or not."""
    return dict(db.execute("SELECT code, id FROM counter").fetchall())


def employee_ids(db: Database) -> dict[str, int]:
    """Everybody, those who left included."""
    return dict(db.execute("SELECT code, id FROM employee").fetchall())


def take_out_of_use(db: Database, counter_id: int) -> None:
    """Let no screen show a counter."""
    db.execute("UPDATE counter SET is_active = 0 WHERE id = ?", (counter_id,))
