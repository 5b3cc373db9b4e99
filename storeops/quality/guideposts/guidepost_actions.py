"""Quiet guideposts for those who know them by heart. Actions; asked twice, nothing happens the second time."""

from datetime import datetime

from storeops.base.actor import Actor
from storeops.people import employee_rows
from storeops.people.employee_rows import Employee
from storeops.quality.guideposts import moment_rows
from storeops.store import journal, traced_rows
from storeops.store.action import action
from storeops.store.database import HallDatabase


@action
def hush(db: HallDatabase, now: datetime, by: Actor, employee_code: str) -> None:
    """Have the guideposts quiet: one line that opens them. UnknownEmployee."""
    employee = employee_rows.by_code(db, employee_code)
    if moment_rows.hush(db, employee.id, now):
        _tell(db, now, by, "guideposts_hushed", employee)


@action
def show(db: HallDatabase, now: datetime, by: Actor, employee_code: str) -> None:
    """See the guideposts again. UnknownEmployee."""
    employee = employee_rows.by_code(db, employee_code)
    if moment_rows.show(db, employee.id):
        _tell(db, now, by, "guideposts_shown", employee)


def _tell(db: HallDatabase, now: datetime, by: Actor, kind: str, employee: Employee) -> None:
    written = traced_rows.written(db, moment_rows.TRACED_QUIET, employee.id)
    journal.append(db, now, kind, by.name, written=written, employee_id=employee.id, employee=employee.code)
