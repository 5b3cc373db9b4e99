"""The kept versions of closed months. Named SQL."""

from sqlite_utils import Database


def is_frozen_from(db: Database, month: str) -> bool:
    """Whether this month or a later one has a frozen version."""
    return bool(db.execute("SELECT EXISTS (SELECT 1 FROM star_month WHERE month >= ?)", (month,)).fetchone()[0])
