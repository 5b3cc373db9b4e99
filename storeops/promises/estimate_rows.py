"""What the wait estimate is made from. Named SQL."""

from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from storeops.base.business_time import stamp
from storeops.store import rows
from storeops.store.sql_time import second

RECENT_LEGS = 50
"""The running mean of handling looks at this many newest legs."""


@dataclass(frozen=True)
class Staffing:
    """Counters that are open for a service now, and how many of them are free."""

    open_counters: int
    free_counters: int


def staffing(db: Database, service_id: int) -> Staffing:
    """The open counters that serve a service."""
    [staffing] = rows.many(
        db,
        Staffing,
        "SELECT count(*) AS open_counters, count(*) FILTER (WHERE ticket.id IS NULL) AS free_counters"
        " FROM counter LEFT JOIN ticket"
        " ON ticket.counter_id = counter.id AND ticket.ended_at IS NULL AND ticket.state IN ('called', 'serving')"
        " WHERE counter.state IN ('open', 'wrapping_up') AND (counter.serves_all = 1 OR EXISTS (SELECT 1"
        " FROM counter_service WHERE counter_id = counter.id AND service_id = ?))",
        (service_id,),
    )
    return staffing


def recent_handling_seconds(db: Database, since: datetime) -> float | None:
    """Mean seconds from start to end of the newest legs served since then; None before the first."""
    mean: float | None = rows.scalar(
        db,
        f"SELECT avg({second('ended_at')} - {second('started_at')}) FROM"
        " (SELECT started_at, ended_at FROM leg WHERE outcome = 'served' AND left_open = 0"
        " AND ended_at > ? ORDER BY ended_at DESC LIMIT ?) WHERE started_at IS NOT NULL",
        (stamp(since), RECENT_LEGS),
    )
    return mean if mean is None else max(mean, 1.0)
