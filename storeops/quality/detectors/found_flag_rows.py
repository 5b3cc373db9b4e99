"""The flags that were found when the detectors last looked: counted in heads of pages, which no month may be read for.
Named SQL."""

from collections.abc import Iterable
from datetime import datetime

from sqlite_utils import Database

from storeops.base.months import month_before
from storeops.hall import hall_rows
from storeops.quality.detectors.flag import Flag
from storeops.store import job_rows, rows

LOOKING = "look_for_flags"
"""The job that looks, by the name under which it notes the months that it has done."""


def months_due(db: Database, now: datetime) -> list[str]:
    """The months that were not looked at on this local day yet: this one, and the one before, whose flags are decided
    on until it is closed."""
    zone = hall_rows.hall(db).zone
    today = now.astimezone(zone).date()
    this_month = f"{today:%Y-%m}"
    done = {month: job_rows.finished_at(db, LOOKING, month) for month in (this_month, month_before(this_month))}
    return [month for month, at in done.items() if at is None or at.astimezone(zone).date() < today]


def keep(db: Database, month: str, flags: Iterable[Flag]) -> None:
    """Let these be the flags of a month. Those of months longer ago are counted no more.

    What a detector says of one subject, such as of two pads of the hall, is looked at together and counts once.
    """
    db.execute("DELETE FROM found_flag WHERE month = ? OR month < ?", (month, month_before(month)))
    for detector, subject in sorted({(flag.detector.value, flag.subject) for flag in flags}):
        db.execute("INSERT INTO found_flag VALUES (?, ?, ?)", (month, detector, subject))


def count_to_review(db: Database, reviewer_code: str) -> int:
    """How many of them nobody has looked at and this reviewer may: none about themself."""
    count = rows.scalar(
        db,
        "SELECT count(*) FROM found_flag WHERE subject != ? AND NOT EXISTS (SELECT 1 FROM flag_review AS review"
        " WHERE review.month = found_flag.month AND review.detector = found_flag.detector"
        " AND review.subject = found_flag.subject)",
        (reviewer_code,),
    )
    return int(count)
