"""How long somebody who joins a queue at this moment will probably wait."""

from datetime import datetime, timedelta

from sqlite_utils import Database

from storeops.promises import estimate_rows
from storeops.promises.estimate import WaitRange, wait_range

RECENT = timedelta(days=7)
"""Older handling, such as a long imported history, says nothing of the counters as they are staffed now."""


def present_wait(db: Database, service_id: int, ahead: int, now: datetime) -> WaitRange | None:
    """The range behind `ahead` people as counters are staffed now; None where it is not known."""
    handling = estimate_rows.recent_handling_seconds(db, now - RECENT)
    staffing = estimate_rows.staffing(db, service_id)
    return wait_range(ahead, staffing.open_counters, staffing.free_counters, handling)
