"""Employees and their PINs. Named SQL."""

from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from storeops.base.business_time import stamp
from storeops.people.refusals import UnknownEmployee
from storeops.people.roles import Role
from storeops.store import rows
from storeops.store.traced_rows import TracedTable

TRACED_EMPLOYEES = TracedTable(
    "employee",
    ("id", "code", "role", "is_active", "text_mark(id, name) AS name", "created_at"),
    "FROM employee WHERE true",
)
# Each hash has a salt of its own, which tells nothing of the PIN: by it an older hash that was put back is found.
TRACED_PINS = TracedTable(
    "employee_pin",
    (
        *("id", "pin_is_one_time", "substr(pin_hash, instr(pin_hash, ',p=1$') + 5, 22) AS salt"),
        "text_mark(id, pin_hash) AS pin_hash",
    ),
    "FROM employee WHERE pin_hash IS NOT NULL",
)


@dataclass(frozen=True)
class Employee:
    """`pin_hash` is None where no PIN was set yet: that employee cannot sign in. One of one time is changed at once.

    `has_factor`: each sign-in asks for a code too. `factor_asked_at` is when one was asked for first.
    """

    id: int
    code: str
    name: str
    role: Role
    is_active: bool
    pin_hash: str | None
    pin_is_one_time: bool
    factor_asked_at: datetime | None
    has_factor: bool


@dataclass(frozen=True)
class KeptPin:
    """Whose PIN it is, and what is kept of it."""

    id: int
    pin_hash: str


@dataclass(frozen=True)
class _Named:
    code: str
    name: str


_EMPLOYEE = (
    "SELECT id, code, name, role, is_active, pin_hash, pin_is_one_time, factor_asked_at, EXISTS (SELECT 1"
    " FROM second_factor WHERE employee_id = employee.id AND secret IS NOT NULL) AS has_factor FROM employee "
)


def by_code(db: Database, code: str) -> Employee:
    """The employee of this number, active or not; UnknownEmployee."""
    employee = known(db, code)
    if employee is None:
        raise UnknownEmployee(employee=code)
    return employee


def known(db: Database, code: str) -> Employee | None:
    """The employee of this number, active or not; None if there is none."""
    return rows.one(db, Employee, _EMPLOYEE + "WHERE code = ?", (code,))


def all_employees(db: Database) -> list[Employee]:
    """Everybody, those who left included, by number."""
    return rows.many(db, Employee, _EMPLOYEE + "ORDER BY is_active DESC, code")


def names(db: Database) -> dict[str, str]:
    """Everybody's name by number, those who left included."""
    found = rows.each(db, _Named, "SELECT code, name FROM employee ORDER BY code")
    return {named.code: named.name for named in found}


def counter_of(db: Database, employee_id: int) -> str | None:
    """The number of the counter at which an employee is signed in; None if at none."""
    counter: str | None = rows.scalar(db, "SELECT counter FROM signed_in WHERE employee_id = ?", (employee_id,))
    return counter


def active_administrators(db: Database) -> int:
    """How many active administrators there are."""
    return int(rows.scalar(db, "SELECT count(*) FROM employee WHERE role = 'administrator' AND is_active = 1"))


def add(
    db: Database,
    code: str,
    name: str,
    role: Role,
    now: datetime,
) -> int:
    """Insert an active employee without a PIN; the id."""
    employee_id = rows.scalar(
        db,
        "INSERT INTO employee (code, name, role, is_active, created_at) VALUES (?, ?, ?, 1, ?) RETURNING id",
        (code, name, role.value, stamp(now)),
    )
    return int(employee_id)


def update(db: Database, employee_id: int, name: str, role: Role, is_active: bool) -> None:
    """Write an employee's name, role and whether they work here."""
    db.execute(
        "UPDATE employee SET name = ?, role = ?, is_active = ? WHERE id = ?",
        (name, role.value, int(is_active), employee_id),
    )


def set_pin(db: Database, employee_id: int, pin_hash: str | None, is_one_time: bool) -> None:
    """Write a new PIN's hash; None: nobody signs in with this number."""
    db.execute(
        "UPDATE employee SET pin_hash = ?, pin_is_one_time = ? WHERE id = ?",
        (pin_hash, int(is_one_time), employee_id),
    )


def pin_hashes(db: Database) -> list[KeptPin]:
    """Everybody's PIN as it is kept; who has none is left out."""
    return rows.many(db, KeptPin, "SELECT id, pin_hash FROM employee WHERE pin_hash IS NOT NULL ORDER BY id")


def rewrite_pin_hash(db: Database, employee_id: int, pin_hash: str) -> None:
    """Write the hash of the same PIN in another form."""
    db.execute("UPDATE employee SET pin_hash = ? WHERE id = ?", (pin_hash, employee_id))


def is_real_hall(db: Database) -> bool:
    """Whether this hall asks its people for PINs of their own and second factors; a sample hall does not."""
    return not rows.scalar(db, "SELECT is_sample FROM hall")


def forget_person(db: Database, employee_id: int) -> None:
    """Drop name and PIN of somebody who left; their number stays with what they did."""
    db.execute("UPDATE employee SET name = code, pin_hash = NULL WHERE id = ?", (employee_id,))
