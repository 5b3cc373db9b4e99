"""Normal transactions measured against their service's target. Named SQL."""

from typing import NamedTuple

from sqlite_utils import Database

from storeops.measuring.handling_rows import PAUSED_SECONDS, second

_GROSS = f"({second('leg_transaction.ended_at')} - {second('leg_transaction.started_at')})"
# Pauses only shorten a handling: whoever is within the target with them needs no look at them.
_OVER = f"""
CASE WHEN {_GROSS} > service.target_seconds
     THEN max({_GROSS} - ({PAUSED_SECONDS}) - service.target_seconds, 0) ELSE 0 END
"""
# The cross joins fix the order: from the tickets of the days down, never from all transactions up. Materialized, the
# seconds over are worked out once for each transaction.
_MEASURED = f"""
WITH measured AS MATERIALIZED (
  SELECT service.code AS code, leg_transaction.over_target_reason AS reason, {_OVER} AS over
  FROM ticket
  CROSS JOIN leg ON leg.ticket_id = ticket.id
  CROSS JOIN leg_transaction ON leg_transaction.leg_id = leg.id
  CROSS JOIN service ON service.id = leg_transaction.service_id
  WHERE ticket.business_day BETWEEN ? AND ? AND ticket.state <> 'void' AND leg.outcome IS NOT 'void'
    AND leg_transaction.class = 'normal' AND leg_transaction.outcome = 'finished'
    AND service.target_seconds IS NOT NULL
)
SELECT code, reason, count(*), total(over > 0), total(over) FROM measured GROUP BY code, reason
"""


class Measured(NamedTuple):
    """The transactions of a service with one reason, or none: how many, how many over the target, by how much."""

    service: str
    reason: str | None
    transactions: int
    over: int
    seconds_over: int


def measured(db: Database, first_day: str, last_day: str) -> list[Measured]:
    """The normal, finished transactions with a target of these business days, both included."""
    rows = db.execute(_MEASURED, (first_day, last_day)).fetchall()
    return [Measured(row[0], row[1], row[2], int(row[3]), int(row[4])) for row in rows]
