"""Looking after devices: names, counters, an end, revoking, and from where they are seen."""

import json
from datetime import timedelta

import pytest

from storeops.base.actor import SYSTEM
from storeops.base.business_time import stamp
from storeops.base.clock import FrozenClock
from storeops.people import device_rows, devices_view
from storeops.people.device_actions import (
    PLACES_KEPT,
    change_device,
    note_sighting,
    recognise_device,
    revoke_device,
)
from storeops.people.devices import DeviceKind
from storeops.people.enrolment_actions import add_device
from storeops.people.refusals import DeviceExists, PadNeedsCounter, UnknownDevice
from storeops.people.secrets import token_hash
from storeops.store.database import HallDatabase
from tests.factories import ADA, CHEN, an_enrolled_screen, everything, last_event, later, rows

OWN = ("127.0.0.1", "other, other")
"""Where the screens of the factory are, and in which browser."""


@pytest.fixture
def pad(db: HallDatabase, clock: FrozenClock) -> int:
    """The id of the pad on counter 1."""
    an_enrolled_screen(db, clock, DeviceKind.PAD, "Pad 1", "1")
    return 1


def changed(db: HallDatabase) -> object:
    return json.loads(last_event(db)["data"])["changed"]


def event_kinds(db: HallDatabase) -> list[str]:
    return [row["kind"] for row in rows(db, "SELECT kind FROM event ORDER BY seq")]


def test_a_pad_gets_another_name_and_counter(db: HallDatabase, clock: FrozenClock, pad: int) -> None:
    change_device(db, clock, CHEN.actor, pad, " Pad at the window ", "2", None)

    device = device_rows.by_id(db, pad)
    assert (device.name, device.counter) == ("Pad at the window", "2")
    assert last_event(db)["kind"] == "device_changed"
    assert changed(db) == {"name": ["Pad 1", "Pad at the window"], "counter": ["1", "2"]}


def test_a_change_that_changes_nothing_writes_nothing(db: HallDatabase, clock: FrozenClock, pad: int) -> None:
    before = everything(db)

    change_device(db, clock, CHEN.actor, pad, "Pad 1", "1", None)

    assert everything(db) == before


def test_a_name_is_one_device_s(db: HallDatabase, clock: FrozenClock, pad: int) -> None:
    an_enrolled_screen(db, clock, DeviceKind.BOARD, "Board")
    before = everything(db)

    with pytest.raises(DeviceExists):
        change_device(db, clock, ADA.actor, pad, "Board", "1", None)

    assert everything(db) == before


@pytest.mark.parametrize("counter", [None, "99"])
def test_a_pad_keeps_to_a_counter_that_there_is(
    db: HallDatabase, clock: FrozenClock, pad: int, counter: str | None
) -> None:
    with pytest.raises(PadNeedsCounter):
        change_device(db, clock, ADA.actor, pad, "Pad 1", counter, None)


def test_a_program_gets_an_end_and_loses_it_again(db: HallDatabase, clock: FrozenClock) -> None:
    token = add_device(db, clock, ADA.actor, "till", "integration")
    ends = clock.now() + timedelta(days=1)

    change_device(db, clock, ADA.actor, 1, "till", None, ends)

    assert changed(db) == {"expires_at": [None, stamp(ends)]}
    assert device_rows.bearer(db, token_hash(token), ends) is None
    change_device(db, clock, ADA.actor, 1, "till", None, None)
    assert device_rows.bearer(db, token_hash(token), ends) is not None


def test_a_revoked_screen_is_none(db: HallDatabase, clock: FrozenClock) -> None:
    token = an_enrolled_screen(db, clock, DeviceKind.KIOSK, "Kiosk")

    revoke_device(db, clock, CHEN.actor, 1)

    assert device_rows.screen(db, token_hash(token), clock.now()) is None
    event = last_event(db)
    assert (event["kind"], event["actor"]) == ("device_revoked", "employee:5001")
    assert json.loads(event["data"]) == {"device": 1, "device_kind": "kiosk", "name": "Kiosk"}
    assert devices_view.devices(db, clock.now()) == []


def test_what_is_gone_cannot_be_changed_or_revoked(db: HallDatabase, clock: FrozenClock, pad: int) -> None:
    revoke_device(db, clock, ADA.actor, pad)
    before = everything(db)

    for device_id in (pad, 4711):
        with pytest.raises(UnknownDevice):
            revoke_device(db, clock, ADA.actor, device_id)
        with pytest.raises(UnknownDevice):
            change_device(db, clock, ADA.actor, device_id, "Pad", "1", None)

    assert everything(db) == before


# Where it was seen


def test_a_screen_that_is_used_stays_enrolled_and_one_that_is_not_ends(db: HallDatabase, clock: FrozenClock) -> None:
    token = an_enrolled_screen(db, clock, DeviceKind.KIOSK, "Kiosk")
    clock.advance(days=89)
    note_sighting(db, clock, SYSTEM, 1, *OWN)
    clock.advance(days=89)
    assert device_rows.screen(db, token_hash(token), clock.now()) is not None

    clock.advance(days=1)

    assert device_rows.screen(db, token_hash(token), clock.now()) is None
    [line] = devices_view.devices(db, clock.now())
    assert line.has_ended


def test_the_version_of_a_screens_browser_is_that_of_its_last_visit(
    db: HallDatabase, clock: FrozenClock, pad: int
) -> None:
    note_sighting(db, clock, SYSTEM, pad, *OWN, 109)
    note_sighting(db, clock, SYSTEM, pad, *OWN, 140)

    [seen] = device_rows.sightings_of(db, pad)

    assert seen.browser_version == 140


def test_a_known_place_is_seen_again_without_an_event(db: HallDatabase, clock: FrozenClock, pad: int) -> None:
    kinds = event_kinds(db)
    later(clock, "5m")

    note_sighting(db, clock, SYSTEM, pad, *OWN)

    line = devices_view.device(db, pad, clock.now())
    assert line.seen is not None
    assert (line.seen.last_seen_at, line.strangers) == (clock.now(), [])
    assert event_kinds(db) == kinds


def test_another_address_is_told_once_until_somebody_knows_it(db: HallDatabase, clock: FrozenClock, pad: int) -> None:
    for _ in range(2):
        later(clock, "1m")
        note_sighting(db, clock, SYSTEM, pad, "10.0.0.99", OWN[1])

    line = devices_view.device(db, pad, clock.now())
    assert [place.address for place in line.strangers] == ["10.0.0.99"]
    [told] = rows(db, "SELECT local_part FROM event WHERE kind = 'device_moved'")
    assert json.loads(told["local_part"]) == {"address": "10.0.0.99", "browser": OWN[1]}

    recognise_device(db, clock, CHEN.actor, pad, "10.0.0.99", OWN[1])

    assert devices_view.device(db, pad, clock.now()).strangers == []
    assert last_event(db)["kind"] == "device_recognised"
    before = everything(db)
    recognise_device(db, clock, CHEN.actor, pad, "10.0.0.99", OWN[1])
    assert everything(db) == before


def test_a_key_in_another_browser_is_told_and_keeps_nothing_alive(
    db: HallDatabase, clock: FrozenClock, pad: int
) -> None:
    until = device_rows.by_id(db, pad).expires_at
    later(clock, "24h")

    note_sighting(db, clock, SYSTEM, pad, "10.0.0.99", "Firefox, Windows")

    line = devices_view.device(db, pad, clock.now())
    assert [place.browser for place in line.strangers] == ["Firefox, Windows"]
    assert line.seen is not None
    assert line.seen.browser == OWN[1]
    assert line.device.expires_at == until


def test_a_stolen_key_fills_no_table(db: HallDatabase, clock: FrozenClock, pad: int) -> None:
    for number in range(PLACES_KEPT + 5):
        note_sighting(db, clock, SYSTEM, pad, f"10.0.1.{number}", OWN[1])

    assert len(device_rows.sightings_of(db, pad)) == PLACES_KEPT


def test_of_a_program_no_version_is_kept_whatever_it_calls_itself(db: HallDatabase, clock: FrozenClock) -> None:
    add_device(db, clock, ADA.actor, "till", "integration")

    note_sighting(db, clock, SYSTEM, 1, "10.0.0.1", "", 140)

    [seen] = device_rows.sightings_of(db, 1)
    assert seen.browser_version is None


def test_a_program_may_ask_from_anywhere(db: HallDatabase, clock: FrozenClock) -> None:
    add_device(db, clock, ADA.actor, "till", "integration")
    for address in ("10.0.0.1", "10.0.0.2"):
        later(clock, "1m")
        note_sighting(db, clock, SYSTEM, 1, address, "")

    line = devices_view.device(db, 1, clock.now())
    assert line.seen is not None
    assert (line.seen.address, line.strangers) == ("10.0.0.2", [])
    assert last_event(db)["kind"] == "device_added"


def test_a_device_revoked_meanwhile_is_not_seen(db: HallDatabase, clock: FrozenClock, pad: int) -> None:
    revoke_device(db, clock, ADA.actor, pad)
    before = everything(db)

    note_sighting(db, clock, SYSTEM, pad, "10.0.0.99", OWN[1])

    assert everything(db) == before
