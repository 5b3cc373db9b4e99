"""The pages of devices: pairing a screen, the list, renaming, revoking, and who may do so."""

import json
from dataclasses import replace

import pytest

from storeops.base.actor import SYSTEM
from storeops.base.clock import FrozenClock
from storeops.people import device_rows, devices_view
from storeops.people.device_actions import note_sighting
from storeops.people.devices import DeviceKind
from storeops.people.enrolment_actions import add_device
from storeops.people.pairing_actions import WaitingScreen, show_code
from storeops.store.database import HallDatabase
from storeops.web.attach import give_runtime
from storeops.web.own_address import in_the_network
from storeops.web.request import Runtime
from tests.factories import ADA, an_enrolled_screen, everything, last_event, later, rows, set_hall
from tests.staff_console.colleague import Colleague

UNGUARDED = "Screens are not enrolled"


@pytest.fixture
def code(db: HallDatabase, clock: FrozenClock) -> str:
    """The code of a tablet that was opened at the pad of counter 2."""
    screen = WaitingScreen(DeviceKind.PAD, "2", "10.0.0.7", "Chrome, Android")
    shown = devices_view.shown_code(db, show_code(db, clock, SYSTEM, None, screen), clock.now())
    assert shown is not None
    return shown.code


def test_a_duty_manager_pairs_a_pad(chen: Colleague, db: HallDatabase, code: str) -> None:
    page = chen.open(f"/setup/devices/pair?code={code}")
    assert 'value="Rating pad 1"' in page
    assert '<option value="pad" selected>' in page
    assert '<option value="2" selected>' in page
    assert "10.0.0.7" in page

    answer = chen.send(f"/setup/devices/pair?code={code}", name="Pad at counter 2", kind="pad", counter="2")

    assert (answer.status_code, answer.location) == (303, "/setup/devices")
    assert "Pad at counter 2" in chen.open("/setup/devices")
    assert rows(db, "SELECT name, kind FROM device") == [{"name": "Pad at counter 2", "kind": "pad"}]
    assert last_event(db)["actor"] == "employee:5001"


def test_a_kiosk_has_no_counter_whatever_the_form_says(ada: Colleague, db: HallDatabase, code: str) -> None:
    ada.open(f"/setup/devices/pair?code={code}")

    ada.send(f"/setup/devices/pair?code={code}", name="Kiosk", kind="kiosk", counter="2")

    assert rows(db, "SELECT kind, counter_id FROM device") == [{"kind": "kiosk", "counter_id": None}]


@pytest.mark.parametrize(
    ("typed", "wait", "status", "words"),
    [
        ("", "0s", 404, "No screen shows this code"),
        ("12", "0s", 404, "No screen shows this code"),
        ("x" * 10_000, "0s", 404, "No screen shows this code"),
        (None, "2m1s", 409, "switched off or gone"),
        (None, "10m", 409, "no longer valid"),
    ],
)
def test_a_code_that_leads_nowhere_is_told_beside_its_field(
    ada: Colleague,
    db: HallDatabase,
    clock: FrozenClock,
    code: str,
    typed: str | None,
    wait: str,
    status: int,
    words: str,
) -> None:
    ada.open("/setup/devices")
    later(clock, wait)
    before = everything(db)
    address = f"/setup/devices/pair?code={code if typed is None else typed}"

    answers = [ada.client.get(address), ada.send(address, name="Pad", kind="pad", counter="2")]

    assert [answer.status_code for answer in answers] == [status, status]
    assert all('id="code-refusal"' in answer.text and words in answer.text for answer in answers)
    assert everything(db) == before


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"name": "", "kind": "pad", "counter": "2"}, "name"),
        ({"name": "x" * 81, "kind": "pad", "counter": "2"}, "name"),
        ({"name": "Board", "kind": "pad", "counter": "2"}, "name"),
        ({"name": "Pad", "kind": "pad", "counter": ""}, "counter"),
        ({"name": "Pad", "kind": "pad", "counter": "99"}, "counter"),
        ({"name": "Pad", "kind": "toaster", "counter": "2"}, "kind"),
        ({"name": "Pad", "kind": "integration", "counter": "2"}, "kind"),
    ],
)
def test_what_cannot_be_paired_is_told_beside_its_field(
    ada: Colleague, db: HallDatabase, clock: FrozenClock, code: str, fields: dict[str, str], field: str
) -> None:
    an_enrolled_screen(db, clock, DeviceKind.BOARD, "Board")
    ada.open(f"/setup/devices/pair?code={code}")
    before = everything(db)

    answer = ada.send(f"/setup/devices/pair?code={code}", **fields)

    assert answer.status_code in (409, 422)
    assert f'id="{field}-refusal"' in answer.text
    assert everything(db) == before


def test_the_list_tells_kind_place_last_seen_and_address(ada: Colleague, db: HallDatabase, clock: FrozenClock) -> None:
    an_enrolled_screen(db, clock, DeviceKind.PAD, "Pad 1", "1")
    add_device(db, clock, ADA.actor, "till", "integration")

    page = ada.open("/setup/devices")

    for words in ("Pad 1", "Rating pad", "Counter 1", "09:00", "127.0.0.1", "2026-05-31", "till", "Program", "no end"):
        assert words in page  # paired on 2 March for 90 days: 29 of March, 30 of April, 31 of May
    assert "issue, read, serve" in page


def test_a_pad_whose_counter_is_out_of_use_stands_out(ada: Colleague, db: HallDatabase, clock: FrozenClock) -> None:
    an_enrolled_screen(db, clock, DeviceKind.PAD, "Pad 1", "1")
    db.execute("UPDATE counter SET is_active = 0 WHERE code = '1'")

    assert 'class="late">not in use<' in ada.open("/setup/devices")


def test_a_device_is_renamed_and_moved(chen: Colleague, db: HallDatabase, clock: FrozenClock) -> None:
    an_enrolled_screen(db, clock, DeviceKind.PAD, "Pad 1", "1")
    chen.open("/setup/devices/edit?device=1")

    assert chen.send("/setup/devices/edit?device=1", name="Pad", counter="2").location == "/setup/devices"

    device = device_rows.by_id(db, 1)
    assert (device.name, device.counter) == ("Pad", "2")


def test_a_program_gets_its_last_day(ada: Colleague, db: HallDatabase, clock: FrozenClock) -> None:
    add_device(db, clock, ADA.actor, "till", "integration")
    ada.open("/setup/devices/edit?device=1")

    ada.send("/setup/devices/edit?device=1", name="till", last_day="2026-03-31")

    # The last day ends at midnight in Shanghai, eight hours ahead.
    assert rows(db, "SELECT expires_at FROM device") == [{"expires_at": "2026-03-31T16:00:00.000Z"}]
    assert 'value="2026-03-31"' in ada.open("/setup/devices/edit?device=1")
    assert ada.send("/setup/devices/edit?device=1", name="till", last_day="9999-12-31").status_code == 422
    assert ada.send("/setup/devices/edit?device=1", name="till", last_day="soon").status_code == 422


def test_a_device_is_revoked(chen: Colleague, db: HallDatabase, clock: FrozenClock) -> None:
    an_enrolled_screen(db, clock, DeviceKind.KIOSK, "Kiosk")
    chen.open("/setup/devices/edit?device=1")

    assert chen.send("/setup/devices/revoke?device=1").location == "/setup/devices"

    assert last_event(db)["kind"] == "device_revoked"
    assert "No devices yet." in chen.open("/setup/devices")
    assert chen.send("/setup/devices/revoke?device=1").status_code == 404


@pytest.mark.parametrize("device", ["", "0", "4711", "x", "9" * 40])
def test_a_device_that_is_none_is_a_404_in_words(ada: Colleague, device: str) -> None:
    ada.open("/setup/devices")

    answers = [
        ada.client.get(f"/setup/devices/edit?device={device}"),
        *(ada.send(f"/setup/devices/{verb}?device={device}", name="x") for verb in ("edit", "revoke", "recognise")),
    ]

    assert [answer.status_code for answer in answers] == [404] * 4
    assert all("There is no enrolled device" in answer.text for answer in answers)


def test_a_device_seen_elsewhere_is_asked_about(chen: Colleague, db: HallDatabase, clock: FrozenClock) -> None:
    an_enrolled_screen(db, clock, DeviceKind.KIOSK, "Kiosk")
    note_sighting(db, clock, SYSTEM, 1, "10.0.0.99", "other, other")
    note_sighting(db, clock, SYSTEM, 1, "10.0.0.66", "Firefox, Windows")

    page = chen.open("/setup/devices")
    assert "Kiosk is now at another address: 10.0.0.99 (09:00)." in page
    assert "The key of Kiosk was shown by another browser and refused: Firefox, Windows at 10.0.0.66" in page

    chen.send("/setup/devices/recognise?device=1", address="10.0.0.99", browser="other, other")

    page = chen.open("/setup/devices")
    assert "10.0.0.99 (" not in page
    assert "10.0.0.66" in page


# Who may


def test_a_duty_manager_sees_no_other_set_up(chen: Colleague) -> None:
    page = chen.open("/setup/devices")

    assert "/setup/employees" not in page
    assert "Enrolment of screens" not in page
    assert 'href="/setup/devices"' in chen.open("/duty")


def test_others_see_nothing_of_it(ana: Colleague, greta: Colleague, db: HallDatabase) -> None:
    for person in (ana, greta):
        assert person.client.get("/setup/devices").status_code == 403
        assert person.post("/setup/devices/revoke?device=1").status_code == 403


def test_only_an_administrator_switches_enrolment(chen: Colleague, ada: Colleague, db: HallDatabase) -> None:
    chen.open("/setup/devices")
    assert chen.send("/setup/devices/enrolment", is_on="1").status_code == 403
    ada.open("/setup/devices")

    assert ada.send("/setup/devices/enrolment", is_on="1").location == "/setup/devices"

    assert rows(db, "SELECT enrols_screens FROM hall") == [{"enrols_screens": 1}]
    event = last_event(db)
    assert (event["kind"], json.loads(event["data"])) == ("screen_enrolment_set", {"is_on": True})
    before = everything(db)
    ada.send("/setup/devices/enrolment", is_on="1")
    assert everything(db)["event"] == before["event"]
    ada.send("/setup/devices/enrolment", is_on="0")
    assert rows(db, "SELECT enrols_screens FROM hall") == [{"enrols_screens": 0}]


def test_an_administrator_is_told_in_red_until_enrolment_is_on(
    ada: Colleague, chen: Colleague, db: HallDatabase
) -> None:
    assert UNGUARDED in ada.open("/setup/hall")
    assert UNGUARDED not in chen.open("/duty")

    set_hall(db, enrols_screens=1)

    assert UNGUARDED not in ada.open("/setup/hall")


def test_the_sample_hall_says_that_its_screens_need_none(ada: Colleague, db: HallDatabase) -> None:
    set_hall(db, is_sample=1)

    page = ada.open("/setup/hall")

    assert UNGUARDED not in page
    assert "Its screens need no enrolment." in page


# How a screen finds the hall


def test_the_page_tells_what_each_screen_opens(chen: Colleague) -> None:
    page = chen.open("/setup/devices")

    for path in ("/", "/board", "/pad/1"):
        assert f">https://hall.example{path}<" in page


def test_a_start_page_waits_for_the_hall_and_opens_it(chen: Colleague) -> None:
    answer = chen.client.get("/setup/devices/start-page/board")

    assert answer.headers["Content-Disposition"] == 'attachment; filename="storeops-board.html"'
    assert 'const hall = "https://hall.example/board"' in answer.text
    assert "系统正在启动" in answer.text
    assert "The hall is starting" in answer.text
    assert chen.client.get("/setup/devices/start-page/toaster").status_code == 404


def test_a_hall_that_others_reach_never_sends_them_to_themselves(chen: Colleague, runtime: Runtime) -> None:
    open_to_all = replace(runtime, settings=replace(runtime.settings, public_url=None), is_open_to_the_network=True)
    give_runtime(chen.client.application, open_to_all)

    assert f">http://{in_the_network() or 'localhost'}/board<" in chen.open("/setup/devices")
