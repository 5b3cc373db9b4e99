"""The desk under hands: what somebody types, aims at or answers is not changed by what happens in the hall."""

import re

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import DESK, OpenPage
from tests.browser.test_desk import GiveTarget, a_ticket, at_counter, events, give_target, sign_in, the_desk
from tests.served_hall import ServedHall

__all__ = ["give_target"]

pytestmark = pytest.mark.browser

WISH = "#wish-note"


def compose(page: Page, text: str) -> None:
    """What an input method shows in the focused field before it is decided."""
    session = page.context.new_cdp_session(page)
    session.send("Input.imeSetComposition", {"text": text, "selectionStart": len(text), "selectionEnd": len(text)})


def serving(hall: ServedHall, open_page: OpenPage) -> Page:
    page = the_desk(hall, open_page)
    at_counter(hall, 1, "call", {"number": a_ticket(hall)})
    at_counter(hall, 1, "start")
    expect(page.get_by_role("button", name="Finish")).to_be_visible()
    return page


# Fields


def test_a_refresh_that_was_under_way_does_not_touch_what_is_composed(
    served_hall: ServedHall, open_page: OpenPage
) -> None:
    page = serving(served_hall, open_page)
    page.locator(WISH).focus()
    page.locator(WISH).evaluate("field => field.isTheSame = true")
    asked: list[Route] = []
    page.route("**/desk/fragment", lambda route: asked.append(route))
    a_ticket(served_hall)
    while not asked:
        page.wait_for_timeout(20)

    compose(page, "xi wang")
    asked[0].continue_()
    expect(page.locator(".next-number")).to_have_text("A002")
    page.keyboard.insert_text("希望")

    expect(page.locator(WISH)).to_have_value("希望")
    assert page.locator(WISH).evaluate("field => field.isTheSame && field === document.activeElement")


def test_a_verb_of_ones_own_leaves_the_field_alone_too(served_hall: ServedHall, open_page: OpenPage) -> None:
    page = serving(served_hall, open_page)
    page.locator(WISH).fill("a seat")

    page.locator("#verb-finish").click()
    expect(page.get_by_text("Done: A001")).to_be_visible()

    expect(page.locator(WISH)).to_have_value("a seat")


def test_what_was_told_outlives_a_system_pause(served_hall: ServedHall, open_page: OpenPage) -> None:
    page = serving(served_hall, open_page)
    page.keyboard.press("3")
    page.get_by_label("Told").fill("the mast is mended today")
    page.get_by_label("Told").press("Escape")
    page.keyboard.press("y")
    page.keyboard.press("1")
    expect(page.get_by_role("button", name="Systems work again")).to_be_visible()

    expect(page.get_by_label("Told")).to_have_value("the mast is mended today")
    expect(page.get_by_role("radio", name="Technical")).to_be_checked()


def test_a_half_written_decision_outlives_another_verb_on_the_hall_page(
    served_hall: ServedHall, open_page: OpenPage
) -> None:
    page = calls_of_two_counters(served_hall, open_page)
    page.get_by_role("button", name="I am coming").first.click()
    page.get_by_label("What was decided?").fill("fee waiv")

    page.get_by_role("button", name="I am coming").press("Enter")
    expect(page.get_by_label("What was decided?")).to_have_count(2)

    assert page.get_by_label("What was decided?").evaluate_all("fields => fields.map(field => field.value)") == [
        "fee waiv",
        "",
    ]


def test_a_field_whose_matter_a_colleague_settled_stays_until_it_is_left(
    served_hall: ServedHall, open_page: OpenPage
) -> None:
    page = calls_of_two_counters(served_hall, open_page)
    page.get_by_role("button", name="I am coming").first.click()
    page.get_by_label("What was decided?").fill("fee waiv")
    colleague = sign_in(open_page("/console/duty?lang=en", DESK), served_hall, "9001")
    colleague.get_by_label("What was decided?").fill("fee refunded")
    colleague.get_by_role("button", name="Settled on the spot").click()
    expect(colleague.get_by_label("What was decided?")).to_have_count(0)

    expect(page.get_by_role("alert").filter(has_text="settled meanwhile")).to_be_visible()
    expect(page.get_by_label("What was decided?")).to_have_value("fee waiv")
    page.keyboard.press("Tab")

    expect(page.get_by_label("What was decided?")).to_have_count(0)


def calls_of_two_counters(hall: ServedHall, open_page: OpenPage) -> Page:
    """The hall page of the duty manager, while counters 1 and 2 call for one."""
    for counter in (1, 2):
        at_counter(hall, counter, "open", {"employee": f"100{counter}"})
        clerk = sign_in(open_page("/console/?lang=en", DESK), hall, f"100{counter}")
        expect(clerk.get_by_role("button", name="Shortcuts on")).to_be_visible()
        clerk.keyboard.press("d")
        clerk.keyboard.press("1")
        expect(clerk.get_by_text("Duty manager called")).to_be_visible()
    page = sign_in(open_page("/console/duty?lang=en", DESK), hall, "5001")
    expect(page.get_by_role("button", name="I am coming")).to_have_count(2)
    return page


def test_a_wish_that_was_noted_is_gone_from_the_field_though_a_refresh_came_in_between(
    served_hall: ServedHall, open_page: OpenPage
) -> None:
    page = serving(served_hall, open_page)
    held: list[Route] = []
    page.route("**/desk/wish", lambda route: held.append(route))
    page.locator(WISH).fill("a seat")
    asked: list[Route] = []
    page.route("**/desk/fragment", lambda route: asked.append(route))
    a_ticket(served_hall)
    while not asked:
        page.wait_for_timeout(20)

    page.locator("#wish-suggestion").click()
    while not held:
        page.wait_for_timeout(20)
    asked[0].continue_()
    expect(page.locator(".next-number")).to_have_text("A002")
    held[0].continue_()

    expect(page.locator("#done")).to_have_text("Wish noted")
    expect(page.locator(WISH)).to_have_value("")


# Keys and aim


def test_a_digit_after_w_never_answers_for_another_ticket(
    served_hall: ServedHall, open_page: OpenPage, give_target: GiveTarget
) -> None:
    give_target("payment", 1)
    page = serving(served_hall, open_page)
    expect(page.locator(".timer").nth(1)).to_contain_text(re.compile("0:0[2-9]"))
    page.keyboard.press("f")
    expect(page.locator("#why-over")).to_contain_text("A001")
    at_counter(served_hall, 1, "call", {"number": a_ticket(served_hall)})
    at_counter(served_hall, 1, "start")
    expect(page.locator(".present-number")).to_have_text("A002")
    expect(page.locator(".timer").nth(1)).to_contain_text(re.compile("0:0[2-9]"))

    page.keyboard.press("w")
    at_counter(served_hall, 1, "finish")
    expect(page.locator("#why-over")).to_contain_text("A002")
    page.keyboard.press("2")
    assert events(served_hall, "reason_given") == []
    page.keyboard.press("w")
    page.keyboard.press("2")

    expect(page.locator("#why-over")).to_contain_text("A001")
    assert len(events(served_hall, "reason_given")) == 1


def corner(page: Page, button: str) -> list[float]:
    """Where a button stands once it is there: asked in one go, for a refresh may put another in its place."""
    page.locator(button).wait_for()
    at: list[float] = page.evaluate(
        "button => { const { x, y } = document.querySelector(button).getBoundingClientRect(); return [x, y]; }", button
    )
    return at


def test_a_refresh_that_was_under_way_does_not_take_a_button_from_under_a_finger(
    served_hall: ServedHall, open_page: OpenPage
) -> None:
    a_ticket(served_hall)
    page = the_desk(served_hall, open_page)
    asked: list[Route] = []
    page.route("**/desk/fragment", lambda route: asked.append(route) if not asked else route.continue_())
    a_ticket(served_hall)
    while not asked:
        page.wait_for_timeout(20)

    page.locator("#verb-call-next").hover()
    page.mouse.down()
    with page.expect_response("**/desk/fragment"):
        asked[0].continue_()
    page.mouse.up()

    expect(page.locator("#verb-start")).to_be_visible()
    assert events(served_hall, "call_next") == ["A001"]


def test_nothing_that_happens_moves_the_main_button(served_hall: ServedHall, open_page: OpenPage) -> None:
    a_ticket(served_hall)
    page = the_desk(served_hall, open_page)
    corners = [corner(page, "#verb-call-next")]

    page.keyboard.press("n")
    corners.append(corner(page, "#verb-start"))
    page.keyboard.press("s")
    corners.append(corner(page, "#verb-finish"))
    page.evaluate("document.querySelector('#message').innerHTML = '<p>A refusal that has quite some words in it.</p>'")
    corners.append(corner(page, "#verb-finish"))

    assert corners == [corners[0]] * 4


def test_each_verb_says_in_a_word_what_it_did(served_hall: ServedHall, open_page: OpenPage) -> None:
    a_ticket(served_hall)
    page = the_desk(served_hall, open_page)
    expect(page.locator(".next-number")).to_have_text("A001")
    for key, word in (("n", "Next customer called"), ("s", "Service begun"), ("h", "Ticket put on hold")):
        page.keyboard.press(key)
        expect(page.locator("#done")).to_have_text(word)


def test_a_follow_up_opens_beside_the_desk_whose_time_runs_on(served_hall: ServedHall, open_page: OpenPage) -> None:
    page = serving(served_hall, open_page)
    page.locator("#live").focus()

    with page.expect_popup() as opened:
        page.keyboard.press("l")

    expect(opened.value.get_by_label("Ticket, if there is one")).to_have_value("A001")
    handling = page.locator(".timer").nth(1).locator("[data-timer-value]")
    shown = handling.text_content()
    expect(handling).not_to_have_text(shown or "")
