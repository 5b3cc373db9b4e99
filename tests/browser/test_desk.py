"""The staff console in a real browser, against the real server."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from storeops.store.database import connect, write_transaction
from tests.browser.access import keeps_to_the_rules
from tests.browser.conftest import DESK, DESK_ENLARGED, TABLET, OpenPage
from tests.served_hall import ServedHall

pytestmark = pytest.mark.browser


GiveTarget = Callable[[str, int], None]

OUT_OF_SIGHT = """
[...document.querySelectorAll(
  "html, .present-number, .timer, .nobody-middle, .desk-call, .verb-button, .class-choice, .class-hint, .why-over," +
  " .still-serving, .tool, .wish input, .next, .message p, .guideposts"
)].filter(one => one.checkVisibility({ visibilityProperty: true })).filter(one => {
  if (one.matches("html")) return one.scrollHeight > innerHeight || one.scrollWidth > innerWidth;
  const own = one.getBoundingClientRect();
  const around = (one.closest(".present, .verbs, .queue") ?? document.body).getBoundingClientRect();
  const [right, bottom] = [Math.min(around.right, innerWidth), Math.min(around.bottom, innerHeight)];
  return own.left < around.left || own.top < around.top - 1 || own.right > right + 1 || own.bottom > bottom + 1;
}).map(one => one.outerHTML.slice(0, 90))
"""
"""What of the desk one would have to scroll for, or what is cut: all but the lists."""


def events(hall: ServedHall, kind: str) -> list[str]:
    """The ticket numbers of all events of a kind, as the live feed tells them."""
    answer = hall.ask("GET", "/events?since=0")
    return [event.get("number", "") for event in answer.body["events"] if event["kind"] == kind]


def a_ticket(hall: ServedHall, service: str = "payment") -> str:
    return hall.ask("POST", "/tickets", {"service": service}).body["number"]


def at_counter(hall: ServedHall, counter: int, verb: str, body: dict[str, str] | None = None) -> None:
    answer = hall.ask("POST", f"/counters/{counter}/{verb}", body or {})
    assert answer.status == 200, answer


def sign_in(page: Page, hall: ServedHall, employee: str) -> Page:
    page.get_by_label("Employee number").fill(employee)
    page.get_by_label("PIN").fill(hall.pins[employee])
    # With all its scripts: a button that is pressed before they have begun sends its form as a page without any does.
    with page.expect_event("load"):
        page.get_by_role("button", name="Sign in").click()
    return page


def the_desk(hall: ServedHall, open_page: OpenPage, **options: object) -> Page:
    """The desk of counter 1, opened by its clerk."""
    page = sign_in(open_page("/console/?lang=en", DESK, **options), hall, "1001")
    page.get_by_role("button", name="Counter 1").click()
    expect(page.get_by_role("heading", name="Ready for the next customer")).to_be_visible()
    expect(page.get_by_role("button", name="Shortcuts on")).to_be_visible()  # the script has begun to listen
    return page


@pytest.fixture
def give_target(served_hall: ServedHall) -> GiveTarget:
    """Give a service another handling target."""

    def give(service: str, seconds: int) -> None:
        db = connect(served_hall.path)
        with write_transaction(db):
            db.execute("UPDATE service SET target_seconds = ? WHERE code = ?", (seconds, service))
        db.conn.close()

    return give


# One hand, one keyboard


def test_a_visit_is_served_by_keys_alone(served_hall: ServedHall, open_page: OpenPage) -> None:
    a_ticket(served_hall)
    page = the_desk(served_hall, open_page)
    expect(page.locator(".next-number")).to_have_text("A001")

    page.keyboard.press("n")
    expect(page.locator(".present-number")).to_have_text("A001")
    page.keyboard.press("s")
    expect(page.get_by_role("button", name="Finish")).to_be_visible()
    page.keyboard.press("2")
    page.keyboard.press("t")
    page.keyboard.press("0")
    page.keyboard.press("4")
    expect(page.locator(".present-service")).to_have_text("Change the plan")
    page.keyboard.press("f")

    expect(page.get_by_text("2 transactions, one leg, one-stop: yes")).to_be_visible()
    assert events(served_hall, "finish") == ["A001"]
    feed = served_hall.ask("GET", "/events?since=0").body["events"]
    told = [(event["ended_class"], event.get("claimed_class")) for event in feed if "ended_class" in event]
    assert told == [("normal", "exceptional"), ("normal", None)]


def test_a_bouncing_key_acts_once(served_hall: ServedHall, open_page: OpenPage) -> None:
    a_ticket(served_hall)
    page = the_desk(served_hall, open_page)
    expect(page.locator(".next-number")).to_have_text("A001")
    page.keyboard.press("n")
    expect(page.locator(".present-number")).to_have_text("A001")

    for _ in range(3):
        page.keyboard.press("r")
    expect(page.get_by_text("called 2 times")).to_be_visible()

    assert events(served_hall, "recall") == ["A001"]


def test_a_double_tap_on_start_does_not_finish(served_hall: ServedHall, open_page: OpenPage) -> None:
    a_ticket(served_hall)
    page = the_desk(served_hall, open_page)
    at_counter(served_hall, 1, "call-next")
    expect(page.locator(".present-number")).to_have_text("A001")

    page.get_by_role("button", name="Start").dblclick(delay=10)

    expect(page.get_by_role("button", name="Finish")).to_be_visible()
    assert events(served_hall, "finish") == []


def test_a_chooser_opens_takes_a_digit_and_closes_with_escape(served_hall: ServedHall, open_page: OpenPage) -> None:
    page = the_desk(served_hall, open_page)

    page.keyboard.press("p")
    expect(page.get_by_role("button", name="Break")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Break")).to_be_hidden()
    expect(page.locator("#verb-pause")).to_be_focused()
    page.keyboard.press("p")
    page.keyboard.press("2")

    expect(page.get_by_role("heading", name="Meal")).to_be_visible()
    page.keyboard.press("u")
    expect(page.get_by_role("heading", name="Ready for the next customer")).to_be_visible()


def test_a_letter_typed_beside_an_open_chooser_does_nothing(served_hall: ServedHall, open_page: OpenPage) -> None:
    page = the_desk(served_hall, open_page)
    a_ticket(served_hall)
    expect(page.locator(".next-number")).to_have_text("A001")

    page.keyboard.press("c")
    page.keyboard.press("n")

    expect(page.get_by_role("button", name="Close counter 1")).to_be_visible()
    assert events(served_hall, "call_next") == []


def test_shortcuts_can_be_switched_off(served_hall: ServedHall, open_page: OpenPage) -> None:
    page = the_desk(served_hall, open_page)
    a_ticket(served_hall)
    expect(page.locator(".next-number")).to_have_text("A001")

    page.get_by_role("button", name="Shortcuts on").click()
    page.locator("#live").focus()
    page.keyboard.press("n")
    page.keyboard.press("p")

    expect(page.get_by_role("button", name="Shortcuts off")).to_be_visible()
    expect(page.locator("details[open]")).to_have_count(0)
    assert events(served_hall, "call_next") == []


def test_the_reason_for_a_long_transaction_is_two_keys_and_blocks_nothing(
    served_hall: ServedHall, open_page: OpenPage, give_target: GiveTarget
) -> None:
    give_target("payment", 1)
    a_ticket(served_hall)
    a_ticket(served_hall)
    page = the_desk(served_hall, open_page)
    at_counter(served_hall, 1, "call-next")
    at_counter(served_hall, 1, "start")
    expect(page.locator(".timer").nth(1)).to_have_attribute("data-pace", "over")
    expect(page.locator(".timer").nth(1)).to_contain_text("over by")

    page.keyboard.press("f")
    expect(page.get_by_text(re.compile(r"A001 took 0:\d\d. Why\?"))).to_be_visible()
    page.keyboard.press("n")
    expect(page.locator(".present-number")).to_have_text("A002")
    expect(page.locator("#why-over")).to_be_visible()
    page.keyboard.press("w")
    page.keyboard.press("6")

    expect(page.locator("#why-over")).to_have_count(0)
    expect(page.locator(".present-number")).to_have_text("A002")
    assert len(events(served_hall, "reason_given")) == 1


# Timers


def test_the_times_run_and_change_colour_shape_and_words(served_hall: ServedHall, open_page: OpenPage) -> None:
    a_ticket(served_hall)
    page = sign_in(open_page("/console/sign-in?lang=en", DESK), served_hall, "1001")
    page.get_by_role("button", name="Counter 1").click()
    expect(page.locator(".next-number")).to_have_text("A001")
    page.clock.install()
    at_counter(served_hall, 1, "call-next")
    at_counter(served_hall, 1, "start")
    page.goto("/console/")
    handling = page.locator(".timer").nth(1)
    expect(handling).to_contain_text("on time")
    shapes = [handling.locator(".shape").evaluate("shape => getComputedStyle(shape).clipPath")]

    page.clock.fast_forward(150_000)
    expect(handling).to_have_attribute("data-pace", "near")
    expect(handling).to_contain_text(re.compile(r"8\d % used"))
    shapes.append(handling.locator(".shape").evaluate("shape => getComputedStyle(shape).clipPath"))
    page.clock.fast_forward(60_000)
    expect(handling).to_have_attribute("data-pace", "over")
    expect(handling).to_contain_text(re.compile(r"over by 0:3\d"))
    shapes.append(handling.locator(".shape").evaluate("shape => getComputedStyle(shape).clipPath"))

    assert len(set(shapes)) == 3
    expect(page.locator("#pace-spoken")).to_contain_text("Handling: over by")


# Live


def test_the_desk_follows_the_hall_without_a_touch(served_hall: ServedHall, open_page: OpenPage) -> None:
    page = the_desk(served_hall, open_page)
    expect(page.get_by_text("Live", exact=True)).to_be_visible()

    for _ in range(2):
        a_ticket(served_hall)
    expect(page.locator("#waiting-title")).to_contain_text("2")
    at_counter(served_hall, 2, "open", {"employee": "1002"})
    at_counter(served_hall, 2, "call-next")

    expect(page.locator("#waiting-title")).to_contain_text("1")
    expect(page.locator(".next-number")).to_have_text("A002")


def test_an_open_chooser_and_the_focus_outlive_a_refresh(served_hall: ServedHall, open_page: OpenPage) -> None:
    page = the_desk(served_hall, open_page)
    page.keyboard.press("p")
    page.get_by_role("button", name="Errand in the hall").focus()

    a_ticket(served_hall)
    expect(page.locator(".next-number")).to_have_text("A001")

    expect(page.get_by_role("button", name="Errand in the hall")).to_be_focused()


def test_a_digit_typed_before_a_refresh_still_counts(served_hall: ServedHall, open_page: OpenPage) -> None:
    page = the_desk(served_hall, open_page)
    at_counter(served_hall, 1, "call", {"number": a_ticket(served_hall)})
    at_counter(served_hall, 1, "start")
    expect(page.get_by_role("button", name="Finish")).to_be_visible()

    page.keyboard.press("t")
    page.keyboard.press("0")
    a_ticket(served_hall)
    expect(page.locator(".next-number")).to_have_text("A002")
    page.keyboard.press("4")

    expect(page.locator(".present-service")).to_have_text("Change the plan")


def test_a_chosen_class_outlives_a_refresh_but_not_the_transaction(
    served_hall: ServedHall, open_page: OpenPage
) -> None:
    a_ticket(served_hall)
    page = the_desk(served_hall, open_page)
    at_counter(served_hall, 1, "call-next")
    at_counter(served_hall, 1, "start")
    expect(page.get_by_role("button", name="Finish")).to_be_visible()

    page.keyboard.press("3")
    a_ticket(served_hall)
    expect(page.locator(".next-number")).to_have_text("A002")
    expect(page.get_by_role("radio", name="Technical")).to_be_checked()
    page.keyboard.press("t")
    page.get_by_role("button", name="Print an invoice").click()

    expect(page.locator(".present-service")).to_have_text("Print an invoice")
    expect(page.get_by_role("radio", name="Normal")).to_be_checked()


def test_a_refusal_is_said_in_place_with_the_desk_as_it_is(served_hall: ServedHall, open_page: OpenPage) -> None:
    a_ticket(served_hall)
    at_counter(served_hall, 2, "open", {"employee": "1002"})
    page = the_desk(served_hall, open_page)
    expect(page.get_by_role("button", name="Call A001")).to_be_visible()
    page.route("**/desk/fragment", lambda route: route.abort())

    at_counter(served_hall, 2, "call-next")
    page.get_by_role("button", name="Call A001").click()

    expect(page.get_by_role("alert")).to_have_text(
        "Ticket A001 is not waiting any more; look at the queue and choose another."
    )
    expect(page.get_by_text("Nobody is waiting for this counter.")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("alert")).to_have_text("")


def test_a_lost_connection_is_told_in_words_and_the_verb_is_carried_out_once(
    served_hall: ServedHall, open_page: OpenPage
) -> None:
    a_ticket(served_hall)
    page = the_desk(served_hall, open_page)
    expect(page.locator(".next-number")).to_have_text("A001")

    served_hall.stop()
    page.keyboard.press("n")
    expect(page.get_by_role("alert")).to_have_text("Not sent: the server does not answer. Try again.")
    expect(page.locator("#live-state")).to_contain_text("Connection lost", timeout=15_000)
    served_hall.start()
    expect(page.locator("#live-state")).to_have_text("Live", timeout=15_000)
    page.keyboard.press("n")

    expect(page.locator(".present-number")).to_have_text("A001")
    assert events(served_hall, "call_next") == ["A001"]


def test_whoever_was_signed_out_elsewhere_comes_to_the_sign_in(served_hall: ServedHall, open_page: OpenPage) -> None:
    page = the_desk(served_hall, open_page)
    page.context.clear_cookies()

    page.keyboard.press("a")

    expect(page.locator("#pin")).to_be_visible()


def test_everything_works_without_a_script(served_hall: ServedHall, open_page: OpenPage) -> None:
    a_ticket(served_hall)
    page = sign_in(open_page("/console/?lang=en", DESK, java_script_enabled=False), served_hall, "1001")

    page.get_by_role("button", name="Counter 1").click()
    page.get_by_role("button", name="Call the next").click()
    page.get_by_role("button", name="Start").click()
    page.locator("#chooser-next-transaction > summary").click()
    page.get_by_role("button", name="Change the plan").click()
    page.get_by_role("button", name="Finish").click()

    expect(page.get_by_text("2 transactions, one leg, one-stop: yes")).to_be_visible()


# The hall page


def test_a_greeter_issues_a_ticket_by_two_taps(served_hall: ServedHall, open_page: OpenPage) -> None:
    page = sign_in(open_page("/console/?lang=en", TABLET), served_hall, "3001")
    expect(page).to_have_url(re.compile("/console/duty$"))

    page.locator("#chooser-issue > summary").click()
    page.get_by_role("button", name="Pay a bill").dblclick(delay=10)

    expect(page.get_by_role("heading", name="Ticket issued A001")).to_be_visible()
    assert page.get_by_role("img", name="QR code").evaluate("image => image.complete && image.naturalWidth > 0")
    assert events(served_hall, "issue") == ["A001"]
    page.get_by_role("button", name="Void, issued by mistake").press("Enter")
    expect(page.get_by_role("button", name="Void, issued by mistake")).to_have_count(0)
    assert events(served_hall, "void") == ["A001"]


def test_the_hall_page_follows_the_hall(served_hall: ServedHall, open_page: OpenPage) -> None:
    page = sign_in(open_page("/console/duty?lang=en", DESK), served_hall, "5001")
    expect(page.get_by_text("Live", exact=True)).to_be_visible()

    at_counter(served_hall, 2, "open", {"employee": "1002"})
    a_ticket(served_hall)
    expect(page.get_by_text("people wait")).to_be_visible()
    at_counter(served_hall, 2, "call-next")

    expect(page.locator(".counters-list")).to_contain_text("on the way")


# For everybody


def stands_on_one_screen(page: Page) -> None:
    """Fail where something of what a desk works with is out of sight at one of its sizes."""
    for viewport in (DESK_ENLARGED, TABLET, DESK):
        page.set_viewport_size(viewport)
        assert page.evaluate(OUT_OF_SIGHT) == [], viewport


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_desk_fits_one_screen_in_every_state(served_hall: ServedHall, open_page: OpenPage, language: str) -> None:
    for service in ("payment", "plan_change", "new_number") * 6:
        a_ticket(served_hall, service)
    page = the_desk(served_hall, open_page)
    page.goto(f"/console/?lang={language}")

    stands_on_one_screen(page)
    page.evaluate("document.querySelector('#message').innerHTML = '<p>A sentence of some length that says why.</p>'")
    stands_on_one_screen(page)
    for verb in ("call-next", "start", "system-pause", "finish", "pause"):
        at_counter(served_hall, 1, verb, {"reason": "break"} if verb == "pause" else None)
        page.goto("/console/")
        stands_on_one_screen(page)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_page_breaks_the_accessibility_rules(served_hall: ServedHall, open_page: OpenPage, language: str) -> None:
    for service in ("payment", "plan_change", "advice"):
        a_ticket(served_hall, service)
    page = open_page(f"/console/sign-in?lang={language}", DESK)
    keeps_to_the_rules(page)
    page.goto("/console/sign-in?lang=en")
    sign_in(page, served_hall, "9001")
    page.goto(f"/console/?lang={language}")
    keeps_to_the_rules(page)
    page.locator("#open-1").click()
    expect(page.locator(".desk")).to_be_visible()
    keeps_to_the_rules(page)
    page.keyboard.press("p")
    expect(page.locator("#chooser-pause .chooser-panel")).to_be_visible()
    keeps_to_the_rules(page)
    for verb in ("call-next", "start", "system-pause"):
        at_counter(served_hall, 1, verb)
        page.goto("/console/")
        keeps_to_the_rules(page)
    for path in (
        "duty",
        "setup/hall",
        "setup/hours",
        "setup/categories",
        "setup/services",
        "setup/services/edit?code=payment",
        "setup/counters",
        "setup/counters/edit?code=1",
        "setup/employees",
        "setup/employees/edit?code=1001",
        "nowhere",
    ):
        page.goto(f"/console/{path}")
        keeps_to_the_rules(page)


def test_technical_business_by_keys_with_what_was_told_in_chinese(served_hall: ServedHall, open_page: OpenPage) -> None:
    number = a_ticket(served_hall)
    page = the_desk(served_hall, open_page)
    for key, heading in (("n", "Start"), ("s", "Finish")):
        page.keyboard.press(key)
        expect(page.get_by_role("button", name=heading)).to_be_visible()
    told = page.get_by_label("Told")
    expect(told).to_be_hidden()

    page.keyboard.press("3")
    page.keyboard.press("e")
    expect(told).to_be_focused()
    # What an input method composes, committed by Enter: neither leaves the field nor finishes the visit.
    typing = page.context.new_cdp_session(page)
    typing.send("Input.imeSetComposition", {"text": "jizhan", "selectionStart": 6, "selectionEnd": 6})
    page.evaluate(
        "document.activeElement.dispatchEvent("
        "new KeyboardEvent('keydown', {key: 'Enter', isComposing: true, bubbles: true}))"
    )
    expect(told).to_be_focused()
    page.keyboard.insert_text("基站检修")
    expect(told).to_have_value("基站检修")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Finish")).to_be_focused()
    page.keyboard.press("f")

    expect(page.get_by_text(f"Done: {number}")).to_be_visible()
    db = connect(served_hall.path)
    assert db.execute("SELECT reply FROM follow_up").fetchall() == [("基站检修",)]
    db.conn.close()
