"""What a lead sees of the own team in a browser, and how a duty manager takes back what a device issued."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from storeops.base.actor import Actor
from storeops.base.business_time import business_day
from storeops.base.clock import FrozenClock, SystemClock
from storeops.base.months import month_of
from storeops.hall import hall_rows
from storeops.quality.stars.team_actions import add_team, join_team
from storeops.queueing.issue import Wish, issue
from storeops.store.database import connect
from tests.browser.access import keeps_to_the_rules
from tests.browser.conftest import DESK, PHONE, OpenPage
from tests.factories import ADA, ANA, BRUNO, CHEN, a_check, rows
from tests.served_hall import ServedHall

pytestmark = pytest.mark.browser

LEAD = "1003"
KIOSK = Actor("device:Kiosk at the door")


def console(hall: ServedHall, open_page: OpenPage, employee: str) -> Page:
    """The console of somebody who has just signed in, on a desk."""
    page = open_page("/console/sign-in?lang=en", DESK)
    page.get_by_label("Employee number").fill(employee)
    page.get_by_label("PIN").fill(hall.pins[employee])
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/console/**")
    return page


def look(page: Page, folder: Path, name: str) -> None:
    """Nothing of the page is against the rules of access or beyond its edge, in both languages; and photograph it."""
    address = page.url
    for language in ("zh", "en"):
        page.goto(f"{address}{'&' if '?' in address else '?'}lang={language}")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), language
        keeps_to_the_rules(page, "best-practice")
        page.screenshot(path=folder / f"{name}-{language}.png", full_page=True)


@pytest.fixture(params=["team_lead", "shift_lead"])
def led(served_hall: ServedHall, request: pytest.FixtureRequest) -> str:
    """A hall with a lead whose team is Ana; she and Bruno were checked today. The month."""
    db = connect(served_hall.path)
    db.execute("UPDATE employee SET role = ? WHERE code = ?", (request.param, LEAD))
    clock = FrozenClock(SystemClock().now())
    today = business_day(clock.now(), hall_rows.hall(db).zone)
    add_team(db, clock, ADA.actor, "Early", LEAD)
    join_team(db, clock, ADA.actor, "Early", ANA.code, today.isoformat())
    for person in (ANA, BRUNO):
        a_check(db, clock, of=person, by=CHEN, smile="0")
    db.conn.close()
    return month_of(today)


def test_a_lead_reads_the_own_team_s_checks_and_stars_and_no_others(
    served_hall: ServedHall, open_page: OpenPage, led: str, tmp_path: Path
) -> None:
    page = console(served_hall, open_page, LEAD)

    page.goto(f"/console/stars/{led}/team")
    expect(page.get_by_role("link", name=re.compile("^Sheet of"))).to_have_count(1)
    look(page, tmp_path, "team-stars")
    page.get_by_role("link", name=re.compile("^Sheet of")).click()
    expect(page).to_have_url(re.compile(f"/stars/{led}/sheets/{ANA.code}"))
    page.goto(f"/console/checks/month?month={led}")
    expect(page.locator("main")).to_contain_text(ANA.code)
    expect(page.locator("main")).not_to_contain_text(BRUNO.code)
    look(page, tmp_path, "team-checks")
    page.get_by_role("link", name=re.compile(ANA.code)).or_(page.locator(f'a[href*="/of/{ANA.code}"]')).first.click()
    expect(page).to_have_url(re.compile(f"/checks/of/{ANA.code}"))

    for path in (f"stars/{led}/sheets/{BRUNO.code}", f"checks/of/{BRUNO.code}?month={led}", f"stars/{led}"):
        answer = page.goto(f"/console/{path}")
        assert answer is not None
        assert answer.status == 403, path
        expect(page.get_by_role("alert")).to_be_visible()


def test_a_duty_manager_takes_back_what_a_device_issued_and_it_counts_in_no_figure(
    served_hall: ServedHall, open_page: OpenPage, tmp_path: Path
) -> None:
    db = connect(served_hall.path)
    for _ in range(3):
        issue(db, SystemClock(), KIOSK, Wish("payment"))
    kept = issue(db, SystemClock(), Actor("device:Other kiosk"), Wish("payment")).number
    page = console(served_hall, open_page, CHEN.code)
    page.goto("/console/duty")
    page.goto("/console/duty/void-issued")
    look(page, tmp_path, "void")

    page.get_by_role("row", name=re.compile("Kiosk at the door")).get_by_role("button", name="Look at them").click()
    expect(page.locator(".void-numbers")).to_have_text("A003 A002 A001")
    look(page, tmp_path, "void-chosen")
    page.get_by_role("button", name="Void 3 tickets").dblclick()

    expect(page.get_by_role("status")).to_contain_text("3 tickets voided.")
    assert {row["number"]: row["state"] for row in rows(db, "SELECT number, state FROM ticket")} == {
        "A001": "void",
        "A002": "void",
        "A003": "void",
        kept: "waiting",
    }
    assert [row["n"] for row in rows(db, "SELECT count(*) AS n FROM visit")] == [1]
    db.conn.close()
    page.set_viewport_size(PHONE)
    look(page, tmp_path, "void-phone")
    button = page.get_by_role("button", name="Look at them")
    box = button.bounding_box()
    assert box is not None
    card = page.locator(".card").last.bounding_box()
    assert card is not None
    assert box["x"] + box["width"] <= card["x"] + card["width"]
