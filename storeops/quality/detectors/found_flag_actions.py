"""Looking for flags once a day, so that heads of pages can say how many wait. An action.

What is found is a cache, so the journal does not tell of it.
"""

from collections.abc import Sequence
from datetime import datetime

from storeops.base.actor import Actor
from storeops.base.clock import Clock
from storeops.quality.detectors import detector_rows, found_flag_rows
from storeops.quality.detectors.detecting import verdicts
from storeops.quality.detectors.detector_settings import SHIPPED
from storeops.quality.detectors.flag import Flag
from storeops.quality.ratings.month_read_rows import MonthRead
from storeops.store import job_rows
from storeops.store.action import action
from storeops.store.database import HallDatabase


def look_for_flags(db: HallDatabase, clock: Clock, by: Actor, month: str) -> int:
    """Keep the flags that a month has now; how many. The month is read before anything is written."""
    found = verdicts(detector_rows.month_facts(db, MonthRead(db, month), SHIPPED), SHIPPED)
    return keep_found(db, clock, by, month, [flag for verdict in found for flag in verdict.flags])


@action
def keep_found(db: HallDatabase, now: datetime, by: Actor, month: str, flags: Sequence[Flag]) -> int:
    """Keep them instead of those that were found before; see look_for_flags."""
    del by
    found_flag_rows.keep(db, month, flags)
    job_rows.note_run(db, found_flag_rows.LOOKING, month, now)
    return len(flags)
