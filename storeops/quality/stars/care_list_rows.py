"""The latest care and skill entries, for those who enter them. Named SQL."""

from dataclasses import dataclass

from sqlite_utils import Database


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
    rows = db.execute(
        "SELECT care_entry.day, employee.code, employee.name, care_entry.kind, care_entry.note, author.name"
        " FROM care_entry JOIN employee ON employee.id = care_entry.employee_id"
        " LEFT JOIN employee AS author ON author.id = care_entry.entered_by"
        " ORDER BY care_entry.day DESC, care_entry.id DESC LIMIT ?",
        (limit,),
    ).fetchall()
    return [CareLine(*row) for row in rows]


def latest_skill(db: Database, limit: int) -> list[SkillLine]:
    """The newest results of contests and training by day."""
    rows = db.execute(
        "SELECT skill_result.day, employee.code, employee.name, skill_result.kind, skill_result.name,"
        " skill_result.score FROM skill_result JOIN employee ON employee.id = skill_result.employee_id"
        " ORDER BY skill_result.day DESC, skill_result.id DESC LIMIT ?",
        (limit,),
    ).fetchall()
    return [SkillLine(*row) for row in rows]
