"""Pairing: a screen shows a code, somebody takes it, and the codes that lead nowhere."""

import json

import pytest

from storeops.base.actor import SYSTEM
from storeops.base.business_time import stamp
from storeops.base.clock import FrozenClock
from storeops.base.errors import ChoiceNeeded, TextNeeded
from storeops.people import device_rows, devices_view
from storeops.people.device_actions import revoke_device
from storeops.people.devices import DeviceKind
from storeops.people.pairing import CODES_OF_AN_ADDRESS, typed_code
from storeops.people.pairing_actions import WaitingScreen, pair, show_code
from storeops.people.refusals import (
    DeviceExists,
    PadNeedsCounter,
    PairingBusy,
    PairingCodeExpired,
    ScreenGone,
    UnknownPairingCode,
)
from storeops.people.secrets import token_hash
from storeops.store.database import HallDatabase
from tests.factories import ADA, CHEN, everything, last_event, later, rows

KIOSK = WaitingScreen(DeviceKind.KIOSK, None, "10.0.0.5", "Chrome, Linux")
PAD = WaitingScreen(DeviceKind.PAD, "2", "10.0.0.7", "Chrome, Android")


def shown_by(db: HallDatabase, clock: FrozenClock, token: str) -> str:
    shown = devices_view.shown_code(db, token, clock.now())
    assert shown is not None
    return shown.code


def test_a_code_is_shown_and_no_token_is_kept(db: HallDatabase, clock: FrozenClock) -> None:
    events = rows(db, "SELECT * FROM event")

    token = show_code(db, clock, SYSTEM, None, KIOSK)

    assert shown_by(db, clock, token).isdigit()
    assert token not in str(everything(db))
    assert rows(db, "SELECT * FROM event") == events


def test_a_kiosk_is_paired(db: HallDatabase, clock: FrozenClock) -> None:
    token = show_code(db, clock, SYSTEM, None, KIOSK)
    code = shown_by(db, clock, token)

    device_id = pair(db, clock, CHEN.actor, f" {code[:3]} {code[3:]}", "Kiosk at the door", DeviceKind.KIOSK, None)

    screen = device_rows.screen(db, token_hash(token), clock.now())
    assert screen is not None
    assert (screen.id, screen.name, screen.kind, screen.counter) == (device_id, "Kiosk at the door", "kiosk", None)
    event = last_event(db)
    assert (event["kind"], event["actor"]) == ("device_paired", "employee:5001")
    assert json.loads(event["data"]) == {"device": device_id, "device_kind": "kiosk", "name": "Kiosk at the door"}
    assert rows(db, "SELECT code FROM pairing_code") == []
    assert rows(db, "SELECT address, browser, is_known FROM device_sighting") == [
        {"address": "10.0.0.5", "browser": "Chrome, Linux", "is_known": 1}
    ]


def test_a_pad_stands_on_its_counter(db: HallDatabase, clock: FrozenClock) -> None:
    token = show_code(db, clock, SYSTEM, None, PAD)

    pair(db, clock, ADA.actor, shown_by(db, clock, token), "Pad 2", DeviceKind.PAD, "2")

    screen = device_rows.screen(db, token_hash(token), clock.now())
    assert screen is not None
    assert screen.counter == "2"


def test_a_screen_that_still_shows_its_code_keeps_it(db: HallDatabase, clock: FrozenClock) -> None:
    token = show_code(db, clock, SYSTEM, None, KIOSK)
    code = shown_by(db, clock, token)
    later(clock, "90s")

    assert show_code(db, clock, SYSTEM, token, KIOSK) == token
    later(clock, "90s")

    assert shown_by(db, clock, token) == code
    pair(db, clock, ADA.actor, code, "Kiosk", DeviceKind.KIOSK, None)


def test_after_ten_minutes_a_screen_shows_another_code(db: HallDatabase, clock: FrozenClock) -> None:
    token = show_code(db, clock, SYSTEM, None, KIOSK)
    first = shown_by(db, clock, token)
    later(clock, "10m")
    assert devices_view.shown_code(db, token, clock.now()) is None

    assert show_code(db, clock, SYSTEM, token, KIOSK) == token

    second = shown_by(db, clock, token)
    before = everything(db)
    with pytest.raises(PairingCodeExpired):
        pair(db, clock, ADA.actor, first, "Kiosk", DeviceKind.KIOSK, None)
    assert everything(db) == before
    pair(db, clock, ADA.actor, second, "Kiosk", DeviceKind.KIOSK, None)


def test_the_code_of_a_screen_that_is_gone_leads_nowhere(db: HallDatabase, clock: FrozenClock) -> None:
    code = shown_by(db, clock, show_code(db, clock, SYSTEM, None, KIOSK))
    later(clock, "2m1s")
    before = everything(db)

    with pytest.raises(ScreenGone):
        pair(db, clock, ADA.actor, code, "Kiosk", DeviceKind.KIOSK, None)

    assert everything(db) == before


@pytest.mark.parametrize("typed", ["", "12345", "1234567", "12345x", "١٢٣٤٥٦", "' OR 1"])
def test_what_is_no_code_is_refused(db: HallDatabase, clock: FrozenClock, typed: str) -> None:
    with pytest.raises(UnknownPairingCode):
        pair(db, clock, ADA.actor, typed, "Kiosk", DeviceKind.KIOSK, None)


def test_a_code_that_no_screen_shows_is_refused(db: HallDatabase, clock: FrozenClock) -> None:
    code = shown_by(db, clock, show_code(db, clock, SYSTEM, None, KIOSK))
    other = f"{(int(code) + 1) % 10**6:06d}"

    with pytest.raises(UnknownPairingCode):
        pair(db, clock, ADA.actor, other, "Kiosk", DeviceKind.KIOSK, None)


def test_a_code_is_typed_with_blanks_or_a_dash() -> None:
    assert {typed_code(text) for text in ("402918", "402 918", " 402-918 ", "40 29 18")} == {"402918"}


def test_a_code_is_taken_once(db: HallDatabase, clock: FrozenClock) -> None:
    code = shown_by(db, clock, show_code(db, clock, SYSTEM, None, KIOSK))
    pair(db, clock, ADA.actor, code, "Kiosk", DeviceKind.KIOSK, None)

    with pytest.raises(UnknownPairingCode):
        pair(db, clock, ADA.actor, code, "Kiosk 2", DeviceKind.KIOSK, None)


@pytest.mark.parametrize("counter", [None, "", "99", "3"])
def test_a_pad_needs_a_counter_that_is_in_use(db: HallDatabase, clock: FrozenClock, counter: str | None) -> None:
    db.execute("UPDATE counter SET is_active = 0 WHERE code = '3'")
    code = shown_by(db, clock, show_code(db, clock, SYSTEM, None, PAD))
    before = everything(db)

    with pytest.raises(PadNeedsCounter):
        pair(db, clock, ADA.actor, code, "Pad", DeviceKind.PAD, counter)

    assert everything(db) == before


def test_a_screen_needs_a_kind_and_a_name_of_its_own(db: HallDatabase, clock: FrozenClock) -> None:
    code = shown_by(db, clock, show_code(db, clock, SYSTEM, None, KIOSK))
    pair(db, clock, ADA.actor, code, "Kiosk", DeviceKind.KIOSK, None)
    code = shown_by(db, clock, show_code(db, clock, SYSTEM, None, KIOSK))
    before = everything(db)

    with pytest.raises(DeviceExists):
        pair(db, clock, ADA.actor, code, " Kiosk ", DeviceKind.KIOSK, None)
    with pytest.raises(TextNeeded):
        pair(db, clock, ADA.actor, code, "  ", DeviceKind.KIOSK, None)
    with pytest.raises(ChoiceNeeded):
        pair(db, clock, ADA.actor, code, "Till", DeviceKind.INTEGRATION, None)

    assert everything(db) == before


def test_a_revoked_screen_is_paired_anew_with_another_token_under_its_old_name(
    db: HallDatabase, clock: FrozenClock
) -> None:
    token = show_code(db, clock, SYSTEM, None, KIOSK)
    device_id = pair(db, clock, ADA.actor, shown_by(db, clock, token), "Kiosk", DeviceKind.KIOSK, None)
    revoke_device(db, clock, ADA.actor, device_id)

    again = show_code(db, clock, SYSTEM, token, KIOSK)
    pair(db, clock, ADA.actor, shown_by(db, clock, again), "Kiosk", DeviceKind.KIOSK, None)

    assert again != token
    assert device_rows.screen(db, token_hash(token), clock.now()) is None
    assert device_rows.screen(db, token_hash(again), clock.now()) is not None


def test_a_stranger_who_asks_for_code_after_code_crowds_out_nobody_else(db: HallDatabase, clock: FrozenClock) -> None:
    own = show_code(db, clock, SYSTEM, None, KIOSK)
    stranger = WaitingScreen(DeviceKind.KIOSK, None, "10.0.0.66", "other, other")

    for _ in range(CODES_OF_AN_ADDRESS + 5):
        show_code(db, clock, SYSTEM, None, stranger)

    assert devices_view.shown_code(db, own, clock.now()) is not None
    kept = rows(db, "SELECT count(*) AS kept FROM pairing_code WHERE address = '10.0.0.66'")
    assert kept == [{"kept": CODES_OF_AN_ADDRESS}]


def test_codes_from_everywhere_fill_no_table(db: HallDatabase, clock: FrozenClock) -> None:
    at = stamp(clock.now())
    for number in range(2000):
        db.execute(
            "INSERT INTO pairing_code (code, token_hash, kind, address, browser, shown_at, seen_at)"
            " VALUES (?, ?, 'kiosk', ?, 'other, other', ?, ?)",
            (f"{number:06d}", str(number), str(number), at, at),
        )

    with pytest.raises(PairingBusy):
        show_code(db, clock, SYSTEM, None, KIOSK)

    later(clock, "24h1s")
    show_code(db, clock, SYSTEM, None, KIOSK)
    assert rows(db, "SELECT count(*) AS kept FROM pairing_code") == [{"kept": 1}]


def test_a_clock_set_back_costs_no_screen_its_code(db: HallDatabase, clock: FrozenClock) -> None:
    code = shown_by(db, clock, show_code(db, clock, SYSTEM, None, KIOSK))
    clock.advance(hours=-3)

    pair(db, clock, ADA.actor, code, "Kiosk", DeviceKind.KIOSK, None)
