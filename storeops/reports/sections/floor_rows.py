"""The floor's month: transactions against their target, pauses, transfers, special customers. Named SQL."""

from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple

from sqlite_utils import Database

from storeops.base.business_time import stamp
from storeops.measuring.facts import LegFact, Second, VisitFact
from storeops.measuring.handling_rows import PAUSED_SECONDS
from storeops.store.sql_time import second

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
_LONGEST_FIRST = "GROUP BY reason ORDER BY 3 DESC, reason"
_OF_DAYS = "ticket.business_day BETWEEN ? AND ? AND ticket.state <> 'void'"


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


def count_by_segment(db: Database, first_day: str, last_day: str) -> dict[tuple[str, bool], int]:
    """How many tickets each segment had in these business days, both included, by whether they ended served."""
    rows = db.execute(
        f"SELECT segment, state = 'served', count(*) FROM ticket WHERE {_OF_DAYS} GROUP BY 1, 2", (first_day, last_day)
    ).fetchall()
    return {(row[0], bool(row[1])): row[2] for row in rows}


def served_assisted(
    db: Database, first_day: str, last_day: str, opens_at: Callable[[str], Second | None]
) -> list[VisitFact]:
    """The visits of customers who needed help and were served, each with its first leg alone."""
    rows = db.execute(
        f"SELECT ticket.business_day, ticket.number, {second('ticket.issued_at')}, {second('ticket.booked_at')},"
        f" {second('ticket.due_at')}, {second('ticket.ended_at')}, service.code, {second('leg.queued_at')},"
        f" {second('leg.first_called_at')}, {second('leg.last_called_at')}, {second('leg.started_at')},"
        f" {second('leg.ended_at')}, leg.outcome, leg.left_open"
        " FROM ticket"
        " JOIN leg ON leg.ticket_id = ticket.id AND leg.leg_index ="
        " (SELECT min(leg_index) FROM leg WHERE ticket_id = ticket.id AND outcome IS NOT 'void')"
        " JOIN service ON service.id = leg.service_id"
        f" WHERE {_OF_DAYS} AND ticket.segment = 'assisted' AND ticket.state = 'served'",
        (first_day, last_day),
    ).fetchall()
    found = []
    for row in rows:
        values = [row[6], *row[7:12], None, None, row[12], bool(row[13]), ()]
        visit = [*row[:2], "assisted", "served", *row[2:6], None, None, row[6], opens_at(row[0]), [LegFact(*values)]]
        found.append(VisitFact(*visit))
    return found


# The cross joins fix the order: from the tickets of the days down, never from all legs up.
_TRANSFERS = """
SELECT ticket.id, source.code, target.code
FROM ticket
CROSS JOIN leg ON leg.ticket_id = ticket.id AND leg.outcome = 'transferred'
JOIN service AS source ON source.id = leg.service_id
LEFT JOIN leg AS following ON following.ticket_id = ticket.id AND following.leg_index = leg.leg_index + 1
  AND following.outcome IS NOT 'void'
LEFT JOIN service AS target ON target.id = following.service_id
WHERE ticket.business_day BETWEEN ? AND ? AND ticket.state IN ('served', 'no_show', 'cancelled', 'abandoned')
"""


def transfers(db: Database, first_day: str, last_day: str) -> list[tuple[int, str, str | None]]:
    """Each transfer of these business days, both included: ticket, from which service, to which.

    To None: a log does not tell where the customer went.
    """
    rows = db.execute(_TRANSFERS, (first_day, last_day)).fetchall()
    return [(row[0], row[1], row[2]) for row in rows]
