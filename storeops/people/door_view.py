"""Whose token this is: a read model for every door."""

from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from storeops.people import device_rows, employee_rows
from storeops.people.roles import DEVICE_PERMISSIONS, PERMISSIONS, Permission
from storeops.people.secrets import token_hash


@dataclass(frozen=True)
class Holder:
    """`name` is what the journal keeps; `employee` is the employee's number, None for a device."""

    name: str
    role: str
    employee: str | None
    permissions: frozenset[Permission]


def holder_of(db: Database, token: str, now: datetime) -> Holder | None:
    """The device or signed-in employee that a token belongs to; None if it opens nothing."""
    hashed = token_hash(token)
    device = device_rows.by_token_hash(db, hashed)
    if device:
        return Holder(f"device:{device.name}", device.kind, None, DEVICE_PERMISSIONS[device.kind])
    employee = employee_rows.of_session(db, hashed, now)
    if employee:
        return Holder(f"employee:{employee.code}", employee.role.value, employee.code, PERMISSIONS[employee.role])
    return None
