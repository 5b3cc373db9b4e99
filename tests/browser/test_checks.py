"""The daily checks on a tablet and a phone, in a real browser against the real server."""

from datetime import timedelta

import pytest
from playwright.sync_api import Locator, Page, ViewportSize, expect

from storeops.base.actor import Actor
from storeops.base.business_time import instant
from storeops.base.clock import SystemClock
from storeops.quality.checks import plan_rows
from storeops.queueing.staffing import open_counter
from storeops.store.database import HallDatabase, connect, write_transaction
from tests.browser.access import keeps_to_the_rules
from tests.browser.conftest import PHONE, OpenPage
from tests.factories import rows
from tests.served_hall import ServedHall

pytestmark = pytest.mark.browser

TABLET: ViewportSize = {"width": 1024, "height": 768}
SECONDS_PER_TAP = 2.5
"""What a practised hand needs to look, decide and tap."""
LEAST_TARGET = 44


def sign_in(page: Page, hall: ServedHall, employee: str) -> Page:
    page.get_by_label("Employee number").fill(employee)
    page.get_by_label("PIN").fill(hall.pins[employee])
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/console/**")
    return page


def the_sheet(hall: ServedHall, open_page: OpenPage, viewport: ViewportSize = TABLET, **options: object) -> Page:
    """The duty manager's tablet with an empty sheet for the first clerk."""
    page = sign_in(open_page("/console/sign-in?lang=en", viewport, **options), hall, "5001")
    page.goto("/console/checks/new?employee=1001")
    return page


def item(page: Page, name: str) -> Locator:
    return page.get_by_role("group", name=name, exact=True)


def mark(page: Page, name: str, choice: str) -> Locator:
    """One of the four large choices of an item."""
    return item(page, name).locator(f'.check-mark:has(input[value="{choice}"])')


def reason(page: Page, name: str, words: str) -> Locator:
    """One of the common reasons under an item."""
    return item(page, name).locator(".check-chip", has_text=words)


def saved_check(hall: ServedHall) -> tuple[timedelta, dict[str, tuple[float | None, str]]]:
    """How long the only check took, and its marks and reasons by item code."""
    db = connect(hall.path)
    (check,) = rows(db, "SELECT started_at, checked_at FROM spot_check")
    marks = rows(db, "SELECT code, mark, reason FROM check_mark JOIN sheet_item ON sheet_item.id = item_id")
    db.conn.close()
    took = instant(check["checked_at"]) - instant(check["started_at"])
    return took, {row["code"]: (row["mark"], row["reason"]) for row in marks}


def test_a_whole_check_is_tapped_on_one_screen_in_under_a_minute(served_hall: ServedHall, open_page: OpenPage) -> None:
    page = the_sheet(served_hall, open_page, has_touch=True)
    expect(page.locator("#running-left")).to_have_text("15 not marked yet")
    foot = page.locator(".check-foot").bounding_box()
    assert foot is not None
    taps = 0

    for place, group in enumerate(page.locator(".check-item").all()):
        target = group.locator(".check-mark").nth(2 if place == 2 else 0)
        box = target.bounding_box()
        assert box is not None
        assert 0 <= box["y"] <= foot["y"] - box["height"], "an untouched sheet needs no scrolling"
        assert min(box["width"], box["height"]) >= LEAST_TARGET
        if place != 2:
            target.tap()
            taps += 1
    mark(page, "Smile", "0").tap()
    reason(page, "Smile", "Not done").tap()
    expect(page.locator("#running-score")).to_have_text("92.00")
    page.get_by_role("button", name="Save the check").tap()
    taps += 3

    expect(page.get_by_text("Saved.")).to_be_visible()
    took, marks = saved_check(served_hall)
    assert marks["smile"] == (0, "not_done")
    assert [code for code, (worth, _) in marks.items() if worth != 1] == ["smile"]
    assert taps * SECONDS_PER_TAP < 60
    assert took < timedelta(minutes=1)


def test_the_rest_in_one_tap_fills_only_what_has_no_mark(served_hall: ServedHall, open_page: OpenPage) -> None:
    page = the_sheet(served_hall, open_page)
    rest = page.get_by_role("button", name="The rest is 1")
    expect(rest).to_be_disabled()

    mark(page, "Smile", "0.5").click()
    item(page, "Smile").get_by_label("Reason in your own words").fill("looked away")
    rest.click()

    expect(rest).to_be_disabled()
    expect(page.locator("#running-left")).to_have_text("all marked")
    expect(page.locator("#running-score")).to_have_text("96.00")
    page.get_by_role("button", name="Save the check").click()
    expect(page.get_by_text("Saved.")).to_be_visible()
    assert saved_check(served_hall)[1]["smile"] == (0.5, "looked away")


def test_a_refusal_comes_in_place_and_keeps_every_tap(served_hall: ServedHall, open_page: OpenPage) -> None:
    page = the_sheet(served_hall, open_page)
    mark(page, "Smile", "0").click()
    page.get_by_role("button", name="The rest is 1").click()

    page.get_by_role("button", name="Save the check").click()

    expect(page.get_by_role("alert")).to_have_text("Not saved yet: see the marked items.")
    expect(item(page, "Smile").get_by_text("Give the reason")).to_be_visible()
    expect(page.locator("#running-left")).to_have_text("all marked")
    reason(page, "Smile", "Too late").click()
    page.get_by_role("button", name="Save the check").click()
    expect(page.get_by_text("Saved.")).to_be_visible()


def test_the_clock_runs_towards_ten_minutes(served_hall: ServedHall, open_page: OpenPage) -> None:
    page = sign_in(open_page("/console/sign-in?lang=en", TABLET), served_hall, "5001")
    page.clock.install()
    page.goto("/console/checks/new?employee=1001")
    clock = page.locator(".check-clock .small-time")
    expect(clock).to_have_attribute("data-pace", "fine")

    page.clock.fast_forward(8 * 60_000 + 2_000)
    expect(clock).to_have_attribute("data-pace", "near")
    expect(clock).to_contain_text("8:0")
    page.clock.fast_forward(2 * 60_000)

    expect(clock).to_have_attribute("data-pace", "over")


def test_a_check_is_made_without_a_script(served_hall: ServedHall, open_page: OpenPage) -> None:
    page = the_sheet(served_hall, open_page, java_script_enabled=False)

    mark(page, "Smile", "0").click()
    reason(page, "Smile", "Not done").click()
    page.get_by_role("button", name="The rest is 1").click()
    expect(page.locator("#running-score")).to_have_text("92.00")
    page.get_by_role("button", name="Save the check").click()

    expect(page.get_by_text("Saved.")).to_be_visible()
    assert saved_check(served_hall)[1]["smile"] == (0, "not_done")


def test_a_phone_shows_every_choice_without_sideways_scrolling(served_hall: ServedHall, open_page: OpenPage) -> None:
    page = the_sheet(served_hall, open_page, PHONE, has_touch=True)

    for choice in ("1", "0.5", "0", "NA"):
        box = mark(page, "Dress and desk", choice).bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= PHONE["width"]
        assert min(box["width"], box["height"]) >= LEAST_TARGET
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    mark(page, "Dress and desk", "1").tap()
    expect(page.locator("#running-left")).to_have_text("14 not marked yet")


def plan_anew(db: HallDatabase, employee: str, inspector: str) -> None:
    """Today's plan holds one check, due now."""
    day, now = rows(db, "SELECT date('now', '+8 hours') AS day")[0]["day"], SystemClock().now()
    ids = {row["code"]: row["id"] for row in rows(db, "SELECT id, code FROM employee")}
    with write_transaction(db):
        db.execute("DELETE FROM planned_check")
        db.execute("INSERT OR IGNORE INTO check_plan VALUES (?, 'seed', ?)", (day, f"{day}T00:00:00.000Z"))
        plan_rows.add_planned(db, instant(f"{day}T00:00:00Z").date(), ids[employee], ids[inspector], now)


def test_a_due_check_appears_by_itself_and_is_one_tap_away(served_hall: ServedHall, open_page: OpenPage) -> None:
    db = connect(served_hall.path)
    with write_transaction(db):
        db.execute("DELETE FROM planned_check")
    page = sign_in(open_page("/console/sign-in?lang=en", TABLET), served_hall, "5001")
    page.goto("/console/checks")
    expect(page.get_by_text("Nothing is due for you.")).to_be_visible()
    expect(page.get_by_text("Live", exact=True)).to_be_visible()

    plan_anew(db, "1002", "5001")
    open_counter(db, SystemClock(), Actor("employee:1001"), "1", "1001")
    db.conn.close()

    expect(page.locator(".due-check")).to_have_count(1)
    page.locator(".due-check").click()
    expect(page.locator("#running-left")).to_have_text("15 not marked yet")


@pytest.mark.parametrize("path", ["/console/checks", "/console/checks/new?employee=1001", "/console/checks/month"])
def test_the_check_pages_keep_to_the_rules_of_access(served_hall: ServedHall, open_page: OpenPage, path: str) -> None:
    page = sign_in(open_page("/console/sign-in?lang=en", TABLET), served_hall, "5001")
    page.goto(path)
    if "new" in path:
        mark(page, "Smile", "0").click()

    keeps_to_the_rules(page)
