"""All pages of a browser follow one live stream: it has six connections to a server, and people have more tabs."""

import json
from urllib.request import urlopen

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.conftest import DESK, OpenPage
from tests.browser.test_desk import a_ticket, sign_in
from tests.served_hall import ServedHall

pytestmark = pytest.mark.browser

WITHOUT_WORKERS = "delete window.SharedWorker"
LIVE_WITHIN = 15_000


def open_streams(hall: ServedHall) -> int:
    with urlopen(f"{hall.url}/healthz", timeout=5) as answer:
        return int(json.load(answer)["open_streams"])


def seven_tabs(hall: ServedHall, open_page: OpenPage, script: str) -> list[Page]:
    """Seven tabs of one browser, each with a script of the test, on which the duty manager is signed in; all live."""
    browser = open_page("/static/icon.svg", DESK, locale="en-GB").context
    browser.add_init_script(script)
    tabs = [sign_in(a_tab(browser, "/console/duty?lang=en"), hall, "5001")]
    for path in ("/console/duty", "/console/checks", "/console/?lang=en", "/console/reports/day") * 2:
        if len(tabs) < 7:
            tabs.append(a_tab(browser, path))
    for tab in tabs:
        expect(tab.locator("#live-state")).to_have_text("Live", timeout=LIVE_WITHIN)
    return tabs


def a_tab(browser: BrowserContext, path: str) -> Page:
    page = browser.new_page()
    page.goto(path)
    return page


@pytest.mark.parametrize("script", ["", WITHOUT_WORKERS], ids=["a shared worker", "a leading page"])
def test_seven_tabs_follow_one_stream_also_when_the_first_is_closed_and_the_server_was_away(
    served_hall: ServedHall, open_page: OpenPage, script: str
) -> None:
    tabs = seven_tabs(served_hall, open_page, script)
    assert {tab.evaluate("typeof SharedWorker") for tab in tabs} == {"undefined" if script else "function"}

    assert open_streams(served_hall) == 1
    number = a_ticket(served_hall)
    halls = [tab for tab in tabs if "/duty" in tab.url]
    for tab in halls:
        expect(tab.locator(".hall-waiting")).to_contain_text(number)

    tabs[0].close()
    halls = halls[1:]
    number = a_ticket(served_hall)
    for tab in halls:
        expect(tab.locator(".hall-waiting")).to_contain_text(number, timeout=LIVE_WITHIN)
    if not script:
        the_server_is_started_again(served_hall, tabs[1:], halls)


def the_server_is_started_again(hall: ServedHall, tabs: list[Page], halls: list[Page]) -> None:
    hall.stop()
    hall.start()
    number = a_ticket(hall)
    for tab in halls:
        expect(tab.locator(".hall-waiting")).to_contain_text(number, timeout=30_000)
    for tab in tabs:
        expect(tab.locator("#live-state")).to_have_text("Live", timeout=LIVE_WITHIN)
    assert open_streams(hall) == 1


def test_whoever_signs_in_next_shares_no_stream_with_whoever_signed_out(
    served_hall: ServedHall, open_page: OpenPage
) -> None:
    duty = sign_in(open_page("/console/duty?lang=en", DESK, locale="en-GB"), served_hall, "5001")
    other = a_tab(duty.context, "/console/checks")
    expect(other.locator("#live-state")).to_have_text("Live")

    duty.get_by_role("button", name="Sign out").click()
    expect(other.get_by_label("Employee number")).to_be_visible(timeout=LIVE_WITHIN)
    sign_in(duty, served_hall, "1001")

    expect(duty.locator("#live-state")).to_have_text("Live")
    assert duty.locator("meta[name=reader]").get_attribute("content") != ""
    assert open_streams(served_hall) == 1
