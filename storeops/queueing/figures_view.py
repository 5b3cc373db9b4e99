"""A few figures of the moment for monitoring."""

from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from storeops.base.business_time import business_day
from storeops.hall.hall_rows import Hall
from storeops.queueing import counter_rows, ticket_rows
from storeops.queueing.ticket_rows import WaitingLine
from storeops.store import told_rows
from storeops.store.event_kinds import EventSeries


@dataclass(frozen=True)
class FiguresNow:
    """`lines` are those in which somebody waits. Of the visits that were `called_today` for the first time,
    `kept_today` were called by the time that was promised. `last_number` is that of the newest event of which everybody
    who works here may know.
    """

    lines: list[WaitingLine]
    called_today: int
    kept_today: int
    open_counters: int
    issued_today: int
    last_number: int

    @property
    def waiting(self) -> int:
        """All who wait."""
        return sum(line.waiting for line in self.lines)

    @property
    def waiting_since(self) -> datetime | None:
        """Since when whoever waits longest does; None where nobody waits."""
        return min((line.since for line in self.lines), default=None)


def figures(db: Database, hall: Hall, now: datetime) -> FiguresNow:
    """How the hall stands at `now`."""
    day = business_day(now, hall.zone).isoformat()
    promises = ticket_rows.first_calls_of_day(db, day)
    return FiguresNow(
        lines=ticket_rows.waiting_lines(db),
        called_today=promises.called,
        kept_today=promises.kept,
        open_counters=len(counter_rows.not_closed(db)),
        issued_today=ticket_rows.count_issued(db, day),
        last_number=told_rows.last_number(db, EventSeries.STAFF),
    )
