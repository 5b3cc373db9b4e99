"""What the demo reads and writes beside the actions. Named SQL."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlite_utils import Database
from sqlite_utils.utils import sqlite3  # type: ignore[attr-defined]  # the driver that sqlite-utils chose

from storeops.database import HallDatabase


@contextmanager
def in_memory(db: HallDatabase) -> Iterator[HallDatabase]:
    """A copy of the database in memory, written back to the file at the end of the block unless it fails.

    A history is a hundred thousand transactions, and none of them is worth keeping alone. References are not checked
    row by row either: only the actions write here, on rows that they have just read.
    """
    connection = sqlite3.connect(":memory:", isolation_level=None, cached_statements=256)
    try:
        db.conn.backup(connection)
        yield HallDatabase(connection, db.path)
        connection.backup(db.conn)
    finally:
        connection.close()
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def last_transaction_at(db: Database, counter_code: str) -> int:
    """The newest transaction of the ticket that was served last at a counter; there must be one."""
    row = db.execute(
        "SELECT max(leg_transaction.id) FROM leg JOIN leg_transaction ON leg_transaction.leg_id = leg.id"
        " WHERE leg.ticket_id = (SELECT id FROM ticket WHERE is_imported = 0 AND state = 'served'"
        " AND counter_id = (SELECT id FROM counter WHERE code = ?) ORDER BY ended_at DESC LIMIT 1)",
        (counter_code,),
    ).fetchone()
    return int(row[0])


def has_acts_at(db: Database, counter_code: str, seq: int) -> bool:
    """Whether a clerk's verb happened at a counter after event `seq`. Boards, customers and greeters do not count."""
    row = db.execute(
        "SELECT 1 FROM event WHERE seq > ? AND counter_id = (SELECT id FROM counter WHERE code = ?) AND kind NOT IN"
        " ('issue', 'announced', 'cancel', 'void', 'resume', 'reinstate', 'close_day') LIMIT 1",
        (seq, counter_code),
    ).fetchone()
    return row is not None


def waiting_count(db: Database) -> int:
    """How many people wait to be called."""
    row = db.execute("SELECT count(*) FROM ticket WHERE ended_at IS NULL AND state = 'waiting'").fetchone()
    return int(row[0])


def numbers_on_hold(db: Database) -> list[str]:
    """The tickets on hold, in the order in which they were issued."""
    rows = db.execute("SELECT number FROM ticket WHERE ended_at IS NULL AND state = 'on_hold' ORDER BY id").fetchall()
    return [row[0] for row in rows]


def tickets_issued(db: Database) -> int:
    """How many tickets there are."""
    return int(db.execute("SELECT count(*) FROM ticket").fetchone()[0])
