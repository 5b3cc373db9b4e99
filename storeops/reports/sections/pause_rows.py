"""Pauses of counters and pauses of the systems, by reason. Named SQL."""

from datetime import datetime

from sqlite_utils import Database

from storeops.base.business_time import stamp
from storeops.measuring.handling_rows import second

_LONGEST_FIRST = "GROUP BY reason ORDER BY 3 DESC, reason"

Pauses = list[tuple[str, int, int]]
"""Reason, how many, seconds together."""


def of_counters(db: Database, begin: datetime, until: datetime) -> Pauses:
    """The counters' pauses that began from `begin` to `until` and are over, longest together first."""
    rows = db.execute(
        f"SELECT reason, count(*), sum({second('ended_at')} - {second('started_at')}) FROM counter_span"
        f" WHERE started_at >= ? AND started_at < ? AND kind = 'pause' AND ended_at IS NOT NULL {_LONGEST_FIRST}",
        (stamp(begin), stamp(until)),
    ).fetchall()
    return [(row[0], row[1], row[2]) for row in rows]


def of_systems(db: Database, first_day: str, last_day: str) -> Pauses:
    """The coded pauses in transactions of these business days, both included, that are over; longest together first."""
    # The cross joins fix the order: from the tickets of the days down, never from all pauses up.
    rows = db.execute(
        "SELECT system_pause.reason, count(*),"
        f" sum({second('system_pause.ended_at')} - {second('system_pause.started_at')})"
        " FROM ticket CROSS JOIN leg ON leg.ticket_id = ticket.id"
        " CROSS JOIN leg_transaction ON leg_transaction.leg_id = leg.id"
        " CROSS JOIN system_pause ON system_pause.transaction_id = leg_transaction.id"
        " WHERE ticket.business_day BETWEEN ? AND ? AND ticket.state <> 'void' AND leg.outcome IS NOT 'void'"
        f" AND system_pause.ended_at IS NOT NULL {_LONGEST_FIRST}",
        (first_day, last_day),
    ).fetchall()
    return [(row[0], row[1], row[2]) for row in rows]
