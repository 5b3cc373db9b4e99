"""When no tickets are given, and of what: what the duty manager stopped. Named SQL."""

from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from storeops.base.business_time import stamp
from storeops.store import rows
from storeops.store.traced_rows import TracedTable

TRACED_STOPS = TracedTable(
    "issuing_stop",
    ("id", "service_id", "reason", "stopped_at", "until_at", "resumed_at"),
    "FROM issuing_stop WHERE true",
)


@dataclass(frozen=True)
class IssuingStop:
    """No tickets are given, until `until_at` at the latest. `service_id` None: in the whole hall."""

    id: int
    service_id: int | None
    reason: str
    stopped_at: datetime
    until_at: datetime


def stops(db: Database, now: datetime) -> list[IssuingStop]:
    """What is stopped now: first the whole hall, then services in the order in which they were stopped."""
    return rows.many(
        db,
        IssuingStop,
        "SELECT id, service_id, reason, stopped_at, until_at FROM issuing_stop"
        " WHERE resumed_at IS NULL AND until_at > ? ORDER BY service_id IS NOT NULL, id",
        (stamp(now),),
    )


def add_stop(db: Database, service_id: int | None, reason: str, now: datetime, until: datetime) -> int:
    """Give no more tickets; the id of the stop."""
    stop_id = rows.scalar(
        db,
        "INSERT INTO issuing_stop (service_id, reason, stopped_at, until_at) VALUES (?, ?, ?, ?) RETURNING id",
        (service_id, reason, stamp(now), stamp(until)),
    )
    return int(stop_id)


def end_stop(db: Database, stop_id: int, now: datetime) -> None:
    """Give tickets again."""
    db.execute("UPDATE issuing_stop SET resumed_at = ? WHERE id = ?", (stamp(now), stop_id))
