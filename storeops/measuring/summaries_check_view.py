"""Whether every kept summary says what its day adds up to: what `storeops check` asks of the summaries."""

from collections.abc import Iterator
from datetime import time, timedelta

from sqlite_utils import Database

from storeops.base.business_time import local_instant
from storeops.hall import hall_rows
from storeops.measuring import day_summary_rows
from storeops.measuring.counted_day_rows import counted_days


def summary_findings(db: Database) -> Iterator[str]:
    """One sentence for each day whose summary cannot be read or differs from what its tickets and counters give now."""
    days = day_summary_rows.days_with_any_part(db)
    if not days:
        return
    # Settled days are over, however late it is.
    later = local_instant(days[-1] + timedelta(days=1), time.min, hall_rows.hall(db).zone)
    for tally in counted_days(db, days, later):
        day = tally.business_day
        try:
            kept = dict(day_summary_rows.bodies(db, day, day))[day]
        except ValueError:
            yield f"the summary of {day.isoformat()} cannot be read"
            continue
        if kept != tally.bodies():
            yield f"the summary of {day.isoformat()} is not what the day's tickets and counters add up to"
