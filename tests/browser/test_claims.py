"""Exceptional and technical business in a real browser: the list on duty, the hint at the desk, a call's follow-up."""

import pytest
from playwright.sync_api import expect

from storeops.store.database import connect
from tests.browser.access import keeps_to_the_rules
from tests.browser.conftest import DESK, PHONE, OpenPage
from tests.browser.test_desk import sign_in
from tests.browser.test_floor import serving
from tests.factories import rows
from tests.served_hall import ServedHall

pytestmark = pytest.mark.browser


def classes(hall: ServedHall) -> list[str]:
    """As what the finished transactions count."""
    db = connect(hall.path)
    found = [row["class"] for row in rows(db, "SELECT class FROM leg_transaction WHERE outcome = 'finished'")]
    db.conn.close()
    return found


def test_the_duty_manager_confirms_by_one_tap_and_the_clerk_sees_it(
    served_hall: ServedHall, open_page: OpenPage
) -> None:
    duty = sign_in(open_page("/console/duty?lang=en", DESK), served_hall, "5001")
    expect(duty.get_by_text("Live", exact=True)).to_be_visible()
    desk = serving(served_hall, open_page)
    hint = desk.get_by_text("Call the duty manager (D), or have it confirmed today")
    expect(hint).to_be_hidden()

    desk.keyboard.press("2")
    expect(hint).to_be_visible()
    desk.keyboard.press("f")
    expect(desk.get_by_text("Done: A001")).to_be_visible()
    assert classes(served_hall) == ["normal"]

    confirm = duty.get_by_role("button", name="Confirm that A001 was exceptional")
    expect(confirm).to_be_visible(timeout=3_000)
    keeps_to_the_rules(duty)
    confirm.click()
    expect(duty.get_by_text("confirmed by")).to_be_visible()
    assert classes(served_hall) == ["exceptional"]

    desk.locator("#verb-claims").click()
    expect(desk.get_by_text("confirmed by")).to_be_visible()
    keeps_to_the_rules(desk)
    duty.get_by_role("button", name="A001 was normal").click()
    expect(duty.get_by_text("found normal by")).to_be_visible()
    assert classes(served_hall) == ["normal"]


def test_technical_business_begins_its_case(served_hall: ServedHall, open_page: OpenPage) -> None:
    desk = serving(served_hall, open_page)

    desk.keyboard.press("3")
    expect(desk.get_by_text("A technical case begins")).to_be_visible()
    desk.keyboard.press("f")

    expect(desk.get_by_text("one transaction, one leg, one-stop: no")).to_be_visible()
    desk.goto("/console/follow-ups")
    expect(desk.locator(".kind-technical").first).to_be_visible()


def test_a_call_becomes_a_follow_up_with_owner_and_time(served_hall: ServedHall, open_page: OpenPage) -> None:
    duty = sign_in(open_page("/console/duty?lang=en", DESK), served_hall, "5001")
    expect(duty.get_by_text("Live", exact=True)).to_be_visible()
    desk = serving(served_hall, open_page)
    desk.keyboard.press("d")
    desk.keyboard.press("2")
    duty.get_by_role("button", name="I am coming").click()

    duty.get_by_label("What was decided?").fill("the fee is looked into")
    duty.get_by_text("Becomes a follow-up").click()
    duty.get_by_label("Owner").select_option("1002")
    duty.get_by_label("When is the answer promised?").select_option("in_a_day")
    desk.keyboard.press("f")  # a refresh takes nothing away that was chosen
    expect(duty.get_by_label("Owner")).to_have_value("1002")
    keeps_to_the_rules(duty)
    duty.get_by_role("button", name="Write it down").click()
    expect(duty.get_by_label("What was decided?")).to_have_count(0)

    db = connect(served_hall.path)
    (case,) = rows(db, "SELECT kind, summary, code FROM follow_up JOIN employee ON employee.id = owner_id")
    db.conn.close()
    assert (case["kind"], case["summary"], case["code"]) == ("complaint", "the fee is looked into", "1002")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_list_fits_a_phone(served_hall: ServedHall, open_page: OpenPage, language: str) -> None:
    desk = serving(served_hall, open_page)
    desk.keyboard.press("2")
    desk.keyboard.press("f")
    expect(desk.get_by_text("Done: A001")).to_be_visible()
    duty = sign_in(open_page("/console/sign-in?lang=en", PHONE), served_hall, "5001")
    duty.goto(f"/console/duty?lang={language}")

    expect(duty.locator(".claims")).to_be_visible()
    assert duty.evaluate("document.documentElement.scrollWidth <= innerWidth")
