"""The plans of the days' checks, and who is expected at work. Named SQL."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from sqlite_utils import Database

from storeops.base.business_time import stamp
from storeops.base.errors import ChangedMeanwhile
from storeops.base.months import DaySpan
from storeops.people.roles import Role
from storeops.quality.checks.refusals import UnknownPlannedCheck
from storeops.store import rows
from storeops.store.traced_rows import TracedTable


@dataclass(frozen=True)
class Person:
    """An employee as the plan knows them."""

    id: int
    code: str
    role: Role


@dataclass(frozen=True)
class PlannedCheck:
    """One check of a day's plan. `partner_id` is the other one of a double check, None for most, and where the other
    was dropped.

    `check_id` is the check that was made of it, `dropped_at` when it was dropped; None: it did not happen. `is_blind`:
    it was made, and nobody may know before the other one is.
    """

    id: int
    business_day: date
    due_at: datetime
    employee_id: int
    employee_code: str
    employee_name: str
    employee_role: Role
    inspector_id: int
    inspector_code: str
    inspector_name: str
    partner_id: int | None
    dropped_at: datetime | None
    drop_reason: str | None
    check_id: int | None
    is_blind: bool

    @property
    def is_open(self) -> bool:
        return self.check_id is None and self.dropped_at is None

    @property
    def is_double(self) -> bool:
        return self.partner_id is not None

    def is_for(self, inspector_code: str) -> bool:
        """Whether somebody may make or drop it. Of a double check each has its own: who could try another's would learn
        whether it is made."""
        return not self.is_double or self.inspector_code == inspector_code


_PLANNED = """
SELECT planned_check.id, planned_check.business_day, planned_check.due_at, employee.id AS employee_id,
       employee.code AS employee_code, employee.name AS employee_name, employee.role AS employee_role,
       inspector.id AS inspector_id, inspector.code AS inspector_code, inspector.name AS inspector_name,
       partner.id AS partner_id, planned_check.dropped_at, planned_check.drop_reason, spot_check.id AS check_id,
       coalesce(spot_check.is_blind, 0) AS is_blind
FROM planned_check
JOIN employee ON employee.id = planned_check.employee_id
JOIN employee AS inspector ON inspector.id = planned_check.inspector_id
LEFT JOIN planned_check AS partner ON partner.business_day = planned_check.business_day
  AND partner.dropped_at IS NULL AND (partner.id = planned_check.first_id OR partner.first_id = planned_check.id)
LEFT JOIN spot_check ON spot_check.planned_id = planned_check.id
"""


# The plan


def is_planned(db: Database, day: date) -> bool:
    """Whether a day has its plan."""
    return rows.scalar(db, "SELECT 1 FROM check_plan WHERE business_day = ?", (day.isoformat(),)) is not None


TRACED_PLANS = TracedTable("check_plan", ("business_day", "seed", "made_at"), "FROM check_plan WHERE true")
TRACED_PLANNED = TracedTable(
    "planned_check",
    (
        *("id", "business_day", "employee_id", "inspector_id", "due_at", "first_id", "dropped_at"),
        "text_mark(id, drop_reason) AS drop_reason",
    ),
    "FROM planned_check WHERE true",
)


def add_plan(db: Database, day: date, seed: str, now: datetime) -> None:
    """Record the seed of a day's plan."""
    db.execute(
        "INSERT INTO check_plan (business_day, seed, made_at) VALUES (?, ?, ?)", (day.isoformat(), seed, stamp(now))
    )


def add_planned(
    db: Database, day: date, employee_id: int, inspector_id: int, due_at: datetime, first_id: int | None = None
) -> int:
    """Insert one planned check; its id."""
    added = rows.scalar(
        db,
        "INSERT INTO planned_check (business_day, employee_id, inspector_id, due_at, first_id) VALUES (?, ?, ?, ?, ?)"
        " RETURNING id",
        (day.isoformat(), employee_id, inspector_id, stamp(due_at), first_id),
    )
    return int(added)


def by_id(db: Database, planned_id: int) -> PlannedCheck:
    """One planned check; UnknownPlannedCheck."""
    planned = rows.one(db, PlannedCheck, _PLANNED + "WHERE planned_check.id = ?", (planned_id,))
    if planned is None:
        raise UnknownPlannedCheck
    return planned


def of_day(db: Database, day: date) -> list[PlannedCheck]:
    """A day's plan in order of time, dropped ones included."""
    return rows.many(
        db,
        PlannedCheck,
        _PLANNED + "WHERE planned_check.business_day = ? ORDER BY planned_check.due_at, planned_check.id",
        (day.isoformat(),),
    )


def drop(db: Database, planned_id: int, now: datetime, reason: str) -> None:
    """Take a planned check out of the plan; it stays readable. ChangedMeanwhile."""
    changed = db.execute(
        "UPDATE planned_check SET dropped_at = ?, drop_reason = ? WHERE id = ? AND dropped_at IS NULL",
        (stamp(now), reason, planned_id),
    ).rowcount
    if changed != 1:
        raise ChangedMeanwhile


def waited_for_in_vain(db: Database, before: date) -> list[int]:
    """The planned checks of days before one that were never made while the other one of the pair was."""
    return rows.column(
        db,
        "SELECT other.id FROM spot_check CROSS JOIN planned_check AS own ON own.id = spot_check.planned_id"
        " CROSS JOIN planned_check AS other ON other.business_day = own.business_day"
        "   AND (other.id = own.first_id OR other.first_id = own.id)"
        " WHERE spot_check.is_blind = 1 AND spot_check.business_day < ?",
        (before.isoformat(),),
    )


# What a plan is made from


def active_people(db: Database) -> list[Person]:
    """Everybody who works here, by number."""
    return rows.many(db, Person, "SELECT id, code, role FROM employee WHERE is_active = 1 ORDER BY code")


def signed_in_since(db: Database, since: datetime) -> set[int]:
    """The ids of all who were signed in at a counter at or after an instant."""
    ids = rows.column(
        db,
        "SELECT DISTINCT employee_id FROM signed_in_span WHERE counter_id IS NOT NULL"
        " AND (signed_out_at IS NULL OR signed_out_at >= ?)",
        (stamp(since),),
    )
    return set(ids)


class _Made(NamedTuple):
    employee: str
    inspector: str
    checks: int


def made_between(db: Database, first: date, before: date) -> dict[tuple[str, str], int]:
    """How many checks each inspector made of each employee, from a day to the day before another."""
    made = rows.many(
        db,
        _Made,
        "SELECT employee.code AS employee, inspector.code AS inspector, count(*) AS checks FROM spot_check"
        " JOIN employee ON employee.id = spot_check.employee_id"
        " JOIN employee AS inspector ON inspector.id = spot_check.inspector_id"
        " WHERE business_day >= ? AND business_day < ? GROUP BY employee.id, inspector.id",
        (first.isoformat(), before.isoformat()),
    )
    return {(of.employee, of.inspector): of.checks for of in made}


@dataclass(frozen=True)
class PlannedTime:
    """When a planned check of an employee was due."""

    employee: str
    business_day: date
    due_at: datetime


def planned_between(db: Database, first: date, before: date) -> list[PlannedTime]:
    """The planned checks that nobody dropped, without the doubling ones, from a day to the day before another."""
    return rows.many(
        db,
        PlannedTime,
        "SELECT employee.code AS employee, business_day, due_at"
        " FROM planned_check JOIN employee ON employee.id = employee_id"
        " WHERE business_day >= ? AND business_day < ? AND dropped_at IS NULL AND first_id IS NULL"
        " ORDER BY due_at, planned_check.id",
        (first.isoformat(), before.isoformat()),
    )


@dataclass(frozen=True)
class TimeAtCounter:
    """From when to when an employee was signed in at a counter; `signed_out_at` None: still is."""

    employee: str
    signed_in_at: datetime
    signed_out_at: datetime | None


def signed_in_between(db: Database, span: DaySpan) -> list[TimeAtCounter]:
    """Who was signed in at a counter at some time of these days."""
    return rows.many(
        db,
        TimeAtCounter,
        "SELECT employee.code AS employee, signed_in_at, signed_out_at"
        " FROM signed_in_span JOIN employee ON employee.id = employee_id"
        " WHERE counter_id IS NOT NULL AND signed_in_at < ? AND (signed_out_at IS NULL OR signed_out_at > ?)",
        (stamp(span.ends_at), stamp(span.begins_at)),
    )
