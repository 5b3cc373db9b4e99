"""What is stopped at the kiosk, as people and programs are told. A read model."""

from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from storeops.hall import offer_rows
from storeops.hall.offer_rows import Service
from storeops.queueing import issuing_stop_rows


@dataclass(frozen=True)
class StopLine:
    """No tickets are given; `service` None: in the whole hall. `reason` is a code; it ends by itself at `until_at`."""

    service: Service | None
    reason: str
    stopped_at: datetime
    until_at: datetime


def stop_lines(db: Database, now: datetime) -> list[StopLine]:
    """What is stopped now, the whole hall first."""
    return [
        StopLine(
            None if stop.service_id is None else offer_rows.service_by_id(db, stop.service_id),
            stop.reason,
            stop.stopped_at,
            stop.until_at,
        )
        for stop in issuing_stop_rows.stops(db, now)
    ]


def stopped_for(db: Database, now: datetime, service_id: int | None) -> str | None:
    """The reason for which no tickets of a service are given, in the whole hall or of it alone; None: they are.

    `service_id` None: for which none at all are given.
    """
    found = (stop.reason for stop in issuing_stop_rows.stops(db, now) if stop.service_id in (None, service_id))
    return next(found, None)
