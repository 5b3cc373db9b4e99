"""What pay hangs on, as it is decided in a browser: a complaint closed as upheld, and an appeal seen by its judge."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Page, expect

from storeops.base.actor import Actor
from storeops.base.clock import FrozenClock, SystemClock
from storeops.base.months import month_before, month_of
from storeops.quality.checks import sheet_rows
from storeops.quality.checks.check_actions import save_check
from storeops.quality.checks.marking import Mark
from storeops.quality.checks.sheet_rules import SheetKind
from storeops.quality.follow_ups.case import Kind
from storeops.quality.follow_ups.follow_up_actions import open_follow_up
from storeops.quality.policy.policy import StarLine
from storeops.quality.stars.star_appeal_actions import appeal
from storeops.quality.stars.stars_closing_actions import close_stars
from storeops.store.database import HallDatabase, connect
from tests.browser.access import keeps_to_the_rules
from tests.browser.conftest import DESK, OpenPage
from tests.factories import rows
from tests.served_hall import ServedHall

pytestmark = pytest.mark.browser

CLERK, COLLEAGUE, DUTY_MANAGER, SUPERVISOR = "1001", "1002", "5001", "7001"


def sign_in(page: Page, hall: ServedHall, employee: str) -> Page:
    page.get_by_label("Employee number").fill(employee)
    page.get_by_label("PIN").fill(hall.pins[employee])
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/console/**")
    return page


def console(hall: ServedHall, open_page: OpenPage, employee: str) -> Page:
    """The console of somebody who has just signed in, on a desk."""
    return sign_in(open_page("/console/sign-in?lang=en", DESK), hall, employee)


def actor(code: str) -> Actor:
    return Actor(f"employee:{code}")


def a_complaint(hall: ServedHall) -> int:
    """A clerk wrote a complaint down."""
    db = connect(hall.path)
    case = open_follow_up(
        db, SystemClock(), actor(CLERK), CLERK, Kind.COMPLAINT, "The bill is wrong and nobody listened."
    )
    db.conn.close()
    return case


def care_entries(hall: ServedHall) -> list[tuple[str, str, int]]:
    db = connect(hall.path)
    found = rows(db, "SELECT code, kind, follow_up_id FROM care_entry JOIN employee ON employee.id = employee_id")
    db.conn.close()
    return [tuple(row.values()) for row in found]


def test_a_clerk_proposes_and_the_supervisor_decides(served_hall: ServedHall, open_page: OpenPage) -> None:
    case = a_complaint(served_hall)
    clerk = console(served_hall, open_page, CLERK)
    clerk.goto(f"/console/follow-ups/{case}")
    expect(clerk.get_by_label("To whom does it count?")).to_be_hidden()
    clerk.get_by_label("What came of it").fill("Refunded 20 yuan; apologised.")
    clerk.get_by_label("Upheld; it counts to a colleague").check()
    clerk.get_by_label("To whom does it count?").select_option(COLLEAGUE)
    keeps_to_the_rules(clerk, "best-practice")
    clerk.get_by_role("button", name="Close the case").click()
    expect(clerk.get_by_text("proposed", exact=True)).to_be_visible()
    assert care_entries(served_hall) == []

    supervisor = console(served_hall, open_page, SUPERVISOR)
    supervisor.goto("/console/star-care")
    supervisor.get_by_role("link", name=f"Decide follow-up {case}").click()
    expect(supervisor.get_by_label("Upheld; it counts to a colleague")).to_be_checked()
    expect(supervisor.get_by_label("To whom does it count?")).to_have_value(COLLEAGUE)
    keeps_to_the_rules(supervisor, "best-practice")
    supervisor.get_by_role("button", name="Decide").dblclick()

    expect(supervisor.get_by_text("ruled: Upheld; it counts to a colleague")).to_be_visible()
    assert care_entries(served_hall) == [(COLLEAGUE, "complaint_upheld", case)]


def test_a_supervisor_closes_a_complaint_as_upheld(served_hall: ServedHall, open_page: OpenPage) -> None:
    case = a_complaint(served_hall)
    page = console(served_hall, open_page, SUPERVISOR)
    page.goto(f"/console/follow-ups/{case}")
    page.get_by_label("What came of it").fill("Refunded 20 yuan; apologised.")

    page.get_by_role("button", name="Close the case").click()
    expect(page.locator("#ruling-refusal")).to_have_text("Choose one from the list.")
    expect(page.get_by_label("What came of it")).to_have_value("Refunded 20 yuan; apologised.")
    page.get_by_label("Upheld; it counts to a colleague").check()
    page.get_by_label("To whom does it count?").select_option(COLLEAGUE)
    page.get_by_role("button", name="Close the case").click()

    expect(page.get_by_text("ruled: Upheld; it counts to a colleague")).to_be_visible()
    assert care_entries(served_hall) == [(COLLEAGUE, "complaint_upheld", case)]


def an_appealed_check(hall: ServedHall) -> str:
    """Last month the duty manager took the smile from the clerk, who appeals; the month."""
    db = connect(hall.path)
    now = SystemClock().now()
    month = month_before(month_of(now.date()))
    checked = FrozenClock(datetime.fromisoformat(f"{month}-10").replace(hour=2, tzinfo=UTC))
    check_id = _the_check(db, checked)
    close_stars(db, FrozenClock(max(now, _closing(month))), actor(SUPERVISOR), month)
    appeal(
        db,
        FrozenClock(max(now, _closing(month))),
        actor(CLERK),
        CLERK,
        month,
        StarLine.CHECKLIST,
        "check",
        check_id,
        "I smiled at everybody that morning.",
    )
    db.conn.close()
    return month


def _closing(month: str) -> datetime:
    return datetime.fromisoformat(f"{month}-01").replace(tzinfo=UTC) + timedelta(days=40)


def _the_check(db: HallDatabase, clock: FrozenClock) -> int:
    sheet = sheet_rows.in_force(db, SheetKind.CLERK, clock.now().date())
    marks = {item.code: (Mark.FULL, "") for item in sheet.items} | {"smile": (Mark.NONE, "not_done")}
    return save_check(db, clock, actor(DUTY_MANAGER), DUTY_MANAGER, sheet.id, CLERK, clock.now(), marks, None)


def test_the_judge_of_an_appeal_sees_the_very_check(served_hall: ServedHall, open_page: OpenPage) -> None:
    month = an_appealed_check(served_hall)
    page = console(served_hall, open_page, SUPERVISOR)
    page.goto("/console/star-appeals")

    expect(page.get_by_text("I smiled at everybody that morning.")).to_be_visible()
    expect(page.get_by_text(re.compile(rf"{month}-10 .*checked by .* 5001: 92\.00"))).to_be_visible()
    smile = page.get_by_role("row", name=re.compile("^Smile 8"))
    expect(smile).to_contain_text("Not done")
    assert page.locator(".check-table tbody tr").count() == 15
    keeps_to_the_rules(page, "best-practice")

    page.get_by_label("Answer, with the reason").fill("The camera shows the smile.")
    page.get_by_role("button", name="Uphold and compute the month again").click()
    expect(page.get_by_text("The appeal is answered.")).to_be_visible()
    expect(page.locator(".check-table")).to_have_count(0)
