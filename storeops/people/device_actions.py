"""Looking after enrolled devices: names, counters, an end, and from where they are seen. Actions."""

from datetime import datetime

from storeops.base.actor import SYSTEM, Actor
from storeops.base.business_time import stamp_or_none
from storeops.base.each_field import each_field
from storeops.people import device_rows
from storeops.people.device_steps import counter_in_use, free_name
from storeops.people.devices import DeviceKind
from storeops.people.pairing import SCREEN_LASTS
from storeops.people.refusals import DeviceExists
from storeops.store import journal, traced_rows
from storeops.store.action import action
from storeops.store.database import HallDatabase

PLACES_KEPT = 20
"""A device that is seen at more addresses than this is noted at no other: a stolen token must not fill the table."""


@action
def change_device(
    db: HallDatabase,
    now: datetime,
    by: Actor,
    device_id: int,
    name: str,
    counter_code: str | None,
    expires_at: datetime | None,
) -> None:
    """Change a device's name, a pad's counter, and until when one that bears a token is let in.

    UnknownDevice, TextNeeded, DeviceExists, PadNeedsCounter. A screen's end moves with each day that it is used.
    """
    device = device_rows.by_id(db, device_id)
    is_pad_screen = device.kind is DeviceKind.PAD and device.browser is not None
    with each_field(DeviceExists) as take:
        name = take(free_name, db, name, device.name)
        counter_id = take(counter_in_use, db, counter_code or "") if counter_code or is_pad_screen else None
    until = expires_at if device.browser is None else device.expires_at
    new = {"name": name, "counter": counter_code, "expires_at": stamp_or_none(until)}
    old = {"name": device.name, "counter": device.counter, "expires_at": stamp_or_none(device.expires_at)}
    changed = {field: [old[field], new[field]] for field in new if old[field] != new[field]}
    if changed:
        device_rows.update(db, device_id, name, counter_id, until)
        written = traced_rows.written(db, device_rows.TRACED_DEVICES, device_id)
        journal.append(db, now, "device_changed", by.name, written=written, device=device_id, changed=changed)


@action
def revoke_device(db: HallDatabase, now: datetime, by: Actor, device_id: int) -> None:
    """Let a device in no more, from now on. UnknownDevice."""
    device = device_rows.by_id(db, device_id)
    device_rows.revoke(db, device_id, now)
    written = traced_rows.written(db, device_rows.TRACED_DEVICES, device_id)
    journal.append(
        db,
        now,
        "device_revoked",
        by.name,
        written=written,
        device=device_id,
        device_kind=device.kind.value,
        name=device.name,
    )


@action
def recognise_device(db: HallDatabase, now: datetime, by: Actor, device_id: int, address: str, browser: str) -> None:
    """Say that it is the same machine that was seen at another address. UnknownDevice."""
    device_rows.by_id(db, device_id)
    if any(
        (seen.address, seen.browser, seen.is_known) == (address, browser, False)
        for seen in device_rows.sightings_of(db, device_id)
    ):
        device_rows.recognise(db, device_id, address, browser)
        written = traced_rows.written(db, device_rows.TRACED_DEVICES, device_id)
        journal.append(db, now, "device_recognised", by.name, written=written, device=device_id)


@action
def note_sighting(
    db: HallDatabase,
    now: datetime,
    by: Actor,
    device_id: int,
    address: str,
    browser: str,
    version: int | None = None,
) -> None:
    """A device was seen; a screen with this version of its browser, which of a program is not kept.

    A screen at a new address, or whose token another browser holds, is told once as an event.
    """
    del by
    device = device_rows.still_enrolled(db, device_id)
    if device is None:
        return
    seen = device_rows.sightings_of(db, device_id)
    is_new = all((place.address, place.browser) != (address, browser) for place in seen)
    if is_new and len(seen) >= PLACES_KEPT:
        return
    is_screen = device.browser is not None
    own = version if is_screen else None
    device_rows.note_sighting(db, device_id, address, browser, now, is_known=not is_screen, version=own)
    if is_new and is_screen:
        written = traced_rows.written(db, device_rows.TRACED_DEVICES, device_id)
        place = {"address": address, "browser": browser}
        journal.append(db, now, "device_moved", SYSTEM.name, written=written, local=place, device=device_id)
    if browser == device.browser:
        device_rows.move_expiry(db, device_id, now + SCREEN_LASTS)
