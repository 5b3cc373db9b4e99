"""How long each kind is kept, what was cleared, and when the job looks next: a read model."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlite_utils import Database

from storeops.base.retention import CLEARING_JOB, CLEARS_EVERY, LATEST
from storeops.hall import retention_period_rows
from storeops.personal import cleared_rows
from storeops.personal.cleared_rows import ClearedLine
from storeops.store import job_rows

MOST_SHOWN = 20


@dataclass(frozen=True)
class ClearingState:
    """`last_run` is None where the job never ran here, and so `next_run`; `is_late`: it should have run by now."""

    periods: dict[str, timedelta]
    cleared: Sequence[ClearedLine]
    last_run: datetime | None
    next_run: datetime | None
    is_late: bool


def clearing_state(db: Database, now: datetime) -> ClearingState:
    """How long each kind is kept, the latest records of what was cleared, the newest first, and the next run."""
    last_run = job_rows.finished_at(db, CLEARING_JOB, LATEST)
    next_run = last_run + CLEARS_EVERY if last_run else None
    return ClearingState(
        periods=retention_period_rows.periods(db),
        cleared=cleared_rows.latest(db, MOST_SHOWN),
        last_run=last_run,
        next_run=next_run,
        is_late=next_run is None or next_run + CLEARS_EVERY < now,
    )
