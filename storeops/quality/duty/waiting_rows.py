"""What else waits for whoever runs the floor: low ratings, follow-ups and checks, counted. Named SQL."""

from datetime import datetime

from sqlite_utils import Database

from storeops.base.business_time import stamp
from storeops.store import rows


def low_ratings_open(db: Database) -> int:
    """How many low ratings nobody has taken up yet."""
    return int(rows.scalar(db, "SELECT count(*) FROM recovery_task WHERE closed_at IS NULL AND taken_at IS NULL"))


def follow_ups_due(db: Database, until: datetime) -> int:
    """How many open follow-ups are due by an instant."""
    count = "SELECT count(*) FROM follow_up WHERE closed_at IS NULL AND due_at <= ?"
    return int(rows.scalar(db, count, (stamp(until),)))


def checks_due(db: Database, business_day: str, inspector_code: str, now: datetime) -> int:
    """How many of an inspector's planned checks of a day are due and not done."""
    due = rows.scalar(
        db,
        "SELECT count(*) FROM planned_check JOIN employee ON employee.id = planned_check.inspector_id"
        " WHERE planned_check.business_day = ? AND planned_check.due_at <= ? AND planned_check.dropped_at IS NULL"
        " AND employee.code = ?"
        " AND NOT EXISTS (SELECT 1 FROM spot_check WHERE spot_check.planned_id = planned_check.id)",
        (business_day, stamp(now), inspector_code),
    )
    return int(due)
