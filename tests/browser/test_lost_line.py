"""Live screens that know when they are not live: the server is stopped in the midst of its work, and goes on later."""

import sqlite3

import pytest
from playwright.sync_api import Locator, Page, ViewportSize, expect

from tests.browser.conftest import DESK, KIOSK, PHONE, TELEVISION, OpenPage
from tests.browser.test_desk import sign_in, the_desk
from tests.browser.test_kiosk import a_ticket, at_counter, events
from tests.browser.test_pad import TABLET, face, ratings
from tests.browser.test_pad import a_ticket as a_ticket_that_is_asked
from tests.served_hall import ServedHall

pytestmark = pytest.mark.browser

SHORT_PHONE: ViewportSize = {"width": 390, "height": 500}

WITHIN_A_BEAT_LOST = 15_500
"""Three beats of five seconds, and a moment to draw the words."""
WITHIN_AN_ANSWER_LOST = 10_500
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
    duty = sign_in(open_page("/console/duty?lang=en", DESK), served_hall, "5001")
    pages = {
        "desk": the_desk(served_hall, open_page),
        "hall": duty,
        "board": open_page("/board", TELEVISION),
        "pad": open_page("/pad/1", TABLET),
        "kiosk": open_page("/", KIOSK),
        "kiosk services": open_page("/services/payment", KIOSK),
        "phone": open_page(f"/t/{token}", SHORT_PHONE),
    }
    expect(duty.locator("#live-state")).to_have_text("Live")
    expect(pages["desk"].locator("#live-state")).to_have_text("Live")
    pages["phone"].mouse.wheel(0, 2_000)
    expect(pages["board"].locator(".waiting .count")).to_have_text("1")

    served_hall.freeze()
    pages["desk"].wait_for_timeout(WITHIN_A_BEAT_LOST)  # the product's own promise: three beats
    silent = [name for name, page in pages.items() if not lost_line(page).is_visible()]
    shown = {name: lost_line(page).inner_text() for name, page in pages.items() if name not in silent}
    for page in pages.values():
        expect(lost_line(page)).to_be_in_viewport(ratio=1)
    served_hall.thaw()

    assert silent == []
    assert all(shown.values())
    for page in pages.values():
        expect(lost_line(page)).to_have_count(0, timeout=BACK_WITHIN)
    at_counter(served_hall, 1, "call-next")
    expect(pages["board"].locator("[data-part=latest] .number").first).to_have_text("A001", timeout=BACK_WITHIN)
    expect(pages["desk"].locator(".present-number")).to_have_text("A001")


def test_a_press_on_the_desk_that_got_no_answer_says_so_and_is_not_booked_when_the_server_wakes(
    served_hall: ServedHall, open_page: OpenPage
) -> None:
    a_ticket(served_hall)
    desk = the_desk(served_hall, open_page)
    at_counter(served_hall, 1, "call-next")
    expect(desk.get_by_role("button", name="Start")).to_be_visible()

    served_hall.freeze()
    desk.get_by_role("button", name="Start").click()
    expect(desk.get_by_role("alert")).to_have_text("Sent; the server has not answered yet.", timeout=3_000)
    expect(desk.get_by_role("alert")).to_have_text(
        "Not sent: the server does not answer. Try again.", timeout=WITHIN_AN_ANSWER_LOST
    )
    expect(lost_line(desk)).to_be_visible()
    served_hall.thaw()
    end_of_what_was_sent(served_hall)

    expect(desk.locator("#live-state")).to_have_text("Live", timeout=BACK_WITHIN)
    assert events(served_hall, "start") == []
    desk.get_by_role("button", name="Start").click()
    expect(desk.get_by_role("button", name="Finish")).to_be_visible()
    assert events(served_hall, "start") == ["A001"]


def test_the_words_of_a_press_stand_on_the_screen_however_far_the_hall_page_was_scrolled(
    served_hall: ServedHall, open_page: OpenPage
) -> None:
    duty = sign_in(open_page("/console/duty?lang=en", PHONE), served_hall, "5001")
    for _ in range(3):
        a_ticket(served_hall)
    last = duty.locator(".hall-waiting .menu summary").last
    expect(duty.locator(".hall-waiting .menu summary")).to_have_count(3)
    served_hall.freeze()

    last.click()
    duty.locator(".hall-waiting .menu[open] .row-button").first.click()

    expect(duty.get_by_role("alert").locator("p")).to_be_in_viewport(ratio=1, timeout=WITHIN_AN_ANSWER_LOST)
    expect(lost_line(duty)).to_be_in_viewport(ratio=1, timeout=WITHIN_A_BEAT_LOST)
    served_hall.thaw()


def test_a_touch_on_the_kiosk_that_got_no_answer_says_so_and_takes_no_ticket_when_the_server_wakes(
    served_hall: ServedHall, open_page: OpenPage
) -> None:
    kiosk = open_page("/services/payment?lang=en", KIOSK)

    served_hall.freeze()
    kiosk.get_by_role("button", name="Pay a bill").click()
    expect(kiosk.get_by_role("alert")).to_contain_text("Your ticket is not taken yet", timeout=WITHIN_AN_ANSWER_LOST)
    served_hall.thaw()
    end_of_what_was_sent(served_hall)

    assert events(served_hall, "issue") == []
    expect(lost_line(kiosk)).to_have_count(0, timeout=BACK_WITHIN)
    kiosk.get_by_role("button", name="Pay a bill").click()
    expect(kiosk.locator(".slip .number")).to_have_text("A001")


def test_a_tap_on_the_pad_that_got_no_answer_says_so_and_does_not_rate_when_the_server_wakes(
    served_hall: ServedHall, open_page: OpenPage
) -> None:
    served_hall.open_counters(1)
    pad = open_page("/pad/1", TABLET)
    a_ticket_that_is_asked(served_hall, language="en")
    for verb in ("call-next", "start", "finish"):
        at_counter(served_hall, 1, verb)
    expect(face(pad, "Good")).to_be_visible()

    served_hall.freeze()
    face(pad, "Good").click()
    expect(pad.get_by_role("alert")).to_contain_text("Your answer has not arrived", timeout=WITHIN_AN_ANSWER_LOST)
    served_hall.thaw()
    end_of_what_was_sent(served_hall)

    assert ratings(served_hall) == []


def test_a_ticket_that_a_phone_gave_back_without_an_answer_is_kept_when_the_server_wakes(
    served_hall: ServedHall, open_page: OpenPage
) -> None:
    _, token = a_ticket(served_hall, language="en")
    phone = open_page(f"/t/{token}", PHONE)
    phone.get_by_text("Cancel my ticket", exact=True).click()

    served_hall.freeze()
    phone.get_by_role("button", name="Yes, cancel my ticket").click()
    expect(phone.get_by_role("alert")).to_contain_text("not cancelled", timeout=WITHIN_AN_ANSWER_LOST)
    served_hall.thaw()
    end_of_what_was_sent(served_hall)

    with sqlite3.connect(served_hall.path) as db:
        assert db.execute("SELECT state FROM ticket").fetchall() == [("waiting",)]
    phone.get_by_role("button", name="Yes, cancel my ticket").click()
    expect(phone.get_by_role("heading")).to_have_text("This ticket is cancelled", timeout=BACK_WITHIN)


def test_a_kiosk_whose_idle_page_finds_no_server_comes_to_its_start_later(
    served_hall: ServedHall, open_page: OpenPage
) -> None:
    kiosk = open_page("/services/payment", KIOSK)
    kiosk.evaluate("document.querySelector('[data-idle]').dataset.idleLimit = 1")

    served_hall.freeze()
    expect(lost_line(kiosk)).to_be_visible(timeout=WITHIN_A_BEAT_LOST)
    expect(kiosk.get_by_role("button", name="交话费")).to_be_attached()
    served_hall.thaw()

    expect(lost_line(kiosk)).to_have_count(0, timeout=BACK_WITHIN)
