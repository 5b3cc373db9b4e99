"""Which job was done for which period. Named SQL."""

from datetime import datetime

from sqlite_utils import Database

from storeops.base.business_time import instant_or_none, stamp
from storeops.store import rows


def note_run(db: Database, job: str, period: str, now: datetime) -> None:
    """Record that a job was done for a period; the latest time stands."""
    db.execute(
        "INSERT INTO job_run (job, period, finished_at) VALUES (?, ?, ?)"
        " ON CONFLICT (job, period) DO UPDATE SET finished_at = excluded.finished_at",
        (job, period, stamp(now)),
    )


def was_run(db: Database, job: str, period: str) -> bool:
    """Whether a job is recorded as done for a period."""
    return bool(rows.scalar(db, "SELECT EXISTS (SELECT 1 FROM job_run WHERE job = ? AND period = ?)", (job, period)))


def finished_at(db: Database, job: str, period: str) -> datetime | None:
    """When a job was last done for a period; None if it never was."""
    found = rows.scalar(db, "SELECT finished_at FROM job_run WHERE job = ? AND period = ?", (job, period))
    return instant_or_none(found)
