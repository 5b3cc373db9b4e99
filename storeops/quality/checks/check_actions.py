"""Making a check, changing it, and the checked colleague's word that they have seen it. Actions."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from storeops.base.actor import Actor
from storeops.base.business_time import business_day
from storeops.base.errors import ChangedMeanwhile
from storeops.base.typed_text import given_text
from storeops.hall import hall_rows
from storeops.people import employee_rows
from storeops.people.employee_rows import Employee
from storeops.people.refusals import EmployeeInactive, NotAllowed
from storeops.people.roles import Permission, may, role_called
from storeops.quality.checks import check_rows, plan_rows, sheet_rows
from storeops.quality.checks.check_steps import change_marks, open_other, tell_of_check
from storeops.quality.checks.marking import LONGEST_REASON, SAVED_WITHIN, GivenMark, given_marks
from storeops.quality.checks.plan import ANNOUNCED_BEFORE
from storeops.quality.checks.plan_rows import PlannedCheck
from storeops.quality.checks.refusals import (
    CheckFromTheFuture,
    CheckOfOneself,
    CheckTooLate,
    DoubleOfAnother,
    MayNotEdit,
    NothingChanged,
    NotYourCheck,
    PlannedCheckSettled,
    PlannedForAnother,
    PlannedForLater,
    SheetDoesNotFit,
    SheetOutdated,
)
from storeops.quality.checks.sheet_rows import CheckSheet
from storeops.store import journal, traced_rows
from storeops.store.action import action
from storeops.store.database import HallDatabase

Marks = Mapping[str, GivenMark]
"""Mark and reason by item code."""


@action
def save_check(
    db: HallDatabase,
    now: datetime,
    by: Actor,
    inspector_code: str,
    sheet_id: int,
    employee_code: str | None,
    started_at: datetime,
    marks: Marks,
    planned_id: int | None = None,
) -> int:
    """Keep a check that was begun at `started_at`; its id. Without an employee it is about the hall's environment.

    CheckOfOneself, CheckTooLate, CheckFromTheFuture, SheetOutdated, SheetDoesNotFit, UnknownEmployee, EmployeeInactive,
    NotAllowed, UnknownItem, MarkNeeded, TimesNeeded, VetoNeeded, ReasonNeeded; of the plan UnknownPlannedCheck,
    PlannedCheckSettled, PlannedForAnother, PlannedForLater, DoubleOfAnother.
    """
    _refuse_other_time(started_at, now)
    day = business_day(started_at, hall_rows.hall(db).zone)
    inspector = _inspector(db, inspector_code)
    sheet = _sheet_in_force(db, sheet_id, day)
    employee = _checked(db, sheet, employee_code, inspector)
    planned = None
    if planned_id is not None:
        planned = _given_plan(db, planned_id, inspector_code, employee_code, started_at)
    given = given_marks(sheet.kinds, marks)
    is_blind = planned is not None and _waits_for_another(db, planned)
    check_id = check_rows.add(
        db,
        sheet.id,
        employee.id if employee else None,
        inspector.id,
        day,
        started_at,
        now,
        planned_id,
        is_blind=is_blind,
    )
    by_item = {item.id: given[item.code] for item in sheet.items}
    check_rows.add_version(db, check_id, now, inspector.id, None, by_item)
    kind = "check_saved_blind" if is_blind else "check_saved"
    tell_of_check(db, now, by, kind, check_rows.with_blind(db, check_id))
    if planned is not None:
        open_other(db, now, by, planned)
    return check_id


def _refuse_other_time(started_at: datetime, now: datetime) -> None:
    if started_at > now:
        raise CheckFromTheFuture
    if now - started_at > SAVED_WITHIN:
        raise CheckTooLate(minutes=SAVED_WITHIN // timedelta(minutes=1))


def _active(db: HallDatabase, code: str) -> Employee:
    employee = employee_rows.by_code(db, code)
    if not employee.is_active:
        raise EmployeeInactive(employee=code)
    return employee


def _inspector(db: HallDatabase, code: str) -> Employee:
    """Whoever checks; a program may name anybody, and not everybody may."""
    inspector = _active(db, code)
    if not may(inspector.role, Permission.INSPECT):
        raise NotAllowed(role=role_called(inspector.role))
    return inspector


def _sheet_in_force(db: HallDatabase, sheet_id: int, day: date) -> CheckSheet:
    sheet = sheet_rows.by_id(db, sheet_id)
    if sheet_rows.in_force(db, sheet.kind, day).id != sheet.id:
        raise SheetOutdated
    return sheet


def _checked(db: HallDatabase, sheet: CheckSheet, employee_code: str | None, inspector: Employee) -> Employee | None:
    """Whom the check is about; None for the environment."""
    if sheet.kind.is_about_somebody != (employee_code is not None):
        raise SheetDoesNotFit
    if employee_code is None:
        return None
    if employee_code == inspector.code:
        raise CheckOfOneself
    return _active(db, employee_code)


def _given_plan(
    db: HallDatabase, planned_id: int, inspector_code: str, employee_code: str | None, started_at: datetime
) -> PlannedCheck:
    """The planned check that this one is; refused by name where it is none of this inspector's."""
    zone = hall_rows.hall(db).zone
    planned = plan_rows.by_id(db, planned_id)
    if not planned.is_for(inspector_code):
        raise DoubleOfAnother
    if not planned.is_open:
        raise PlannedCheckSettled
    if planned.employee_code != employee_code or planned.business_day != business_day(started_at, zone):
        raise PlannedForAnother
    if started_at < planned.due_at - ANNOUNCED_BEFORE:
        raise PlannedForLater(time=f"{planned.due_at.astimezone(zone):%H:%M}")
    return planned


def _waits_for_another(db: HallDatabase, planned: PlannedCheck) -> bool:
    """Whether the other check of the pair is still to be made."""
    return planned.partner_id is not None and plan_rows.by_id(db, planned.partner_id).is_open


@action
def edit_check(
    db: HallDatabase,
    now: datetime,
    by: Actor,
    editor_code: str,
    check_id: int,
    version: int,
    marks: Marks,
    reason: str,
) -> int:
    """Change the marks of a check whose latest version is `version`; the new version's number.

    UnknownCheck, MayNotEdit, CheckOfOneself, ChangedMeanwhile, NothingChanged, TextNeeded (of `reason`), UnknownItem,
    MarkNeeded, TimesNeeded, VetoNeeded, ReasonNeeded.
    """
    check = check_rows.by_id(db, check_id)
    editor = employee_rows.by_code(db, editor_code)
    if editor.code == check.employee_code:
        raise CheckOfOneself
    if editor.code != check.inspector_code and not may(editor.role, Permission.JUDGE):
        raise MayNotEdit
    latest = check_rows.version_in_force(db, check_id)
    if latest.version != version:
        raise ChangedMeanwhile
    kinds = sheet_rows.by_id(db, check.sheet_id).kinds
    given = given_marks({code: kinds[code] for code in latest.marks}, marks)
    if given == dict(latest.marks):
        raise NothingChanged
    reason = given_text("reason", reason, LONGEST_REASON)
    made = change_marks(db, now, by, check, editor.id, given, reason)
    journal.append(
        db,
        now,
        "check_edited",
        by.name,
        written=check_rows.written_check(db, check_id),
        employee_id=check.employee_id,
        check=check_id,
        version=made,
        employee=check.employee_code,
        editor=editor_code,
    )
    return made


@action
def acknowledge(db: HallDatabase, now: datetime, by: Actor, employee_code: str, check_id: int) -> None:
    """The checked colleague has seen the marks in force; nothing happens if they said so before.

    UnknownCheck, NotYourCheck.
    """
    check = check_rows.by_id(db, check_id)
    if check.employee_code != employee_code:
        raise NotYourCheck
    latest = check_rows.version_in_force(db, check_id)
    if check_rows.acknowledge(db, latest.id, now):
        journal.append(
            db,
            now,
            "check_acknowledged",
            by.name,
            written=traced_rows.written(db, check_rows.TRACED_ACKNOWLEDGEMENTS, latest.id),
            employee_id=check.employee_id,
            check=check_id,
            version=latest.version,
            employee=employee_code,
        )
