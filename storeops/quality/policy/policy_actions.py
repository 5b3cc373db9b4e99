"""New rules, and who has read those in force. Actions."""

from datetime import datetime

from storeops.base.actor import Actor
from storeops.base.each_field import each_field
from storeops.base.errors import BadValue, ChoiceNeeded, MonthNeeded
from storeops.base.months import month_days
from storeops.month_end import kept_rows
from storeops.people import employee_rows
from storeops.quality.policy import policy_rows
from storeops.quality.policy.policy import STARS_DOCUMENT, read_policy
from storeops.quality.policy.refusals import PolicyTooLate
from storeops.store import journal, traced_rows
from storeops.store.action import action
from storeops.store.database import HallDatabase


@action
def add_policy(
    db: HallDatabase,
    now: datetime,
    by: Actor,
    name: str,
    valid_from: str,
    body: str,
    added_by_code: str,
) -> int:
    """Add the next version of a policy, valid from a month written YYYY-MM on; its id.

    ChoiceNeeded for another name, MonthNeeded for no month, PolicyRefused with what is wrong in the body, PolicyTooLate
    where the stars of that month or a later one are closed: they keep the rules that they were made by.
    """
    if name not in policy_rows.NAMES:
        raise ChoiceNeeded("name")
    with each_field() as take:
        take(_refuse_no_month, valid_from)
        take(read_policy, body)
    if kept_rows.is_closed_from(db, STARS_DOCUMENT, valid_from):
        raise PolicyTooLate(month=valid_from)
    added_by = employee_rows.by_code(db, added_by_code).id
    policy_id = policy_rows.add(db, name, valid_from, body, now, added_by)
    written = traced_rows.written(db, policy_rows.TRACED_POLICIES, policy_id)
    journal.append(
        db, now, "star_policy_added", by.name, written=written, employee_id=added_by, policy=policy_id, month=valid_from
    )
    return policy_id


def _refuse_no_month(text: str) -> None:
    try:
        month_days(text)
    except BadValue:
        raise MonthNeeded("valid_from") from None


@action
def note_read(db: HallDatabase, now: datetime, by: Actor, policy_id: int, employee_code: str) -> None:
    """Note that an employee has read a policy; the first time stands. UnknownPolicy, UnknownEmployee."""
    policy = policy_rows.by_id(db, policy_id)
    employee = employee_rows.by_code(db, employee_code)
    if policy_rows.note_read(db, policy.id, employee.id, now):
        written = traced_rows.written(db, policy_rows.TRACED_READINGS, f"{policy.id} {employee.id}")
        journal.append(db, now, "star_policy_read", by.name, written=written, employee_id=employee.id, policy=policy.id)
