"""The floor's month: transactions against their target, pauses, transfers. Named SQL."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from sqlite_utils import Database

from storeops.base.business_time import stamp
from storeops.reports.sections.floor_section import ForgottenFinish
from storeops.store import rows
from storeops.store.sql_time import second

# Pauses only shorten a handling: whoever is within the target with them needs no look at them. Materialized, the
# seconds over are worked out once for each transaction. The cross join fixes the order: from the days' tickets down.
_MEASURED = """
WITH measured AS MATERIALIZED (
  SELECT service.code AS service, done.over_target_reason AS reason,
         CASE WHEN done.gross_seconds > service.target_seconds
              THEN max(done.handling_seconds - service.target_seconds, 0) ELSE 0 END AS over,
         coalesce(most.value, done.handling_seconds) - service.target_seconds AS most_over
  FROM finished_transaction AS done
  CROSS JOIN service ON service.id = done.service_id
  LEFT JOIN json_each(:most) AS most ON most.key = service.code
  WHERE done.business_day BETWEEN :first AND :last AND done.class = 'normal' AND done.over_target_reason IS NOT NULL
    AND service.target_seconds IS NOT NULL
)
SELECT service, reason, count(*) AS transactions, sum(over > 0) AS over,
       sum(min(over, max(most_over, 0))) AS seconds_over
FROM measured GROUP BY service, reason
"""
_LONGEST_FIRST = "GROUP BY reason ORDER BY seconds DESC, reason"


class Measured(NamedTuple):
    """The transactions of a service with one reason, or none: how many, how many over the target, by how much."""

    service: str
    reason: str | None
    transactions: int
    over: int
    seconds_over: int


def explained(db: Database, first_day: str, last_day: str, most: Mapping[str, int]) -> list[Measured]:
    """The normal, finished transactions with a target and a reason of these business days, both included.

    None counts for more seconds than `most` of its service.
    """
    return rows.many(db, Measured, _MEASURED, {"first": first_day, "last": last_day, "most": json.dumps(most)})


_FORGOTTEN = """
SELECT done.business_day AS day, ticket.number, service.code AS service, done.handling_seconds AS seconds,
       most.value AS counted_seconds
FROM finished_transaction AS done
CROSS JOIN service ON service.id = done.service_id
CROSS JOIN json_each(:most) AS most ON most.key = service.code
CROSS JOIN ticket ON ticket.id = done.ticket_id
WHERE done.business_day BETWEEN :first AND :last AND done.class = 'normal' AND done.gross_seconds > most.value
  AND done.handling_seconds > most.value
ORDER BY done.handling_seconds DESC, done.business_day, ticket.number LIMIT :count
"""


def forgotten(
    db: Database, first_day: str, last_day: str, most: Mapping[str, int], count: int
) -> list[ForgottenFinish]:
    """The longest normal transactions of these business days, both included, beyond `most` of their service."""
    values = {"first": first_day, "last": last_day, "most": json.dumps(most), "count": count}
    return rows.many(db, ForgottenFinish, _FORGOTTEN, values)


class Pauses(NamedTuple):
    """The pauses with one reason: how many, and seconds together."""

    reason: str
    times: int
    seconds: int


def of_counters(db: Database, begin: datetime, until: datetime) -> list[Pauses]:
    """The counters' pauses that began from `begin` to `until` and are over, longest together first."""
    return rows.many(
        db,
        Pauses,
        f"SELECT reason, count(*) AS times, sum({second('ended_at')} - {second('started_at')}) AS seconds"
        " FROM counter_span WHERE started_at >= ? AND started_at < ? AND kind = 'pause' AND ended_at IS NOT NULL"
        f" {_LONGEST_FIRST}",
        (stamp(begin), stamp(until)),
    )


def of_systems(db: Database, first_day: str, last_day: str) -> list[Pauses]:
    """The coded pauses in transactions of these business days, both included, that are over; longest together first."""
    # The cross joins fix the order: from the legs of the days down, never from all pauses up.
    return rows.many(
        db,
        Pauses,
        "SELECT system_pause.reason AS reason, count(*) AS times,"
        f" sum({second('system_pause.ended_at')} - {second('system_pause.started_at')}) AS seconds"
        " FROM counted_leg CROSS JOIN leg_transaction ON leg_transaction.leg_id = counted_leg.id"
        " CROSS JOIN system_pause ON system_pause.transaction_id = leg_transaction.id"
        f" WHERE counted_leg.business_day BETWEEN ? AND ? AND system_pause.ended_at IS NOT NULL {_LONGEST_FIRST}",
        (first_day, last_day),
    )


# The cross joins fix the order: from the tickets of the days down, never from all legs up.
_TRANSFERS = """
SELECT ticket.id AS ticket_id, source.code AS source, target.code AS target
FROM ticket
CROSS JOIN leg ON leg.ticket_id = ticket.id AND leg.outcome = 'transferred'
JOIN service AS source ON source.id = leg.service_id
LEFT JOIN leg AS following ON following.ticket_id = ticket.id AND following.leg_index = leg.leg_index + 1
  AND following.outcome IS NOT 'void'
LEFT JOIN service AS target ON target.id = following.service_id
WHERE ticket.business_day BETWEEN ? AND ? AND ticket.state IN ('served', 'no_show', 'cancelled', 'abandoned')
"""


class ServiceMove(NamedTuple):
    """From which service to which; to None where a log does not tell where the customer went."""

    ticket_id: int
    source: str
    target: str | None


def transfers(db: Database, first_day: str, last_day: str) -> list[ServiceMove]:
    """Each transfer of the visits of these business days, both included, that have ended."""
    return rows.many(db, ServiceMove, _TRANSFERS, (first_day, last_day))
