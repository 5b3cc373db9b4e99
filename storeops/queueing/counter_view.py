"""A counter as a screen or a program sees it."""

from sqlite_utils import Database

from storeops.hall.counter import CounterSnapshot
from storeops.queueing import counter_rows


def counter(db: Database, code: str) -> CounterSnapshot:
    """A counter now; UnknownCounter."""
    return counter_rows.snapshot(db, counter_rows.by_code(db, code).id)


def employee_at(db: Database, code: str) -> str | None:
    """The number of the employee at a counter; None if it is closed. UnknownCounter."""
    return counter_rows.by_code(db, code).employee_code
