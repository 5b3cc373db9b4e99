"""A few figures of the moment for monitoring."""

from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from storeops.base.business_time import business_day
from storeops.hall.hall_rows import Hall
from storeops.queueing import counter_rows, ticket_rows
from storeops.store import told_rows
from storeops.store.event_kinds import EventSeries


@dataclass(frozen=True)
class FiguresNow:
    """`last_number` is that of the newest event of which everybody who works here may know."""

    waiting: int
    open_counters: int
    issued_today: int
    last_number: int


def figures(db: Database, hall: Hall, now: datetime) -> FiguresNow:
    """How the hall stands at `now`."""
    return FiguresNow(
        waiting=ticket_rows.count_waiting(db),
        open_counters=len(counter_rows.not_closed(db)),
        issued_today=ticket_rows.count_issued(db, business_day(now, hall.zone).isoformat()),
        last_number=told_rows.last_number(db, EventSeries.STAFF),
    )
