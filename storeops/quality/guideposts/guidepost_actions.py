"""Quiet guideposts for those who know them by heart. Actions; asked twice, nothing happens the second time."""

from datetime import datetime

from storeops.base.actor import Actor
from storeops.people import employee_rows
from storeops.quality.guideposts import moment_rows
from storeops.store import journal
from storeops.store.action import action
from storeops.store.database import HallDatabase


@action
def hush(db: HallDatabase, now: datetime, by: Actor, employee_code: str) -> None:
    """Have the guideposts quiet: one line that opens them. UnknownEmployee."""
    employee = employee_rows.by_code(db, employee_code)
    if moment_rows.hush(db, employee.id, now):
        journal.append(db, now, "guideposts_hushed", by.name, employee_id=employee.id, employee=employee.code)


@action
def show(db: HallDatabase, now: datetime, by: Actor, employee_code: str) -> None:
    """See the guideposts again. UnknownEmployee."""
    employee = employee_rows.by_code(db, employee_code)
    if moment_rows.show(db, employee.id):
        journal.append(db, now, "guideposts_shown", by.name, employee_id=employee.id, employee=employee.code)
