"""What the set-up pages show: the hall's settings, its offer, its counters and its people. A read model."""

from dataclasses import dataclass

from sqlite_utils import Database

from storeops.base.business_time import DayHours
from storeops.hall import hall_rows, offer_rows, set_up_rows
from storeops.hall.offer_rows import Category, Service
from storeops.hall.set_up_rows import CounterSetUp, SpecialDay
from storeops.hall.targets import Targets
from storeops.people import employee_rows
from storeops.people.employee_rows import Employee
from storeops.people.roles import Role


@dataclass(frozen=True)
class HallSetUp:
    """The hall's own settings; `weekly` is empty in a hall that never closes."""

    name_zh: str
    name_en: str
    zone: str
    targets: Targets
    weekly: dict[int, DayHours]
    special_days: list[SpecialDay]


@dataclass(frozen=True)
class EmployeeLine:
    """An employee as the set-up page lists them. `has_pin` False: they cannot sign in yet."""

    code: str
    name: str
    role: Role
    is_active: bool
    has_pin: bool
    pin_is_one_time: bool


def hall_set_up(db: Database) -> HallSetUp:
    """The hall's own settings."""
    hall = hall_rows.hall(db)
    return HallSetUp(
        name_zh=hall.name_zh,
        name_en=hall.name_en,
        zone=hall.zone.key,
        targets=set_up_rows.targets(db),
        weekly=set_up_rows.weekly_hours(db),
        special_days=set_up_rows.special_days(db),
    )


def service(db: Database, code: str) -> Service:
    """A service by its code, offered or not; UnknownService."""
    return offer_rows.service_by_code(db, code)


def category(db: Database, code: str) -> Category:
    """A category by its code; UnknownCategory."""
    return offer_rows.category_by_code(db, code)


def counters(db: Database) -> list[CounterSetUp]:
    """Every counter, those not in use last."""
    return set_up_rows.counters(db)


def employees(db: Database) -> list[EmployeeLine]:
    """Everybody by number, those who left last."""
    return [_line(employee) for employee in employee_rows.all_employees(db)]


def employee(db: Database, code: str) -> EmployeeLine:
    """An employee by number; UnknownEmployee."""
    return _line(employee_rows.by_code(db, code))


def _line(employee: Employee) -> EmployeeLine:
    return EmployeeLine(
        employee.code,
        employee.name,
        employee.role,
        employee.is_active,
        employee.pin_hash is not None,
        employee.pin_is_one_time,
    )
