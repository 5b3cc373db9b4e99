"""The wait estimate as counters are staffed now, and what it is made from. Named SQL."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlite_utils import Database

from storeops.base.business_time import stamp
from storeops.promises.estimate import ToldWait, WaitRange, told_wait, wait_range
from storeops.store import rows
from storeops.store.sql_time import second
from storeops.store.standing_rows import standing

RECENT = timedelta(days=7)
"""Older handling, such as a long imported history, says nothing of the counters as they are staffed now."""
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
        f"SELECT avg(max({second('ended_at')} - {second('started_at')}, 0)) FROM"
        " (SELECT started_at, ended_at FROM leg WHERE outcome = 'served' AND left_open = 0"
        " AND ended_at > ? ORDER BY ended_at DESC LIMIT +?) WHERE started_at IS NOT NULL",
        (stamp(since), RECENT_LEGS),
    )
    return mean if mean is None else max(mean, 1.0)


@standing
def standard_handling_seconds(db: Database) -> float | None:
    """Mean of the standard minutes of the services on offer, in seconds; None where there is none.

    It stands in for what is measured, which is the mean of all services too.
    """
    mean: float | None = rows.scalar(db, "SELECT avg(standard_minutes) * 60 FROM service WHERE is_active = 1")
    return mean


def wait_to_tell(
    db: Database, service_id: int, ahead: int, handling_seconds: float | None, opens_at: datetime | None
) -> ToldWait:
    """What somebody who joins a queue behind `ahead` people is told of the wait, as handlings took lately."""
    open_now = staffing(db, service_id)
    return told_wait(
        ahead,
        open_now.open_counters,
        open_now.free_counters,
        handling_seconds,
        standard_handling_seconds(db),
        opens_at,
    )


def present_wait(db: Database, service_id: int, ahead: int, now: datetime) -> WaitRange | None:
    """How long somebody who joins a queue behind `ahead` people will probably wait; None where it was never measured.

    It is what is kept with the ticket, and looked at later: a guess from standard minutes is told, and not kept.
    """
    open_now = staffing(db, service_id)
    handling = recent_handling_seconds(db, now - RECENT)
    return wait_range(ahead, open_now.open_counters, open_now.free_counters, handling)
