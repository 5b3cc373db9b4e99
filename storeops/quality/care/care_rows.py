"""What supervisors enter for the care and skill lines. Named SQL."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlite_utils import Database

from storeops.base.business_time import stamp
from storeops.base.months import MonthSpan
from storeops.store import rows
from storeops.store.traced_rows import TracedTable

TRACED_CARE = TracedTable(
    "care_entry",
    ("id", "employee_id", "day", "kind", "follow_up_id", "entered_at", "entered_by", "is_imported"),
    "FROM care_entry WHERE true",
)
TRACED_SKILL = TracedTable(
    "skill_result",
    ("id", "employee_id", "day", "kind", "score", "entered_at", "entered_by"),
    "FROM skill_result WHERE true",
)


@dataclass(frozen=True)
class CareEntry:
    """An upheld complaint, a booked error or written praise. Who entered it, by number and name: None for an import."""

    id: int
    employee: str
    name: str
    day: date
    kind: str
    note: str
    follow_up_id: int | None
    entered_by: str | None
    enterer: str | None
    is_set_aside: bool


@dataclass(frozen=True)
class SkillResult:
    """A result of a contest or a training, 0 to 100."""

    id: int
    employee: str
    name: str
    day: date
    kind: str
    title: str
    score: int
    entered_by: str


def add_care(
    db: Database,
    employee_id: int,
    day: date,
    kind: str,
    note: str,
    follow_up_id: int | None,
    entered_by: int,
    now: datetime,
) -> int:
    """Insert a care entry; its id."""
    added = rows.scalar(
        db,
        "INSERT INTO care_entry (employee_id, day, kind, note, follow_up_id, entered_at, entered_by)"
        " VALUES (?, ?, ?, ?, ?, ?, ?) RETURNING id",
        (employee_id, day.isoformat(), kind, note, follow_up_id, stamp(now), entered_by),
    )
    return int(added)


def add_skill(
    db: Database, employee_id: int, day: date, kind: str, title: str, score: int, entered_by: int, now: datetime
) -> int:
    """Insert a skill result; its id."""
    added = rows.scalar(
        db,
        "INSERT INTO skill_result (employee_id, day, kind, name, score, entered_at, entered_by)"
        " VALUES (?, ?, ?, ?, ?, ?, ?) RETURNING id",
        (employee_id, day.isoformat(), kind, title, score, stamp(now), entered_by),
    )
    return int(added)


def has_follow_up(db: Database, follow_up_id: int) -> bool:
    """Whether there is such a follow-up."""
    return bool(rows.scalar(db, "SELECT EXISTS (SELECT 1 FROM follow_up WHERE id = ?)", (follow_up_id,)))


def is_counted(db: Database, follow_up_id: int) -> bool:
    """Whether a follow-up has a care entry; one that an appeal set aside is one too."""
    return bool(rows.scalar(db, "SELECT EXISTS (SELECT 1 FROM care_entry WHERE follow_up_id = ?)", (follow_up_id,)))


def care_entries(db: Database, span: MonthSpan, employee: str | None = None) -> list[CareEntry]:
    """The care entries of a month, newest day first; of one employee or (None) of all."""
    return rows.many(
        db,
        CareEntry,
        "SELECT care_entry.id, employee.code AS employee, employee.name, day, kind, note, follow_up_id,"
        " enterer.code AS entered_by, enterer.name AS enterer,"
        " EXISTS (SELECT 1 FROM set_aside WHERE row_kind = 'care' AND row_id = care_entry.id) AS is_set_aside"
        " FROM care_entry JOIN employee ON employee.id = care_entry.employee_id"
        " LEFT JOIN employee AS enterer ON enterer.id = entered_by"
        " WHERE day BETWEEN :first AND :last AND (:employee IS NULL OR employee.code = :employee)"
        " ORDER BY day DESC, care_entry.id DESC",
        {"first": span.first_day.isoformat(), "last": span.last_day.isoformat(), "employee": employee},
    )


def skill_results(db: Database, span: MonthSpan, employee: str | None = None) -> list[SkillResult]:
    """The skill results of a month, newest day first; of one employee or (None) of all."""
    return rows.many(
        db,
        SkillResult,
        "SELECT skill_result.id, employee.code AS employee, employee.name, day, kind, skill_result.name AS title,"
        " score, enterer.code AS entered_by"
        " FROM skill_result JOIN employee ON employee.id = skill_result.employee_id"
        " JOIN employee AS enterer ON enterer.id = entered_by"
        " WHERE day BETWEEN :first AND :last AND (:employee IS NULL OR employee.code = :employee)"
        " ORDER BY day DESC, skill_result.id DESC",
        {"first": span.first_day.isoformat(), "last": span.last_day.isoformat(), "employee": employee},
    )


@dataclass(frozen=True)
class CareLine:
    """`entered_by` is a name, None for an imported entry."""

    day: str
    employee: str
    name: str
    kind: str
    note: str
    entered_by: str | None


@dataclass(frozen=True)
class SkillLine:
    """`name` is that of the contest or training."""

    day: str
    employee: str
    employee_name: str
    kind: str
    name: str
    score: int


def latest_care(db: Database, limit: int) -> list[CareLine]:
    """The newest care entries by day."""
    return rows.many(
        db,
        CareLine,
        "SELECT care_entry.day, employee.code AS employee, employee.name, care_entry.kind, care_entry.note,"
        " author.name AS entered_by"
        " FROM care_entry JOIN employee ON employee.id = care_entry.employee_id"
        " LEFT JOIN employee AS author ON author.id = care_entry.entered_by"
        " ORDER BY care_entry.day DESC, care_entry.id DESC LIMIT ?",
        (limit,),
    )


def latest_skill(db: Database, limit: int) -> list[SkillLine]:
    """The newest results of contests and training by day."""
    return rows.many(
        db,
        SkillLine,
        "SELECT skill_result.day, employee.code AS employee, employee.name AS employee_name, skill_result.kind,"
        " skill_result.name, skill_result.score"
        " FROM skill_result JOIN employee ON employee.id = skill_result.employee_id"
        " ORDER BY skill_result.day DESC, skill_result.id DESC LIMIT ?",
        (limit,),
    )
