"""Enrolled devices: kiosks, boards, pads, tablets and programs. Named SQL."""

from collections.abc import Iterable
from datetime import datetime

from sqlite_utils import Database

from storeops.base.business_time import stamp, stamp_or_none
from storeops.people.devices import Bearer, Device, DeviceKind, EnrolledScreen, Sighting
from storeops.people.refusals import UnknownDevice
from storeops.people.scopes import Scope
from storeops.store import rows
from storeops.store.standing_rows import standing
from storeops.store.traced_rows import TracedTable

TRACED_DEVICES = TracedTable(
    "device",
    (
        *("device.id", "kind", "counter_id", "token_hash", "revoked_at IS NULL"),
        "(SELECT json_group_array(scope ORDER BY scope) FROM device_scope WHERE device_id = device.id) AS device_scope",
        *("name", "browser", "created_at", "revoked_at"),
        # A screen's end moves with each day that it is used.
        "iif(browser IS NULL, expires_at, NULL) AS expires_at",
        "text_mark(device.id, iif(device.browser IS NULL, NULL, (SELECT json_group_array(json_array(address,"
        " device_sighting.browser, is_known) ORDER BY address, device_sighting.browser) FROM device_sighting"
        " WHERE device_id = device.id))) AS device_sighting",
    ),
    "FROM device WHERE true",
)

_IN_FORCE = "revoked_at IS NULL AND (expires_at IS NULL OR expires_at > ?)"
_SCOPES = "(SELECT group_concat(scope) FROM device_scope WHERE device_scope.device_id = device.id) AS scopes"


def bearer(db: Database, token_hash: str, now: datetime) -> Bearer | None:
    """The device of a bearer token; None if there is none, if it was revoked or has expired."""
    found = _bearer(db, token_hash)
    return found if found and (found.expires_at is None or found.expires_at > now) else None


@standing
def _bearer(db: Database, token_hash: str) -> Bearer | None:
    """The device of a bearer token, expired or not; None if there is none or if it was revoked."""
    return rows.one(
        db,
        Bearer,
        f"SELECT id, name, kind, {_SCOPES}, expires_at FROM device"
        " WHERE token_hash = ? AND browser IS NULL AND revoked_at IS NULL",
        (token_hash,),
    )


def screen(db: Database, token_hash: str, now: datetime) -> EnrolledScreen | None:
    """The screen of a browser's token; None if there is none, if it was revoked or has expired."""
    return rows.one(
        db,
        EnrolledScreen,
        "SELECT device.id, device.name, device.kind, counter.code AS counter, device.browser"
        " FROM device LEFT JOIN counter ON counter.id = device.counter_id"
        f" WHERE token_hash = ? AND browser IS NOT NULL AND {_IN_FORCE}",
        (token_hash, stamp(now)),
    )


_DEVICE = (
    "SELECT device.id, device.name, device.kind, counter.code AS counter, counter.is_active AS is_counter_in_use,"
    f" {_SCOPES}, device.browser, device.created_at, device.expires_at"
    " FROM device LEFT JOIN counter ON counter.id = device.counter_id WHERE revoked_at IS NULL "
)


def enrolled(db: Database) -> list[Device]:
    """The devices that were not revoked, by kind and name."""
    return rows.many(db, Device, _DEVICE + "ORDER BY device.kind, device.name")


def still_enrolled(db: Database, device_id: int) -> Device | None:
    """A device; None if it was revoked."""
    return rows.one(db, Device, _DEVICE + "AND device.id = ?", (device_id,))


def by_id(db: Database, device_id: int) -> Device:
    """A device that was not revoked; UnknownDevice."""
    found = still_enrolled(db, device_id)
    if found is None:
        raise UnknownDevice(name=device_id)
    return found


def by_name(db: Database, name: str) -> Device:
    """The device of this name that was not revoked; UnknownDevice."""
    found = rows.one(db, Device, _DEVICE + "AND device.name = ?", (name,))
    if found is None:
        raise UnknownDevice(name=name)
    return found


def has_token(db: Database, token_hash: str) -> bool:
    """Whether a token is or was a device's."""
    return bool(rows.scalar(db, "SELECT EXISTS (SELECT 1 FROM device WHERE token_hash = ?)", (token_hash,)))


def name_taken(db: Database, name: str) -> bool:
    """Whether a device of this name is enrolled."""
    return bool(rows.scalar(db, "SELECT EXISTS (SELECT 1 FROM device WHERE name = ? AND revoked_at IS NULL)", (name,)))


def counter_in_use(db: Database, code: str) -> int | None:
    """The id of a counter on which a pad may stand; None if there is none of that number."""
    counter_id: int | None = rows.scalar(db, "SELECT id FROM counter WHERE code = ? AND is_active = 1", (code,))
    return counter_id


def add(
    db: Database,
    name: str,
    kind: DeviceKind,
    token_hash: str,
    now: datetime,
    *,
    expires_at: datetime | None,
    browser: str | None = None,
    counter_id: int | None = None,
) -> int:
    """Enrol a device; its id."""
    return int(
        rows.scalar(
            db,
            "INSERT INTO device (name, kind, counter_id, token_hash, browser, created_at, expires_at)"
            " VALUES (?, ?, ?, ?, ?, ?, ?) RETURNING id",
            (name, kind, counter_id, token_hash, browser, stamp(now), stamp_or_none(expires_at)),
        )
    )


def allow(db: Database, device_id: int, scopes: Iterable[Scope]) -> None:
    """Give a program its scopes."""
    for scope in scopes:
        db.execute("INSERT INTO device_scope (device_id, scope) VALUES (?, ?)", (device_id, scope))


def update(db: Database, device_id: int, name: str, counter_id: int | None, expires_at: datetime | None) -> None:
    """Change a device's name, its counter and until when it is let in."""
    db.execute(
        "UPDATE device SET name = ?, counter_id = ?, expires_at = ? WHERE id = ?",
        (name, counter_id, stamp_or_none(expires_at), device_id),
    )


def move_expiry(db: Database, device_id: int, expires_at: datetime) -> None:
    """Let a screen in until then."""
    db.execute("UPDATE device SET expires_at = ? WHERE id = ?", (stamp(expires_at), device_id))


def revoke(db: Database, device_id: int, now: datetime) -> None:
    """Let a device in no more."""
    db.execute("UPDATE device SET revoked_at = ? WHERE id = ?", (stamp(now), device_id))


# Where devices were seen


_SIGHTING = (
    "SELECT device_id, address, browser, first_seen_at, last_seen_at, is_known, browser_version FROM device_sighting "
)


def sightings(db: Database) -> list[Sighting]:
    """From where the devices were seen, the latest first."""
    return rows.many(db, Sighting, _SIGHTING + "ORDER BY last_seen_at DESC, address")


def sightings_of(db: Database, device_id: int) -> list[Sighting]:
    """From where a device was seen, the latest first."""
    return rows.many(db, Sighting, _SIGHTING + "WHERE device_id = ? ORDER BY last_seen_at DESC, address", (device_id,))


def note_sighting(
    db: Database,
    device_id: int,
    address: str,
    browser: str,
    now: datetime,
    *,
    is_known: bool,
    version: int | None = None,
) -> None:
    """A device was seen; what is known of a place stays. `version` of its browser; None where it told none."""
    db.execute(
        "INSERT INTO device_sighting (device_id, address, browser, first_seen_at, last_seen_at, is_known,"
        " browser_version) VALUES (?, ?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (device_id, address, browser) DO UPDATE"
        " SET last_seen_at = excluded.last_seen_at, browser_version = excluded.browser_version",
        (device_id, address, browser, stamp(now), stamp(now), int(is_known), version),
    )


def recognise(db: Database, device_id: int, address: str, browser: str) -> None:
    """It is the same machine that was seen there."""
    db.execute(
        "UPDATE device_sighting SET is_known = 1 WHERE device_id = ? AND address = ? AND browser = ?",
        (device_id, address, browser),
    )
