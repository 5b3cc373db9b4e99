"""Which business days are to be closed: what the rows of tickets and counters say."""

from datetime import date, datetime, timedelta

from sqlite_utils import Database

from storeops.base.business_time import OpeningHours, business_day, instant
from storeops.hall.counter import Counter
from storeops.queueing import counter_rows, ticket_rows

AT_WORK_WITHIN = timedelta(hours=1)
"""An open counter at which nothing was done for so long was left open."""
PUT_OFF_AT_MOST = timedelta(days=1)
"""Where a hall never closes and work goes on in the night, its day is closed so much later at the latest."""


def days_due_by(db: Database, now: datetime, hours: OpeningHours) -> list[str]:
    """The days that are due by these hours, which need not be those of the hall, earliest first."""
    not_closed = counter_rows.not_closed(db)
    days = (day for day in days_alive(db, hours) if _is_due(db, now, hours, day, not_closed))
    return [day.isoformat() for day in sorted(days)]


def days_alive(db: Database, hours: OpeningHours) -> set[date]:
    """The days that the close of a day may still change.

    Tickets wait beyond midnight where the hall never closes; where it does, a forgotten counter is closed in hindsight.
    """
    days = {date.fromisoformat(day) for day in ticket_rows.days_with_live_tickets(db)}
    if not hours.never_closes:
        signed_in = (instant(counter_rows.signed_in_since(db, counter.id)) for counter in counter_rows.not_closed(db))
        days |= {business_day(at, hours.zone) for at in signed_in}
    return days


def _is_due(db: Database, now: datetime, hours: OpeningHours, day: date, not_closed: list[Counter]) -> bool:
    night = hours.night_after(day)
    if hours.never_closes:
        return now >= night and (now >= night + PUT_OFF_AT_MOST or not _is_at_work(db, now, not_closed))
    if now >= night:
        return True
    shuts_at = hours.shuts_at(day)
    if now < shuts_at or not_closed:
        return False
    last_close = counter_rows.last_close(db, shuts_at, night)
    # Whoever was taken back since then waits for a counter that is opened for them.
    return last_close is not None and not ticket_rows.is_taken_back_since(db, day.isoformat(), last_close)


def _is_at_work(db: Database, now: datetime, not_closed: list[Counter]) -> bool:
    """Whether anybody serves in a hall that never closes: its counters may be left open for days."""
    return any(counter_rows.last_act(db, counter.id, now - AT_WORK_WITHIN) is not None for counter in not_closed)
