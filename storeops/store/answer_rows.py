"""First answers to requests that carried an Idempotency-Key. Named SQL."""

from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from storeops.base.business_time import stamp
from storeops.store import rows


@dataclass(frozen=True)
class FirstAnswer:
    fingerprint: str
    body: str


def first_answer(db: Database, key: str) -> FirstAnswer | None:
    """What was answered under this key; None if nothing was yet."""
    return rows.one(db, FirstAnswer, "SELECT fingerprint, body FROM answer WHERE key = ?", (key,))


def keep_answer(db: Database, key: str, fingerprint: str, body: str, now: datetime) -> None:
    """Remember the first answer."""
    db.execute(
        "INSERT INTO answer (key, fingerprint, body, created_at) VALUES (?, ?, ?, ?)",
        (key, fingerprint, body, stamp(now)),
    )


def forget_before(db: Database, moment: datetime) -> int:
    """Delete answers kept before `moment`; how many."""
    return int(db.execute("DELETE FROM answer WHERE created_at < ?", (stamp(moment),)).rowcount)
