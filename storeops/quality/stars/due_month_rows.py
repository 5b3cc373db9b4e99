"""Which months of stars wait to be closed, or to be counted again."""

from datetime import datetime

from sqlite_utils import Database

from storeops.hall import hall_rows
from storeops.month_end import due_rows
from storeops.quality.stars import star_rows
from storeops.quality.stars.stars_document import STARS


def months_due(db: Database, now: datetime) -> list[str]:
    """The months whose closing has come and that have sheets and no version, or a correction since; earliest first."""
    spans = due_rows.spans_since(star_rows.first_day(db), hall_rows.hall(db).zone, now)
    return due_rows.months_due(db, STARS, reversed(spans), now, star_rows.has_sheets)
