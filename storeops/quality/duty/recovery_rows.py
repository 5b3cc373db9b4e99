"""Low ratings that ask for the duty manager. Named SQL."""

from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from storeops.base.business_time import stamp
from storeops.quality.ratings.moments import Moment
from storeops.store import rows

_LARGEST_ID = 2**63 - 1


@dataclass(frozen=True)
class RecoveryTask:
    """One low rating and who looks after it. `counter` is None where no counter took part."""

    id: int
    ticket_id: int
    number: str
    counter: str | None
    moment: Moment
    reason: str | None
    raised_at: datetime
    taken_at: datetime | None
    taken_by: str | None
    taken_by_name: str | None
    is_closed: bool


_RECOVERY = """
SELECT recovery_task.id, ticket.id AS ticket_id, ticket.number, counter.code AS counter,
       rating.moment, rating.reason, recovery_task.raised_at, recovery_task.taken_at, employee.code AS taken_by,
       employee.name AS taken_by_name, recovery_task.closed_at IS NOT NULL AS is_closed
FROM recovery_task
JOIN rating ON rating.id = recovery_task.rating_id
JOIN ticket ON ticket.id = recovery_task.ticket_id
LEFT JOIN prompt ON prompt.id = rating.prompt_id
LEFT JOIN counter ON counter.id = coalesce(prompt.counter_id, ticket.counter_id)
LEFT JOIN employee ON employee.id = recovery_task.taken_by
"""


def open_ones(db: Database) -> list[RecoveryTask]:
    """All that are not closed, newest first."""
    return rows.many(
        db,
        RecoveryTask,
        _RECOVERY
        + "WHERE recovery_task.closed_at IS NULL ORDER BY recovery_task.raised_at DESC, recovery_task.id DESC",
    )


def by_id(db: Database, task_id: int) -> RecoveryTask | None:
    """One of them, closed or not; None if there is none."""
    if not 0 < task_id <= _LARGEST_ID:
        return None
    return rows.one(db, RecoveryTask, _RECOVERY + "WHERE recovery_task.id = ?", (task_id,))


def take(db: Database, task_id: int, employee_id: int, now: datetime) -> bool:
    """Note who looks after it, unless somebody does or it is closed; whether it was noted."""
    changed = rows.scalar(
        db,
        "UPDATE recovery_task SET taken_at = ?, taken_by = ?"
        " WHERE id = ? AND taken_at IS NULL AND closed_at IS NULL RETURNING id",
        (stamp(now), employee_id, task_id),
    )
    return changed is not None


def close(db: Database, task_id: int, employee_id: int, outcome: str, note: str, now: datetime) -> bool:
    """Note how it ended, unless that is noted already; whether it was noted."""
    changed = rows.scalar(
        db,
        "UPDATE recovery_task SET closed_at = ?, closed_by = ?, outcome = ?, note = ?"
        " WHERE id = ? AND closed_at IS NULL RETURNING id",
        (stamp(now), employee_id, outcome, note, task_id),
    )
    return changed is not None


def clear_notes(db: Database, before: datetime) -> list[int]:
    """Empty the notes of tasks that were closed before an instant; their ids."""
    return rows.column(
        db, "UPDATE recovery_task SET note = '' WHERE note <> '' AND closed_at < ? RETURNING id", (stamp(before),)
    )


def clear_notes_of_visit(db: Database, ticket_id: int) -> list[int]:
    """Empty the notes of the closed tasks of a visit; their ids."""
    cleared = "UPDATE recovery_task SET note = '' WHERE closed_at IS NOT NULL AND ticket_id = ? RETURNING id"
    return rows.column(db, cleared, (ticket_id,))
