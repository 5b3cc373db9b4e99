"""Enrolling devices, and looking after employees. Actions."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from storeops.base.actor import Actor
from storeops.base.errors import AlreadyExists, no_choice
from storeops.base.typed_text import given_plain_code, given_text
from storeops.people import device_rows, employee_rows, session_rows
from storeops.people.devices import LONGEST_NAME, DeviceKind
from storeops.people.employee_rows import Employee
from storeops.people.pin_steps import write_pin
from storeops.people.refusals import (
    DeviceExists,
    EmployeeElsewhere,
    LastAdministrator,
    OnlyForPrograms,
    UnknownEmployee,
)
from storeops.people.roles import Role
from storeops.people.scopes import UNLESS_TOLD, Scope
from storeops.people.secrets import new_token, random_pin, token_hash
from storeops.store import journal, traced_rows
from storeops.store.action import action
from storeops.store.database import HallDatabase


@action
def add_device(
    db: HallDatabase,
    now: datetime,
    by: Actor,
    name: str,
    kind: str,
    scopes: Sequence[Scope] | None = None,
    lasts: timedelta | None = None,
) -> str:
    """Enrol a device; its token, told this once. A program may do what `scopes` say. DeviceExists, OnlyForPrograms.

    `lasts` None: its token does not expire.
    """
    if kind not in list(DeviceKind):
        raise no_choice("kind", kind, DeviceKind)
    is_program = kind == DeviceKind.INTEGRATION
    if scopes is not None and not is_program:
        raise OnlyForPrograms
    name = given_text("name", name, LONGEST_NAME)
    if device_rows.name_taken(db, name):
        raise DeviceExists(name=name)
    token = new_token()
    device_id = device_rows.add(
        db, name, DeviceKind(kind), token_hash(token), now, expires_at=now + lasts if lasts else None
    )
    allowed = sorted({*scopes}) if scopes is not None else [*UNLESS_TOLD] if is_program else []
    device_rows.allow(db, device_id, allowed)
    written = traced_rows.written(db, device_rows.TRACED_DEVICES, device_id)
    journal.append(
        db,
        now,
        "device_added",
        by.name,
        written=written,
        local=by.local,
        device=device_id,
        device_kind=kind,
        name=name,
        scopes=allowed,
    )
    return token


@action
def add_employee(db: HallDatabase, now: datetime, by: Actor, code: str, name: str, role: Role) -> str:
    """Add an employee; the PIN of one time with which they sign in first, told this once.

    AlreadyExists, PlainCodeNeeded, TextNeeded.
    """
    code, name = given_plain_code("code", code, 40), given_text("name", name, 80)
    try:
        employee_rows.by_code(db, code)
    except UnknownEmployee:
        pin = random_pin()
        employee_id = employee_rows.add(db, code, name, role, now)
        written_pin = write_pin(db, employee_id, pin, is_one_time=True)
        journal.append(
            db,
            now,
            "employee_added",
            by.name,
            written={**traced_rows.written(db, employee_rows.TRACED_EMPLOYEES, employee_id), **written_pin},
            employee_id=employee_id,
            local={**by.local, "name": name},
            role=role.value,
        )
        return pin
    raise AlreadyExists(name="Employee", code=code)


@action
def change_employee(
    db: HallDatabase, now: datetime, by: Actor, code: str, name: str, role: Role, is_active: bool
) -> None:
    """Change an employee's name or role, or let them leave or come back; history keeps their number.

    UnknownEmployee, BadValue, EmployeeElsewhere while they sit at a counter, LastAdministrator.
    """
    name = given_text("name", name, 80)
    _change(db, now, by, employee_rows.by_code(db, code), name, role, is_active)


@action
def deactivate(db: HallDatabase, now: datetime, by: Actor, code: str) -> None:
    """Let an employee leave. UnknownEmployee, EmployeeElsewhere, LastAdministrator."""
    employee = employee_rows.by_code(db, code)
    _change(db, now, by, employee, employee.name, employee.role, is_active=False)


def _change(
    db: HallDatabase, now: datetime, by: Actor, employee: Employee, name: str, role: Role, is_active: bool
) -> None:
    was_administrator = employee.role is Role.ADMINISTRATOR and employee.is_active
    stays_administrator = role is Role.ADMINISTRATOR and is_active
    if was_administrator and not stays_administrator and employee_rows.active_administrators(db) == 1:
        raise LastAdministrator(employee=employee.code)
    counter = employee_rows.counter_of(db, employee.id)
    if counter and not is_active:
        raise EmployeeElsewhere(employee=employee.code, counter=counter)
    employee_rows.update(db, employee.id, name, role, is_active)
    if not is_active:
        session_rows.end_all_of(db, employee.id, now)
    journal.append(
        db,
        now,
        "employee_changed",
        by.name,
        written=traced_rows.written(db, employee_rows.TRACED_EMPLOYEES, employee.id),
        employee_id=employee.id,
        local={**by.local, "name": name} | ({} if name == employee.name else {"name_before": employee.name}),
        role=role.value,
        role_before=employee.role.value,
        is_active=is_active,
        was_active=employee.is_active,
    )
