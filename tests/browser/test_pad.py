"""The rating pad, the phone page's question and the one below a ticket, in a real browser against the real server."""

import sqlite3
from itertools import pairwise

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from storeops.quality.ratings.moments import Moment
from storeops.quality.ratings.sampling import drawn_moments
from tests.browser.access import keeps_to_the_rules
from tests.browser.conftest import KIOSK, PHONE, TELEVISION, OpenPage
from tests.served_hall import ServedHall

pytestmark = pytest.mark.browser

TABLET: ViewportSize = {"width": 1024, "height": 768}
TABLET_UPRIGHT: ViewportSize = {"width": 800, "height": 1280}
PIXELS_PER_MM = 5.2
"""A tablet of 10 inches with 1024 by 768 pixels."""


def a_ticket(hall: ServedHall, *moments: Moment, language: str = "zh") -> tuple[str, str]:
    """Number and token of a ticket that draws just these moments; those before it are given back."""
    with sqlite3.connect(hall.path) as db:
        key = db.execute("SELECT secret_key FROM hall").fetchone()[0]
    while True:
        ticket = hall.ask("POST", "/tickets", {"service": "payment", "language": language}).body
        with sqlite3.connect(hall.path) as db:
            ticket_id = db.execute("SELECT id FROM ticket WHERE token = ?", (ticket["token"],)).fetchone()[0]
        if drawn_moments(ticket_id, key).moments == frozenset(moments):
            return ticket["number"], ticket["token"]
        hall.ask("POST", f"/tickets/{ticket['token']}/cancel", {})


def at_counter(hall: ServedHall, *verbs: str) -> None:
    for verb in verbs:
        answer = hall.ask("POST", f"/counters/1/{verb}", {})
        assert answer.status == 200, answer


def ratings(hall: ServedHall) -> list[tuple[str, int, str | None, bool]]:
    """Moment, value, reason and whether it was taken back."""
    with sqlite3.connect(hall.path) as db:
        return db.execute("SELECT moment, value, reason, undone_at IS NOT NULL FROM rating ORDER BY id").fetchall()


def prompts(hall: ServedHall) -> list[tuple[str, str]]:
    with sqlite3.connect(hall.path) as db:
        return db.execute("SELECT moment, place FROM prompt ORDER BY id").fetchall()


def face(page: Page, words: str):
    return page.get_by_role("button", name=words, exact=True)


def test_a_finish_brings_the_question_and_a_tap_is_thanked_for(served_hall: ServedHall, open_page: OpenPage) -> None:
    served_hall.open_counters(1)
    pad = open_page("/pad/1", TABLET)
    expect(pad.get_by_role("heading")).to_contain_text("欢迎光临")
    a_ticket(served_hall)

    at_counter(served_hall, "call-next", "start", "finish")
    expect(pad.get_by_text("今天的服务您满意吗？")).to_be_visible()
    face(pad, "满意").click()

    expect(pad.get_by_text("感谢您的评价！")).to_be_visible()
    assert ratings(served_hall) == [("farewell", 4, None, 0)]
    assert prompts(served_hall) == [("farewell", "pad")]


def test_a_slip_is_taken_back_and_a_low_tap_explained(served_hall: ServedHall, open_page: OpenPage) -> None:
    served_hall.open_counters(1)
    pad = open_page("/pad/1", TABLET_UPRIGHT)
    a_ticket(served_hall, language="en")
    at_counter(served_hall, "call-next", "start", "finish")

    face(pad, "Very good").click()
    pad.get_by_role("button", name="Take my answer back").click()
    face(pad, "Bad").click()
    pad.get_by_role("button", name="The wait was too long").click()

    expect(pad.get_by_text("Thank you!")).to_be_visible()
    expect(pad.get_by_text("The wait was too long")).to_be_hidden()
    assert ratings(served_hall) == [("farewell", 5, None, 1), ("farewell", 2, "long_wait", 0)]


def test_without_a_tap_the_question_leaves_after_15_seconds_and_nothing_is_counted(
    served_hall: ServedHall, open_page: OpenPage
) -> None:
    served_hall.open_counters(1)
    pad = open_page("/pad/1", TABLET)
    pad.clock.install()
    a_ticket(served_hall)
    at_counter(served_hall, "call-next", "start", "finish")
    with pad.expect_response("**/pad/1/shown"):
        pad.goto("/pad/1")
    pad.clock.run_for(13_000)
    expect(pad.locator(".question")).to_be_visible()

    with sqlite3.connect(served_hall.path) as db:  # what the pad's clock has run ahead of the hall's
        db.execute("UPDATE prompt SET expires_at = shown_at")
    pad.clock.run_for(2_300)
    expect(pad.get_by_role("heading")).to_contain_text("欢迎光临")
    assert ratings(served_hall) == []
    assert prompts(served_hall) == [("farewell", "pad")]


def test_the_customer_chooses_the_language_and_the_question_stays(served_hall: ServedHall, open_page: OpenPage) -> None:
    served_hall.open_counters(1)
    pad = open_page("/pad/1", TABLET)
    a_ticket(served_hall)
    at_counter(served_hall, "call-next", "start", "finish")

    pad.get_by_role("link", name="English").click()
    face(pad, "Good").click()

    expect(pad.get_by_text("Thank you!")).to_be_visible()
    expect(pad.get_by_role("heading")).to_contain_text("欢迎光临", timeout=8_000)  # by itself, after 5 seconds
    assert pad.url.endswith("/pad/1")


def test_what_is_answered_on_the_phone_leaves_the_pad(served_hall: ServedHall, open_page: OpenPage) -> None:
    served_hall.open_counters(1)
    _, token = a_ticket(served_hall)
    at_counter(served_hall, "call-next", "start")
    pad, phone = open_page("/pad/1", TABLET), open_page(f"/t/{token}", PHONE)
    at_counter(served_hall, "finish")
    expect(pad.locator(".question")).to_be_visible()

    face(phone, "很满意").click()

    expect(phone.get_by_text("感谢您的评价！")).to_be_visible()
    expect(pad.get_by_role("heading")).to_contain_text("欢迎光临")
    assert ratings(served_hall) == [("farewell", 5, None, 0)]
    assert len(prompts(served_hall)) == 1  # one question, wherever it was seen first


def test_a_question_below_a_ticket_is_answered_where_it_stands(served_hall: ServedHall, open_page: OpenPage) -> None:
    number, token = a_ticket(served_hall, Moment.TICKET)
    page = open_page(f"/ticket/{token}", KIOSK)

    face(page, "很容易").click()

    expect(page.get_by_text("感谢您的评价！")).to_be_visible()
    expect(page.locator(".slip .number")).to_have_text(number)
    expect(page.get_by_role("link", name="完成")).to_be_in_viewport()
    assert ratings(served_hall) == [("ticket", 5, None, 0)]


def test_a_pad_without_javascript_rates_with_plain_forms(served_hall: ServedHall, open_page: OpenPage) -> None:
    served_hall.open_counters(1)
    a_ticket(served_hall)
    at_counter(served_hall, "call-next", "start", "finish")
    pad = open_page("/pad/1", TABLET, java_script_enabled=False)

    face(pad, "不满意").click()
    pad.get_by_role("button", name="没讲清楚").click()

    expect(pad.get_by_text("感谢您的评价！")).to_be_visible()
    assert ratings(served_hall) == [("farewell", 2, "unclear", 0)]


@pytest.mark.parametrize("tablet", [TABLET, TABLET_UPRIGHT])
def test_the_faces_are_large_apart_and_whole_on_the_screen(
    served_hall: ServedHall, open_page: OpenPage, tablet: ViewportSize
) -> None:
    served_hall.open_counters(1)
    a_ticket(served_hall, language="en")
    at_counter(served_hall, "call-next", "start", "finish")
    pad = open_page("/pad/1", tablet)

    boxes = [box for button in pad.locator(".face").all() if (box := button.bounding_box())]

    assert len(boxes) == 5
    for box in boxes:
        assert min(box["width"], box["height"]) >= 20 * PIXELS_PER_MM
        assert box["y"] + box["height"] <= tablet["height"]
    gaps = [right["x"] - left["x"] - left["width"] for left, right in pairwise(boxes)]
    assert min(gaps) >= 2.5 * PIXELS_PER_MM


def test_question_and_thanks_are_accessible(served_hall: ServedHall, open_page: OpenPage) -> None:
    served_hall.open_counters(1)
    a_ticket(served_hall)
    at_counter(served_hall, "call-next", "start", "finish")
    pad = open_page("/pad/1", TABLET)
    keeps_to_the_rules(pad)

    face(pad, "很不满意").click()
    expect(pad.locator(".thanks")).to_be_visible()
    keeps_to_the_rules(pad)


def test_a_rating_does_not_wake_the_board(served_hall: ServedHall, open_page: OpenPage) -> None:
    served_hall.open_counters(1)
    _, token = a_ticket(served_hall)
    next_number, _ = a_ticket(served_hall)
    at_counter(served_hall, "call-next", "start", "finish")
    board = open_page("/board", TELEVISION)
    board.clock.install(time=0)
    board.clock.pause_at(1_000)  # only news make it ask
    board.goto("/board")
    asked: list[str] = []
    board.on("request", lambda request: asked.append(request.url) if "/board/fragment" in request.url else None)

    rated = served_hall.ask("POST", f"/tickets/{token}/ratings", {"moment": "farewell", "value": 5})
    at_counter(served_hall, "call-next")

    assert rated.status == 201
    expect(board.locator(".latest .number").first).to_have_text(next_number)
    assert len(asked) == 1
