"""What came of looking at flags. Named SQL."""

from datetime import datetime

from sqlite_utils import Database

from storeops.base.business_time import stamp
from storeops.quality.detectors.flag import Review
from storeops.store import rows
from storeops.store.traced_rows import TracedTable

TRACED_REVIEWS = TracedTable(
    "flag_review",
    (
        *("id", "month", "detector", "subject", "finding", "text_mark(id, note) AS note", "reviewed_at"),
        "reviewed_by",
    ),
    "FROM flag_review WHERE true",
)


def add(
    db: Database, now: datetime, reviewer_id: int, month: str, detector: str, subject: str, finding: str, note: str
) -> int:
    """Insert a review; the id."""
    added = rows.scalar(
        db,
        "INSERT INTO flag_review (month, detector, subject, finding, note, reviewed_at, reviewed_by)"
        " VALUES (?, ?, ?, ?, ?, ?, ?) RETURNING id",
        (month, detector, subject, finding, note, stamp(now), reviewer_id),
    )
    return int(added)


def of_month(db: Database, month: str) -> list[Review]:
    """The reviews of a month's flags, the newest first."""
    return rows.many(
        db,
        Review,
        "SELECT detector, subject, finding, note, reviewed_at, employee.name AS reviewer FROM flag_review"
        " JOIN employee ON employee.id = reviewed_by WHERE month = ? ORDER BY flag_review.id DESC",
        (month,),
    )
