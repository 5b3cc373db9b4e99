"""A page and scripts of two versions, as they meet after an update: the page is loaded anew, once."""

import re

import pytest
from playwright.sync_api import Page, Request, Route, expect

from tests.browser.conftest import DESK, PHONE, OpenPage
from tests.browser.test_pairing import duty_manager
from tests.served_hall import ServedHall

pytestmark = pytest.mark.browser


def loads_of(page: Page) -> list[str]:
    """The pages that the browser loads from now on, by address."""
    loaded: list[str] = []

    def note(request: Request) -> None:
        if request.is_navigation_request():
            loaded.append(request.url)

    page.on("request", note)
    return loaded


def test_a_page_of_before_the_mark_asks_for_none_and_is_loaded_once_more(
    served_hall: ServedHall, open_page: OpenPage
) -> None:
    console = duty_manager(served_hall, open_page)
    asked: list[str] = []
    console.on("request", lambda request: asked.append(request.url))

    def older(route: Route) -> None:
        answer = route.fetch()
        text = re.sub(r' data-epoch="[^"]*"|<meta name="assets"[^>]*>', "", answer.text())
        route.fulfill(response=answer, body=text)

    console.route("**/console/duty", older)
    loaded = loads_of(console)
    console.goto("/console/duty")
    expect(console.locator("#live")).to_be_visible()
    console.wait_for_function("performance.getEntriesByType('navigation')[0].type === 'reload'")
    console.wait_for_load_state("networkidle")

    assert len(loaded) == 2
    assert [url for url in asked if "undefined" in url or "/events" in url] == []


def test_a_page_whose_server_was_updated_is_loaded_anew_once(served_hall: ServedHall, open_page: OpenPage) -> None:
    console = duty_manager(served_hall, open_page)
    console.goto("/console/duty")
    loaded = loads_of(console)
    fetched: list[str] = []

    def newer(route: Route) -> None:
        answer = route.fetch()
        fetched.append(route.request.url)
        route.fulfill(response=answer, headers={**answer.headers, "x-storeops-assets": "another"})

    console.route("**/console/duty/fragment*", newer)
    with console.expect_navigation():
        served_hall.ask("POST", "/tickets", {"service": "payment"})
    expect(console.locator("#live-state")).to_be_visible()
    served_hall.ask("POST", "/tickets", {"service": "payment"})
    expect(console.locator("#live")).to_contain_text("A002")

    assert len(loaded) == 1
    assert len(fetched) >= 2


def test_a_phone_page_is_loaded_anew_too(served_hall: ServedHall, open_page: OpenPage) -> None:
    ticket = served_hall.ask("POST", "/tickets", {"service": "payment"}).body
    phone = open_page(f"/t/{ticket['token']}", PHONE)

    def newer(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, headers={**answer.headers, "x-storeops-assets": "another"})

    phone.route("**/fragment", newer)
    with phone.expect_navigation():
        served_hall.ask("POST", f"/tickets/{ticket['number']}/void")
    expect(phone.locator("main")).to_be_visible()


def test_pages_of_one_version_are_not_loaded_anew(served_hall: ServedHall, open_page: OpenPage) -> None:
    console = duty_manager(served_hall, open_page)
    console.goto("/console/duty")
    loaded = loads_of(console)

    served_hall.ask("POST", "/tickets", {"service": "payment"})

    expect(console.locator("#live")).to_contain_text("A001")
    assert loaded == []
    assert console.viewport_size == DESK
