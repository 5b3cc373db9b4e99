"""The stars in force, their sheets, and whether a month has any. Named SQL."""

from dataclasses import dataclass

from sqlite_utils import Database

from storeops.base.business_time import stamp
from storeops.base.months import MonthSpan
from storeops.month_end import kept_rows
from storeops.quality.stars.stars_document import STARS, KeptStars
from storeops.store import rows, traced_rows
from storeops.store.traced_rows import TracedTable, WrittenRows


@dataclass(frozen=True)
class KeptSheet:
    """One employee's sheet as kept: total as text with two places, None where not ranked."""

    employee: str
    total: str | None
    stars: int | None
    body: str


TRACED_STAR_SHEETS = TracedTable(
    "star_sheet",
    ("star_month_id || ' ' || employee_id", "total", "stars", "text_mark(star_month_id, employee_id, body) AS body"),
    "FROM star_sheet WHERE true",
)


def latest(db: Database, month: str) -> KeptStars | None:
    """The version of a month's stars that is in force; None while it is not closed."""
    return kept_rows.latest(db, STARS, month)


def add_sheet(db: Database, star_month_id: int, sheet: KeptSheet) -> None:
    """Insert one employee's sheet of a version."""
    db.execute(
        "INSERT INTO star_sheet (star_month_id, employee_id, total, stars, body)"
        " SELECT ?, id, ?, ?, ? FROM employee WHERE code = ?",
        (star_month_id, sheet.total, sheet.stars, sheet.body, sheet.employee),
    )


def written_sheets(db: Database, star_month_id: int) -> WrittenRows:
    """The sheets of a version as they are traced."""
    return traced_rows.written_of(db, TRACED_STAR_SHEETS, "star_month_id", star_month_id)


def sheets(db: Database, star_month_id: int) -> dict[str, KeptSheet]:
    """The sheets of a version, by employee number."""
    sql = (
        "SELECT employee.code AS employee, total, stars, body FROM star_sheet"
        " JOIN employee ON employee.id = star_sheet.employee_id WHERE star_month_id = ? ORDER BY employee.code"
    )
    return {sheet.employee: sheet for sheet in rows.each(db, KeptSheet, sql, (star_month_id,))}


def first_day(db: Database) -> str | None:
    """The earliest day on which anything of the stars was recorded, UTC for signing in; None in a new hall."""
    day: str | None = rows.scalar(
        db,
        "SELECT min(day) FROM (SELECT min(business_day) AS day FROM ticket"
        " UNION ALL SELECT min(business_day) FROM spot_check UNION ALL SELECT min(day) FROM care_entry"
        " UNION ALL SELECT min(day) FROM skill_result"
        " UNION ALL SELECT substr(min(signed_in_at), 1, 10) FROM signed_in_span)",
    )
    return day


def has_sheets(db: Database, span: MonthSpan) -> bool:
    """Whether anybody has a star sheet for this month."""
    sql = (
        "SELECT EXISTS (SELECT 1 FROM spot_check WHERE business_day BETWEEN :first AND :last"
        " AND employee_id IS NOT NULL)"
        " OR EXISTS (SELECT 1 FROM care_entry WHERE day BETWEEN :first AND :last)"
        " OR EXISTS (SELECT 1 FROM skill_result WHERE day BETWEEN :first AND :last)"
        " OR EXISTS (SELECT 1 FROM signed_in_span WHERE signed_in_at < :ends"
        " AND (signed_out_at IS NULL OR signed_out_at > :begins))"
        " OR EXISTS (SELECT 1 FROM counted_leg WHERE business_day BETWEEN :first AND :last"
        " AND visit_ended_at IS NOT NULL AND employee_id IS NOT NULL)"
        " OR EXISTS (SELECT 1 FROM visit CROSS JOIN standing_rating ON standing_rating.ticket_id = visit.id"
        " WHERE visit.business_day BETWEEN :first AND :last AND visit.ended_at IS NOT NULL"
        " AND standing_rating.employee_id IS NOT NULL)"
    )
    values = {
        "first": span.first_day.isoformat(),
        "last": span.last_day.isoformat(),
        "begins": stamp(span.begins_at),
        "ends": stamp(span.ends_at),
    }
    return bool(rows.scalar(db, sql, values))


def floor(db: Database) -> int:
    """From how many stars on the hall's wall list names people."""
    return int(rows.scalar(db, "SELECT stars_floor FROM hall"))
