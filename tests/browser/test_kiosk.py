"""Kiosk, board and phone page in a real browser, against the real server."""

import json
import sqlite3

import pytest
from playwright.sync_api import Page, Response, ViewportSize, expect

from storeops.quality.ratings.moments import Moment
from tests.browser.access import keeps_to_the_rules
from tests.browser.conftest import KIOSK, PHONE, TELEVISION, OpenPage, with_a_clock_to_move
from tests.browser.test_pad import a_ticket as a_drawn_ticket
from tests.served_hall import ServedHall

pytestmark = pytest.mark.browser

A_CALL_IS_SHOWN = 5_000
"""Milliseconds on the board."""
PIXELS_PER_MM = 3.2
"""A kiosk of 27 inches with 1080 by 1920 pixels."""


def events(hall: ServedHall, kind: str) -> list[str]:
    """The ticket numbers of all events of a kind, as the live feed tells them."""
    answer = hall.ask("GET", "/events?since=0")
    return [event["number"] for event in answer.body["events"] if event["kind"] == kind]


def a_ticket(hall: ServedHall, service: str = "payment", language: str = "zh") -> tuple[str, str]:
    """The number and the token of a new ticket."""
    ticket = hall.ask("POST", "/tickets", {"service": service, "language": language}).body
    return ticket["number"], ticket["token"]


def at_counter(hall: ServedHall, counter: int, verb: str) -> None:
    answer = hall.ask("POST", f"/counters/{counter}/{verb}", {})
    assert answer.status == 200, answer


# Kiosk


def test_two_taps_lead_to_a_ticket(served_hall: ServedHall, open_page: OpenPage) -> None:
    page = open_page("/", KIOSK)
    pages_before = page.evaluate("history.length")

    page.get_by_role("link", name="充值交费").click()
    page.get_by_role("button", name="交话费").click()

    number = page.locator(".slip .number")
    expect(number).to_have_text("A001")
    assert page.evaluate("history.length") == pages_before  # no swipe leads the next customer back to it
    assert page.evaluate("n => parseFloat(getComputedStyle(n).fontSize)", number.element_handle()) > 12 * PIXELS_PER_MM
    expect(page.get_by_role("heading", level=1)).to_have_text("取号成功")
    assert page.locator("figure img").evaluate("image => image.complete && image.naturalWidth > 0")
    assert events(served_hall, "issue") == ["A001"]


def test_a_double_tap_gives_one_ticket(served_hall: ServedHall, open_page: OpenPage) -> None:
    page = open_page("/services/payment", KIOSK)

    page.get_by_role("button", name="交话费").dblclick()

    expect(page.locator(".slip .number")).to_have_text("A001")
    assert events(served_hall, "issue") == ["A001"]


def test_a_ticket_can_be_taken_without_javascript(served_hall: ServedHall, open_page: OpenPage) -> None:
    page = open_page("/", KIOSK, java_script_enabled=False)

    page.get_by_role("link", name="充值交费").click()
    page.get_by_role("button", name="交话费").click()

    expect(page.locator(".slip .number")).to_have_text("A001")


def test_a_lost_connection_says_so_and_the_next_touch_takes_one_ticket(
    served_hall: ServedHall, open_page: OpenPage
) -> None:
    page = open_page("/services/payment?lang=en", KIOSK)
    page.route("**/tickets", lambda route: route.abort())

    page.get_by_role("button", name="Pay a bill").click()
    expect(page.get_by_role("alert")).to_contain_text("No answer yet")
    page.unroute("**/tickets")
    page.get_by_role("button", name="Pay a bill").click()

    expect(page.locator(".slip .number")).to_have_text("A001")
    assert events(served_hall, "issue") == ["A001"]


def test_a_refusal_is_shown_as_its_own_page(served_hall: ServedHall, open_page: OpenPage) -> None:
    page = open_page("/services/payment?lang=en", KIOSK)
    page.locator("input[name=language]").evaluate("input => input.value = 'xx'")

    page.get_by_role("button", name="Pay a bill").click()

    expect(page.get_by_role("alert")).to_contain_text("This is not on the list")
    assert events(served_hall, "issue") == []


def with_a_clock_of_its_own(page: Page) -> Page:
    """The page with a clock that moves only when told, from the next page on."""
    page.clock.install(time=0)
    page.clock.pause_at(1_000)
    return page


def test_an_abandoned_screen_warns_then_returns_to_the_chinese_start(open_page: OpenPage) -> None:
    page = with_a_clock_of_its_own(open_page("/", KIOSK))
    page.goto("/services/payment?lang=en")
    dialog = page.get_by_role("dialog")

    page.clock.run_for(19_500)
    expect(dialog).to_be_hidden()
    page.clock.run_for(1_000)
    expect(dialog).to_be_visible()
    expect(dialog).to_contain_text("10 seconds")
    page.clock.run_for(4_000)
    expect(dialog).to_contain_text("6 seconds")

    dialog.get_by_role("button", name="Still here").click()
    expect(dialog).to_be_hidden()
    page.clock.run_for(29_500)
    assert "/services/payment" in page.url
    page.clock.run_for(1_500)

    expect(page.get_by_role("heading", name="您好，请选择要办理的业务")).to_be_visible()


def test_the_ticket_leaves_the_screen_by_itself(served_hall: ServedHall, open_page: OpenPage) -> None:
    _, token = a_ticket(served_hall)
    page = with_a_clock_of_its_own(open_page("/", KIOSK))
    page.goto(f"/ticket/{token}?lang=en")

    expect(page.get_by_role("link", name="Done")).to_contain_text("Back to the start in 20 seconds")
    page.clock.run_for(10_500)
    expect(page.get_by_role("link", name="Done")).to_contain_text("Back to the start in 10 seconds")
    page.clock.run_for(10_500)

    expect(page.get_by_role("heading", name="您好，请选择要办理的业务")).to_be_visible()


def test_a_screen_never_shows_the_error_page_of_the_browser(served_hall: ServedHall, open_page: OpenPage) -> None:
    _, token = a_ticket(served_hall)
    start, home = open_page("/", KIOSK), served_hall.url
    expect(start.locator(".tile").first).to_be_visible()
    page = with_a_clock_of_its_own(open_page("/", KIOSK))
    page.goto(f"/ticket/{token}")
    served_hall.stop()

    start.get_by_role("link", name="充值交费").click()
    page.clock.run_for(19_000)

    expect(start.get_by_text("请稍候")).to_be_visible()
    assert start.url == f"{home}/"
    expect(page.locator(".slip .number")).to_have_text("A001")
    expect(page.locator("[data-away]")).to_be_hidden()
    page.clock.run_for(6_000)
    expect(page.locator("[data-away]")).to_be_visible()  # who took the ticket has left
    served_hall.start()
    expect(start.locator("[data-away]")).to_be_hidden(timeout=20_000)


def test_the_tiles_follow_the_queue_and_a_place_is_found_with_the_keys_of_the_screen(
    served_hall: ServedHall, open_page: OpenPage
) -> None:
    page = open_page("/?lang=en", KIOSK)
    number, _ = a_ticket(served_hall)
    expect(page.locator(".tile .note").first).to_have_text("1 ahead of you")  # the tiles follow the queue
    page.get_by_role("link", name="Find my place").click()
    show = page.get_by_role("button", name="Show my place")

    for key in number:
        page.get_by_role("button", name=key, exact=True).click()
    show.click()  # leads to the other field
    for key in "0001":
        page.get_by_role("button", name=key, exact=True).click()
    expect(page.get_by_label("Taken at")).to_have_value("00:01")
    with sqlite3.connect(served_hall.path) as db:
        taken_at = db.execute("SELECT strftime('%H:%M', issued_at, '+8 hours') FROM ticket").fetchone()[0]
    page.get_by_label("Taken at").fill(taken_at)
    show.click()

    expect(page.locator(".slip .number")).to_have_text(number)
    expect(page.locator(".slip-service")).to_have_text("You are next")


@pytest.mark.parametrize(("view", "millimetres"), [("normal", 20), ("large", 25)])
def test_all_that_is_touched_is_large_and_within_reach(open_page: OpenPage, view: str, millimetres: int) -> None:
    page = open_page("/", KIOSK)

    for path in ("/", "/services/plans"):
        for language in ("zh", "en"):
            page.goto(f"{path}?lang={language}&view={view}")
            boxes = [box for box in (target.bounding_box() for target in page.locator("a, button").all()) if box]

            assert len(boxes) >= 5
            assert all(min(box["width"], box["height"]) >= millimetres * PIXELS_PER_MM for box in boxes)
            assert all(box["y"] >= KIOSK["height"] / 3 for box in boxes)
            assert fits(page)


SIZES: list[ViewportSize] = [
    {"width": width, "height": height}
    for width, height in ((1024, 768), (1280, 800), (1366, 768), (1920, 1080), (768, 1024), (1080, 1920))
]
RIGID = """
async ([width, height]) => {
  while (innerWidth !== width || innerHeight !== height) await new Promise(requestAnimationFrame);
  await new Promise(requestAnimationFrame);
  const clipped = [...document.querySelectorAll("main *, header *, footer *")].filter((element) =>
    getComputedStyle(element).display !== "inline" && element.scrollWidth > element.clientWidth + 1);
  return [clipped.map((element) => element.className), getComputedStyle(document.querySelector(".bar a")).fontSize];
}
"""


def test_every_page_fits_every_screen_in_both_sizes_of_text(served_hall: ServedHall, open_page: OpenPage) -> None:
    served_hall.open_counters(1)
    plain, asked = (f"/ticket/{a_drawn_ticket(served_hall, *moments)[1]}" for moments in ((), (Moment.TICKET,)))
    page = open_page("/", KIOSK)
    outside, sizes_of_text = [], {}
    # English needs more room, and the services of "plans" most of all.
    for path in ("/", "/services/plans", plain, asked, "/place", "/nowhere"):
        for view in ("normal", "large"):
            page.goto(f"{path}?lang=en&view={view}")
            for size in SIZES:
                page.set_viewport_size(size)
                clipped, text = page.evaluate(RIGID, [size["width"], size["height"]])
                sizes_of_text[size["width"], view] = float(text.removesuffix("px"))
                # Who answers in the larger text is told too that nobody learns who it was.
                clipped += page.locator(".anonymous").locator("visible=false").all_inner_texts()
                if clipped or not fits(page):
                    outside.append((path, view, size, clipped))

    assert outside == []
    for size in SIZES:
        normal, large = (sizes_of_text[size["width"], view] for view in ("normal", "large"))
        assert large == pytest.approx(1.5 * normal, rel=1e-4)


def fits(page: Page) -> bool:
    """Whether nothing of the page is outside the screen."""
    root = "document.documentElement"
    return bool(page.evaluate(f"{root}.scrollWidth <= innerWidth && {root}.scrollHeight <= innerHeight"))


# Board

RECORD_STAGE = """
const shown = [];
document.addEventListener("DOMContentLoaded", () => {
  const stage = document.querySelector("[data-stage]");
  new MutationObserver(() => {
    shown.push([performance.now(), stage.querySelector("[data-number]")?.dataset.number ?? null]);
    document.documentElement.dataset.shown = JSON.stringify(shown);
    document.documentElement.dataset.changes = shown.length;
  }).observe(stage, { childList: true });
});
"""

RECORD_VOICE = """
const said = [];
window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
Object.defineProperty(window, "speechSynthesis", { value: {
  getVoices: () => [{ lang: "zh-CN" }, { lang: "en-US" }],
  speak: (sentence) => {
    said.push([sentence.lang, sentence.text]);
    document.documentElement.dataset.said = JSON.stringify(said);
    setTimeout(() => sentence.onend(), 10);
  },
} });
"""


def test_two_calls_at_once_are_both_shown_long_enough_and_noted(served_hall: ServedHall, open_page: OpenPage) -> None:
    served_hall.open_counters(2)
    for _ in range(2):
        a_ticket(served_hall)
    board = with_a_clock_to_move(open_page("/board", TELEVISION, init_script=RECORD_STAGE))
    expect(board.locator(".waiting .count")).to_have_text("2")

    at_counter(served_hall, 1, "call-next")
    at_counter(served_hall, 2, "call-next")

    noted: list[str] = []

    def is_second_note(response: Response) -> bool:
        noted.extend([response.url] if response.url.endswith("/announced") else [])
        return len(noted) == 2

    with board.expect_response(is_second_note):
        for changes in ("1", "2"):
            expect(board.locator("html")).to_have_attribute("data-changes", changes, timeout=20_000)
            board.clock.run_for(A_CALL_IS_SHOWN)
    expect(board.locator("html")).to_have_attribute("data-changes", "3", timeout=20_000)
    shown = json.loads(board.locator("html").get_attribute("data-shown") or "")
    (first_at, first), (second_at, second), (ended_at, nobody) = shown
    assert (first, second, nobody) == ("A001", "A002", None)
    assert second_at - first_at >= 4000
    assert ended_at - second_at >= 4000
    expect(board.locator("[data-part=latest] .number").first).to_have_text("A002")
    expect(board.locator("[data-part=earlier] .number")).to_have_text("A001")
    expect(board.locator(".waiting")).to_contain_text("目前无人等候")
    assert events(served_hall, "announced") == ["A001", "A002"]


def test_a_call_is_spoken_twice_in_chinese_then_in_english(served_hall: ServedHall, open_page: OpenPage) -> None:
    served_hall.open_counters(1)
    a_ticket(served_hall)
    board = open_page("/board", TELEVISION, init_script=RECORD_VOICE)

    at_counter(served_hall, 1, "call-next")

    chinese = ["zh-CN", "请A零零一号顾客到1号柜台办理业务"]
    english = ["en-US", "Ticket A zero zero one, please go to counter 1"]
    said = json.dumps([chinese, chinese, english], ensure_ascii=False, separators=(",", ":"))
    expect(board.locator("html")).to_have_attribute("data-said", said)


def test_the_board_says_that_it_lost_the_server_and_comes_back(served_hall: ServedHall, open_page: OpenPage) -> None:
    served_hall.open_counters(1)
    a_ticket(served_hall)
    board = with_a_clock_to_move(open_page("/board", TELEVISION))
    expect(board.locator("[data-connection]")).to_be_hidden()

    served_hall.stop()
    board.clock.run_for(4_000)  # a stream that ends by plan is back by then
    expect(board.locator("[data-connection]")).to_be_visible(timeout=20_000)
    served_hall.start()
    at_counter(served_hall, 1, "call-next")
    board.clock.run_for(3_000)  # it asks again

    expect(board.locator("[data-stage] [data-number=A001]")).to_be_visible(timeout=20_000)
    expect(board.locator("[data-connection]")).to_be_hidden()


# Phone

FIRST_OF_ALL_PHONES = "Math.random = () => 0"
"""The phones of a full hall look by chance one to four seconds after a call; this one after one second."""


def test_the_phone_follows_its_ticket_to_the_counter(served_hall: ServedHall, open_page: OpenPage) -> None:
    served_hall.open_counters(1)
    a_ticket(served_hall)
    _, token = a_ticket(served_hall, language="en")
    phone = open_page(f"/t/{token}", PHONE)
    phone.evaluate(FIRST_OF_ALL_PHONES)
    expect(phone.get_by_role("heading", level=1)).to_have_text("1 ahead of you")

    at_counter(served_hall, 1, "call-next")
    expect(phone.get_by_role("heading", level=1)).to_have_text("You are next", timeout=10_000)
    at_counter(served_hall, 1, "start")
    at_counter(served_hall, 1, "finish")
    at_counter(served_hall, 1, "call-next")

    expect(phone.get_by_role("heading", level=1)).to_have_text("It is your turn")
    expect(phone.locator(".counter")).to_have_text("1")
    expect(phone).to_have_title("Your turn: counter 1")
    at_counter(served_hall, 1, "no-show")
    expect(phone.get_by_role("heading", level=1)).to_have_text("Your number has passed")


def test_a_ticket_is_cancelled_in_two_steps(served_hall: ServedHall, open_page: OpenPage) -> None:
    _, token = a_ticket(served_hall, language="en")
    phone = open_page(f"/t/{token}", PHONE, java_script_enabled=False)
    confirm = phone.get_by_role("button", name="Yes, cancel my ticket")
    expect(confirm).to_be_hidden()

    phone.get_by_text("Cancel my ticket", exact=True).click()
    confirm.click()

    expect(phone.get_by_role("heading")).to_have_text("This ticket is cancelled")
    assert events(served_hall, "cancel") == ["A001"]


def test_an_opened_confirmation_stays_open_while_the_place_moves(served_hall: ServedHall, open_page: OpenPage) -> None:
    served_hall.open_counters(1)
    a_ticket(served_hall)
    _, token = a_ticket(served_hall, language="en")
    phone = open_page(f"/t/{token}", PHONE)
    phone.evaluate(FIRST_OF_ALL_PHONES)

    phone.get_by_text("Cancel my ticket", exact=True).click()
    at_counter(served_hall, 1, "call-next")

    expect(phone.get_by_role("heading")).to_have_text("You are next", timeout=10_000)
    expect(phone.get_by_role("button", name="Yes, cancel my ticket")).to_be_visible()


# Everybody


def test_no_screen_breaks_a_rule_of_accessibility(served_hall: ServedHall, open_page: OpenPage) -> None:
    served_hall.open_counters(2)
    tokens = [a_ticket(served_hall)[1] for _ in range(3)]
    at_counter(served_hall, 1, "call-next")
    screens = {
        "/": KIOSK,
        "/services/plans": KIOSK,
        f"/ticket/{tokens[2]}": KIOSK,
        "/nowhere": KIOSK,
        f"/t/{tokens[0]}": PHONE,
        f"/t/{tokens[2]}": PHONE,
        "/board": TELEVISION,
        "/?view=large": KIOSK,
    }
    page = open_page("/", KIOSK)

    for path, viewport in screens.items():
        page.set_viewport_size(viewport)
        page.goto(path)
        keeps_to_the_rules(page)
