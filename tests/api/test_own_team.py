"""What a lead reads of their own team over the API: the members' checks and star sheets, and nobody else's."""

import pytest
from flask.testing import FlaskClient

from storeops.base.clock import FrozenClock
from storeops.store.database import HallDatabase
from tests.api.conftest import Program
from tests.api.test_scopes_over_api import signed_in
from tests.callers import add_employee
from tests.factories import ANA, CHEN, SHAN, Person
from tests.quality.stars.star_story import CLOSING, a_whole_march
from tests.staff_console.stars.test_own_team import TINA, lead_of_ana

leads = pytest.mark.parametrize("lead", [TINA, SHAN], ids=lambda person: person.role)


@pytest.fixture
def march(db: HallDatabase, clock: FrozenClock) -> None:
    a_whole_march(db)
    clock.instant = CLOSING
    add_employee(db, clock, TINA)


@leads
def test_a_lead_reads_the_own_team_alone(
    client: FlaskClient, db: HallDatabase, clock: FrozenClock, march: None, lead: Person
) -> None:
    lead_of_ana(db, clock, lead)
    program = signed_in(client, lead)

    stars, checks = program.get("/stars/2026-03").json, program.get("/checks?month=2026-03").json["checks"]

    assert [(sheet["employee"], sheet["total"]) for sheet in stars["sheets"]] == [("1001", "90.21")]
    assert (stars["version"], stars["inspector_shifts"], stars["hall"]) == (1, {}, {})
    assert [team["lead"] for team in stars["teams"]] == [lead.code]
    assert {check["employee"] for check in checks} == {"1001"}
    whole = signed_in(client, CHEN)
    assert checks == [each for each in whole.get("/checks?month=2026-03").json["checks"] if each["employee"] == "1001"]
    assert len(whole.get("/stars/2026-03").json["sheets"]) == 2


def test_a_lead_of_nobody_reads_nothing(client: FlaskClient, db: HallDatabase, clock: FrozenClock, march: None) -> None:
    lead_of_ana(db, clock, SHAN)
    tina = signed_in(client, TINA)

    stars = tina.get("/stars/2026-03").json

    assert (stars["sheets"], stars["teams"], stars["hall"]) == ([], [], {})
    assert tina.get("/checks?month=2026-03").json["checks"] == []
    assert tina.get("/checks?month=x").status_code == 422


def test_a_clerk_reads_neither_and_a_program_that_may_read_all(
    client: FlaskClient, program: Program, db: HallDatabase, march: None
) -> None:
    ana = signed_in(client, ANA)

    assert [ana.get(path).status_code for path in ("/stars/2026-03", "/checks?month=2026-03")] == [403, 403]
    assert len(program.get("/stars/2026-03").json["sheets"]) == 2
