"""How a screen becomes known: it shows a code, somebody of the hall takes it. Actions.

A code that is shown is no event: whoever opens a screen's address asks for one, and most are gone within minutes. That
somebody took one is.
"""

from dataclasses import dataclass
from datetime import datetime

from storeops.base.actor import Actor
from storeops.base.each_field import each_field
from storeops.base.typed_text import among
from storeops.people import device_rows, pairing_rows
from storeops.people.device_steps import counter_in_use, free_name
from storeops.people.devices import DeviceKind
from storeops.people.pairing import (
    CODE_KEPT_FOR,
    CODE_LASTS,
    CODES_OF_ALL,
    CODES_OF_AN_ADDRESS,
    SCREEN_KINDS,
    SCREEN_LASTS,
    PairingCode,
    new_code,
    refuse_stale,
    typed_code,
)
from storeops.people.refusals import DeviceExists, PairingBusy, UnknownPairingCode
from storeops.people.secrets import new_token, token_hash
from storeops.store import journal, traced_rows
from storeops.store.action import action
from storeops.store.database import HallDatabase


@dataclass(frozen=True)
class WaitingScreen:
    """A browser that wants to be a screen: what its address asks for, and what it says of itself."""

    kind: DeviceKind
    counter_code: str | None
    address: str
    browser: str


@action
def show_code(db: HallDatabase, now: datetime, by: Actor, token: str | None, screen: WaitingScreen) -> str:
    """A screen shows a code, or still shows it; the token that is to become its key. PairingBusy.

    `token` is the one that the browser holds; it gets another where that one was a device's before.
    """
    del by
    if token is None or device_rows.has_token(db, token_hash(token)):
        token = new_token()
    shown = pairing_rows.shown_by(db, token_hash(token))
    if shown and now - shown.shown_at < CODE_LASTS:
        pairing_rows.note_still_shown(db, shown.code, screen.kind, screen.counter_code, now)
        return token
    pairing_rows.forget_before(db, now - CODE_KEPT_FOR)
    pairing_rows.forget_oldest_of(db, screen.address, CODES_OF_AN_ADDRESS - 1)
    if pairing_rows.count(db) >= CODES_OF_ALL:
        raise PairingBusy
    pairing_rows.add(
        db,
        PairingCode(
            _free_code(db),
            token_hash(token),
            screen.kind,
            screen.counter_code,
            screen.address,
            screen.browser,
            shown_at=now,
            seen_at=now,
        ),
    )
    return token


def _free_code(db: HallDatabase) -> str:
    code = new_code()
    while pairing_rows.is_shown(db, code):
        code = new_code()
    return code


@action
def pair(
    db: HallDatabase, now: datetime, by: Actor, code: str, name: str, kind: DeviceKind, counter_code: str | None
) -> int:
    """Enrol the screen that shows a code; the id of the device. A pad stands on a counter.

    UnknownPairingCode, PairingCodeExpired, ScreenGone, TextNeeded, DeviceExists, ChoiceNeeded, PadNeedsCounter.
    """
    shown = pairing_rows.by_code(db, typed_code(code))
    if shown is None:
        raise UnknownPairingCode
    refuse_stale(shown.shown_at, shown.seen_at, now)
    with each_field(DeviceExists) as take:
        take(among, "kind", kind, SCREEN_KINDS)
        name = take(free_name, db, name)
        counter_id = take(counter_in_use, db, counter_code or "") if kind is DeviceKind.PAD else None
    device_id = device_rows.add(
        db,
        name,
        kind,
        shown.token_hash,
        now,
        expires_at=now + SCREEN_LASTS,
        browser=shown.browser,
        counter_id=counter_id,
    )
    device_rows.note_sighting(db, device_id, shown.address, shown.browser, now, is_known=True)
    pairing_rows.forget_screen(db, shown.token_hash)
    written = traced_rows.written(db, device_rows.TRACED_DEVICES, device_id)
    journal.append(
        db,
        now,
        "device_paired",
        by.name,
        written=written,
        counter_id=counter_id,
        device=device_id,
        device_kind=kind.value,
        name=name,
    )
    return device_id
