"""The enrolled devices as whoever looks after them sees them, and the screens that wait to be paired. A read model."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlite_utils import Database

from storeops.people import device_rows, pairing_rows
from storeops.people.devices import Device, EnrolledScreen, Sighting
from storeops.people.pairing import CODE_LASTS, PairingCode, refuse_stale, typed_code
from storeops.people.refusals import UnknownPairingCode
from storeops.people.secrets import token_hash

ENDS_SOON = timedelta(days=14)


@dataclass(frozen=True)
class DeviceLine:
    """A device in the list. `seen` is where it was last, None if it never was; `strangers` are places of which nobody
    has said yet that it is the same machine there.
    """

    device: Device
    seen: Sighting | None
    strangers: list[Sighting]
    has_ended: bool
    ends_soon: bool


@dataclass(frozen=True)
class ShownCode:
    """The code on a screen, and until when it can be taken."""

    code: str
    until: datetime


def screen_of(db: Database, token: str, now: datetime) -> EnrolledScreen | None:
    """The enrolled screen of a browser's token; None if it is none, or none any more."""
    return device_rows.screen(db, token_hash(token), now)


def devices(db: Database, now: datetime) -> list[DeviceLine]:
    """Every device that was not revoked."""
    seen = device_rows.sightings(db)
    return [
        _line(device, [place for place in seen if place.device_id == device.id], now)
        for device in device_rows.enrolled(db)
    ]


def device(db: Database, device_id: int, now: datetime) -> DeviceLine:
    """A device that was not revoked; UnknownDevice."""
    return _line(device_rows.by_id(db, device_id), device_rows.sightings_of(db, device_id), now)


def device_named(db: Database, name: str) -> Device:
    """The device of this name that was not revoked; UnknownDevice."""
    return device_rows.by_name(db, name)


def shown_code(db: Database, token: str, now: datetime) -> ShownCode | None:
    """The code that the screen of a token shows; None where it has to ask for one."""
    shown = pairing_rows.shown_by(db, token_hash(token))
    if shown is None or now - shown.shown_at >= CODE_LASTS:
        return None
    return ShownCode(shown.code, shown.shown_at + CODE_LASTS)


def waiting_screen(db: Database, code: str, now: datetime) -> PairingCode:
    """The screen that shows a code. UnknownPairingCode, PairingCodeExpired, ScreenGone."""
    shown = pairing_rows.by_code(db, typed_code(code))
    if shown is None:
        raise UnknownPairingCode
    refuse_stale(shown.shown_at, shown.seen_at, now)
    return shown


def free_name(db: Database, stem: str) -> str:
    """The stem with the first number that no device bears."""
    number = 1
    while device_rows.name_taken(db, f"{stem} {number}"):
        number += 1
    return f"{stem} {number}"


def _line(device: Device, places: list[Sighting], now: datetime) -> DeviceLine:
    own = [place for place in places if device.browser in (None, place.browser)]
    has_ended = device.expires_at is not None and device.expires_at <= now
    return DeviceLine(
        device=device,
        seen=own[0] if own else None,
        strangers=[place for place in places if not place.is_known],
        has_ended=has_ended,
        ends_soon=device.expires_at is not None and not has_ended and device.expires_at - now <= ENDS_SOON,
    )
