"""Enrolled devices: kiosks, boards, pads, tablets and programs. Named SQL."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from storeops.base.business_time import stamp
from storeops.people.scopes import Scope
from storeops.store import rows


@dataclass(frozen=True)
class Device:
    """`scopes` are a program's, parted by commas; None for any other kind."""

    id: int
    name: str
    kind: str
    scopes: str | None


def by_token_hash(db: Database, token_hash: str) -> Device | None:
    """The enrolled device of a token; None if there is none or it was revoked."""
    return rows.one(
        db,
        Device,
        "SELECT id, name, kind,"
        " (SELECT group_concat(scope) FROM device_scope WHERE device_scope.device_id = device.id) AS scopes"
        " FROM device WHERE token_hash = ? AND revoked_at IS NULL",
        (token_hash,),
    )


def name_taken(db: Database, name: str) -> bool:
    """Whether a device of this name was ever enrolled."""
    return bool(rows.scalar(db, "SELECT EXISTS (SELECT 1 FROM device WHERE name = ?)", (name,)))


def add(db: Database, name: str, kind: str, token_hash: str, now: datetime) -> int:
    """Enrol a device; its id."""
    return int(
        rows.scalar(
            db,
            "INSERT INTO device (name, kind, token_hash, created_at) VALUES (?, ?, ?, ?) RETURNING id",
            (name, kind, token_hash, stamp(now)),
        )
    )


def allow(db: Database, device_id: int, scopes: Iterable[Scope]) -> None:
    """Give a program its scopes."""
    for scope in scopes:
        db.execute("INSERT INTO device_scope (device_id, scope) VALUES (?, ?)", (device_id, scope))
