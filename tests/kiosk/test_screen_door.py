"""The door in front of the public screens: who is let in where, and what the others are shown."""

import re
from urllib.parse import quote

import pytest
from flask import Flask
from flask.testing import FlaskClient

from storeops.base.clock import FrozenClock
from storeops.people import devices_view, door_view
from storeops.people.device_actions import change_device, revoke_device
from storeops.people.devices import DeviceKind
from storeops.people.enrolment_actions import add_device
from storeops.people.pairing_actions import pair
from storeops.quality.ratings.moments import Moment
from storeops.store.database import HallDatabase
from storeops.web.enrolled_screen import COOKIE
from tests.factories import (
    ADA,
    a_called_ticket,
    a_served_ticket,
    a_waiting_ticket,
    an_enrolled_screen,
    draw_next,
    everything,
    last_event,
    later,
    rows,
    set_hall,
)
from tests.kiosk.visitor import Visitor

PAIRING = "This screen is not enrolled yet"
FIREFOX = {"User-Agent": "Mozilla/5.0 (Windows NT 10.0; rv:130.0) Gecko/20100101 Firefox/130.0"}


@pytest.fixture(autouse=True)
def enrolling(db: HallDatabase) -> None:
    """The hall lets in only enrolled screens."""
    set_hall(db, enrols_screens=1)


def a_visitor(client: FlaskClient) -> Visitor:
    """Somebody whose browser has the forms' own token."""
    visitor = Visitor(client)
    visitor.open("/pairing")
    return visitor


def as_screen(client: FlaskClient, token: str) -> Visitor:
    """The browser that was paired with this token."""
    visitor = a_visitor(client)
    client.set_cookie(COOKIE, token)
    return visitor


def a_browser(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.mark.parametrize(
    "path", ["/", "/services/payment", "/board", "/board/fragment", "/pad/1", "/pad/1/fragment", "/pad/99"]
)
def test_a_screen_that_is_not_enrolled_shows_the_pairing_page(client: FlaskClient, db: HallDatabase, path: str) -> None:
    before = everything(db)

    answer = client.get(path)

    assert answer.status_code == 200
    assert PAIRING in answer.text
    assert 'data-screen="pairing"' in answer.text
    assert everything(db) == before


def test_loopback_is_no_exemption(client: FlaskClient) -> None:
    assert PAIRING in client.get("/", environ_base={"REMOTE_ADDR": "127.0.0.1"}).text


@pytest.mark.parametrize("kind", [None, DeviceKind.BOARD, DeviceKind.PAD])
def test_only_an_enrolled_kiosk_issues(
    client: FlaskClient, db: HallDatabase, clock: FrozenClock, kind: DeviceKind | None
) -> None:
    visitor = a_visitor(client)
    if kind:
        counter = "1" if kind is DeviceKind.PAD else None
        client.set_cookie(COOKIE, an_enrolled_screen(db, clock, kind, "Other", counter))
    before = everything(db)

    answer = visitor.send("/tickets", service="payment")

    assert answer.status_code == 403
    assert everything(db)["ticket"] == before["ticket"] == []


def test_an_enrolled_kiosk_issues_in_its_own_name(client: FlaskClient, db: HallDatabase, clock: FrozenClock) -> None:
    kiosk = as_screen(client, an_enrolled_screen(db, clock, DeviceKind.KIOSK, "Kiosk at the door"))

    kiosk.take()

    assert len(rows(db, "SELECT id FROM ticket")) == 1
    event = last_event(db)
    assert (event["kind"], event["actor"]) == ("issue", "device:Kiosk at the door")


def test_a_kiosk_that_is_revoked_in_mid_ticket_issues_nothing_and_says_so(
    client: FlaskClient, db: HallDatabase, clock: FrozenClock
) -> None:
    kiosk = as_screen(client, an_enrolled_screen(db, clock, DeviceKind.KIOSK, "Kiosk"))
    kiosk.open("/services/payment?lang=en")
    revoke_device(db, clock, ADA.actor, 1)
    before = everything(db)

    answer = kiosk.send("/tickets", service="payment")

    assert answer.status_code == 403
    assert "This screen is not enrolled any more; please ask our staff." in answer.text
    assert everything(db) == before


def test_a_ticket_that_was_just_taken_is_still_shown_by_a_revoked_kiosk(
    client: FlaskClient, db: HallDatabase, clock: FrozenClock
) -> None:
    draw_next(db, Moment.GREETING)
    kiosk = as_screen(client, an_enrolled_screen(db, clock, DeviceKind.KIOSK, "Kiosk"))
    token = kiosk.take()
    assert "data-answer" in kiosk.open(f"/ticket/{token}")
    revoke_device(db, clock, ADA.actor, 1)

    ticket = kiosk.open(f"/ticket/{token}")

    assert "A001" in ticket
    assert "data-answer" not in ticket
    assert PAIRING in kiosk.open("/")


def test_what_a_phone_needs_beside_its_page_is_open(client: FlaskClient) -> None:
    assert client.get("/shared/styles.css").status_code == 200
    assert client.get("/events?since=0").status_code == 200


def test_phones_need_nothing(client: FlaskClient, db: HallDatabase, clock: FrozenClock) -> None:
    draw_next(db)
    token = a_served_ticket(db, clock).token
    phone = Visitor(client)

    assert "A001" in phone.open(f"/t/{token}")
    assert phone.send(f"/t/{token}/ratings", moment="farewell", value="5").status_code == 303
    waiting = a_waiting_ticket(db, clock).token
    assert client.get(f"/t/{waiting}/qr.svg").status_code == 200
    phone.open(f"/t/{waiting}")
    assert phone.send(f"/t/{waiting}/cancel").status_code == 303


# Pads


def test_a_counter_s_own_pad_shows_and_takes_its_question(
    client: FlaskClient, db: HallDatabase, clock: FrozenClock
) -> None:
    draw_next(db)
    a_served_ticket(db, clock)
    pad = as_screen(client, an_enrolled_screen(db, clock, DeviceKind.PAD, "Pad 1", "1"))

    assert "今天的服务您满意吗？" in pad.open("/pad/1")
    assert pad.send("/pad/1/shown", moment="farewell").status_code == 200
    assert pad.send("/pad/1/ratings", moment="farewell", value="5").status_code == 303
    assert [row["value"] for row in rows(db, "SELECT value FROM rating")] == [5]


@pytest.mark.parametrize("verb", ["shown", "ratings", "ratings/undo", "ratings/reason"])
def test_another_counter_s_pad_rates_nothing(
    client: FlaskClient, db: HallDatabase, clock: FrozenClock, verb: str
) -> None:
    draw_next(db)
    a_served_ticket(db, clock)
    pad = as_screen(client, an_enrolled_screen(db, clock, DeviceKind.PAD, "Pad 2", "2"))
    before = rows(db, "SELECT * FROM rating"), rows(db, "SELECT * FROM prompt")

    answer = pad.send(f"/pad/1/{verb}", moment="farewell", value="5", number="A001", reason="other")

    assert answer.status_code == 403
    assert (rows(db, "SELECT * FROM rating"), rows(db, "SELECT * FROM prompt")) == before


@pytest.mark.parametrize("verb", ["shown", "ratings", "ratings/undo", "ratings/reason"])
def test_a_stranger_s_tap_on_a_pad_s_address_counts_nothing(
    client: FlaskClient, db: HallDatabase, clock: FrozenClock, verb: str
) -> None:
    draw_next(db)
    a_served_ticket(db, clock)
    before = everything(db)

    answer = a_visitor(client).send(f"/pad/1/{verb}", moment="farewell", value="5", number="A001", reason="other")

    assert answer.status_code == 403
    assert everything(db) == before


@pytest.mark.parametrize("path", ["/pad/2", "/pad/2/fragment", "/", "/board", "/services/payment"])
def test_a_pad_that_asks_for_another_page_comes_to_its_own(
    client: FlaskClient, db: HallDatabase, clock: FrozenClock, path: str
) -> None:
    as_screen(client, an_enrolled_screen(db, clock, DeviceKind.PAD, "Pad 1", "1"))

    answer = client.get(path)

    assert (answer.status_code, answer.location) == (303, "/pad/1")


def test_a_pad_moves_with_its_counter(client: FlaskClient, db: HallDatabase, clock: FrozenClock) -> None:
    as_screen(client, an_enrolled_screen(db, clock, DeviceKind.PAD, "Pad", "1"))
    change_device(db, clock, ADA.actor, 1, "Pad", "2", None)

    assert client.get("/pad/1").location == "/pad/2"
    assert client.get("/pad/2").status_code == 200


def test_a_pad_whose_counter_is_taken_away_says_so_and_goes_on_when_it_is_back(
    client: FlaskClient, db: HallDatabase, clock: FrozenClock
) -> None:
    pad = as_screen(client, an_enrolled_screen(db, clock, DeviceKind.PAD, "Pad", "1"))
    db.execute("UPDATE counter SET is_active = 0 WHERE code = '1'")

    gone = client.get("/pad/1")

    assert gone.status_code == 404
    assert 'http-equiv="refresh" content="30' in gone.text
    db.execute("UPDATE counter SET is_active = 1 WHERE code = '1'")
    pad.open("/pad/1")


# Boards


def test_only_a_board_acknowledges(
    made_screens: Flask, client: FlaskClient, db: HallDatabase, clock: FrozenClock
) -> None:
    called = a_called_ticket(db, clock)
    stranger = a_visitor(a_browser(made_screens))
    kiosk = as_screen(a_browser(made_screens), an_enrolled_screen(db, clock, DeviceKind.KIOSK, "Kiosk"))
    board = as_screen(client, an_enrolled_screen(db, clock, DeviceKind.BOARD, "Board"))

    statuses = [other.send("/board/announced", number=called.number).status_code for other in (stranger, kiosk)]
    assert statuses == [403, 403]
    assert rows(db, "SELECT announced_at FROM leg") == [{"announced_at": None}]

    assert board.send("/board/announced", number=called.number).status_code == 204
    event = last_event(db)
    assert (event["kind"], event["actor"]) == ("announced", "device:Board")


# The key


def test_a_key_in_another_browser_opens_nothing_and_is_told(
    made_screens: Flask, client: FlaskClient, db: HallDatabase, clock: FrozenClock
) -> None:
    as_screen(client, an_enrolled_screen(db, clock, DeviceKind.KIOSK, "Kiosk"))
    assert client.get("/").status_code == 200
    thief = a_browser(made_screens)
    thief.set_cookie(COOKIE, _cookie(client))

    answer = thief.get("/", headers=FIREFOX, environ_base={"REMOTE_ADDR": "10.0.0.66"})
    answer.close()

    assert PAIRING in answer.text
    [line] = devices_view.devices(db, clock.now())
    assert [(place.address, place.browser) for place in line.strangers] == [("10.0.0.66", "Firefox, Windows")]
    assert PAIRING not in client.get("/").text


def _cookie(client: FlaskClient) -> str:
    cookie = client.get_cookie(COOKIE)
    assert cookie is not None
    return cookie.value


def test_a_key_at_another_address_goes_on_and_is_told(
    client: FlaskClient, db: HallDatabase, clock: FrozenClock
) -> None:
    as_screen(client, an_enrolled_screen(db, clock, DeviceKind.KIOSK, "Kiosk"))

    answer = client.get("/", environ_base={"REMOTE_ADDR": "10.0.0.66"})
    answer.close()

    assert PAIRING not in answer.text
    [line] = devices_view.devices(db, clock.now())
    assert [place.address for place in line.strangers] == ["10.0.0.66"]


def test_the_cookie_is_out_of_reach_of_scripts_and_each_page_gives_it_anew(
    client: FlaskClient, db: HallDatabase, clock: FrozenClock
) -> None:
    as_screen(client, an_enrolled_screen(db, clock, DeviceKind.BOARD, "Board"))

    given = next(line for line in client.get("/board").headers.getlist("Set-Cookie") if line.startswith(COOKIE))

    assert re.search(r"; HttpOnly", given)
    assert "SameSite=Lax" in given
    assert "Max-Age=34560000" in given  # 400 days of 86,400 s


def test_a_screen_is_seen_once_a_minute_at_most(client: FlaskClient, db: HallDatabase, clock: FrozenClock) -> None:
    as_screen(client, an_enrolled_screen(db, clock, DeviceKind.KIOSK, "Kiosk"))
    seen = []
    for wait in ("0s", "59s", "1s"):
        later(clock, wait)
        client.get("/").close()
        seen.append(rows(db, "SELECT last_seen_at FROM device_sighting")[0]["last_seen_at"])

    assert seen == ["2026-03-02T01:00:00.000Z", "2026-03-02T01:00:00.000Z", "2026-03-02T01:01:00.000Z"]


def test_a_screen_s_key_opens_no_door_of_the_api_and_a_program_s_token_no_screen(
    client: FlaskClient, db: HallDatabase, clock: FrozenClock
) -> None:
    screen = an_enrolled_screen(db, clock, DeviceKind.KIOSK, "Kiosk")
    program = add_device(db, clock, ADA.actor, "till", "integration")
    client.set_cookie(COOKIE, program)

    assert door_view.holder_of(db, lambda: None, screen, clock.now()) is None
    assert PAIRING in client.get("/").text


# Pairing


def test_a_screen_asks_for_a_code_shows_it_and_goes_on_by_itself(
    client: FlaskClient, db: HallDatabase, clock: FrozenClock
) -> None:
    screen = Visitor(client)
    screen.open("/pad/2")
    assert screen.fields["kind"] == "pad"
    assert screen.fields["counter"] == "2"

    assert screen.send("/pairing").location == "/pairing?kind=pad&counter=2"

    shown = re.search(r"data-code>(\d{3}) (\d{3})<", screen.open("/pad/2"))
    assert shown is not None
    code = shown[1] + shown[2]
    assert rows(db, "SELECT kind, counter_code FROM pairing_code") == [{"kind": "pad", "counter_code": "2"}]

    pair(db, clock, ADA.actor, code, "Pad 2", DeviceKind.PAD, "2")

    assert "data-pad" in screen.open("/pad/2")
    assert client.get("/pairing").location == "/pad/2"


def test_a_screen_that_is_paired_as_something_else_goes_there(
    client: FlaskClient, db: HallDatabase, clock: FrozenClock
) -> None:
    screen = Visitor(client)
    screen.open("/")
    screen.send("/pairing")
    shown = re.search(r"data-code>(\d{3}) (\d{3})<", screen.open("/"))
    assert shown is not None

    pair(db, clock, ADA.actor, shown[1] + shown[2], "Board", DeviceKind.BOARD, None)

    assert client.get("/").location == "/board"


def test_a_screen_can_be_paired_before_the_hall_asks_for_it(
    client: FlaskClient, db: HallDatabase, clock: FrozenClock
) -> None:
    set_hall(db, enrols_screens=0)
    screen = Visitor(client)
    screen.open("/pairing?kind=board")

    screen.send("/pairing")

    assert re.search(r"data-code>\d{3} \d{3}<", screen.open("/pairing?kind=board"))


def test_a_stranger_who_asks_without_end_is_slowed(client: FlaskClient, db: HallDatabase, clock: FrozenClock) -> None:
    stranger = a_visitor(client)

    statuses = [stranger.send("/pairing").status_code for _ in range(121)]

    assert statuses == [303] * 120 + [429]
    assert len(rows(db, "SELECT code FROM pairing_code")) == 1
    later(clock, "1m")
    assert stranger.send("/pairing").status_code == 303


@pytest.mark.parametrize(("kind", "counter"), [("toaster", ""), ("integration", ""), ("", ""), ("pad", "x" * 10_000)])
def test_a_screen_of_no_kind_gets_no_code(client: FlaskClient, db: HallDatabase, kind: str, counter: str) -> None:
    screen = Visitor(client)
    screen.open("/pairing")
    before = everything(db)

    assert screen.send("/pairing", kind=kind, counter=counter).status_code == 422
    assert client.get(f"/pairing?kind={quote(kind or 'none')}").status_code in (200, 422)
    assert everything(db) == before


@pytest.mark.parametrize("cookie", ["x", "x" * 4000, "\u4e2d".encode().decode("latin-1")])
def test_a_made_up_key_is_none(client: FlaskClient, cookie: str) -> None:
    client.set_cookie(COOKIE, cookie)

    assert PAIRING in client.get("/").text


def test_without_enrolment_everything_is_as_it_was(client: FlaskClient, db: HallDatabase) -> None:
    set_hall(db, enrols_screens=0)
    visitor = Visitor(client)

    visitor.take()

    assert last_event(db)["actor"] == "customer"
    visitor.open("/board")
    visitor.open("/pad/1")


def test_a_rating_keeps_the_pad_on_which_it_was_given_and_a_phone_has_none(
    client: FlaskClient, db: HallDatabase, clock: FrozenClock
) -> None:
    draw_next(db)
    token = a_served_ticket(db, clock).token
    pad = as_screen(client, an_enrolled_screen(db, clock, DeviceKind.PAD, "Pad 1", "1"))
    pad.open("/pad/1")
    pad.send("/pad/1/ratings", value="5")
    phone = a_visitor(a_browser(client.application))
    phone.open(f"/t/{token}")
    phone.send(f"/t/{token}/ratings", value="4")

    device = rows(db, "SELECT id FROM device WHERE name = 'Pad 1'")[0]["id"]
    assert rows(db, "SELECT value, place, device_id FROM rating ORDER BY id") == [
        {"value": 5, "place": "pad", "device_id": device},
        {"value": 4, "place": "phone", "device_id": None},
    ]
