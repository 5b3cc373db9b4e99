"""Signing in and out, and who is let in where."""

import hashlib
import re

import pytest
from flask import Flask
from werkzeug.routing import Rule

from storeops.base.clock import FrozenClock
from storeops.people.door_table import DOORS, Site, lets_in
from storeops.people.roles import ROLES, Permission
from storeops.store.database import HallDatabase
from storeops.web import live
from storeops.web.cookies import HallSessions
from storeops.web.doorkeeper import address_of
from tests.factories import ADA, ANA, CAST, CHEN, GRETA, PIN, Person, an_open_counter, everything, last_event, rows
from tests.staff_console.colleague import Colleague
from tests.staff_console.conftest import SignedIn

OPEN_TO_ALL = {
    "sign_in.form",
    "sign_in.enter",
    "sign_in.code_form",
    "sign_in.enter_code",
    "sign_in.leave",
    "static",
    "shared.static",
    "shared.font",
    "shared.styles_of_all_pages",
    "shared.logo",
    "events",
}


def address(rule: Rule) -> str:
    """An address that a rule answers, with 1 for whatever it leaves open."""
    return re.sub(r"<[^>]+>", "1", rule.rule)


def a_browser(console: Flask, person: Person = ANA) -> Colleague:
    return Colleague(console.test_client(), person)


# Signing in


def test_the_sign_in_page_asks_for_number_and_pin(console: Flask) -> None:
    page = a_browser(console).open("/sign-in?lang=en")

    assert "Employee number" in page
    assert 'inputmode="numeric"' in page
    [pin] = re.findall(r'<input [^>]*name="pin"[^>]*>', page)
    assert 'type="password"' in pin
    assert 'autocomplete="current-password"' in pin


def test_signing_in_opens_a_session_and_leads_to_the_desk(console: Flask, db: HallDatabase) -> None:
    response = a_browser(console).sign_in()

    assert (response.status_code, response.location) == (303, "/start")
    assert rows(db, "SELECT ended_at FROM session") == [{"ended_at": None}]
    assert last_event(db)["kind"] == "sign_in"


def test_a_wrong_pin_is_said_in_place_and_the_number_stays(console: Flask, db: HallDatabase) -> None:
    response = a_browser(console).sign_in(pin="0000")

    assert response.status_code == 401
    assert "Employee number and PIN do not match" in response.text
    assert 'value="1001"' in response.text
    assert rows(db, "SELECT 1 FROM session") == []
    assert last_event(db)["kind"] == "sign_in_refused"


def test_five_wrong_pins_lock_the_number_for_a_while(console: Flask) -> None:
    browser = a_browser(console)

    for _ in range(5):
        assert browser.sign_in(pin="0000").status_code == 401
    locked = browser.sign_in(pin=PIN)

    assert locked.status_code == 429
    assert "try again in 1 min" in locked.text


@pytest.mark.parametrize("number", ["", "nobody", "1" * 10_000, "1001'; --", "一"])
def test_an_unknown_number_gets_the_same_answer_as_a_wrong_pin(console: Flask, number: str) -> None:
    browser = a_browser(console)
    browser.open("/sign-in?lang=en")

    response = browser.send("/sign-in", employee=number, pin=PIN)

    assert response.status_code == 401
    assert "do not match" in response.text


def test_a_form_without_its_token_is_refused_and_nothing_happens(console: Flask, db: HallDatabase) -> None:
    before = everything(db)

    response = console.test_client().post("/sign-in", data={"employee": "1001", "pin": PIN})

    assert response.status_code == 400
    assert "页面打开时间过长" in response.text
    assert everything(db) == before


def test_whoever_is_signed_in_does_not_see_the_form_again(ana: Colleague) -> None:
    assert ana.client.get("/sign-in").status_code == 303


def test_a_session_ends_after_twelve_hours(ana: Colleague, clock: FrozenClock) -> None:
    clock.advance(hours=12)

    assert ana.client.get("/").location == "/sign-in?next=/"


# There and back


def test_a_signed_out_visitor_comes_back_to_the_page_that_was_asked_for(console: Flask) -> None:
    browser = a_browser(console, ADA)
    asked = browser.client.get("/setup/services/edit?code=payment")

    assert asked.status_code == 303
    browser.open(asked.location + "&lang=en")
    response = browser.send(asked.location, employee=ADA.code, pin=PIN)

    assert response.location == "/setup/services/edit?code=payment"


@pytest.mark.parametrize(
    "elsewhere",
    ["https://evil.example/", "//evil.example/", "/\\evil.example", "\\\\evil.example", "/\t/evil.example", "duty", ""],
)
def test_the_way_back_never_leaves_this_site(console: Flask, elsewhere: str) -> None:
    browser = a_browser(console)
    browser.open("/sign-in?lang=en")

    data = {"employee": ANA.code, "pin": PIN, "csrf_token": browser._token}
    response = browser.client.post("/sign-in", query_string={"next": elsewhere}, data=data)

    assert (response.status_code, response.location) == (303, "/start")


def test_under_a_mount_point_the_way_back_stays_below_it(console: Flask) -> None:
    client = console.test_client()
    below = {"SCRIPT_NAME": "/console"}

    asked = client.get("/duty", environ_overrides=below)

    assert asked.location == "/console/sign-in?next=/duty"


# Signing out


def test_signing_out_ends_the_session(ana: Colleague, db: HallDatabase) -> None:
    response = ana.send("/sign-out")

    assert response.location == "/sign-in"
    assert rows(db, "SELECT 1 FROM session WHERE ended_at IS NULL") == []
    assert last_event(db)["kind"] == "sign_out"
    assert ana.client.get("/").status_code == 303


def test_a_cookie_counts_only_as_this_hall_signed_it(ana: Colleague, console: Flask) -> None:
    kept = ana.client.get_cookie("storeops_staff_console")
    assert kept is not None
    content, stamped, signature = kept.value.rsplit(".", 2)
    changed = "A" if signature[0] != "A" else "B"
    older = HallSessions()
    older.digest_method = staticmethod(hashlib.sha1)
    signer = older.get_signing_serializer(console)
    assert signer is not None

    # Changed, unsigned, and signed with the right key by another algorithm.
    for forged in (
        f"{content}.{stamped}.{changed}{signature[1:]}",
        f"{content}.{stamped}.",
        str(signer.dumps({"token": "x"})),
    ):
        ana.client.set_cookie("storeops_staff_console", forged)
        assert ana.client.get("/account").location == "/sign-in?next=/account"
    ana.client.set_cookie("storeops_staff_console", kept.value)
    assert ana.client.get("/account").status_code == 200


def test_signing_in_anew_gives_another_token_and_ends_the_old_one(ana: Colleague, db: HallDatabase) -> None:
    old = ana.client.get_cookie("storeops_staff_console")
    assert old is not None

    assert ana.send("/sign-in", employee=ANA.code, pin=PIN).location == "/start"

    assert [row["ended"] for row in rows(db, "SELECT ended_at IS NOT NULL AS ended FROM session ORDER BY id")] == [1, 0]
    assert [row["kind"] for row in rows(db, "SELECT kind FROM event ORDER BY seq DESC LIMIT 2")] == [
        "sign_out",
        "sign_in",
    ]
    ana.client.set_cookie("storeops_staff_console", old.value)
    assert ana.client.get("/account").location == "/sign-in?next=/account"


def test_nobody_leaves_an_open_counter_behind(ana: Colleague, db: HallDatabase, clock: FrozenClock) -> None:
    an_open_counter(db, clock)

    response = ana.send("/sign-out")

    assert response.status_code == 409
    assert "Counter 1 is still open; pause or close it before you sign out." in response.text
    assert rows(db, "SELECT ended_at FROM session") == [{"ended_at": None}]


def test_from_a_paused_counter_one_may_sign_out(ana: Colleague, db: HallDatabase, clock: FrozenClock) -> None:
    an_open_counter(db, clock)
    ana.send("/desk/pause", counter="1", reason="meal")

    assert ana.send("/sign-out").location == "/sign-in"


# Doors


def test_no_page_that_only_shows_changes_anything(ada: Colleague, db: HallDatabase, console: Flask) -> None:
    before = everything(db)

    for rule in console.url_map.iter_rules():
        if "GET" in (rule.methods or set()) and not rule.arguments and rule.endpoint != "events":
            ada.client.get(rule.rule)

    assert everything(db) == before


@pytest.mark.parametrize("person", [person for person in CAST if person.name != "Lars"], ids=lambda person: person.name)
def test_a_role_without_the_permission_is_refused_in_words(
    signed_in: SignedIn, console: Flask, db: HallDatabase, person: Person
) -> None:
    colleague = signed_in(person)
    before = everything(db)
    for rule in console.url_map.iter_rules():
        if lets_in(DOORS[Site.CONSOLE][address_of(rule)], ROLES[person.role].permissions):
            continue
        methods = rule.methods or set()

        response = colleague.send(address(rule)) if "POST" in methods else colleague.client.get(address(rule))

        assert response.status_code == 403, rule
        assert "may not do this; ask a duty manager or the administrator" in response.text

    assert everything(db) == before


def test_the_words_of_a_refusal_name_the_role_in_the_readers_language(ana: Colleague) -> None:
    assert "Your role (Clerk)" in ana.client.get("/setup/hall").text
    assert "您的岗位（营业员）" in ana.client.get("/setup/hall?lang=zh").text


def test_a_signed_out_visitor_is_sent_to_the_sign_in_from_every_page(console: Flask) -> None:
    client = console.test_client()

    for rule in console.url_map.iter_rules():
        if rule.endpoint in OPEN_TO_ALL or "GET" not in (rule.methods or set()):
            continue
        assert client.get(address(rule)).location.startswith("/sign-in"), rule


def test_a_fragment_for_nobody_is_a_401_that_the_script_understands(console: Flask) -> None:
    response = console.test_client().get("/desk/fragment", headers={"X-Fragment": "1"})

    assert response.status_code == 401
    assert 'id="live"' not in response.text


def test_each_role_sees_the_pages_that_it_may_open(signed_in: SignedIn) -> None:
    pages = {"Desk": Permission.SERVE, "Hall": Permission.SEE_HALL, "Set-up": Permission.SET_UP}
    for person in (ANA, GRETA, CHEN, ADA):
        page = signed_in(person).open("/")
        navigation = page[page.index("bar-pages") : page.index("</nav>")]

        for words, permission in pages.items():
            assert (f">{words}</a>" in navigation) is (permission in ROLES[person.role].permissions)


def test_an_unknown_address_is_answered_in_words(ana: Colleague) -> None:
    response = ana.client.get("/nowhere")

    assert response.status_code == 404
    assert "There is nothing at this address" in response.text


def test_the_language_switch_keeps_the_page_and_its_questions(ada: Colleague) -> None:
    page = ada.open("/setup/services/edit?code=payment")

    assert 'href="/setup/services/edit?code=payment&lang=zh"' in page
    assert "单笔办理时限" in ada.open("/setup/services/edit?code=payment&lang=zh")
    assert "单笔办理时限" in ada.open("/setup/services/edit?code=payment")


def test_every_page_of_somebody_signed_in_offers_to_sign_out(ada: Colleague, console: Flask) -> None:
    seen = 0
    for rule in console.url_map.iter_rules():
        if "GET" in (rule.methods or ()) and rule.endpoint not in OPEN_TO_ALL:
            answer = ada.client.get(address(rule))
            if answer.status_code == 200 and answer.mimetype == "text/html" and "<html" in answer.text:
                seen += 1
                assert 'action="/sign-out"' in answer.text, rule.rule

    assert seen > 40


def test_the_live_stream_of_a_session_ends_with_it(
    chen: Colleague, signed_in: SignedIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(live, "BEAT_SECONDS", 0.05)
    duty, clerk = (
        iter(each.client.get("/events", headers={"Accept": "text/event-stream"}).response)
        for each in (chen, signed_in(ANA))
    )
    for beginning in (duty, clerk):
        assert b": connected" in next(beginning)

    chen.send("/sign-out")

    assert [chunk for chunk in duty if b"beat" not in chunk] == [b"event: revoked\ndata: {}\n\n"]
    assert b"beat" in next(clerk)
