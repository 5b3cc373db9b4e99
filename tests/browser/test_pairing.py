"""Pairing a kiosk and a pad, in real browsers against the real server of a hall that enrols its screens."""

import sqlite3
from pathlib import Path

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from tests.browser.access import keeps_to_the_rules
from tests.browser.conftest import DESK, KIOSK, PHONE, TELEVISION, OpenPage
from tests.served_hall import ServedHall, storeops

pytestmark = pytest.mark.browser

TABLET: ViewportSize = {"width": 1024, "height": 768}
TABLET_UPRIGHT: ViewportSize = {"width": 800, "height": 1280}
NOT_ENROLLED = "本屏尚未配对"


@pytest.fixture
def enrolling_hall(served_hall: ServedHall) -> ServedHall:
    """The hall as a real one: it lets in only enrolled screens."""
    with sqlite3.connect(served_hall.path) as db:
        db.execute("UPDATE hall SET enrols_screens = 1")
    return served_hall


def code_on(screen: Page) -> str:
    """The code that a screen shows."""
    code = screen.locator("[data-code]")
    expect(code).to_be_visible()
    return code.inner_text()


def duty_manager(hall: ServedHall, open_page: OpenPage) -> Page:
    page = open_page("/console/sign-in?lang=en", DESK)
    page.get_by_label("Employee number").fill("5001")
    page.get_by_label("PIN").fill(hall.pins["5001"])
    page.get_by_role("button", name="Sign in").click()
    page.goto("/console/setup/devices")
    return page


def pair(console: Page, code: str, name: str) -> None:
    """Take the code of a screen as its own address suggests it."""
    console.get_by_label("Code on the screen").fill(code)
    console.get_by_role("button", name="Continue").click()
    console.get_by_label("Name of the device").fill(name)
    console.get_by_role("button", name="Pair it").click()
    expect(console.get_by_role("cell", name=name)).to_be_visible()


def test_a_kiosk_and_a_pad_are_paired_and_go_on_by_themselves_and_a_board_waits_for_the_hall(
    enrolling_hall: ServedHall, open_page: OpenPage, tmp_path: Path
) -> None:
    kiosk, pad = open_page("/", KIOSK), open_page("/pad/2", TABLET)
    console = duty_manager(enrolling_hall, open_page)

    pair(console, code_on(kiosk), "Kiosk at the door")
    pair(console, code_on(pad), "Pad at counter 2")

    expect(kiosk.locator(".tiles")).to_be_visible()
    expect(pad.locator("[data-pad]")).to_be_visible()

    with console.expect_download() as download:
        console.get_by_role("link", name="Start page: Board").click()
    download.value.save_as(tmp_path / "board.html")
    board = open_page(f"file://{tmp_path}/board.html", TELEVISION)
    board.wait_for_url(f"{enrolling_hall.url}/board")
    expect(board.locator("[data-code]")).to_be_visible()
    kiosk.locator(".tile").first.click()
    kiosk.locator(".service").first.click()
    expect(kiosk.locator(".number")).to_have_text("A001")


def test_a_revoked_board_shows_a_code_at_once(enrolling_hall: ServedHall, open_page: OpenPage) -> None:
    board = open_page("/board", TELEVISION)
    with board.expect_response("**/events*"):  # it listens
        paired = storeops("--db", str(enrolling_hall.path), "device", "pair", code_on(board), "--name", "Board")
    assert paired.returncode == 0, paired.stderr
    expect(board.locator("[data-board]")).to_be_visible()

    storeops("--db", str(enrolling_hall.path), "device", "revoke", "Board")

    expect(board.get_by_text(NOT_ENROLLED)).to_be_visible()
    assert code_on(board)


def test_a_standing_kiosk_that_is_revoked_shows_a_code_at_once(enrolling_hall: ServedHall, open_page: OpenPage) -> None:
    kiosk = open_page("/", KIOSK)
    with kiosk.expect_response("**/events*"):  # it listens
        storeops("--db", str(enrolling_hall.path), "device", "pair", code_on(kiosk), "--name", "Kiosk")
    expect(kiosk.locator(".tiles")).to_be_visible()

    storeops("--db", str(enrolling_hall.path), "device", "revoke", "Kiosk")

    # The command has ended: a stream hears of it within a second, the page's own look would take 15 s.
    expect(kiosk.get_by_text(NOT_ENROLLED)).to_be_visible(timeout=4000)


def test_a_kiosk_that_is_revoked_under_a_customer_s_finger_says_so_and_shows_a_code(
    enrolling_hall: ServedHall, open_page: OpenPage
) -> None:
    kiosk = open_page("/", KIOSK)
    storeops("--db", str(enrolling_hall.path), "device", "pair", code_on(kiosk), "--name", "Kiosk")
    kiosk.locator(".tile").first.click()
    expect(kiosk.locator(".service").first).to_be_visible()
    storeops("--db", str(enrolling_hall.path), "device", "revoke", "Kiosk")

    kiosk.locator(".service").first.click()

    expect(kiosk.get_by_text("本屏已停用")).to_be_visible()
    kiosk.locator(".leave").click()
    expect(kiosk.get_by_text(NOT_ENROLLED)).to_be_visible()
    with sqlite3.connect(enrolling_hall.path) as db:
        assert db.execute("SELECT count(*) FROM ticket").fetchone() == (0,)


@pytest.mark.parametrize("screen", [KIOSK, TABLET, TELEVISION, TABLET_UPRIGHT, PHONE])
def test_the_code_is_large_and_the_page_fits_its_screen(
    enrolling_hall: ServedHall, open_page: OpenPage, screen: ViewportSize
) -> None:
    page = open_page("/", screen)
    code_on(page)

    box = page.locator("[data-code]").bounding_box()

    assert box is not None
    assert box["height"] >= screen["height"] / 14
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= screen["width"]
    assert page.evaluate("document.documentElement.scrollHeight") <= screen["height"]
    keeps_to_the_rules(page)


def test_the_pages_of_devices_are_accessible(enrolling_hall: ServedHall, open_page: OpenPage) -> None:
    pad = open_page("/pad/2", TABLET)
    console = duty_manager(enrolling_hall, open_page)
    pair(console, code_on(pad), "Pad at counter 2")

    for path in ("/console/setup/devices", "/console/setup/devices/edit?device=2"):
        console.goto(path)
        keeps_to_the_rules(console)
