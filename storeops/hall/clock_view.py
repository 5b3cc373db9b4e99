"""How the clock of the hall's computer stands, as those are told who can do something about it. A read model."""

from datetime import datetime

from sqlite_utils import Database

from storeops.base.business_time import business_day
from storeops.base.clock_trust import SettledBecause
from storeops.hall import hall_rows
from storeops.store import clock_rows
from storeops.store.clock_rows import ClockStep


def open_doubt(db: Database) -> ClockStep | None:
    """The step since which the time is in doubt; None where it is not."""
    return clock_rows.open_doubt(db)


def last_step(db: Database) -> ClockStep | None:
    """The last time that the clock was seen to be set, or to be wrong at the start; None if it never was."""
    return clock_rows.latest(db)


def step_to_tell(db: Database, now: datetime) -> ClockStep | None:
    """Why the time is in doubt; else the last step, for the rest of its day unless somebody confirmed the time."""
    step = clock_rows.latest(db)
    if step is None:
        return None
    doubt = clock_rows.open_doubt(db)
    if doubt:
        return doubt
    zone = hall_rows.hall(db).zone
    is_todays = business_day(step.shown_at, zone) == business_day(now, zone)
    return step if is_todays and step.settled_because is not SettledBecause.PERSON else None
