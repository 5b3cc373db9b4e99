"""When a copy of the database was put back, and which numbers are passed over because of it. Named SQL.

Written while the copy is put back, before anybody else can open it; the journal's `database_restored` follows.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from storeops.base.business_time import stamp
from storeops.store import rows


@dataclass(frozen=True)
class Restoration:
    """A copy that was put back: what happened between its newest event and then is not known here."""

    restored_at: datetime
    copy_at: datetime


def latest(db: Database) -> Restoration | None:
    """The last time that a copy was put back; None if none ever was."""
    return rows.one(db, Restoration, "SELECT restored_at, copy_at FROM restoration ORDER BY id DESC LIMIT 1")


def add(db: Database, restoration: Restoration, day: str, passed_over: Mapping[str, int]) -> None:
    """Note that a copy was put back, and up to which number of a business day each letter is passed over."""
    stamps = (stamp(restoration.restored_at), stamp(restoration.copy_at))
    added = db.execute("INSERT INTO restoration (restored_at, copy_at) VALUES (?, ?)", stamps).lastrowid
    for prefix, last_number in passed_over.items():
        db.execute("INSERT INTO passed_over_number VALUES (?, ?, ?, ?)", (added, prefix, day, last_number))
