"""Pages that came without some of their scripts or sheets, as while the server is stopped: each mends itself."""

import pytest
from playwright.sync_api import Page, Route, ViewportSize, expect

from tests.browser.conftest import DESK, KIOSK, PHONE, STILL, TELEVISION, OpenPage, Tabs, listens
from tests.browser.test_desk import sign_in, the_desk
from tests.browser.test_kiosk import a_ticket
from tests.browser.test_pad import TABLET
from tests.browser.test_versions import loads_of
from tests.served_hall import ServedHall

pytestmark = pytest.mark.browser


def away(route: Route) -> None:
    """The server answers, but takes no more requests."""
    route.fulfill(status=503, body="")


def test_every_live_page_mends_itself_whatever_of_it_did_not_come(served_hall: ServedHall, open_page: OpenPage) -> None:
    _, token = a_ticket(served_hall)
    desk = the_desk(served_hall, open_page)
    hall = sign_in(open_page("/console/duty?lang=en", DESK), served_hall, "5001")

    def opened(path: str, viewport: ViewportSize, lost: str) -> Page:
        """A page that misses a file, once."""
        page = open_page(STILL, viewport)
        page.route(lost, lambda route: route.abort(), times=1)
        page.goto(path)
        return page

    pages = {
        "board": opened("/board", TELEVISION, "**/board.js"),
        "board by what it imports": opened("/board", TELEVISION, "**/shared/line.js"),
        "kiosk": opened("/", KIOSK, "**/kiosk.js"),
        "kiosk by its sheet": opened("/services/payment", KIOSK, "**/kiosk.css"),
        "pad": opened("/pad/1", TABLET, "**/pad.js"),
        "phone": opened(f"/t/{token}", PHONE, "**/shared/live.js"),
        "pairing": opened("/pairing", TABLET, "**/pairing.js"),
        "desk": desk,
        "hall": hall,
    }
    for name, lost in {"desk": "**/live_page.js", "hall": "**/shared/line.js"}.items():
        pages[name].route(lost, away, times=1)
        pages[name].reload()

    for name, page in pages.items():
        listens(page)
        assert page.evaluate("sessionStorage.getItem('loaded_again')") is None, name
        expect(page.locator("body")).not_to_have_css("font-family", "Times New Roman")


def test_a_page_whose_scripts_are_of_another_version_than_what_they_import_is_loaded_again(
    served_hall: ServedHall, tabs: Tabs
) -> None:
    assert served_hall.ask("GET", "/board").status == 200
    tab = tabs.open_anew(TELEVISION)
    tab.page.route(
        "**/news.js", lambda route: route.fulfill(content_type="text/javascript", body="export {};"), times=1
    )

    tab.page.goto("/board")

    listens(tab.page)
    assert len(tab.errors) == 1  # it was refused, and only once
    tab.page.context.close()


def test_a_page_in_vain_is_loaded_ever_more_rarely_and_never_while_the_server_is_away(
    served_hall: ServedHall, open_page: OpenPage
) -> None:
    board = open_page(STILL, TELEVISION)
    board.clock.install()
    board.route("**/board.js", away)
    board.goto("/board")
    loads = loads_of(board)

    for pause in (2_000, 4_000, 8_000):
        before = len(loads)
        board.clock.run_for(pause - 200)
        assert len(loads) == before
        with board.expect_event("load"):
            board.clock.run_for(400)

    before = len(loads)
    board.route("**/board", away)
    with board.expect_response("**/board"):
        board.clock.run_for(20_000)
    board.unroute("**/board", away)
    board.unroute("**/board.js", away)
    assert len(loads) == before
    board.clock.run_for(6_000)
    listens(board)


def test_what_somebody_begins_to_type_while_the_server_is_asked_stays(
    served_hall: ServedHall, open_page: OpenPage
) -> None:
    page, asked = open_page(STILL, DESK), list[Route]()

    def hold(route: Route) -> None:
        asked.append(route)

    page.clock.install()
    page.route("**/number_keys.js", lambda route: route.abort(), times=1)
    page.goto("/console/sign-in")
    loads = loads_of(page)
    page.route("**/console/sign-in", hold, times=1)
    with page.expect_request("**/console/sign-in"):
        page.clock.run_for(3_000)

    page.locator("input[name=employee]").fill("5001")
    with page.expect_response("**/console/sign-in"):
        asked[0].continue_()
    page.clock.run_for(60_000)

    expect(page.locator("input[name=employee]")).to_have_value("5001")
    assert loads == []


def test_what_is_typed_on_a_page_stays_and_a_kiosk_is_left_when_nobody_goes_on(
    served_hall: ServedHall, open_page: OpenPage
) -> None:
    pages = {"console": open_page(STILL, DESK), "kiosk": open_page(STILL, KIOSK)}
    paths = {
        "console": ("/console/sign-in", "**/number_keys.js", "employee"),
        "kiosk": ("/place", "**/line.js", "number"),
    }
    for name, page in pages.items():
        path, lost, field = paths[name]
        page.clock.install()
        page.route(lost, lambda route: route.abort(), times=1)
        page.goto(path)
        page.locator(f"input[name={field}]").fill("A002")
        page.clock.run_for(50_000)
        expect(page.locator(f"input[name={field}]")).to_have_value("A002")

    loads = loads_of(pages["console"])
    pages["console"].clock.run_for(300_000)
    assert loads == []
    with pages["kiosk"].expect_event("load"):
        pages["kiosk"].clock.run_for(15_000)
