"""Checks, the versions of their marks, and what the month reads of them. Named SQL."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from itertools import groupby
from typing import Any

from sqlite_utils import Database

from storeops.base.business_time import instant, instant_or_none, stamp
from storeops.quality.checks.marking import Mark, Marked, mark_of, score
from storeops.quality.checks.refusals import UnknownCheck
from storeops.quality.checks.sheet_rules import SheetKind


@dataclass(frozen=True)
class Check:
    """One check. No employee: of the hall's environment. `planned_id` is None for one beside the plan."""

    id: int
    sheet_id: int
    employee_id: int | None
    employee_code: str | None
    employee_name: str | None
    inspector_id: int
    inspector_code: str
    inspector_name: str
    business_day: date
    started_at: datetime
    checked_at: datetime
    planned_id: int | None


@dataclass(frozen=True)
class Version:
    """What was marked, by item code. `reason` is None for the first version; the last one is in force."""

    id: int
    version: int
    entered_at: datetime
    entered_by: str
    entered_by_name: str
    reason: str | None
    acknowledged_at: datetime | None
    marks: Mapping[str, Marked]


@dataclass(frozen=True)
class ScoredCheck:
    """One check in its latest version, as the month reads it.

    `employee` and `inspector` are numbers; `employee` is None for a check of the hall's environment. `score` is
    0 to 100, unrounded, None where no item applied. `not_applicable_count` of `item_count` items did not apply.
    `planned_id` is None for a check beside the plan; `is_imported`: its times were not measured here.
    """

    check_id: int
    employee: str | None
    inspector: str
    business_day: date
    started_at: datetime
    checked_at: datetime
    sheet_kind: SheetKind
    score: Decimal | None
    item_count: int
    not_applicable_count: int
    version: int
    planned_id: int | None
    is_imported: bool


def add(
    db: Database,
    sheet_id: int,
    employee_id: int | None,
    inspector_id: int,
    day: date,
    started_at: datetime,
    checked_at: datetime,
    planned_id: int | None = None,
    is_imported: bool = False,
) -> int:
    """Insert a check without marks yet; its id."""
    row = db.execute(
        "INSERT INTO spot_check (sheet_id, employee_id, inspector_id, business_day, started_at, checked_at, planned_id,"
        " is_imported) VALUES (?, ?, ?, ?, ?, ?, ?, ?) RETURNING id",
        (
            sheet_id,
            employee_id,
            inspector_id,
            day.isoformat(),
            stamp(started_at),
            stamp(checked_at),
            planned_id,
            int(is_imported),
        ),
    ).fetchone()
    return int(row[0])


def add_version(
    db: Database, check_id: int, now: datetime, entered_by: int, reason: str | None, marks: Mapping[int, Marked]
) -> int:
    """Insert the next version of a check's marks, by item id; the version's number."""
    version_id, version = db.execute(
        "INSERT INTO check_version (check_id, version, entered_at, entered_by, reason)"
        " SELECT ?, coalesce(max(version), 0) + 1, ?, ?, ? FROM check_version WHERE check_id = ?"
        " RETURNING id, version",
        (check_id, stamp(now), entered_by, reason, check_id),
    ).fetchone()
    for item_id, marked in marks.items():
        worth = marked.mark.worth
        db.execute(
            "INSERT INTO check_mark (version_id, item_id, mark, reason) VALUES (?, ?, ?, ?)",
            (version_id, item_id, None if worth is None else float(worth), marked.reason),
        )
    return int(version)


def acknowledge(db: Database, version_id: int, now: datetime) -> bool:
    """Note that the checked employee has seen a version; False if that was noted before."""
    cursor = db.execute(
        "INSERT INTO check_acknowledgement (version_id, acknowledged_at) VALUES (?, ?) ON CONFLICT DO NOTHING",
        (version_id, stamp(now)),
    )
    return bool(cursor.rowcount)


def by_id(db: Database, check_id: int) -> Check:
    """One check; UnknownCheck."""
    row = db.execute(
        "SELECT spot_check.id, sheet_id, employee.id, employee.code, employee.name, inspector.id, inspector.code,"
        " inspector.name, business_day, started_at, checked_at, planned_id FROM spot_check"
        " LEFT JOIN employee ON employee.id = spot_check.employee_id"
        " JOIN employee AS inspector ON inspector.id = inspector_id WHERE spot_check.id = ?",
        (check_id,),
    ).fetchone()
    if row is None:
        raise UnknownCheck
    return Check(
        id=row[0],
        sheet_id=row[1],
        employee_id=row[2],
        employee_code=row[3],
        employee_name=row[4],
        inspector_id=row[5],
        inspector_code=row[6],
        inspector_name=row[7],
        business_day=date.fromisoformat(row[8]),
        started_at=instant(row[9]),
        checked_at=instant(row[10]),
        planned_id=row[11],
    )


def versions(db: Database, check_id: int) -> list[Version]:
    """All versions of a check, the oldest first."""
    rows = db.execute(
        "SELECT check_version.id, version, entered_at, employee.code, employee.name, reason, acknowledged_at"
        " FROM check_version JOIN employee ON employee.id = entered_by"
        " LEFT JOIN check_acknowledgement ON version_id = check_version.id WHERE check_id = ? ORDER BY version",
        (check_id,),
    ).fetchall()
    return [_version(db, row) for row in rows]


def _version(db: Database, row: Any) -> Version:
    marks = db.execute(
        "SELECT code, mark, reason FROM check_mark JOIN sheet_item ON sheet_item.id = item_id"
        " WHERE version_id = ? ORDER BY position",
        (row[0],),
    ).fetchall()
    return Version(
        id=row[0],
        version=row[1],
        entered_at=instant(row[2]),
        entered_by=row[3],
        entered_by_name=row[4],
        reason=row[5],
        acknowledged_at=instant_or_none(row[6]),
        marks={code: Marked(mark_of(mark), reason) for code, mark, reason in marks},
    )


_SCORED = (
    "SELECT spot_check.id, employee.code, inspector.code, business_day, started_at, checked_at, sheet.kind, planned_id,"
    " spot_check.is_imported, check_version.version, sheet_item.weight, check_mark.mark FROM spot_check"
    " JOIN sheet ON sheet.id = spot_check.sheet_id"
    " LEFT JOIN employee ON employee.id = spot_check.employee_id"
    " JOIN employee AS inspector ON inspector.id = spot_check.inspector_id"
    " JOIN check_version ON check_version.check_id = spot_check.id AND check_version.version ="
    " (SELECT max(version) FROM check_version AS newest WHERE newest.check_id = spot_check.id)"
    " JOIN check_mark ON check_mark.version_id = check_version.id"
    " JOIN sheet_item ON sheet_item.id = check_mark.item_id"
    " WHERE business_day BETWEEN ? AND ? "
)
_IN_ORDER = "ORDER BY checked_at, spot_check.id"


def scores_between(db: Database, first_day: date, last_day: date) -> list[ScoredCheck]:
    """Every check of the days from the first to the last, in its latest version, in order of time."""
    rows = db.execute(_SCORED + _IN_ORDER, (first_day.isoformat(), last_day.isoformat())).fetchall()
    return list(_scored(rows))


def scores_of(db: Database, employee_code: str, first_day: date, last_day: date) -> list[ScoredCheck]:
    """The checks of one employee, as scores_between."""
    rows = db.execute(
        _SCORED + "AND employee.code = ? " + _IN_ORDER, (first_day.isoformat(), last_day.isoformat(), employee_code)
    ).fetchall()
    return list(_scored(rows))


@dataclass(frozen=True)
class ItemCounts:
    """How often one item was marked in a period, not applicable aside, and how often with less than the full mark.

    `points_lost` are of the scores' 100 points, before what did not apply is taken out of them.
    """

    sheet_kind: SheetKind
    code: str
    name_zh: str
    name_en: str
    marked: int
    failed: int
    points_lost: float


# CROSS keeps the order of the joins: left to itself, SQLite walks the marks of all months.
_ITEMS = """
SELECT sheet.kind, sheet_item.code, sheet_item.name_zh, sheet_item.name_en, max(sheet.version), count(*),
       sum(check_mark.mark < 1), sum(sheet_item.weight * (1 - check_mark.mark)) AS points_lost
FROM spot_check
CROSS JOIN check_version ON check_version.check_id = spot_check.id AND check_version.version =
     (SELECT max(version) FROM check_version AS newest WHERE newest.check_id = spot_check.id)
CROSS JOIN check_mark ON check_mark.version_id = check_version.id
JOIN sheet_item ON sheet_item.id = check_mark.item_id
JOIN sheet ON sheet.id = sheet_item.sheet_id
WHERE spot_check.business_day BETWEEN ? AND ? AND check_mark.mark IS NOT NULL
GROUP BY sheet.kind, sheet_item.code
ORDER BY points_lost DESC, sheet.kind, sheet_item.code
"""


def item_counts(db: Database, first_day: date, last_day: date) -> list[ItemCounts]:
    """Each item of the checks of these days in their latest version, most points lost first; named as last worded."""
    rows = db.execute(_ITEMS, (first_day.isoformat(), last_day.isoformat())).fetchall()
    return [ItemCounts(SheetKind(row[0]), *row[1:4], *row[5:]) for row in rows]


def _scored(rows: list[Any]) -> Iterator[ScoredCheck]:
    for check_id, lines in groupby(rows, key=lambda row: row[0]):
        marked = list(lines)
        row = marked[0]
        marks = [(line[10], mark_of(line[11])) for line in marked]
        yield ScoredCheck(
            check_id=check_id,
            employee=row[1],
            inspector=row[2],
            business_day=date.fromisoformat(row[3]),
            started_at=instant(row[4]),
            checked_at=instant(row[5]),
            sheet_kind=SheetKind(row[6]),
            score=score(marks),
            item_count=len(marks),
            not_applicable_count=sum(mark is Mark.NOT_APPLICABLE for _, mark in marks),
            version=row[9],
            planned_id=row[7],
            is_imported=bool(row[8]),
        )
