"""The star policies, which of them is in force, and who has read them. Named SQL."""

from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from storeops.base.business_time import stamp
from storeops.quality.policy.policy import ChangedDefinition, Policy, read_policy
from storeops.quality.policy.refusals import UnknownPolicy
from storeops.store import rows
from storeops.store.traced_rows import TracedTable

TRACED_POLICIES = TracedTable(
    "star_policy",
    ("id", "name", "version", "valid_from", "body", "created_at", "created_by"),
    "FROM star_policy WHERE true",
)
TRACED_READINGS = TracedTable(
    "policy_reading",
    ("policy_id || ' ' || employee_id", "policy_id", "employee_id", "read_at"),
    "FROM policy_reading WHERE true",
)

SERVICE_STARS = "service_stars"
NAMES = (SERVICE_STARS, "checklist_only")
"""The policy that makes the stars, and the one whose ranking is printed beside it."""


@dataclass(frozen=True)
class StoredPolicy:
    """One version of the rules. `valid_from` is a month; `created_by` None for a shipped one."""

    id: int
    name: str
    version: int
    valid_from: str
    body: str
    created_at: datetime
    created_by: str | None

    @property
    def policy(self) -> Policy:
        return read_policy(self.body)


@dataclass(frozen=True)
class PolicyReader:
    """An employee who confirmed to have read a policy."""

    employee: str
    name: str
    read_at: datetime


_POLICY = (
    "SELECT star_policy.id, star_policy.name, version, valid_from, body, star_policy.created_at,"
    " employee.code AS created_by FROM star_policy LEFT JOIN employee ON employee.id = star_policy.created_by "
)
# That of a closed month; else the highest version that is valid by then, else the earliest: a month before all of them
# has rules too.
_IN_FORCE = (
    "WHERE star_policy.name = :name"
    " ORDER BY star_policy.id IS (SELECT policy_id FROM policy_of_closed_month WHERE month = :month) DESC,"
    " valid_from <= :month DESC, CASE WHEN valid_from <= :month THEN -version ELSE version END LIMIT 1"
)


def in_force(db: Database, month: str) -> StoredPolicy:
    """The policy that makes a month's stars, and the only one that is asked about a month.

    A closed month keeps the one it was closed under; any other has the newest that is valid by then, else the earliest.
    """
    return _shipped_at_least(rows.one(db, StoredPolicy, _POLICY + _IN_FORCE, {"name": SERVICE_STARS, "month": month}))


def by_id(db: Database, policy_id: int) -> StoredPolicy:
    """One policy; UnknownPolicy."""
    found = rows.one(db, StoredPolicy, _POLICY + "WHERE star_policy.id = ?", (policy_id,))
    if found is None:
        raise UnknownPolicy
    return found


def newest(db: Database) -> StoredPolicy:
    """The newest version of the stars' policy, in force already or not."""
    sql = _POLICY + "WHERE star_policy.name = ? ORDER BY version DESC LIMIT 1"
    return _shipped_at_least(rows.one(db, StoredPolicy, sql, (SERVICE_STARS,)))


def since(db: Database, definition: ChangedDefinition) -> str:
    """The month from which on a changed definition holds."""
    return str(rows.scalar(db, "SELECT since FROM definition_in_force WHERE name = ?", (definition.value,)))


def _shipped_at_least(found: StoredPolicy | None) -> StoredPolicy:
    assert found is not None, "a policy is shipped with the schema, and none is ever removed"
    return found


def all_policies(db: Database) -> list[StoredPolicy]:
    """All versions, the stars' own first, newest first."""
    return rows.many(db, StoredPolicy, _POLICY + "ORDER BY star_policy.name DESC, version DESC")


def add(db: Database, name: str, valid_from: str, body: str, now: datetime, created_by: int | None) -> int:
    """Insert the next version of a policy; its id."""
    added = rows.scalar(
        db,
        "INSERT INTO star_policy (name, version, valid_from, body, created_at, created_by)"
        " SELECT ?, coalesce(max(version), 0) + 1, ?, ?, ?, ? FROM star_policy WHERE name = ? RETURNING id",
        (name, valid_from, body, stamp(now), created_by, name),
    )
    return int(added)


def note_read(db: Database, policy_id: int, employee_id: int, now: datetime) -> bool:
    """Note that an employee has read a policy; False if that was noted before."""
    cursor = db.execute(
        "INSERT INTO policy_reading (policy_id, employee_id, read_at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
        (policy_id, employee_id, stamp(now)),
    )
    return bool(cursor.rowcount)


def readers(db: Database, policy_id: int) -> list[PolicyReader]:
    """Everybody who has read a policy, by number."""
    return rows.many(
        db,
        PolicyReader,
        "SELECT employee.code AS employee, employee.name, read_at FROM policy_reading"
        " JOIN employee ON employee.id = policy_reading.employee_id WHERE policy_id = ? ORDER BY employee.code",
        (policy_id,),
    )
