"""Which doors of the API open to whom: nobody but a program with the scope for it speaks for a customer."""

from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient

from storeops.base.actor import SYSTEM
from storeops.base.business_time import stamp
from storeops.base.clock import FrozenClock
from storeops.people.device_actions import revoke_device
from storeops.people.enrolment_actions import add_device, change_employee
from storeops.people.roles import Role
from storeops.people.scopes import Scope
from storeops.store.database import HallDatabase
from storeops.web.live import REVOKED
from tests.api.conftest import Program
from tests.factories import (
    ADA,
    ANA,
    CHEN,
    DINA,
    GRETA,
    PIN,
    SHAN,
    Person,
    a_served_ticket,
    draw_next,
    everything,
    later,
    rows,
    set_hall,
)

Enrolled = Callable[..., Program]


@pytest.fixture
def enrolled(client: FlaskClient, db: HallDatabase, clock: FrozenClock) -> Enrolled:
    """Enrol a device of a kind, or a program with just these scopes, and let it ask."""

    def enrol(kind: str, *scopes: Scope) -> Program:
        return Program(client, add_device(db, clock, SYSTEM, kind, kind, scopes or None))

    return enrol


@pytest.fixture
def served(db: HallDatabase, clock: FrozenClock) -> str:
    """The token of a visit just finished at counter 1, of which only the end is asked."""
    draw_next(db)
    return a_served_ticket(db, clock, handled="2m").token


def signed_in(client: FlaskClient, person: Person) -> Program:
    answer: Any = client.post("/session", json={"employee": person.code, "pin": PIN})
    return Program(client, answer.json["access_token"])


def refused_as_not_allowed(asking: Program, path: str, body: object) -> bool:
    answer = asking.post(path, body)
    return bool((answer.status_code, answer.json["type"]) == (403, "urn:storeops:problem:not-allowed"))


@pytest.mark.parametrize("person", [ANA, GRETA, CHEN, ADA])
def test_nobody_who_works_here_rates_a_visit(
    client: FlaskClient, db: HallDatabase, served: str, person: Person
) -> None:
    employee = signed_in(client, person)
    before = everything(db)

    assert refused_as_not_allowed(employee, f"/tickets/{served}/ratings", {"moment": "farewell", "value": 5})
    assert refused_as_not_allowed(employee, f"/tickets/{served}/ratings/undo", {"rating": 1})
    assert employee.get(f"/tickets/{served}/questions").status_code == 403
    assert everything(db) == before


@pytest.mark.parametrize("kind", ["integration", "kiosk", "board", "pad", "greeter"])
def test_no_device_rates_that_was_not_given_the_scope(
    enrolled: Enrolled, db: HallDatabase, served: str, kind: str
) -> None:
    device = enrolled(kind)
    before = everything(db)

    assert refused_as_not_allowed(device, f"/tickets/{served}/ratings", {"moment": "farewell", "value": 5})
    assert refused_as_not_allowed(device, f"/tickets/{served}/ratings/undo", {"rating": 1})
    assert everything(db) == before


def test_a_program_with_the_scope_rates(enrolled: Enrolled, db: HallDatabase, served: str) -> None:
    survey = enrolled("integration", Scope.RATE)

    assert survey.post(f"/tickets/{served}/ratings", {"moment": "farewell", "value": 4}).status_code == 201
    assert [row["value"] for row in rows(db, "SELECT value FROM rating")] == [4]


@pytest.mark.parametrize(
    ("person", "status"), [(ANA, 403), (DINA, 403), (GRETA, 201), (SHAN, 201), (CHEN, 201), (ADA, 201)]
)
def test_nobody_makes_the_tickets_that_they_are_measured_by_where_the_hall_is_strict(
    client: FlaskClient, db: HallDatabase, clock: FrozenClock, person: Person, status: int
) -> None:
    change_employee(db, clock, ADA.actor, DINA.code, DINA.name, Role.TEAM_LEAD, is_active=True)
    employee = signed_in(client, person)

    assert employee.post("/tickets", {"service": "payment"}).status_code == 201
    set_hall(db, enrols_screens=1)

    assert employee.post("/tickets", {"service": "payment"}).status_code == status
    assert len(rows(db, "SELECT id FROM ticket")) == (2 if status == 201 else 1)


@pytest.mark.parametrize(
    ("scope", "opens"),
    [
        (Scope.ISSUE, {"issue"}),
        (Scope.SERVE, {"serve"}),
        (Scope.READ, {"read"}),
        (Scope.CHECK, {"check"}),
        (Scope.CARE, {"care"}),
        (Scope.RATE, set()),
        (Scope.SET_UP, set()),
    ],
)
def test_each_scope_opens_its_own_doors(enrolled: Enrolled, scope: Scope, opens: set[str]) -> None:
    program = enrolled("integration", scope)

    answered = {
        "issue": program.post("/tickets", {"service": "payment"}),
        "serve": program.post("/counters/1/open", {"employee": ANA.code}),
        "read": program.get("/stars/2026-03"),
        "check": program.post("/checks", {}),
        "care": program.get("/follow-ups"),
    }

    assert {door for door, answer in answered.items() if answer.status_code != 403} == opens


def test_a_program_is_seen_once_a_minute_at_most_and_not_within_the_issue(
    enrolled: Enrolled, db: HallDatabase, clock: FrozenClock
) -> None:
    program = enrolled("integration")
    seen = []
    for wait in ("0s", "59s", "1s"):
        later(clock, wait)
        answer = program.post("/tickets", {"service": "payment"})
        seen.append(len(rows(db, "SELECT * FROM device_sighting WHERE last_seen_at = ?", stamp(clock.now()))))
        answer.close()  # as the server does once the answer is sent
        seen.append(len(rows(db, "SELECT * FROM device_sighting WHERE last_seen_at = ?", stamp(clock.now()))))

    assert seen == [0, 1, 0, 0, 0, 1]


def test_the_stream_of_a_revoked_program_ends(client: FlaskClient, db: HallDatabase, clock: FrozenClock) -> None:
    token = add_device(db, clock, SYSTEM, "till", "integration")
    headers = {"Accept": "text/event-stream", "Authorization": f"Bearer {token}"}
    stream = client.get("/events", headers=headers)
    chunks = iter(stream.response)
    next(chunks)

    revoke_device(db, clock, SYSTEM, 1)

    assert list(chunks)[-1] == REVOKED
    stream.close()
    assert client.get("/services", headers=headers).status_code == 401
