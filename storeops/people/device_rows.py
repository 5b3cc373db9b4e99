"""Enrolled devices: kiosks, boards, pads, tablets and programs. Named SQL."""

from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from storeops.base.business_time import stamp
from storeops.store import rows


@dataclass(frozen=True)
class Device:
    id: int
    name: str
    kind: str


def by_token_hash(db: Database, token_hash: str) -> Device | None:
    """The enrolled device of a token; None if there is none or it was revoked."""
    return rows.one(
        db, Device, "SELECT id, name, kind FROM device WHERE token_hash = ? AND revoked_at IS NULL", (token_hash,)
    )


def name_taken(db: Database, name: str) -> bool:
    """Whether a device of this name was ever enrolled."""
    return bool(rows.scalar(db, "SELECT EXISTS (SELECT 1 FROM device WHERE name = ?)", (name,)))


def add(db: Database, name: str, kind: str, token_hash: str, now: datetime) -> None:
    """Enrol a device."""
    db.execute(
        "INSERT INTO device (name, kind, token_hash, created_at) VALUES (?, ?, ?, ?)",
        (name, kind, token_hash, stamp(now)),
    )
