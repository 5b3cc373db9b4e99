"""The floor's month: transactions against their target, pauses, transfers. Named SQL."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from sqlite_utils import Database

from storeops.base.business_time import stamp
from storeops.store import rows
from storeops.store.sql_time import second

# Pauses only shorten a handling: whoever is within the most with them needs no look at them. Materialized, the services
# are read once and not for each transaction. The cross joins fix the order: from the days' tickets down.
_TOLD_APART = """
WITH aimed AS MATERIALIZED (
  SELECT service.id, service.code, service.target_seconds, most.value AS most_seconds
  FROM service LEFT JOIN json_each(:most) AS most ON most.key = service.code
  WHERE service.target_seconds IS NOT NULL
)
SELECT done.business_day AS day, ticket.number, aimed.code AS service, done.over_target_reason AS reason,
       done.handling_seconds AS seconds, aimed.target_seconds, aimed.most_seconds
FROM finished_transaction AS done
CROSS JOIN aimed ON aimed.id = done.service_id
CROSS JOIN ticket ON ticket.id = done.ticket_id
WHERE done.business_day BETWEEN :first AND :last AND done.class = 'normal'
  AND (done.over_target_reason IS NOT NULL OR done.gross_seconds > aimed.most_seconds)
"""
_LONGEST_FIRST = "GROUP BY reason ORDER BY seconds DESC, reason"


class ToldApart(NamedTuple):
    """A transaction that no tally tells: one with a reason, or one that may be beyond the most of its service.

    `most_seconds` is what it counts for at most; None where nothing limits it.
    """

    day: str
    number: str
    service: str
    reason: str | None
    seconds: int
    target_seconds: int
    most_seconds: int | None


def told_apart(db: Database, first_day: str, last_day: str, most: Mapping[str, int]) -> list[ToldApart]:
    """The normal, finished transactions with a target of these business days, both included, that are told one by one.

    `most` are the seconds that one counts for at most, by service.
    """
    return rows.many(db, ToldApart, _TOLD_APART, {"first": first_day, "last": last_day, "most": json.dumps(most)})


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
        f"SELECT reason, count(*) AS times, sum(max({second('ended_at')} - {second('started_at')}, 0)) AS seconds"
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
        f" sum(max({second('system_pause.ended_at')} - {second('system_pause.started_at')}, 0)) AS seconds"
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
