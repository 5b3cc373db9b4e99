"""Frozen months, their sheets, and the corrections that call for a next version. Named SQL."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from storeops.base.business_time import instant, stamp
from storeops.base.months import MonthSpan


@dataclass(frozen=True)
class FrozenMonth:
    """One version of a month. `inputs` is the text that frozen.from_text() reads; `reason` None for version 1.

    `correction_id` is the newest correction that this version counts.
    """

    id: int
    month: str
    version: int
    policy_id: int
    frozen_at: datetime
    frozen_by: str
    reason: str | None
    correction_id: int
    inputs: str
    checksum: str


@dataclass(frozen=True)
class NewVersion:
    """What a frozen month is made of."""

    month: str
    version: int
    policy_id: int
    frozen_by: str
    reason: str | None
    correction_id: int
    inputs: str
    checksum: str


@dataclass(frozen=True)
class FrozenSheet:
    """One employee's sheet as kept: total as text with two places, None where not ranked."""

    employee: str
    total: str | None
    stars: int | None
    body: str


_MONTH = (
    "SELECT id, month, version, policy_id, frozen_at, frozen_by, reason, correction_id, inputs, checksum"
    " FROM star_month "
)


def _frozen(row: Any) -> FrozenMonth:
    values = [*row[:4], instant(row[4]), *row[5:]]
    return FrozenMonth(*values)


def latest(db: Database, month: str) -> FrozenMonth | None:
    """The version of a month that is in force; None while it is not closed."""
    row = db.execute(_MONTH + "WHERE month = ? ORDER BY version DESC LIMIT 1", (month,)).fetchone()
    return _frozen(row) if row else None


def of_version(db: Database, month: str, version: int) -> FrozenMonth | None:
    """One version of a month; None if there is no such."""
    row = db.execute(_MONTH + "WHERE month = ? AND version = ?", (month, version)).fetchone()
    return _frozen(row) if row else None


def versions(db: Database, month: str) -> list[FrozenMonth]:
    """All versions of a month, newest first."""
    return [_frozen(row) for row in db.execute(_MONTH + "WHERE month = ? ORDER BY version DESC", (month,)).fetchall()]


def all_frozen(db: Database) -> Iterable[FrozenMonth]:
    """Every version of every month, one at a time."""
    return (_frozen(row) for row in db.execute(_MONTH + "ORDER BY month, version"))


def versions_by_month(db: Database) -> dict[str, int]:
    """The version in force of each frozen month."""
    return dict(db.execute("SELECT month, max(version) FROM star_month GROUP BY month").fetchall())


def add(db: Database, new: NewVersion, now: datetime) -> int:
    """Insert a version; its id. The schema refuses a version that is there already."""
    row = db.execute(
        "INSERT INTO star_month"
        " (month, version, policy_id, frozen_at, frozen_by, reason, correction_id, inputs, checksum)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id",
        (
            new.month,
            new.version,
            new.policy_id,
            stamp(now),
            new.frozen_by,
            new.reason,
            new.correction_id,
            new.inputs,
            new.checksum,
        ),
    ).fetchone()
    return int(row[0])


def add_sheet(db: Database, star_month_id: int, sheet: FrozenSheet) -> None:
    """Insert one employee's sheet of a version."""
    db.execute(
        "INSERT INTO star_sheet (star_month_id, employee_id, total, stars, body)"
        " SELECT ?, id, ?, ?, ? FROM employee WHERE code = ?",
        (star_month_id, sheet.total, sheet.stars, sheet.body, sheet.employee),
    )


def sheets(db: Database, star_month_id: int) -> dict[str, FrozenSheet]:
    """The sheets of a version, by employee number."""
    rows = db.execute(
        "SELECT employee.code, total, stars, body FROM star_sheet JOIN employee ON employee.id = star_sheet.employee_id"
        " WHERE star_month_id = ? ORDER BY employee.code",
        (star_month_id,),
    ).fetchall()
    return {row[0]: FrozenSheet(*row) for row in rows}


def months_corrected(db: Database) -> dict[str, int]:
    """The newest correction of each frozen month that its version in force does not count."""
    rows = db.execute(
        "SELECT month_correction.month, max(month_correction.id) FROM month_correction"
        " WHERE EXISTS (SELECT 1 FROM star_month WHERE star_month.month = month_correction.month)"
        " GROUP BY month_correction.month"
        " HAVING max(month_correction.id) >"
        " (SELECT max(correction_id) FROM star_month WHERE star_month.month = month_correction.month)"
    ).fetchall()
    return dict(rows)


def first_day(db: Database) -> str | None:
    """The earliest day on which anything of the stars was recorded, UTC for signing in; None in a new hall."""
    row = db.execute(
        "SELECT min(day) FROM (SELECT min(business_day) AS day FROM ticket"
        " UNION ALL SELECT min(business_day) FROM spot_check UNION ALL SELECT min(day) FROM care_entry"
        " UNION ALL SELECT min(day) FROM skill_result"
        " UNION ALL SELECT substr(min(signed_in_at), 1, 10) FROM signed_in_span)"
    ).fetchone()
    return None if row[0] is None else str(row[0])


def has_sheets(db: Database, span: MonthSpan) -> bool:
    """Whether anybody has a star sheet for this month."""
    row = db.execute(
        "SELECT EXISTS (SELECT 1 FROM spot_check WHERE business_day BETWEEN :first AND :last"
        " AND employee_id IS NOT NULL)"
        " OR EXISTS (SELECT 1 FROM care_entry WHERE day BETWEEN :first AND :last)"
        " OR EXISTS (SELECT 1 FROM skill_result WHERE day BETWEEN :first AND :last)"
        " OR EXISTS (SELECT 1 FROM signed_in_span WHERE signed_in_at < :ends"
        " AND (signed_out_at IS NULL OR signed_out_at > :begins))"
        " OR EXISTS (SELECT 1 FROM ticket CROSS JOIN leg ON leg.ticket_id = ticket.id"
        " WHERE ticket.business_day BETWEEN :first AND :last AND ticket.ended_at IS NOT NULL"
        " AND ticket.state != 'void' AND leg.employee_id IS NOT NULL AND leg.outcome IS NOT 'void')"
        " OR EXISTS (SELECT 1 FROM ticket CROSS JOIN rating ON rating.ticket_id = ticket.id"
        " WHERE ticket.business_day BETWEEN :first AND :last AND ticket.ended_at IS NOT NULL"
        " AND ticket.state != 'void' AND rating.employee_id IS NOT NULL AND rating.undone_at IS NULL)",
        {
            "first": span.first_day.isoformat(),
            "last": span.last_day.isoformat(),
            "begins": stamp(span.begins_at),
            "ends": stamp(span.ends_at),
        },
    ).fetchone()
    return bool(row[0])


def floor(db: Database) -> int:
    """From how many stars on the hall's wall list names people."""
    return int(db.execute("SELECT stars_floor FROM hall").fetchone()[0])
