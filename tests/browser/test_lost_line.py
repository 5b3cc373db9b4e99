"""Live screens that know when they are not live: the server is stopped in the midst of its work, and goes on later."""

import sqlite3

import pytest
from playwright.sync_api import Locator, Page, Request, Route, ViewportSize, expect

from tests.browser.conftest import DESK, KIOSK, PHONE, TELEVISION, OpenPage, with_a_clock_to_move
from tests.browser.test_desk import sign_in, the_desk
from tests.browser.test_kiosk import a_ticket, at_counter, events
from tests.browser.test_pad import TABLET, face, ratings
from tests.browser.test_pad import a_ticket as a_ticket_that_is_asked
from tests.served_hall import ServedHall

pytestmark = pytest.mark.browser

SHORT_PHONE: ViewportSize = {"width": 390, "height": 500}

THREE_BEATS = 15_500
"""Three beats of five seconds, and a moment to draw the words."""
AN_ANSWER = 10_500
KIOSK_IS_LEFT = 30_500
"""A kiosk's page that nobody touches warns after 20 seconds and is left after 30."""
BACK_WITHIN = 20_000


def lost_line(page: Page) -> Locator:
    """The words of a page that say that it is not live."""
    return page.locator("#live-state.is-lost, [data-connection]:not([hidden])")


def end_of_what_was_sent(hall: ServedHall) -> None:
    """Come back when the server has taken whatever was sent to it while it stood still."""
    for _ in range(3):
        assert hall.ask("GET", "/events").status == 200


def test_every_screen_says_within_three_beats_that_it_is_cut_off_and_is_live_again(
    served_hall: ServedHall, open_page: OpenPage
) -> None:
    _, token = a_ticket(served_hall)
    pages = {
        "desk": the_desk(served_hall, open_page),
        "hall": sign_in(open_page("/console/duty?lang=en", DESK), served_hall, "5001"),
        "board": open_page("/board", TELEVISION),
        "pad": open_page("/pad/1", TABLET),
        "kiosk": open_page("/", KIOSK),
        "kiosk services": open_page("/services/payment", KIOSK),
        "phone": open_page(f"/t/{token}", SHORT_PHONE),
    }
    for page in pages.values():
        with_a_clock_to_move(page)
    for name in ("hall", "desk"):
        expect(pages[name].locator("#live-state")).to_have_text("Live")
    pages["phone"].mouse.wheel(0, 2_000)
    expect(pages["board"].locator(".waiting .count")).to_have_text("1")

    served_hall.freeze()
    for page in pages.values():
        page.clock.run_for(THREE_BEATS)
    for name, page in pages.items():
        expect(lost_line(page), f"{name} does not say it").to_be_in_viewport(ratio=1)
        assert lost_line(page).inner_text(), name
    served_hall.thaw()

    for name, page in pages.items():
        expect(lost_line(page), f"{name} is not live again").to_have_count(0, timeout=BACK_WITHIN)
    at_counter(served_hall, 1, "call-next")
    expect(pages["board"].locator("[data-part=latest] .number").first).to_have_text("A001", timeout=BACK_WITHIN)
    expect(pages["desk"].locator(".present-number")).to_have_text("A001")


def test_no_press_that_got_no_answer_counts_when_the_server_wakes_and_each_screen_says_so(
    served_hall: ServedHall, open_page: OpenPage
) -> None:
    # In real time, for the server's own stopwatch must pass the moment until which a press counts.
    called, _ = a_ticket(served_hall)
    desk = the_desk(served_hall, open_page)
    at_counter(served_hall, 1, "call-next")
    served_hall.ask("POST", "/counters/2/open", {"employee": "1002"})
    asked, _ = a_ticket_that_is_asked(served_hall, language="en")
    served_hall.ask("POST", "/counters/2/call", {"number": asked})
    for verb in ("start", "finish"):
        at_counter(served_hall, 2, verb)
    pad = open_page("/pad/2", TABLET)
    waiting, token = a_ticket(served_hall, language="en")
    phone = open_page(f"/t/{token}", PHONE)
    phone.get_by_text("Cancel my ticket", exact=True).click()
    kiosk = open_page("/services/payment?lang=en", KIOSK)
    issued = events(served_hall, "issue")
    expect(desk.get_by_role("button", name="Start")).to_be_visible()

    served_hall.freeze()
    desk.get_by_role("button", name="Start").click()
    kiosk.get_by_role("button", name="Pay a bill").click()
    face(pad, "Good").click()
    phone.get_by_role("button", name="Yes, cancel my ticket").click()
    expect(desk.get_by_role("alert")).to_have_text("Sent; the server has not answered yet.", timeout=3_000)
    for page, words in (
        (desk, "Not sent: the server does not answer. Try again."),
        (kiosk, "No answer yet"),
        (pad, "Your answer has not arrived"),
        (phone, "not cancelled"),
    ):
        expect(page.get_by_role("alert")).to_contain_text(words, timeout=AN_ANSWER)
    expect(lost_line(desk)).to_be_visible()
    served_hall.thaw()
    end_of_what_was_sent(served_hall)

    assert called not in events(served_hall, "start")
    assert events(served_hall, "issue") == issued
    assert ratings(served_hall) == []
    with sqlite3.connect(served_hall.path) as db:
        assert db.execute("SELECT state FROM ticket WHERE number = ?", (waiting,)).fetchall() == [("waiting",)]
    expect(desk.locator("#live-state")).to_have_text("Live", timeout=BACK_WITHIN)
    desk.get_by_role("button", name="Start").click()
    expect(desk.get_by_role("button", name="Finish")).to_be_visible()
    assert called in events(served_hall, "start")
    expect(lost_line(kiosk)).to_have_count(0, timeout=BACK_WITHIN)
    expect(kiosk.get_by_role("alert")).to_have_text("No ticket was taken. Please touch again.")
    kiosk.get_by_role("button", name="Pay a bill").click()
    expect(kiosk.locator(".slip .number")).to_be_visible()
    assert len(events(served_hall, "issue")) == len(issued) + 1
    phone.get_by_role("button", name="Yes, cancel my ticket").click()
    expect(phone.get_by_role("heading")).to_have_text("This ticket is cancelled", timeout=BACK_WITHIN)


def test_the_words_of_a_press_stand_on_the_screen_however_far_the_hall_page_was_scrolled(
    served_hall: ServedHall, open_page: OpenPage
) -> None:
    duty = with_a_clock_to_move(sign_in(open_page("/console/duty?lang=en", PHONE), served_hall, "5001"))
    for _ in range(3):
        a_ticket(served_hall)
    last = duty.locator(".hall-waiting .menu summary").last
    expect(duty.locator(".hall-waiting .menu summary")).to_have_count(3)
    served_hall.freeze()

    last.click()
    duty.locator(".hall-waiting .menu[open] .row-button").first.click()
    duty.clock.run_for(AN_ANSWER)

    expect(duty.get_by_role("alert").locator("p")).to_be_in_viewport(ratio=1)
    duty.clock.run_for(THREE_BEATS - AN_ANSWER)
    expect(lost_line(duty)).to_be_in_viewport(ratio=1)
    served_hall.thaw()


def test_a_kiosk_whose_idle_page_finds_no_server_comes_to_its_start_later(
    served_hall: ServedHall, open_page: OpenPage
) -> None:
    kiosk = with_a_clock_to_move(open_page("/services/payment", KIOSK))

    served_hall.freeze()
    kiosk.clock.run_for(KIOSK_IS_LEFT)
    kiosk.clock.run_for(AN_ANSWER)
    expect(lost_line(kiosk)).to_be_visible()
    expect(kiosk.get_by_role("button", name="交话费")).to_be_attached()
    served_hall.thaw()
    end_of_what_was_sent(served_hall)

    kiosk.clock.run_for(5_500)  # it asks again after five seconds
    expect(kiosk.get_by_role("heading", name="您好，请选择要办理的业务")).to_be_visible(timeout=BACK_WITHIN)
    expect(lost_line(kiosk)).to_have_count(0, timeout=BACK_WITHIN)


def test_a_kiosk_that_gave_up_waiting_tells_the_ticket_that_was_taken_after_all(
    served_hall: ServedHall, open_page: OpenPage
) -> None:
    kiosk = open_page("/services/payment?lang=en", KIOSK)

    def lose_the_answer(route: Route) -> None:
        route.fetch(max_redirects=0)  # the server has done it
        served_hall.freeze()
        route.abort()

    kiosk.route("**/tickets", lose_the_answer)
    kiosk.get_by_role("button", name="Pay a bill").click()
    expect(kiosk.get_by_role("alert")).to_contain_text("No answer yet. Please wait a moment")
    served_hall.thaw()

    expect(kiosk.locator("[data-late]")).to_have_text(
        "Taken late: A001. The answer did not arrive at first.", timeout=BACK_WITHIN
    )
    expect(kiosk.locator(".slip .number")).to_have_text("A001")
    assert events(served_hall, "issue") == ["A001"]


def test_a_page_that_comes_back_by_the_back_button_listens_and_polls_no_more(
    served_hall: ServedHall, open_page: OpenPage
) -> None:
    board = with_a_clock_to_move(open_page("/board", TELEVISION))
    asked: list[str] = []

    def note(request: Request) -> None:
        if "/events" in request.url:
            asked.append(request.resource_type)

    def no_stream(route: Route) -> None:
        if route.request.resource_type == "eventsource":
            route.fulfill(status=503)
        else:
            route.continue_()

    board.on("request", note)
    board.route("**/events?*", no_stream)
    board.reload()
    with board.expect_request_finished(lambda request: request.resource_type == "fetch" and "/events" in request.url):
        board.clock.run_for(3_500)
    board.unroute("**/events?*")
    asked.clear()

    board.evaluate("dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }))")
    board.clock.run_for(10_000)
    assert asked == []
    with board.expect_response(lambda response: response.request.resource_type == "eventsource"):
        board.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))")
    board.clock.run_for(10_000)
    assert asked == ["eventsource"]
