"""When a copy of the database was put back, and which numbers are passed over because of it. Named SQL.

Written while the copy is put back, before anybody else can open it; the journal's `database_restored` follows.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from sqlite_utils import Database

from storeops.base.business_time import stamp
from storeops.store import rows


@dataclass(frozen=True)
class Restoration:
    """A copy that was put back: what happened between its newest event and then is not known here."""

    restored_at: datetime
    copy_at: datetime


class PassedOver(NamedTuple):
    """Up to this number of a business day a letter's numbers may be in customers' hands."""

    prefix: str
    business_day: str
    last_number: int


def latest(db: Database) -> Restoration | None:
    """The last time that a copy was put back; None if none ever was."""
    return rows.one(db, Restoration, "SELECT restored_at, copy_at FROM restoration ORDER BY id DESC LIMIT 1")


def add(db: Database, restoration: Restoration, passed_over: Iterable[PassedOver]) -> None:
    """Note that a copy was put back, and which numbers are passed over."""
    stamps = (stamp(restoration.restored_at), stamp(restoration.copy_at))
    added = db.execute("INSERT INTO restoration (restored_at, copy_at) VALUES (?, ?)", stamps).lastrowid
    db.conn.executemany("INSERT INTO passed_over_number VALUES (?, ?, ?, ?)", ((added, *each) for each in passed_over))
