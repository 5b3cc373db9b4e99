"""What the demo reads and writes beside the actions. Named SQL."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import NamedTuple

from sqlite_utils import Database
from sqlite_utils.utils import sqlite3  # type: ignore[attr-defined]  # the driver that sqlite-utils chose

from storeops.base.business_time import stamp
from storeops.queueing.ticket import Verb
from storeops.store import rows
from storeops.store.database import HallDatabase

_AWAY_FROM_COUNTERS = frozenset({Verb.ISSUE, Verb.CANCEL, Verb.VOID, Verb.RESUME, Verb.REINSTATE, Verb.CLOSE_DAY})
_CLERKS_VERBS = ", ".join(f"'{verb.value}'" for verb in Verb if verb not in _AWAY_FROM_COUNTERS)


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
    transaction_id = rows.scalar(
        db,
        "SELECT max(leg_transaction.id) FROM leg JOIN leg_transaction ON leg_transaction.leg_id = leg.id"
        " WHERE leg.ticket_id = (SELECT id FROM ticket WHERE is_imported = 0 AND state = 'served'"
        " AND counter_id = (SELECT id FROM counter WHERE code = ?) ORDER BY ended_at DESC LIMIT 1)",
        (counter_code,),
    )
    return int(transaction_id)


def has_acts_at(db: Database, counter_code: str, seq: int) -> bool:
    """Whether a clerk's verb happened at a counter after event `seq`. Boards, customers, greeters and duty managers
    do not count."""
    act = rows.scalar(
        db,
        f"SELECT 1 FROM event WHERE seq > ? AND counter_id = (SELECT id FROM counter WHERE code = ?)"
        f" AND (kind IN ({_CLERKS_VERBS}) OR kind LIKE 'counter\\_%' ESCAPE '\\') LIMIT 1",
        (seq, counter_code),
    )
    return act is not None


def is_at_a_counter(db: Database, employee_code: str) -> bool:
    """Whether somebody is signed in at a counter now."""
    counter = rows.scalar(
        db,
        "SELECT signed_in.counter FROM signed_in JOIN employee ON employee.id = signed_in.employee_id"
        " WHERE employee.code = ?",
        (employee_code,),
    )
    return counter is not None


def calls_unanswered(db: Database) -> list[int]:
    """The calls for the duty manager to which nobody is coming."""
    return rows.column(db, "SELECT id FROM duty_call WHERE settled_at IS NULL AND arrived_at IS NULL ORDER BY id")


def claims_unruled(db: Database, moment: datetime) -> list[int]:
    """The exceptional transactions from `moment` on that nobody was called for, and nobody has ruled on."""
    sql = (
        "SELECT transaction_id FROM exceptional_claim WHERE is_confirmed IS NULL AND claimed_at >= ?"
        " ORDER BY transaction_id"
    )
    return rows.column(db, sql, (stamp(moment),))


def recoveries_untaken(db: Database) -> list[int]:
    """The low ratings that nobody looks after."""
    return rows.column(db, "SELECT id FROM recovery_task WHERE closed_at IS NULL AND taken_at IS NULL ORDER BY id")


class OpenCase(NamedTuple):
    """A follow-up with the number of its owner."""

    follow_up_id: int
    owner: str


def open_cases(db: Database) -> list[OpenCase]:
    """The open follow-ups, oldest first."""
    return rows.many(
        db,
        OpenCase,
        "SELECT follow_up.id AS follow_up_id, employee.code AS owner FROM follow_up"
        " JOIN employee ON employee.id = follow_up.owner_id"
        " WHERE follow_up.closed_at IS NULL ORDER BY follow_up.id",
    )


def policy_id(db: Database) -> int:
    """The star policy that the product ships with."""
    return int(rows.scalar(db, "SELECT id FROM star_policy WHERE name = 'service_stars' AND version = 1"))


def slowest_transaction(db: Database, employee_code: str, month: str) -> int | None:
    """The normal transaction of a month that took an employee longest; None without one."""
    transaction_id: int | None = rows.scalar(
        db,
        "SELECT leg_transaction.id FROM leg_transaction JOIN leg ON leg.id = leg_transaction.leg_id"
        " JOIN ticket ON ticket.id = leg.ticket_id JOIN service ON service.id = leg_transaction.service_id"
        " JOIN employee ON employee.id = leg_transaction.employee_id"
        " WHERE employee.code = ? AND substr(ticket.business_day, 1, 7) = ? AND leg_transaction.class = 'normal'"
        " AND leg_transaction.outcome = 'finished' AND service.target_seconds IS NOT NULL AND leg.kind = 'first'"
        " ORDER BY julianday(leg_transaction.ended_at) - julianday(leg_transaction.started_at) DESC LIMIT 1",
        (employee_code, month),
    )
    return transaction_id


def waiting_count(db: Database) -> int:
    """How many people wait to be called."""
    return int(rows.scalar(db, "SELECT count(*) FROM ticket WHERE ended_at IS NULL AND state = 'waiting'"))


def numbers_on_hold(db: Database) -> list[str]:
    """The tickets on hold, in the order in which they were issued."""
    return rows.column(db, "SELECT number FROM ticket WHERE ended_at IS NULL AND state = 'on_hold' ORDER BY id")


def tickets_issued(db: Database) -> int:
    """How many tickets there are."""
    return int(rows.scalar(db, "SELECT count(*) FROM ticket"))
