"""What came of looking at flags. Named SQL."""

from datetime import datetime

from sqlite_utils import Database

from storeops.base.business_time import instant, stamp
from storeops.quality.detectors.flag import Review


def add(
    db: Database, now: datetime, reviewer_id: int, month: str, detector: str, subject: str, finding: str, note: str
) -> int:
    """Insert a review; the id."""
    row = db.execute(
        "INSERT INTO flag_review (month, detector, subject, finding, note, reviewed_at, reviewed_by)"
        " VALUES (?, ?, ?, ?, ?, ?, ?) RETURNING id",
        (month, detector, subject, finding, note, stamp(now), reviewer_id),
    ).fetchone()
    return int(row[0])


def of_month(db: Database, month: str) -> list[Review]:
    """The reviews of a month's flags, the newest first."""
    rows = db.execute(
        "SELECT detector, subject, finding, note, reviewed_at, employee.name FROM flag_review"
        " JOIN employee ON employee.id = reviewed_by WHERE month = ? ORDER BY flag_review.id DESC",
        (month,),
    ).fetchall()
    return [Review(row[0], row[1], row[2], row[3], instant(row[4]), row[5]) for row in rows]


def names(db: Database) -> dict[str, str]:
    """The name of every employee by number."""
    return dict(db.execute("SELECT code, name FROM employee").fetchall())
