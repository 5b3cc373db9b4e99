"""Setting up a second factor, and signing in with it."""

import re

import pyotp
import pytest
from flask import Flask

from storeops.base.clock import FrozenClock
from storeops.store.database import HallDatabase
from tests.factories import ADA, PIN, SUN, everything, last_event, later, rows
from tests.staff_console.colleague import Colleague
from tests.staff_console.conftest import SignedIn


def set_up(colleague: Colleague, clock: FrozenClock) -> tuple[pyotp.TOTP, list[str]]:
    """They set up a second factor on their page half a minute ago: their app, and their codes on paper."""
    colleague.open("/account/factor")
    colleague.send("/account/factor/begin", pin=PIN)
    page = colleague.open("/account/factor")
    assert "data:image/svg+xml" in page
    (key,) = re.findall(r'<code class="factor-key">([A-Z2-7 ]+)</code>', page)
    app = pyotp.TOTP(key.replace(" ", ""))
    told = colleague.send("/account/factor/confirm", code=app.at(clock.now()))
    assert "Set up your second factor" not in told.text
    assert "bar-pages" in told.text
    later(clock, "30s")
    return app, re.findall(r'<li class="digits">([0-9A-Z]{5}-[0-9A-Z]{5})</li>', told.text)


def test_a_factor_is_set_up_and_asked_for_at_the_next_sign_in(
    ada: Colleague, console: Flask, db: HallDatabase, clock: FrozenClock
) -> None:
    assert "Set up your second factor by 2026-03-09." in ada.open("/")
    app, codes = set_up(ada, clock)
    assert len(codes) == 10
    assert last_event(db)["kind"] == "factor_set_up"
    assert "Set up your second factor" not in ada.open("/account")

    browser = Colleague(console.test_client(), ADA)
    browser.open("/sign-in?lang=en")
    first = browser.send("/sign-in?next=/setup/hall", employee=ADA.code, pin="246810")
    assert first.location == "/sign-in/code?next=/setup/hall"
    assert browser.client.get("/").location == "/sign-in?next=/"
    assert "Enter the code that the app on your phone shows now" in browser.open(first.location)
    wrong = browser.send(first.location, code="000000")
    assert (wrong.status_code, "This code does not fit" in wrong.text) == (401, True)
    right = browser.send(first.location, code=app.at(clock.now()))

    assert (right.status_code, right.location) == (303, "/setup/hall")
    assert browser.client.get("/setup/hall").status_code == 200


def test_after_a_week_nothing_else_is_open_until_it_is_set_up(
    signed_in: SignedIn, console: Flask, clock: FrozenClock
) -> None:
    signed_in(SUN)
    later(clock, "168h")
    sun = Colleague(console.test_client(), SUN)
    sun.sign_in()

    assert sun.client.get("/stars/2026-03").location == "/account/factor"
    assert sun.client.get("/account").location == "/account/factor"
    assert "bar-pages" not in sun.open("/account/factor")
    set_up(sun, clock)

    assert sun.client.get("/account").status_code == 200


def test_a_wrong_first_code_is_refused_beside_its_field(ada: Colleague, db: HallDatabase) -> None:
    ada.open("/account/factor")
    assert 'id="pin-refusal"' in ada.send("/account/factor/begin", pin="135791").text
    ada.send("/account/factor/begin", pin=PIN)
    before = everything(db)

    response = ada.send("/account/factor/confirm", code="12")

    assert response.status_code == 401
    assert 'id="code-refusal"' in response.text
    assert everything(db) == before


def test_new_codes_and_another_phone_ask_for_a_present_code(
    ada: Colleague, db: HallDatabase, clock: FrozenClock
) -> None:
    app, codes = set_up(ada, clock)

    assert ada.send("/account/factor/codes", code="000000").status_code == 401
    told = ada.send("/account/factor/codes", code=app.at(clock.now()))
    assert codes[0] not in told.text
    later(clock, "30s")
    assert ada.send("/account/factor/other-phone", code="000000").status_code == 401
    assert ada.send("/account/factor/other-phone", code=app.at(clock.now())).location == "/account/factor"

    assert rows(db, "SELECT secret IS NOT NULL AS stands, new_secret IS NOT NULL AS waits FROM second_factor") == [
        {"stands": 1, "waits": 1}
    ]


@pytest.mark.parametrize("code", ["", "0", "x" * 5000, "一二三四五六"])
def test_whatever_is_typed_as_a_code_is_refused_calmly(
    ada: Colleague, console: Flask, clock: FrozenClock, code: str
) -> None:
    set_up(ada, clock)
    browser = Colleague(console.test_client(), ADA)
    browser.sign_in()

    assert browser.send("/sign-in/code", code=code).status_code == 401


def test_without_a_sign_in_that_waits_the_code_form_leads_back(console: Flask) -> None:
    browser = Colleague(console.test_client(), ADA)
    browser.open("/sign-in?lang=en")

    answer = browser.send("/sign-in/code?next=/duty", code="123456")

    assert answer.status_code == 401
    assert "You are not signed in" in answer.text
    assert 'action="/sign-in?next=/duty"' in answer.text


def test_the_code_form_is_only_for_whoever_gave_the_pin_a_moment_ago(
    ada: Colleague, console: Flask, clock: FrozenClock
) -> None:
    set_up(ada, clock)
    browser = Colleague(console.test_client(), ADA)

    assert browser.client.get("/sign-in/code?next=/duty").location == "/sign-in?next=/duty"
    browser.sign_in()
    assert browser.client.get("/sign-in/code?next=/duty").status_code == 200
    later(clock, "5m")
    assert browser.client.get("/sign-in/code?next=/duty").location == "/sign-in?next=/duty"
    assert ada.client.get("/sign-in/code").location == "/sign-in"
