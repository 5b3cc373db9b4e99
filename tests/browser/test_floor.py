"""The desk and the hall page in a real browser: the duty manager on the spot, guideposts, notes."""

import re

import pytest
from playwright.sync_api import Page, expect

from storeops.base.clock import SystemClock
from storeops.store.database import connect, write_transaction
from tests.browser.access import keeps_to_the_rules
from tests.browser.conftest import DESK, DESK_ENLARGED, PHONE, TABLET, OpenPage
from tests.browser.test_desk import a_ticket, at_counter, events, sign_in, stands_on_one_screen, the_desk
from tests.rush import rush
from tests.served_hall import ServedHall

pytestmark = pytest.mark.browser

CUT_MARKS = """[...document.querySelectorAll('.segment')].filter(mark => mark.checkVisibility()).filter(mark => {
  const [own, around] = [mark, mark.closest('td, li')].map(element => element.getBoundingClientRect());
  return own.right > around.right + 1 || mark.scrollWidth > mark.clientWidth + 1;
}).map(mark => mark.closest('tr, li').innerText)"""
SMALL_TARGETS = """
[...document.querySelectorAll(":is(#main, .bar) :is(a, button, summary, input:not([type=hidden]), select)")]
  .filter(element => element.checkVisibility({visibilityProperty: true}))
  .map(element => [element.outerHTML.slice(0, 90), element.getBoundingClientRect()])
  .filter(([, box]) => box.width < 44 || box.height < 44)
  .map(([html, box]) => `${html} ${box.width} x ${box.height}`)
"""
"""What is too small for a finger of those that can be touched."""


def serving(hall: ServedHall, open_page: OpenPage, service: str = "payment") -> Page:
    """The desk of counter 1 with a customer being served."""
    page = the_desk(hall, open_page)
    at_counter(hall, 1, "call", {"number": a_ticket(hall, service)})
    at_counter(hall, 1, "start")
    expect(page.get_by_role("button", name="Finish")).to_be_visible()
    return page


def test_the_duty_manager_is_called_comes_and_settles(served_hall: ServedHall, open_page: OpenPage) -> None:
    duty = sign_in(open_page("/console/duty?lang=en", DESK), served_hall, "5001")
    expect(duty.get_by_text("Live", exact=True)).to_be_visible()
    desk = serving(served_hall, open_page)

    desk.keyboard.press("d")
    desk.keyboard.press("1")
    expect(desk.get_by_text("Duty manager called")).to_be_visible()
    alarm = duty.get_by_text("Counter 1 calls: Exceptional business")
    expect(alarm).to_be_visible(timeout=3_000)
    duty.get_by_role("button", name="I am coming").click()
    expect(desk.get_by_text(re.compile("is coming"))).to_be_visible()
    duty.get_by_label("What was decided?").fill("as the rules say")
    a_ticket(served_hall)  # a refresh takes nothing away that was typed
    expect(duty.locator("#tickets-title")).to_contain_text("1")
    expect(duty.get_by_label("What was decided?")).to_have_value("as the rules say")
    duty.get_by_role("button", name="Settled on the spot").click()

    expect(alarm).to_have_count(0)
    expect(desk.get_by_text(re.compile("is coming"))).to_have_count(0)
    desk.keyboard.press("f")
    expect(desk.get_by_text("Done: A001")).to_be_visible()
    feed = served_hall.ask("GET", "/events?since=0").body["events"]
    assert [event["ended_class"] for event in feed if "ended_class" in event] == ["exceptional"]


def test_the_guidepost_changes_without_a_refresh(served_hall: ServedHall, open_page: OpenPage) -> None:
    page = sign_in(open_page("/console/sign-in?lang=en", DESK), served_hall, "1001")
    page.get_by_role("button", name="Counter 1").click()
    expect(page.get_by_role("heading", name="Ready for the next customer")).to_be_visible()
    page.clock.install()
    at_counter(served_hall, 1, "call", {"number": a_ticket(served_hall)})
    at_counter(served_hall, 1, "start")
    page.goto("/console/")
    expect(page.get_by_text("Ask one more:")).to_be_visible()

    page.clock.fast_forward(61_000)

    expect(page.get_by_text("Ask one more:")).to_be_hidden()
    expect(page.get_by_text("Say the amounts aloud:")).to_be_visible()
    expect(page.get_by_text("Please take your papers and cards.")).to_be_visible()


def test_one_key_notes_a_wish_with_the_words_that_were_typed(served_hall: ServedHall, open_page: OpenPage) -> None:
    page = serving(served_hall, open_page)

    page.get_by_label("What would the customer like?").fill("a jar of sweets")
    page.get_by_label("What would the customer like?").press("Enter")
    page.get_by_role("button", name="Suggestion").click()
    expect(page.get_by_role("button", name="Suggestion")).to_contain_text("1")
    expect(page.get_by_label("What would the customer like?")).to_have_value("")
    page.locator("#live").focus()
    page.keyboard.press("m")
    expect(page.get_by_label("What would the customer like?")).to_be_focused()
    page.keyboard.type("a plan by the day")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Unmet need")).to_contain_text("1")

    feed = served_hall.ask("GET", "/events?since=0").body["events"]
    assert [event["wish"] for event in feed if event["kind"] == "wish_noted"] == ["suggestion", "unmet_need"]
    assert "sweets" not in str(feed)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_desk_fits_with_all_that_may_stand_on_it(
    served_hall: ServedHall, open_page: OpenPage, language: str
) -> None:
    db = connect(served_hall.path)
    with write_transaction(db):
        db.execute("UPDATE service SET target_seconds = 1")
        db.execute(
            "INSERT INTO answer_card (service_id, question_zh, question_en, answer_zh, answer_en, position, changed_at)"
            " SELECT id, '问', 'Q', '答', 'A', 0, '2026-01-01T00:00:00.000Z' FROM service WHERE code = 'leaving'"
        )
    db.conn.close()
    page = serving(served_hall, open_page, "leaving")
    expect(page.locator(".timer").nth(1)).to_contain_text("over by")
    at_counter(served_hall, 1, "finish")
    at_counter(served_hall, 1, "call", {"number": a_ticket(served_hall, "leaving")})
    at_counter(served_hall, 1, "start")
    page.goto(f"/console/?lang={language}")
    page.keyboard.press("d")
    page.keyboard.press("1")
    expect(page.locator(".desk-call")).to_be_visible()

    for shown in ("#why-over", "#verb-cards", "#verb-retention", ".guideposts", "#verb-withdraw-call"):
        expect(page.locator(shown)).to_be_visible()
    stands_on_one_screen(page)
    page.keyboard.press("3")
    expect(page.locator("#technical-reply")).to_be_visible()
    stands_on_one_screen(page)
    page.keyboard.press("k")
    expect(page.locator(".cards-panel")).to_be_visible()
    keeps_to_the_rules(page)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_hall_page_holds_two_hundred_who_wait(served_hall: ServedHall, open_page: OpenPage, language: str) -> None:
    db = connect(served_hall.path)
    rush(db, SystemClock().now(), counters=3)
    db.conn.close()
    page = sign_in(open_page("/console/sign-in?lang=en", TABLET), served_hall, "5001")
    expect(page.locator(".bar-more > summary")).to_be_visible()

    page.goto(f"/console/duty?lang={language}&page=2")
    assert page.evaluate(CUT_MARKS) == []
    assert page.evaluate(SMALL_TARGETS) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    keeps_to_the_rules(page)
    page.locator("#chooser-issue > summary").click()
    assert page.evaluate(SMALL_TARGETS) == []
    page.locator("#chooser-issue > summary").click()
    page.locator("#late-scroller").focus()
    page.keyboard.press("End")
    expect(page.locator("#late-scroller")).not_to_have_js_property("scrollTop", 0)

    for viewport in (DESK_ENLARGED, DESK):
        page.set_viewport_size(viewport)
        assert page.evaluate(CUT_MARKS) == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    touch = page.context.new_cdp_session(page)
    touch.send("Emulation.setTouchEmulationEnabled", {"enabled": True})
    assert page.evaluate(SMALL_TARGETS) == []
    touch.send("Emulation.setTouchEmulationEnabled", {"enabled": False})
    touch.detach()
    page.locator("#find").fill("b3")
    page.keyboard.press("Enter")
    expect(page.locator("#found-title")).to_contain_text("B003")
    expect(page.locator("#live-state")).to_be_visible()  # the script has begun to listen
    page.locator(".found [name=segment][value=vip]").click()
    expect(page.locator("#done")).to_contain_text("B003")
    expect(page.locator(".found .segment-vip")).to_be_visible()
    assert events(served_hall, "change_segment") == ["B003"]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_bar_holds_all_pages_in_one_row_and_wraps_on_a_phone(
    served_hall: ServedHall, open_page: OpenPage, language: str
) -> None:
    page = sign_in(open_page("/console/sign-in?lang=en", DESK), served_hall, "9001")
    page.goto(f"/console/duty?lang={language}")
    expect(page.locator(".bar-more > summary")).to_be_visible()

    assert page.locator(".bar").evaluate("bar => bar.offsetHeight") <= 56
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.set_viewport_size(PHONE)
    assert page.locator(".bar").evaluate("bar => bar.scrollWidth <= innerWidth")
    page.locator(".bar-more > summary").click()
    expect(page.locator(".bar-more-pages a").first).to_be_in_viewport(ratio=1)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_floors_pages_are_accessible(served_hall: ServedHall, open_page: OpenPage, language: str) -> None:
    page = sign_in(open_page("/console/sign-in?lang=en", DESK), served_hall, "9001")
    expect(page.locator(".bar-more > summary")).to_be_visible()

    for path in ("retention", "wishes", "setup/moments", "setup/moments/edit?code=money", "setup/cards/new"):
        page.goto(f"/console/{path}{'&' if '?' in path else '?'}lang={language}")
        keeps_to_the_rules(page)
