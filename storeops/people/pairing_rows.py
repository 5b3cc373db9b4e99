"""The codes that screens show until they are paired. Named SQL."""

from datetime import datetime

from sqlite_utils import Database

from storeops.base.business_time import stamp
from storeops.people.devices import DeviceKind
from storeops.people.pairing import PairingCode
from storeops.store import rows

_CODE = "SELECT code, token_hash, kind, counter_code, address, browser, shown_at, seen_at FROM pairing_code "


def by_code(db: Database, code: str) -> PairingCode | None:
    """What is known of a code; None if no screen ever showed it, or if it was taken."""
    return rows.one(db, PairingCode, _CODE + "WHERE code = ?", (code,))


def shown_by(db: Database, token_hash: str) -> PairingCode | None:
    """The newest code that the screen of a token showed."""
    return rows.one(db, PairingCode, _CODE + "WHERE token_hash = ? ORDER BY shown_at DESC LIMIT 1", (token_hash,))


def is_shown(db: Database, code: str) -> bool:
    """Whether a code stands for a screen already."""
    return by_code(db, code) is not None


def count(db: Database) -> int:
    """How many codes are kept."""
    return int(rows.scalar(db, "SELECT count(*) FROM pairing_code"))


def add(db: Database, shown: PairingCode) -> None:
    """Keep a code that a screen shows from now on."""
    db.execute(
        "INSERT INTO pairing_code (code, token_hash, kind, counter_code, address, browser, shown_at, seen_at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            shown.code,
            shown.token_hash,
            shown.kind,
            shown.counter_code,
            shown.address,
            shown.browser,
            stamp(shown.shown_at),
            stamp(shown.seen_at),
        ),
    )


def note_still_shown(db: Database, code: str, kind: DeviceKind, counter_code: str | None, now: datetime) -> None:
    """The screen still shows its code, at the address of this kind and counter."""
    db.execute(
        "UPDATE pairing_code SET kind = ?, counter_code = ?, seen_at = ? WHERE code = ?",
        (kind, counter_code, stamp(now), code),
    )


def forget_screen(db: Database, token_hash: str) -> None:
    """Drop the codes of a screen that is paired."""
    db.execute("DELETE FROM pairing_code WHERE token_hash = ?", (token_hash,))


def forget_before(db: Database, instant: datetime) -> None:
    """Drop the codes that were shown before an instant."""
    db.execute("DELETE FROM pairing_code WHERE shown_at < ?", (stamp(instant),))


def forget_oldest_of(db: Database, address: str, keep: int) -> None:
    """Drop the codes of an address but for its `keep` newest."""
    db.execute(
        "DELETE FROM pairing_code WHERE address = ? AND code NOT IN"
        " (SELECT code FROM pairing_code WHERE address = ? ORDER BY shown_at DESC, code LIMIT +?)",
        (address, address, keep),
    )
