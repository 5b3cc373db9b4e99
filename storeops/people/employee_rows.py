"""Employees and their sessions. Named SQL."""

from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from storeops.base.business_time import stamp, stamp_or_none
from storeops.people.refusals import UnknownEmployee
from storeops.people.roles import Role
from storeops.store import rows


@dataclass(frozen=True)
class Employee:
    """`pin_hash` is None where no PIN was set yet: that employee cannot sign in."""

    id: int
    code: str
    name: str
    role: Role
    is_active: bool
    pin_hash: str | None
    failed_sign_ins: int
    locked_until: datetime | None


_EMPLOYEE = "SELECT id, code, name, role, is_active, pin_hash, failed_sign_ins, locked_until FROM employee "


def by_code(db: Database, code: str) -> Employee:
    """The employee of this number, active or not; UnknownEmployee."""
    employee = rows.one(db, Employee, _EMPLOYEE + "WHERE code = ?", (code,))
    if employee is None:
        raise UnknownEmployee(employee=code)
    return employee


def all_employees(db: Database) -> list[Employee]:
    """Everybody, those who left included, by number."""
    return rows.many(db, Employee, _EMPLOYEE + "ORDER BY is_active DESC, code")


def counter_of(db: Database, employee_id: int) -> str | None:
    """The number of the counter at which an employee is signed in; None if at none."""
    counter: str | None = rows.scalar(db, "SELECT counter FROM signed_in WHERE employee_id = ?", (employee_id,))
    return counter


def active_administrators(db: Database) -> int:
    """How many active administrators there are."""
    return int(rows.scalar(db, "SELECT count(*) FROM employee WHERE role = 'administrator' AND is_active = 1"))


def add(db: Database, code: str, name: str, role: Role, pin_hash: str | None, now: datetime) -> int:
    """Insert an active employee; the id."""
    employee_id = rows.scalar(
        db,
        "INSERT INTO employee (code, name, role, pin_hash, is_active, created_at) VALUES (?, ?, ?, ?, 1, ?)"
        " RETURNING id",
        (code, name, role.value, pin_hash, stamp(now)),
    )
    return int(employee_id)


def update(db: Database, employee_id: int, name: str, role: Role, is_active: bool) -> None:
    """Write an employee's name, role and whether they work here."""
    db.execute(
        "UPDATE employee SET name = ?, role = ?, is_active = ? WHERE id = ?",
        (name, role.value, int(is_active), employee_id),
    )


def set_pin(db: Database, employee_id: int, pin_hash: str) -> None:
    """Write a new PIN hash and lift a lock."""
    db.execute(
        "UPDATE employee SET pin_hash = ?, failed_sign_ins = 0, locked_until = NULL WHERE id = ?",
        (pin_hash, employee_id),
    )


def note_failure(db: Database, employee_id: int, failures: int, locked_until: datetime | None) -> None:
    """Count a wrong PIN."""
    db.execute(
        "UPDATE employee SET failed_sign_ins = ?, locked_until = ? WHERE id = ?",
        (failures, stamp_or_none(locked_until), employee_id),
    )


def begin_session(db: Database, token_hash: str, employee_id: int, now: datetime, expires_at: datetime) -> None:
    """Remember a signed-in browser or program."""
    db.execute(
        "INSERT INTO session (token_hash, employee_id, created_at, expires_at) VALUES (?, ?, ?, ?)",
        (token_hash, employee_id, stamp(now), stamp(expires_at)),
    )


def end_session(db: Database, token_hash: str, now: datetime) -> None:
    """End one session."""
    db.execute("UPDATE session SET ended_at = ? WHERE token_hash = ? AND ended_at IS NULL", (stamp(now), token_hash))


def end_sessions_of(db: Database, employee_id: int, now: datetime) -> None:
    """End every session of an employee: the PIN changed, or they left."""
    db.execute(
        "UPDATE session SET ended_at = ? WHERE employee_id = ? AND ended_at IS NULL",
        (stamp(now), employee_id),
    )


def of_session(db: Database, token_hash: str, now: datetime) -> Employee | None:
    """The active employee of a live session; None if it ended or expired."""
    return rows.one(
        db,
        Employee,
        _EMPLOYEE + "WHERE is_active = 1 AND id = (SELECT employee_id FROM session"
        " WHERE token_hash = ? AND ended_at IS NULL AND expires_at > ?)",
        (token_hash, stamp(now)),
    )
