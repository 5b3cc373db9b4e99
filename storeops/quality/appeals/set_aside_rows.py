"""What upheld appeals took out of the stars. Named SQL; nothing else writes this table."""

from datetime import datetime

from sqlite_utils import Database

from storeops.base.business_time import stamp
from storeops.store.traced_rows import TracedTable

TRACED_SET_ASIDE = TracedTable(
    "set_aside",
    ("row_kind || ' ' || row_id", "row_kind", "row_id", "appeal_id", "set_aside_at"),
    "FROM set_aside WHERE true",
)


def set_aside(db: Database, row_kind: str, row_id: int, appeal_id: int, now: datetime) -> None:
    """Take a row out of the stars; it stays where it is."""
    db.execute(
        "INSERT INTO set_aside (row_kind, row_id, appeal_id, set_aside_at) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
        (row_kind, row_id, appeal_id, stamp(now)),
    )
