"""What a lead reads of their own team: the members' checks and star sheets, and nobody else's."""

from typing import NamedTuple

import pytest

from storeops.base.clock import FrozenClock
from storeops.people.roles import Role
from storeops.quality.stars.stars_closing_actions import close_stars
from storeops.quality.stars.team_actions import add_team, change_lead, join_team
from storeops.store.database import HallDatabase
from tests.callers import add_employee
from tests.factories import ADA, ANA, BRUNO, CHEN, DINA, SHAN, SUN, Person, a_check, everything, rows
from tests.quality.stars.star_story import CLOSING, a_whole_march
from tests.staff_console.conftest import SignedIn

TINA = Person("2001", "Tina", Role.TEAM_LEAD)
leads = pytest.mark.parametrize("lead", [TINA, SHAN], ids=lambda person: person.role)


@pytest.fixture
def closed_march(db: HallDatabase, clock: FrozenClock) -> None:
    """March of Ana and Bruno, closed; Tina has come to the hall."""
    a_whole_march(db)
    clock.instant = CLOSING
    add_employee(db, clock, TINA)


def lead_of_ana(db: HallDatabase, clock: FrozenClock, lead: Person, month_day: str = "2026-03-02") -> None:
    """Ana is in the team of a lead from a day on, and the month is closed after that."""
    add_team(db, clock, ADA.actor, "Early", lead.code)
    join_team(db, clock, ADA.actor, "Early", ANA.code, month_day)
    close_stars(db, clock, SUN.actor, "2026-03")


@leads
def test_a_lead_reads_the_sheets_of_the_own_team_and_no_others(
    signed_in: SignedIn, db: HallDatabase, clock: FrozenClock, closed_march: None, lead: Person
) -> None:
    lead_of_ana(db, clock, lead)
    colleague = signed_in(lead)

    assert "/stars/2026-03/team" in colleague.open("/stars")
    team = colleague.open("/stars/2026-03/team")
    assert "Ana" in team
    assert "90.21" in team
    assert "Bruno" not in team
    assert "90.21" in colleague.open("/stars/2026-03/sheets/1001")
    before = everything(db)
    assert colleague.client.get("/stars/2026-03/sheets/1002").status_code == 403
    assert "those of the team that you lead" in colleague.client.get("/stars/2026-03/sheets/1002/quality").text
    assert colleague.client.get("/stars/2026-03").status_code == 403
    after = everything(db)
    assert {name for name in after if after[name] != before[name]} <= {"event", "event_chain", "told_event"}


def test_a_lead_sees_a_member_s_ratings_as_means_of_days_and_no_tap(
    signed_in: SignedIn, db: HallDatabase, clock: FrozenClock, closed_march: None
) -> None:
    lead_of_ana(db, clock, TINA)

    by_lead = signed_in(TINA).open("/stars/2026-03/sheets/1001/feedback")
    by_herself = signed_in(ANA).open("/stars/2026-03/sheets/1001/feedback")

    assert entries_of(by_lead) == entries_of(by_herself)
    assert entries_of(by_lead) != entries_of(signed_in(SUN).open("/stars/2026-03/sheets/1001/feedback"))


def entries_of(page: str) -> str:
    """The rows of the table of entries, without what its owner may do about them."""
    body = page[page.index("<tbody>") : page.index("</tbody>")]
    first, *others = body.split('<td class="row-actions">')
    return first + "".join(part.split("</td>", 1)[1] for part in others)


def test_whoever_leads_no_more_reads_no_more(
    signed_in: SignedIn, db: HallDatabase, clock: FrozenClock, closed_march: None
) -> None:
    lead_of_ana(db, clock, TINA)
    tina = signed_in(TINA)
    assert tina.client.get("/stars/2026-03/sheets/1001").status_code == 200

    change_lead(db, clock, ADA.actor, "Early", SHAN.code)

    assert tina.client.get("/stars/2026-03/sheets/1001").status_code == 403
    assert "Nobody of a team that you lead" in tina.open("/stars/2026-03/team")


def test_a_member_who_came_later_was_of_no_team_in_that_month(
    signed_in: SignedIn, db: HallDatabase, clock: FrozenClock, closed_march: None
) -> None:
    lead_of_ana(db, clock, TINA, "2026-04-01")

    assert signed_in(TINA).client.get("/stars/2026-03/sheets/1001").status_code == 403


def test_a_clerk_who_is_called_a_lead_reads_nothing_more(
    signed_in: SignedIn, db: HallDatabase, clock: FrozenClock, closed_march: None
) -> None:
    """It takes the role as well."""
    lead_of_ana(db, clock, DINA)

    dina = signed_in(DINA)

    assert dina.client.get("/stars/2026-03/sheets/1001").status_code == 403
    assert dina.client.get("/stars/2026-03/team").status_code == 403
    assert "My team" not in dina.open("/checks/mine")


# Checks


class Checked(NamedTuple):
    """The ids of a check of Ana and of one of Bruno."""

    ana: int
    bruno: int


@pytest.fixture
def checked(db: HallDatabase, clock: FrozenClock) -> Checked:
    """Chen checked Ana, of Tina's team, and Bruno, who is of none."""
    add_employee(db, clock, TINA)
    add_team(db, clock, ADA.actor, "Early", TINA.code)
    join_team(db, clock, ADA.actor, "Early", ANA.code, "2026-03-02")
    return Checked(a_check(db, clock, of=ANA, by=CHEN, smile="0"), a_check(db, clock, of=BRUNO, by=CHEN))


def test_a_lead_reads_the_checks_of_the_own_team_and_no_others(signed_in: SignedIn, checked: Checked) -> None:
    tina = signed_in(TINA)

    month = tina.open("/checks/month?month=2026-03")
    assert "Checks of my team" in month
    assert "Ana" in month
    assert "Bruno" not in month
    assert "92.00" in tina.open("/checks/of/1001?month=2026-03")  # a smile of 8 of 100
    assert "Smile" in tina.open(f"/checks/{checked.ana}")
    assert tina.client.get("/checks/of/1002?month=2026-03").status_code == 403
    assert tina.client.get(f"/checks/{checked.bruno}").status_code == 403


def test_a_lead_changes_nothing_of_a_member_s_check(signed_in: SignedIn, db: HallDatabase, checked: Checked) -> None:
    tina = signed_in(TINA)
    tina.open(f"/checks/{checked.ana}")

    statuses = [
        tina.send(f"/checks/{checked.ana}/{verb}", item="smile", grounds="No").status_code
        for verb in ("acknowledge", "appeal", "edit", "photo")
    ]

    assert all(status in (403, 409) for status in statuses)
    assert rows(db, "SELECT 1 FROM check_appeal UNION ALL SELECT 1 FROM check_acknowledgement") == []


def test_whoever_sees_quality_still_sees_everybody(signed_in: SignedIn, checked: Checked) -> None:
    month = signed_in(CHEN).open("/checks/month?month=2026-03")

    assert "Checks by month" in month
    assert "Ana" in month
    assert "Bruno" in month
