"""What the doctor asks the database. Named SQL."""

from datetime import datetime

from sqlite_utils import Database

from storeops.base.business_time import instant_or_none
from storeops.store import rows


def zone_name(db: Database) -> str:
    """The name of the hall's time zone, known to this computer or not."""
    return str(rows.scalar(db, "SELECT zone FROM hall"))


def is_sample(db: Database) -> bool:
    """Whether the hall is one to try things with."""
    return bool(rows.scalar(db, "SELECT is_sample FROM hall"))


def last_copy_at(db: Database) -> datetime | None:
    """When the last copy of the hall was written; None where none ever was."""
    return instant_or_none(
        rows.scalar(
            db,
            "SELECT max(at) FROM event WHERE kind = 'file_written' AND data ->> 'what' IN ('backup', 'sealed_backup')",
        )
    )
