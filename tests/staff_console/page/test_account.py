"""My account: the first PIN, changing it, and where one is signed in."""

import pytest
from flask import Flask

from storeops.base.actor import SYSTEM
from storeops.base.clock import FrozenClock
from storeops.base.key_file import key_file
from storeops.people.devices import DeviceKind
from storeops.people.pin_actions import reset_pin
from storeops.store.database import HallDatabase
from storeops.web.enrolled_screen import COOKIE
from tests.factories import (
    ADA,
    ANA,
    CHEN,
    PIN,
    Person,
    an_enrolled_screen,
    an_open_counter,
    everything,
    last_event,
    later,
    rows,
    set_hall,
)
from tests.staff_console.colleague import Colleague
from tests.staff_console.conftest import SignedIn

NEW = "864205"


def a_browser(console: Flask, person: Person = ANA) -> Colleague:
    return Colleague(console.test_client(), person)


@pytest.fixture
def newcomer(console: Flask, db: HallDatabase, clock: FrozenClock) -> Colleague:
    """Ana, whom the administrator gave a PIN for one time, has signed in with it."""
    colleague = a_browser(console)
    assert colleague.sign_in(pin=reset_pin(db, clock, SYSTEM, ANA.code)).status_code == 303
    return colleague


# The first PIN


def test_whoever_signs_in_with_a_pin_for_one_time_chooses_one_first(newcomer: Colleague, db: HallDatabase) -> None:
    page = newcomer.open("/")
    assert "Choose your PIN" in page
    assert "bar-pages" not in page
    assert "Sign out" in page

    response = newcomer.send("/account/first-pin", new_pin=NEW, again=NEW)

    assert (response.status_code, response.location) == (303, "/start")
    assert last_event(db)["kind"] == "pin_changed"
    assert "Choose your PIN" not in newcomer.open("/")


def test_until_then_nothing_else_is_open(newcomer: Colleague, console: Flask, db: HallDatabase) -> None:
    before = everything(db)

    for rule in console.url_map.iter_rules():
        if (
            "GET" in (rule.methods or set())
            and not rule.arguments
            and rule.endpoint.split(".")[0] not in (*("static", "shared", "events", "sign_in"),)
        ):
            answer = newcomer.client.get(rule.rule)
            if rule.endpoint != "account.first_pin":
                assert answer.location == "/account/first-pin", rule
    assert newcomer.send("/desk/open", counter="1").location == "/account/first-pin"
    assert newcomer.send("/account/pin", pin=PIN, new_pin=NEW, again=NEW).location == "/account/first-pin"

    assert everything(db) == before


def test_a_fragment_of_a_newcomer_says_so_in_words(newcomer: Colleague) -> None:
    response = newcomer.client.get("/desk/fragment", headers={"X-Fragment": "1"})

    assert response.status_code == 403
    assert "choose a PIN of your own" in response.text


@pytest.mark.parametrize(
    ("new_pin", "again", "place", "sentence"),
    [
        ("1234", "1234", "new_pin", "Enter a PIN of 6 to 12 digits."),
        ("123456", "123456", "new_pin", "This PIN is easily guessed"),
        (NEW, "864206", "again", "The two PINs are not the same"),
        ("", "", "new_pin", "Enter a PIN of 6 to 12 digits."),
    ],
)
def test_a_bad_choice_is_refused_beside_its_field_and_shown_nowhere(
    newcomer: Colleague, db: HallDatabase, new_pin: str, again: str, place: str, sentence: str
) -> None:
    newcomer.open("/")
    before = everything(db)

    response = newcomer.send("/account/first-pin", new_pin=new_pin, again=again)

    assert response.status_code == 422
    assert f'id="{place}-refusal"' in response.text
    assert sentence in response.text
    assert f'value="{new_pin}"' not in response.text or not new_pin
    assert everything(db) == before


def test_a_newcomer_may_leave_again(newcomer: Colleague) -> None:
    newcomer.open("/")

    assert newcomer.send("/sign-out").location == "/sign-in"


def test_in_a_sample_hall_the_printed_pins_go_on(console: Flask, db: HallDatabase, clock: FrozenClock) -> None:
    set_hall(db, is_sample=1)
    colleague = a_browser(console)

    colleague.sign_in(pin=reset_pin(db, clock, SYSTEM, ANA.code))

    assert "Choose your PIN" not in colleague.open("/")
    assert "Change my PIN" in colleague.open("/account/first-pin")


# Changing it


def test_one_changes_one_s_pin_and_stays_signed_in(ana: Colleague, db: HallDatabase, console: Flask) -> None:
    assert "Change my PIN" in ana.open("/account")

    response = ana.send("/account/pin", pin=PIN, new_pin=NEW, again=NEW)

    assert response.location == "/account"
    assert "Saved." in ana.open("/account")
    assert last_event(db)["kind"] == "pin_changed"
    assert a_browser(console).sign_in().status_code == 401
    assert a_browser(console).sign_in(pin=NEW).status_code == 303


def test_a_pin_is_taken_exactly_as_it_was_typed(ana: Colleague, db: HallDatabase) -> None:
    ana.open("/account")
    before = rows(db, "SELECT * FROM employee")

    for present, new in ((f"{PIN} ", NEW), (PIN, f" {NEW}")):
        assert ana.send("/account/pin", pin=present, new_pin=new, again=new).status_code >= 400

    assert rows(db, "SELECT * FROM employee") == before


def test_a_wrong_present_pin_changes_nothing_and_is_counted(ana: Colleague, db: HallDatabase) -> None:
    ana.open("/account")
    before = rows(db, "SELECT * FROM employee")

    for _ in range(5):
        response = ana.send("/account/pin", pin="135791", new_pin=NEW, again=NEW)
        assert "This is not your present PIN" in response.text
    locked = ana.send("/account/pin", pin=PIN, new_pin=NEW, again=NEW)

    assert locked.status_code == 429
    assert "Too many wrong tries" in locked.text
    assert rows(db, "SELECT * FROM employee") == before


# Where one is signed in


def test_the_sessions_of_one_s_own_are_listed_and_ended(ana: Colleague, console: Flask, db: HallDatabase) -> None:
    other = a_browser(console)
    other.client.environ_base["HTTP_USER_AGENT"] = "Mozilla/5.0 (Linux; Android 14) Chrome/140.0"
    other.sign_in()

    page = ana.open("/account")
    assert "Chrome, Android" in page
    assert "this one" in page
    (session,) = rows(db, "SELECT max(id) AS id FROM session")
    wrong = ana.send("/account/sessions/end", session=str(session["id"]), pin_for_sessions="135791")
    assert 'id="pin_for_sessions-refusal"' in wrong.text
    assert other.client.get("/account").status_code == 200
    response = ana.send("/account/sessions/end", session=str(session["id"]), pin_for_sessions=PIN)

    assert response.location == "/account"
    assert other.client.get("/").location.startswith("/sign-in")
    assert "Chrome, Android" not in ana.open("/account")


def test_all_others_end_at_once(ana: Colleague, console: Flask) -> None:
    others = [a_browser(console) for _ in range(2)]
    for other in others:
        other.sign_in()
    ana.open("/account")

    assert 'id="pin_for_sessions-refusal"' in ana.send("/account/sessions/end-others").text
    assert all(other.client.get("/account").status_code == 200 for other in others)
    ana.send("/account/sessions/end-others", pin_for_sessions=PIN)

    assert all(other.client.get("/").location.startswith("/sign-in") for other in others)
    assert "Change my PIN" in ana.open("/account")


@pytest.mark.parametrize("session", ["", "x", "-1", "4711", "1" * 30])
def test_no_such_session_is_said_and_nothing_ends(ana: Colleague, db: HallDatabase, session: str) -> None:
    ana.open("/account")
    before = everything(db)

    response = ana.send("/account/sessions/end", session=session)

    assert response.status_code == 404
    assert "This sign-in has ended already." in response.text
    assert everything(db) == before


# Being there


def test_the_duty_manager_is_signed_out_after_a_quarter_of_an_hour_without_a_hand_on_it(
    chen: Colleague, clock: FrozenClock
) -> None:
    for _ in range(3):  # the page refreshes by itself, and so does its badge
        later(clock, "5m")
        chen.client.get("/duty/fragment", headers={"X-Fragment": "1"})

    assert chen.client.get("/duty").location.startswith("/sign-in")


def test_whoever_was_away_for_too_long_is_told_so_and_comes_back_to_the_page(
    chen: Colleague, clock: FrozenClock
) -> None:
    sentence = "You were signed out after 15 minutes without use; sign in again."
    assert sentence not in chen.open("/duty")
    later(clock, "15m")

    response = chen.client.get("/duty?service=payment")
    form = chen.open(response.location)

    assert response.location == "/sign-in?next=/duty?service%3Dpayment"
    assert sentence in form
    assert "您已 15 分钟未操作" in chen.open(f"{response.location}&lang=zh")
    chen.open(f"{response.location}&lang=en")
    answer = chen.send(response.location, employee=CHEN.code, pin=PIN)
    assert (answer.status_code, answer.location) == (303, "/duty?service=payment")
    assert sentence not in chen.open("/duty")


def test_whoever_signed_out_or_never_was_in_is_told_nothing_of_it(chen: Colleague, clock: FrozenClock) -> None:
    chen.open("/duty")
    chen.send("/sign-out")
    later(clock, "15m")

    assert "without use" not in chen.open("/sign-in")


def test_a_session_that_ended_long_ago_was_not_left_idle_lately(chen: Colleague, clock: FrozenClock) -> None:
    later(clock, "12h")

    assert "without use" not in chen.open("/sign-in")


@pytest.mark.parametrize(
    ("sent_from", "leads_to"),
    [
        ("http://localhost/duty?service=payment", "/sign-in?next=/duty?service%3Dpayment"),
        ("http://elsewhere/duty", "/sign-in"),
        ("", "/sign-in"),
    ],
)
def test_a_form_that_is_sent_too_late_leads_back_to_its_page(
    chen: Colleague, clock: FrozenClock, db: HallDatabase, sent_from: str, leads_to: str
) -> None:
    chen.open("/account")
    later(clock, "15m")
    before = everything(db)

    headers = {"Referer": sent_from} if sent_from else {}
    response = chen.client.post("/account/sessions/end-others", data=chen.form(), headers=headers)

    assert (response.status_code, response.location) == (303, leads_to)
    assert everything(db) == before


def test_working_on_an_open_page_is_being_there(chen: Colleague, clock: FrozenClock) -> None:
    page = chen.open("/duty")
    assert "presence.js" in page
    for _ in range(3):
        later(clock, "14m")
        assert chen.send("/account/presence").status_code == 204

    assert chen.client.get("/duty").status_code == 200


def test_a_clerk_s_page_tells_nothing_about_being_there(ana: Colleague) -> None:
    assert "presence.js" not in ana.open("/")


def test_whoever_sits_at_an_open_counter_stays(chen: Colleague, db: HallDatabase, clock: FrozenClock) -> None:
    an_open_counter(db, clock, by=CHEN)

    later(clock, "3h")

    assert chen.client.get("/duty").status_code == 200


# Known browsers and the key file


def test_a_browser_that_was_used_before_is_not_locked_by_strangers(console: Flask, signed_in: SignedIn) -> None:
    ana = signed_in(ANA)
    ana.send("/sign-out")
    stranger = a_browser(console)
    for _ in range(5):
        assert stranger.sign_in(pin="135791").status_code == 401
    assert stranger.sign_in().status_code == 429

    assert ana.sign_in().status_code == 303


def test_an_enrolled_screen_that_was_used_before_is_not_locked_by_strangers_though_its_cookie_is_gone(
    console: Flask, db: HallDatabase, clock: FrozenClock
) -> None:
    """A tablet that is the pad of counter 1 and its clerk's desk."""
    tablet, another = a_browser(console), a_browser(console)
    for browser, name in ((tablet, "Tablet"), (another, "Kiosk")):
        token = an_enrolled_screen(db, clock, DeviceKind.KIOSK, name)
        browser.client.set_cookie(COOKIE, token)
    tablet.sign_in()
    tablet.send("/sign-out")
    tablet.client.delete_cookie("storeops_known_browser")
    stranger = a_browser(console)
    for _ in range(5):
        stranger.sign_in(pin="135791")

    assert stranger.sign_in().status_code == 429
    assert another.sign_in().status_code == 429
    assert tablet.sign_in().status_code == 303


def test_the_cookie_of_a_known_browser_is_out_of_reach_of_scripts(console: Flask) -> None:
    cookies = a_browser(console).sign_in().headers.getlist("Set-Cookie")

    (known,) = [cookie for cookie in cookies if cookie.startswith("storeops_known_browser=")]
    assert "HttpOnly" in known
    assert "SameSite=Lax" in known


def test_a_missing_key_file_is_said_at_the_sign_in(console: Flask, db: HallDatabase) -> None:
    key_file(db.path).unlink()

    response = a_browser(console, ADA).sign_in()

    assert response.status_code == 503
    assert "storeops key import" in response.text
