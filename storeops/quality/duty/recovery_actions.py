"""A low rating is looked after while the customer is in the hall: taken by one, closed with its outcome. Actions."""

from datetime import datetime

from storeops.base.actor import Actor
from storeops.base.errors import ChoiceNeeded, TextTooLong
from storeops.base.typed_text import LONGEST_NOTE
from storeops.people import employee_rows
from storeops.quality.duty import recovery_rows
from storeops.quality.duty.recovery_outcomes import RecoveryOutcome
from storeops.quality.duty.recovery_rows import RecoveryTask
from storeops.quality.duty.refusals import RecoveryClosed, RecoveryNotTaken, RecoveryTaken, UnknownRecovery
from storeops.quality.ratings.rating_rows import TRACED_RECOVERIES
from storeops.store import journal, traced_rows
from storeops.store.action import action
from storeops.store.database import HallDatabase


@action
def take(db: HallDatabase, now: datetime, by: Actor, task_id: int, employee_code: str) -> None:
    """This employee goes to the customer. UnknownRecovery, RecoveryClosed, RecoveryTaken, UnknownEmployee."""
    employee = employee_rows.by_code(db, employee_code)
    task = _open(db, task_id)
    if not recovery_rows.take(db, task.id, employee.id, now):
        raise RecoveryTaken(employee=task.taken_by, number=task.number)
    journal.append(
        db,
        now,
        "recovery_taken",
        by.name,
        written=traced_rows.written(db, TRACED_RECOVERIES, task.id),
        ticket_id=task.ticket_id,
        employee_id=employee.id,
        recovery=task.id,
    )


@action
def close(
    db: HallDatabase, now: datetime, by: Actor, task_id: int, employee_code: str, outcome: str, note: str = ""
) -> None:
    """Say how it ended. Only a customer who is gone may be left without anybody having taken it.

    UnknownRecovery, RecoveryClosed, RecoveryNotTaken, UnknownEmployee, ChoiceNeeded, TextTooLong.
    """
    if outcome not in list(RecoveryOutcome):
        raise ChoiceNeeded("outcome")
    if len(note) > LONGEST_NOTE:
        raise TextTooLong("note", limit=LONGEST_NOTE)
    employee = employee_rows.by_code(db, employee_code)
    task = _open(db, task_id)
    if task.taken_at is None and outcome != RecoveryOutcome.GONE:
        raise RecoveryNotTaken(number=task.number)
    recovery_rows.close(db, task.id, employee.id, outcome, note, now)
    journal.append(
        db,
        now,
        "recovery_closed",
        by.name,
        written=traced_rows.written(db, TRACED_RECOVERIES, task.id),
        ticket_id=task.ticket_id,
        employee_id=employee.id,
        recovery=task.id,
        outcome=outcome,
    )


def _open(db: HallDatabase, task_id: int) -> RecoveryTask:
    task = recovery_rows.by_id(db, task_id)
    if task is None:
        raise UnknownRecovery
    if task.is_closed:
        raise RecoveryClosed(number=task.number)
    return task
