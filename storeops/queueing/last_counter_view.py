"""The counter whose close would end the day, and with it the visits of those who still wait: asked before it closes."""

from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from storeops.hall import hall_rows
from storeops.queueing import counter_rows, ticket_rows
from storeops.queueing.due_close_rows import days_alive
from storeops.queueing.refusals import VisitsEndWithCounter


@dataclass(frozen=True)
class LastCounter:
    """The one counter that is open after closing time, and how many people wait or are on hold till it closes."""

    code: str
    visit_count: int


def last_counter(db: Database, now: datetime) -> LastCounter | None:
    """The counter whose close would end visits; None where no close would."""
    hours = hall_rows.opening_hours(db, hall_rows.hall(db))
    if hours.never_closes:
        return None
    over = [day for day in days_alive(db, hours) if now >= hours.shuts_at(day)]
    not_closed = counter_rows.not_closed(db) if over else []
    if len(not_closed) != 1:
        return None
    count = sum(len(ticket_rows.live_of_day(db, day.isoformat())) for day in over)
    return LastCounter(not_closed[0].code, count) if count else None


def refuse_unless_meant(db: Database, now: datetime, counter_code: str, is_meant: bool) -> None:
    """Say what the close of a counter would end before it closes. VisitsEndWithCounter unless it `is_meant`."""
    last = None if is_meant else last_counter(db, now)
    if last and last.code == counter_code:
        raise VisitsEndWithCounter(counter=last.code, count=last.visit_count)
