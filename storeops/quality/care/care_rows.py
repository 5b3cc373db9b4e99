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
    (
        *("id", "employee_id", "day", "kind", "follow_up_id", "entered_at", "entered_by", "is_imported"),
        "text_mark(id, note) AS note",
        "import_id",
    ),
    "FROM stored_care_entry WHERE true",
    begun_empty=1,
)
TRACED_SKILL = TracedTable(
    "skill_result",
    ("id", "employee_id", "day", "kind", "score", "entered_at", "entered_by", "name"),
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
        "INSERT INTO stored_care_entry (employee_id, day, kind, note, follow_up_id, entered_at, entered_by)"
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


_CARE = (
    "SELECT care_entry.id, employee.code AS employee, employee.name, day, kind, note, follow_up_id,"
    " enterer.code AS entered_by, enterer.name AS enterer,"
    " EXISTS (SELECT 1 FROM set_aside WHERE row_kind = 'care' AND row_id = care_entry.id) AS is_set_aside"
    " FROM care_entry JOIN employee ON employee.id = care_entry.employee_id"
    " LEFT JOIN employee AS enterer ON enterer.id = entered_by"
)
_SKILL = (
    "SELECT skill_result.id, employee.code AS employee, employee.name, day, kind, skill_result.name AS title,"
    " score, enterer.code AS entered_by"
    " FROM skill_result JOIN employee ON employee.id = skill_result.employee_id"
    " JOIN employee AS enterer ON enterer.id = entered_by"
)
_OF_MONTH = " WHERE day BETWEEN :first AND :last AND (:employee IS NULL OR employee.code = :employee)"


def care_entries(db: Database, span: MonthSpan, employee: str | None = None) -> list[CareEntry]:
    """The care entries of a month, newest day first; of one employee or (None) of all."""
    return rows.many(db, CareEntry, f"{_CARE}{_OF_MONTH} ORDER BY day DESC, care_entry.id DESC", _month(span, employee))


def latest_care(db: Database, limit: int) -> list[CareEntry]:
    """The newest care entries by day."""
    return rows.many(db, CareEntry, f"{_CARE} ORDER BY day DESC, care_entry.id DESC LIMIT +?", (limit,))


def skill_results(db: Database, span: MonthSpan, employee: str | None = None) -> list[SkillResult]:
    """The skill results of a month, newest day first; of one employee or (None) of all."""
    of_month = f"{_SKILL}{_OF_MONTH} ORDER BY day DESC, skill_result.id DESC"
    return rows.many(db, SkillResult, of_month, _month(span, employee))


def latest_skill(db: Database, limit: int) -> list[SkillResult]:
    """The newest results of contests and training by day."""
    return rows.many(db, SkillResult, f"{_SKILL} ORDER BY day DESC, skill_result.id DESC LIMIT +?", (limit,))


def _month(span: MonthSpan, employee: str | None) -> dict[str, str | None]:
    return {"first": span.first_day.isoformat(), "last": span.last_day.isoformat(), "employee": employee}
