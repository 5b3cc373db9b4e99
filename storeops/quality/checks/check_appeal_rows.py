"""Appeals against single marks. Named SQL."""

from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from storeops.base.business_time import stamp
from storeops.base.errors import ChangedMeanwhile
from storeops.quality.checks.check_rows import HAD_A_HAND
from storeops.quality.checks.refusals import UnknownCheckAppeal
from storeops.store import rows
from storeops.store.traced_rows import TracedTable


@dataclass(frozen=True)
class Appeal:
    """One appeal against one item of a check. `is_upheld` is None until it is answered."""

    id: int
    check_id: int
    item_code: str
    item_name_zh: str
    item_name_en: str
    grounds: str
    appealed_at: datetime
    answered_at: datetime | None
    answered_by: str | None
    is_upheld: bool | None
    answer: str | None

    def item_name(self, language: str) -> str:
        return self.item_name_en if language == "en" else self.item_name_zh


_APPEAL = (
    "SELECT check_appeal.id, check_id, sheet_item.code AS item_code, name_zh AS item_name_zh, name_en AS item_name_en,"
    " grounds, appealed_at, answered_at, employee.name AS answered_by, is_upheld, answer"
    " FROM check_appeal JOIN sheet_item ON sheet_item.id = item_id"
    " LEFT JOIN employee ON employee.id = check_appeal.answered_by "
)


TRACED_CHECK_APPEALS = TracedTable(
    "check_appeal",
    (
        *("id", "check_id", "item_id", "text_mark(id, grounds) AS grounds", "appealed_at", "answered_at"),
        *("answered_by", "is_upheld", "text_mark(id, answer) AS answer"),
    ),
    "FROM check_appeal WHERE true",
)


def add(db: Database, check_id: int, item_id: int, grounds: str, now: datetime) -> int:
    """Insert an open appeal; its id."""
    added = rows.scalar(
        db,
        "INSERT INTO check_appeal (check_id, item_id, grounds, appealed_at) VALUES (?, ?, ?, ?) RETURNING id",
        (check_id, item_id, grounds, stamp(now)),
    )
    return int(added)


def answer(db: Database, appeal_id: int, now: datetime, answered_by: int, is_upheld: bool, words: str) -> None:
    """Write the answer of an open appeal. ChangedMeanwhile."""
    changed = db.execute(
        "UPDATE check_appeal SET answered_at = ?, answered_by = ?, is_upheld = ?, answer = ?"
        " WHERE id = ? AND answered_at IS NULL",
        (stamp(now), answered_by, int(is_upheld), words, appeal_id),
    ).rowcount
    if changed != 1:
        raise ChangedMeanwhile


def by_id(db: Database, appeal_id: int) -> Appeal:
    """One appeal; UnknownCheckAppeal."""
    appeal = rows.one(db, Appeal, _APPEAL + "WHERE check_appeal.id = ?", (appeal_id,))
    if appeal is None:
        raise UnknownCheckAppeal
    return appeal


def of_check(db: Database, check_id: int) -> list[Appeal]:
    """The appeals about one check, the oldest first."""
    return rows.many(db, Appeal, _APPEAL + "WHERE check_id = ? ORDER BY check_appeal.id", (check_id,))


def unanswered(db: Database) -> list[Appeal]:
    """Every appeal that waits for an answer, the oldest first; none of a check that is blind."""
    is_seen = "NOT EXISTS (SELECT 1 FROM spot_check WHERE spot_check.id = check_id AND is_blind = 1)"
    return rows.many(db, Appeal, _APPEAL + f"WHERE answered_at IS NULL AND {is_seen} ORDER BY appealed_at")


def count_to_answer(db: Database, employee_code: str) -> int:
    """How many of these appeals an employee may answer: they had no hand in the check."""
    count = rows.scalar(
        db,
        "SELECT count(*) FROM check_appeal JOIN spot_check ON spot_check.id = check_appeal.check_id"
        " JOIN employee ON employee.code = ?"
        f" WHERE answered_at IS NULL AND spot_check.is_blind = 0 AND NOT {HAD_A_HAND}",
        (employee_code,),
    )
    return int(count)
