"""Appeals against star sheets, and who made the entries. Named SQL."""

from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from storeops.base.business_time import stamp
from storeops.base.months import MonthSpan
from storeops.quality.policy.policy import StarLine
from storeops.quality.stars.refusals import UnknownStarAppeal
from storeops.store import rows
from storeops.store.traced_rows import TracedTable

TRACED_APPEALS = TracedTable(
    "star_appeal",
    (
        *("id", "month", "employee_id", "line", "row_kind", "row_id", "appealed_at", "answered_by", "is_upheld"),
        *("version", "answered_at", "text_mark(id, grounds) AS grounds", "text_mark(id, answer) AS answer"),
    ),
    "FROM star_appeal WHERE true",
)


@dataclass(frozen=True)
class AppealLine:
    """An appeal against a line of a sheet, or against one entry behind it (`row_kind` and `row_id`, else None).

    What follows `appealed_at` is None while it is open; `answered_by` is an employee's number.
    """

    id: int
    month: str
    version: int
    employee: str
    name: str
    line: StarLine
    row_kind: str | None
    row_id: int | None
    grounds: str
    appealed_at: datetime
    answered_at: datetime | None
    answered_by: str | None
    answerer: str | None
    is_upheld: bool | None
    answer: str | None


_APPEAL = (
    "SELECT star_appeal.id, month, version, employee.code AS employee, employee.name, line, row_kind, row_id, grounds,"
    " appealed_at, answered_at, answerer.code AS answered_by, answerer.name AS answerer, is_upheld, answer"
    " FROM star_appeal JOIN employee ON employee.id = star_appeal.employee_id"
    " LEFT JOIN employee AS answerer ON answerer.id = star_appeal.answered_by "
)


def by_id(db: Database, appeal_id: int) -> AppealLine:
    """One appeal; UnknownStarAppeal."""
    found = rows.one(db, AppealLine, _APPEAL + "WHERE star_appeal.id = ?", (appeal_id,))
    if found is None:
        raise UnknownStarAppeal
    return found


def appeals(db: Database, month: str | None, employee: str | None, open_only: bool) -> list[AppealLine]:
    """The appeals of a month and an employee (None: of all), open ones first, then the newest first."""
    return rows.many(
        db,
        AppealLine,
        _APPEAL + "WHERE (:month IS NULL OR month = :month) AND (:employee IS NULL OR employee.code = :employee)"
        " AND (answered_at IS NULL OR NOT :open_only)"
        " ORDER BY answered_at IS NOT NULL, appealed_at DESC, star_appeal.id DESC",
        {"month": month, "employee": employee, "open_only": int(open_only)},
    )


def is_open(
    db: Database, month: str, employee_id: int, line: StarLine, row_kind: str | None, row_id: int | None
) -> bool:
    """Whether this employee has an open appeal against just this."""
    found = rows.scalar(
        db,
        "SELECT EXISTS (SELECT 1 FROM star_appeal WHERE month = ? AND employee_id = ? AND line = ?"
        " AND row_kind IS ? AND row_id IS ? AND answered_at IS NULL)",
        (month, employee_id, line.value, row_kind, row_id),
    )
    return bool(found)


def add(
    db: Database,
    month: str,
    version: int,
    employee_id: int,
    line: StarLine,
    row_kind: str | None,
    row_id: int | None,
    grounds: str,
    now: datetime,
) -> int:
    """Insert an open appeal; its id."""
    added = rows.scalar(
        db,
        "INSERT INTO star_appeal (month, version, employee_id, line, row_kind, row_id, grounds, appealed_at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?) RETURNING id",
        (month, version, employee_id, line.value, row_kind, row_id, grounds, stamp(now)),
    )
    return int(added)


def answer(db: Database, appeal_id: int, answered_by: int, is_upheld: bool, text: str, now: datetime) -> bool:
    """Write the answer to an open appeal; False if it has one."""
    cursor = db.execute(
        "UPDATE star_appeal SET answered_at = ?, answered_by = ?, is_upheld = ?, answer = ?"
        " WHERE id = ? AND answered_at IS NULL",
        (stamp(now), answered_by, int(is_upheld), text, appeal_id),
    )
    return bool(cursor.rowcount)


_TICKET_ROW = (
    "JOIN ticket ON ticket.id = {ticket_id} WHERE {table}.id = :row AND {table}.employee_id = :employee"
    " AND ticket.business_day BETWEEN :first AND :last"
)
_ON_SHEET = {
    "check": (
        "SELECT id FROM spot_check WHERE id = :row AND employee_id = :employee"
        " AND business_day BETWEEN :first AND :last"
    ),
    "care": "SELECT id FROM care_entry WHERE id = :row AND employee_id = :employee AND day BETWEEN :first AND :last",
    "rating": "SELECT tap.id FROM standing_rating AS tap " + _TICKET_ROW.format(ticket_id="tap.ticket_id", table="tap"),
    "transaction": "SELECT leg_transaction.id FROM leg_transaction JOIN leg ON leg.id = leg_transaction.leg_id "
    + _TICKET_ROW.format(ticket_id="leg.ticket_id", table="leg_transaction")
    + " AND leg_transaction.outcome = 'finished'",
}
_MAKERS = {
    StarLine.CHECKLIST: (
        "SELECT inspector_id FROM spot_check WHERE {which} UNION SELECT check_version.entered_by FROM check_version"
        " JOIN spot_check ON spot_check.id = check_version.check_id WHERE {which}",
        "spot_check.id = :row",
        "spot_check.employee_id = :employee AND spot_check.business_day BETWEEN :first AND :last",
    ),
    StarLine.CARE: (
        "SELECT entered_by FROM care_entry WHERE {which} AND entered_by IS NOT NULL",
        "care_entry.id = :row",
        "care_entry.employee_id = :employee AND care_entry.day BETWEEN :first AND :last",
    ),
    StarLine.SKILL: (
        "SELECT entered_by FROM skill_result WHERE {which}",
        "skill_result.id = :row",
        "skill_result.employee_id = :employee AND skill_result.day BETWEEN :first AND :last",
    ),
}


def is_on_sheet(db: Database, row_kind: str, row_id: int, employee_id: int, span: MonthSpan) -> bool:
    """Whether a row counts on this employee's sheet of this month; one set aside does not any more."""
    sql = (
        f"SELECT EXISTS ({_ON_SHEET[row_kind]}) AND NOT EXISTS"
        " (SELECT 1 FROM set_aside WHERE row_kind = :kind AND row_id = :row)"
    )
    values = {**_days(span), "kind": row_kind, "row": row_id, "employee": employee_id}
    return bool(rows.scalar(db, sql, values))


def makers(db: Database, line: StarLine, row_id: int | None, employee_id: int, span: MonthSpan) -> set[int]:
    """Who made the entry, or all entries behind the line: inspectors, editors and whoever entered care and skill.

    Nobody for transactions and ratings: they come from the counter and from customers.
    """
    if line not in _MAKERS:
        return set()
    sql, of_row, of_line = _MAKERS[line]
    values = {**_days(span), "row": row_id, "employee": employee_id}
    return set(rows.column(db, sql.format(which=of_line if row_id is None else of_row), values))


def _days(span: MonthSpan) -> dict[str, object]:
    return {"first": span.first_day.isoformat(), "last": span.last_day.isoformat()}
