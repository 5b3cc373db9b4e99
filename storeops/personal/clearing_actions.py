"""Clearing personal data whose time is over, and trying out what would be cleared. Actions."""

from datetime import datetime

from storeops.base.actor import Actor
from storeops.base.retention import CLEARING_JOB, LATEST
from storeops.personal.due_steps import clear_due, clear_due_elsewhere
from storeops.store import job_rows, journal
from storeops.store.action import action
from storeops.store.database import HallDatabase, undone


@action
def clear_what_is_due(db: HallDatabase, now: datetime, by: Actor) -> dict[str, int]:
    """Clear personal data whose time is over, and record how many of each kind; the figures stay as they are."""
    cleared = clear_due(db, now)
    for kind, done in cleared.items():
        journal.append_cleared(db, now, by.name, kind, done.count, done.written)
    job_rows.note_run(db, CLEARING_JOB, LATEST, now)
    return {kind: done.count for kind, done in cleared.items()}


@action
def try_clearing(db: HallDatabase, now: datetime, by: Actor) -> dict[str, int]:
    """How many of each kind all jobs would clear now; nothing is changed."""
    del by
    with undone(db):
        elsewhere = clear_due_elsewhere(db, now)
        return {**elsewhere, **{kind: done.count for kind, done in clear_due(db, now).items()}}
