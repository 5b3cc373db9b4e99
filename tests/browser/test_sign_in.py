"""The first PIN and the second factor in a real browser, with pictures in both languages."""

from pathlib import Path

import pyotp
import pytest
from playwright.sync_api import Page, expect

from storeops.store.database import connect, write_transaction
from tests.browser.access import keeps_to_the_rules
from tests.browser.conftest import DESK, PHONE, TABLET, OpenPage
from tests.served_hall import ServedHall, storeops

pytestmark = pytest.mark.browser

NEW = "864205"


@pytest.fixture
def one_time_pin(served_hall: ServedHall) -> str:
    """The administrator's PIN for one time, in a hall that is no sample."""
    db = connect(served_hall.path)
    with write_transaction(db):
        db.execute("UPDATE hall SET is_sample = 0")
    db.conn.close()
    return storeops("--db", str(served_hall.path), "employee", "pin", "9001").stdout.split()[-1]


def photograph(page: Page, folder: Path, name: str) -> None:
    """A picture of the page in each language; the page stands in English afterwards."""
    address = page.url.split("?")[0]
    for language in ("zh", "en"):
        page.goto(f"{address}?lang={language}")
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
        page.screenshot(path=folder / f"{name}-{language}.png", full_page=True, animations="disabled")


@pytest.mark.parametrize("viewport", [DESK, PHONE], ids=["desk", "phone"])
def test_from_the_first_pin_to_a_sign_in_with_the_phone(
    open_page: OpenPage, one_time_pin: str, tmp_path: Path, viewport: dict[str, int]
) -> None:
    page = open_page("/console/sign-in?lang=en", viewport)
    page.get_by_label("Employee number").fill("9001")
    page.get_by_label("PIN", exact=True).fill(one_time_pin)
    page.get_by_role("button", name="Sign in").click()

    expect(page.get_by_role("heading", name="Choose your PIN")).to_be_visible()
    photograph(page, tmp_path, "first-pin")
    keeps_to_the_rules(page)
    page.get_by_label("New PIN", exact=True).fill("123456")
    page.get_by_label("New PIN once more").fill("123456")
    page.get_by_role("button", name="Save and go on").click()
    expect(page.get_by_text("This PIN is easily guessed")).to_be_visible()
    page.screenshot(path=tmp_path / "first-pin-refused.png", full_page=True)
    page.get_by_label("New PIN", exact=True).fill(NEW)
    page.get_by_label("New PIN once more").fill(NEW)
    page.get_by_role("button", name="Save and go on").click()

    page.get_by_role("link", name="Set up the second factor").click()
    photograph(page, tmp_path, "factor-begin")
    page.get_by_label("Present PIN").fill(NEW)
    page.get_by_role("button", name="Begin").click()
    expect(page.get_by_alt_text("QR code for the authenticator app")).to_be_visible()
    photograph(page, tmp_path, "factor-scan")
    keeps_to_the_rules(page)
    app = pyotp.TOTP(page.locator(".factor-key").inner_text().replace(" ", ""))
    page.get_by_label("Verification code").fill(app.now())
    page.get_by_role("button", name="Confirm the phone").click()
    expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()
    page.screenshot(path=tmp_path / "factor-codes.png", full_page=True)
    keeps_to_the_rules(page)
    [first, *_] = page.locator(".recovery-codes li").all_inner_texts()
    page.get_by_role("link", name="I have them, go on").click()

    page.goto("/console/account")
    photograph(page, tmp_path, "account")
    keeps_to_the_rules(page)
    page.get_by_role("button", name="Sign out").click()
    page.get_by_label("Employee number").fill("9001")
    page.get_by_label("PIN", exact=True).fill(NEW)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", name="Second factor")).to_be_visible()
    photograph(page, tmp_path, "factor-code")
    keeps_to_the_rules(page)
    page.get_by_label("Verification code").fill(first)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("button", name="Sign out")).to_be_visible()


def test_a_finger_enters_number_and_pin_with_keys_on_the_screen(served_hall: ServedHall, open_page: OpenPage) -> None:
    page = open_page("/console/sign-in?lang=zh", TABLET, has_touch=True)
    keys = page.locator("[data-keys] button")
    expect(keys).to_have_count(12)

    sizes = keys.evaluate_all("keys => keys.map(key => Math.min(key.offsetWidth, key.offsetHeight))")
    assert min(sizes) >= 44
    assert page.evaluate("document.documentElement.scrollHeight <= innerHeight")  # the whole card at once
    keeps_to_the_rules(page)
    page.keyboard.type("10019")  # a keyboard writes as well
    page.locator("[data-deletes]").tap()
    page.locator("[data-goes-on]").tap()
    for digit in served_hall.pins["1001"]:
        keys.get_by_text(digit, exact=True).tap()
    assert page.locator("#pin").input_value() == served_hall.pins["1001"]
    assert page.locator("#pin").evaluate("field => field.inputMode") == "none"  # the tablet's own keyboard stays away
    page.locator(".button-big").tap()

    expect(page.locator(".bar form")).to_be_visible()


def test_with_a_mouse_the_keys_come_only_to_who_asks(open_page: OpenPage) -> None:
    page = open_page("/console/sign-in?lang=en", DESK)
    keys, ask = page.locator("[data-keys]"), page.get_by_role("button", name="Number keys on the screen")
    expect(ask).to_be_visible()
    expect(keys).to_be_hidden()

    ask.click()

    expect(keys).to_be_visible()
    expect(page.locator("#employee")).to_be_focused()
    ask.click()
    expect(keys).to_be_hidden()


def test_a_page_that_nobody_touched_goes_with_its_session(open_page: OpenPage, served_hall: ServedHall) -> None:
    page = open_page("/console/sign-in?lang=en", DESK)
    page.clock.install()
    page.get_by_label("Employee number").fill("9001")
    page.get_by_label("PIN", exact=True).fill(served_hall.pins["9001"])
    page.get_by_role("button", name="Sign in").click()
    page.goto("/console/setup/employees")
    expect(page.get_by_role("heading", name="Employees")).to_be_visible()
    page.clock.fast_forward("16:00")
    expect(page.get_by_role("heading", name="Employees")).to_be_visible()

    db = connect(served_hall.path)
    with write_transaction(db):
        db.execute("UPDATE session SET ended_at = created_at")
    db.conn.close()
    page.clock.fast_forward("01:00")

    expect(page.get_by_label("Employee number")).to_be_visible()
    expect(page.get_by_role("heading", name="Employees")).to_have_count(0)
