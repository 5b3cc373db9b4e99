"""Keeping what a settled day adds up to. An action.

A summary is a cache, so the journal does not tell of it.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from storeops.base.actor import Actor
from storeops.base.clock import Clock
from storeops.measuring import day_summary_rows
from storeops.measuring.counted_day_rows import counted_days
from storeops.store import journal
from storeops.store.action import action
from storeops.store.database import HallDatabase


def summarize_day(db: HallDatabase, clock: Clock, by: Actor, day: date) -> None:
    """Keep the summary of a settled day (see due_day_rows); nothing is kept if the day was changed meanwhile."""
    seq = journal.last_seq(db)
    # Counting a day takes a while. Customers who take a ticket meanwhile must not wait for it.
    (tally,) = counted_days(db, [day], clock.now())
    keep_summary(db, clock, by, day, tally.bodies(), seq)


@action
def keep_summary(
    db: HallDatabase, now: datetime, by: Actor, day: date, bodies: Mapping[str, Mapping[str, Any]], seq: int
) -> None:
    """Keep a summary counted from what stood at the journal's number `seq`. See summarize_day."""
    del now, by
    if not day_summary_rows.was_changed_since(db, seq):
        day_summary_rows.keep(db, day, bodies)
