"""Checks, the versions of their marks, and what the month reads of them. Named SQL."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple

from sqlite_utils import Database

from storeops.base.business_time import stamp
from storeops.quality.checks.marking import Marked, mark_of, score_of_sums
from storeops.quality.checks.refusals import UnknownCheck
from storeops.quality.checks.sheet_rules import SheetKind
from storeops.store import rows, traced_rows
from storeops.store.traced_rows import TracedTable, WrittenRows

TRACED_VERSIONS = TracedTable(
    "check_version",
    (
        *("check_version.id", "check_id", "version", "entered_by", "sheet_id", "employee_id", "inspector_id"),
        *("business_day", "checked_at"),
        "(SELECT json_group_array(json_array(item_id, mark) ORDER BY item_id) FROM check_mark"
        " WHERE version_id = check_version.id) AS check_mark",
        *("entered_at", "text_mark(check_version.id, check_version.reason) AS reason"),
        "text_mark(check_version.id, (SELECT json_group_array(json_array(item_id, reason) ORDER BY item_id)"
        " FROM check_mark WHERE version_id = check_version.id)) AS check_mark_reasons",
        "(SELECT nullif(json_group_array(json_array(item_id, times) ORDER BY item_id), '[]') FROM check_mark"
        " WHERE version_id = check_version.id AND times <> 1) AS check_mark_times",
    ),
    "FROM check_version JOIN stored_spot_check AS spot_check ON spot_check.id = check_id WHERE true",
    begun_empty=1,
)
"""Every version of every check, with its marks by item."""
TRACED_CHECKS = TracedTable(
    "spot_check",
    (
        *("id", "sheet_id", "employee_id", "inspector_id", "business_day", "started_at", "checked_at", "planned_id"),
        *("is_imported", "is_blind", "import_id"),
    ),
    "FROM stored_spot_check WHERE true",
    begun_empty=1,
)
TRACED_ACKNOWLEDGEMENTS = TracedTable(
    "check_acknowledgement", ("version_id", "acknowledged_at"), "FROM check_acknowledgement WHERE true"
)


def written_check(db: Database, check_id: int) -> WrittenRows:
    """A check as it is traced now, with all its versions."""
    return {
        **traced_rows.written(db, TRACED_CHECKS, check_id),
        **traced_rows.written_of(db, TRACED_VERSIONS, "check_id", check_id),
    }


def written_after(db: Database, last_version_id: int) -> Iterator[WrittenRows]:
    """The versions that were added after the one with this id, one at a time, each with its check."""
    for written in traced_rows.written_after(db, TRACED_VERSIONS, last_version_id):
        [(_, check_id, *_)] = written[TRACED_VERSIONS.name]
        yield {**traced_rows.written(db, TRACED_CHECKS, check_id), **written}


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
    marks: Mapping[str, Marked] = field(default_factory=dict)


@dataclass(frozen=True)
class ScoredCheck:
    """One check as it stands, as the month reads it.

    `employee` and `inspector` are numbers; `employee` is None for a check of the hall's environment. The score is
    50 * `doubled_points` / `weights`; both are None where no item applied. `not_applicable_count` of `item_count`
    items did not apply. `planned_id` is None for a check beside the plan; `is_imported`: its times were not measured
    here.
    """

    check_id: int
    employee: str | None
    inspector: str
    business_day: date
    started_at: datetime
    checked_at: datetime
    sheet_kind: SheetKind
    doubled_points: int | None
    weights: int | None
    item_count: int
    not_applicable_count: int
    version: int
    planned_id: int | None
    is_imported: bool

    @property
    def score(self) -> Decimal | None:
        """0 to 100, unrounded; None where no item applied."""
        return score_of_sums(self.doubled_points, self.weights)


def add(
    db: Database,
    sheet_id: int,
    employee_id: int | None,
    inspector_id: int,
    day: date,
    started_at: datetime,
    checked_at: datetime,
    planned_id: int | None = None,
    import_id: int | None = None,
    is_blind: bool = False,
) -> int:
    """Insert a check without marks yet, made here or told by an import; its id."""
    added = rows.scalar(
        db,
        "INSERT INTO stored_spot_check (sheet_id, employee_id, inspector_id, business_day, started_at, checked_at,"
        " planned_id, is_imported, is_blind, import_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id",
        (
            sheet_id,
            employee_id,
            inspector_id,
            day.isoformat(),
            stamp(started_at),
            stamp(checked_at),
            planned_id,
            int(import_id is not None),
            int(is_blind),
            import_id,
        ),
    )
    return int(added)


def add_version(
    db: Database, check_id: int, now: datetime, entered_by: int, reason: str | None, marks: Mapping[int, Marked]
) -> int:
    """Insert the next version of a check's marks, by item id; the version's number."""
    [added] = rows.many(
        db,
        _AddedVersion,
        "INSERT INTO check_version (check_id, version, entered_at, entered_by, reason)"
        " SELECT ?, coalesce(max(version), 0) + 1, ?, ?, ? FROM check_version WHERE check_id = ?"
        " RETURNING id, version",
        (check_id, stamp(now), entered_by, reason, check_id),
    )
    for item_id, marked in marks.items():
        worth = marked.mark.worth
        db.execute(
            "INSERT INTO check_mark (version_id, item_id, mark, reason, times) VALUES (?, ?, ?, ?, ?)",
            (added.id, item_id, None if worth is None else float(worth), marked.reason, marked.times),
        )
    return added.version


class _AddedVersion(NamedTuple):
    id: int
    version: int


def acknowledge(db: Database, version_id: int, now: datetime) -> bool:
    """Note that the checked employee has seen a version; False if that was noted before."""
    cursor = db.execute(
        "INSERT INTO check_acknowledgement (version_id, acknowledged_at) VALUES (?, ?) ON CONFLICT DO NOTHING",
        (version_id, stamp(now)),
    )
    return bool(cursor.rowcount)


_CHECK = (
    "SELECT spot_check.id, sheet_id, employee.id AS employee_id, employee.code AS employee_code,"
    " employee.name AS employee_name, inspector.id AS inspector_id, inspector.code AS inspector_code,"
    " inspector.name AS inspector_name, business_day, started_at, checked_at, planned_id FROM spot_check"
    " LEFT JOIN employee ON employee.id = spot_check.employee_id"
    " JOIN employee AS inspector ON inspector.id = spot_check.inspector_id WHERE spot_check.id = ?"
)


def by_id(db: Database, check_id: int) -> Check:
    """One check; UnknownCheck, also while it is blind: nobody is told that there is one."""
    if is_blind(db, check_id):
        raise UnknownCheck
    return with_blind(db, check_id)


def with_blind(db: Database, check_id: int) -> Check:
    """One check, blind or not: for the verb that makes it. UnknownCheck."""
    check = rows.one(db, Check, _CHECK, (check_id,))
    if check is None:
        raise UnknownCheck
    return check


def is_blind(db: Database, check_id: int) -> bool:
    """Whether a check waits for the other one of its pair: until then nobody may know of it."""
    return bool(rows.scalar(db, "SELECT is_blind FROM spot_check WHERE id = ?", (check_id,)))


def open_blind(db: Database, check_id: int) -> None:
    """Let a check be seen."""
    db.execute("UPDATE stored_spot_check SET is_blind = 0 WHERE id = ?", (check_id,))


# The versions of one check

_VERSION = (
    "SELECT check_version.id, check_version.version, check_version.entered_at, employee.code AS entered_by,"
    " employee.name AS entered_by_name, check_version.reason, check_acknowledgement.acknowledged_at"
    " FROM check_version JOIN employee ON employee.id = check_version.entered_by"
    " LEFT JOIN check_acknowledgement ON check_acknowledgement.version_id = check_version.id "
)


HAD_A_HAND = (
    "(spot_check.inspector_id = employee.id OR spot_check.employee_id IS employee.id OR EXISTS (SELECT 1"
    " FROM check_version WHERE check_version.check_id = spot_check.id AND check_version.entered_by = employee.id))"
)
"""Whether an employee is who was checked, checked or entered marks: SQL over spot_check and employee."""


def had_a_hand(db: Database, check_id: int, employee_code: str) -> bool:
    """Whether a check is about an employee, by them or holds marks that they entered: then they judge no appeal."""
    found = rows.scalar(
        db,
        f"SELECT {HAD_A_HAND} FROM spot_check JOIN employee ON employee.code = ? WHERE spot_check.id = ?",
        (employee_code, check_id),
    )
    return bool(found)


def versions(db: Database, check_id: int) -> list[Version]:
    """All versions of a check, the oldest first."""
    found = rows.many(db, Version, _VERSION + "WHERE check_version.check_id = ? ORDER BY version", (check_id,))
    return [_with_marks(db, version) for version in found]


def version_in_force(db: Database, check_id: int) -> Version:
    """The version of a check that is in force; the check must exist."""
    [version] = rows.many(
        db,
        Version,
        _VERSION + "WHERE check_version.id = (SELECT version_id FROM check_in_force WHERE check_in_force.id = ?)",
        (check_id,),
    )
    return _with_marks(db, version)


class _MarkOfItem(NamedTuple):
    code: str
    worth: float | None
    reason: str
    times: int


def _with_marks(db: Database, version: Version) -> Version:
    marks = rows.many(
        db,
        _MarkOfItem,
        "SELECT code, mark AS worth, reason, times FROM check_mark JOIN sheet_item ON sheet_item.id = item_id"
        " WHERE version_id = ? ORDER BY position",
        (version.id,),
    )
    return replace(version, marks={item.code: Marked(mark_of(item.worth), item.reason, item.times) for item in marks})


# What the month reads

_SCORED = """
SELECT check_in_force.id AS check_id, employee.code AS employee, inspector.code AS inspector,
       check_in_force.business_day, check_in_force.started_at, check_in_force.checked_at, sheet.kind AS sheet_kind,
       check_in_force.doubled_points, check_in_force.weights,
       (SELECT count(*) FROM check_mark WHERE check_mark.version_id = check_in_force.version_id) AS item_count,
       (SELECT count(*) FROM check_mark WHERE check_mark.version_id = check_in_force.version_id
          AND check_mark.mark IS NULL) AS not_applicable_count,
       check_in_force.version, check_in_force.planned_id, check_in_force.is_imported
FROM check_in_force
JOIN sheet ON sheet.id = check_in_force.sheet_id
LEFT JOIN employee ON employee.id = check_in_force.employee_id
JOIN employee AS inspector ON inspector.id = check_in_force.inspector_id
WHERE check_in_force.business_day BETWEEN ? AND ?
"""
_IN_ORDER = " ORDER BY check_in_force.checked_at, check_in_force.id"


def scores_between(db: Database, first_day: date, last_day: date) -> list[ScoredCheck]:
    """Every check of the days from the first to the last, as it stands, in order of time; blind ones are not told."""
    return rows.many(db, ScoredCheck, _SCORED + _IN_ORDER, (first_day.isoformat(), last_day.isoformat()))


def scores_of(db: Database, employee_code: str, first_day: date, last_day: date) -> list[ScoredCheck]:
    """The checks of one employee, as scores_between."""
    return rows.many(
        db,
        ScoredCheck,
        _SCORED + "AND employee.code = ?" + _IN_ORDER,
        (first_day.isoformat(), last_day.isoformat(), employee_code),
    )


@dataclass(frozen=True)
class ItemCounts:
    """How often one item was marked in a period, not applicable aside, and how often with less than the full mark.

    It is named as in `sheet_version`, the latest that was used. `points_lost` are of the scores' 100 points, before
    what did not apply is taken out of them.
    """

    sheet_kind: SheetKind
    code: str
    name_zh: str
    name_en: str
    sheet_version: int
    marked: int
    failed: int
    points_lost: float


# CROSS keeps the order of the joins: left to itself, SQLite walks the marks of all months. Beside max() alone, SQLite
# takes the names of the row that has the maximum.
_ITEMS = """
SELECT sheet.kind AS sheet_kind, sheet_item.code, sheet_item.name_zh, sheet_item.name_en,
       max(sheet.version) AS sheet_version, count(*) AS marked, sum(check_mark.mark < 1) AS failed,
       sum(sheet_item.weight * (1 - check_mark.mark) * check_mark.times) AS points_lost
FROM check_in_force
CROSS JOIN check_mark ON check_mark.version_id = check_in_force.version_id
JOIN sheet_item ON sheet_item.id = check_mark.item_id
JOIN sheet ON sheet.id = sheet_item.sheet_id
WHERE check_in_force.business_day BETWEEN ? AND ? AND check_mark.mark IS NOT NULL
GROUP BY sheet.kind, sheet_item.code
ORDER BY points_lost DESC, sheet.kind, sheet_item.code
"""


def item_counts(db: Database, first_day: date, last_day: date) -> list[ItemCounts]:
    """Each item of the checks of these days as they stand, most points lost first; named as last worded."""
    return rows.many(db, ItemCounts, _ITEMS, (first_day.isoformat(), last_day.isoformat()))
