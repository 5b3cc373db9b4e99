"""Tickets that are not given for a while, over the API."""

from flask.testing import FlaskClient

from storeops.base.clock import FrozenClock
from storeops.store.database import HallDatabase
from tests.api.conftest import Program
from tests.api.test_scopes_over_api import signed_in
from tests.factories import ANA, CHEN, everything, last_event, open_daily


def test_the_duty_manager_stops_a_service_and_programs_are_told(
    client: FlaskClient, program: Program, db: HallDatabase
) -> None:
    chen = signed_in(client, CHEN)

    answer = chen.post("/issuing/stop", {"service": "payment", "reason": "system_fault"})

    stop = {"service": "payment", "reason": "system_fault"}
    times = {"stopped_at": "2026-03-02T01:00:00.000Z", "until_at": "2026-03-02T20:00:00.000Z"}
    told = {"gives_tickets": True, "tickets_from": None, "last_ticket_at": None, "stops": [{**stop, **times}]}
    assert (answer.status_code, answer.json) == (200, told)
    assert (last_event(db)["kind"], last_event(db)["actor"]) == ("issuing_stopped", CHEN.actor.name)
    assert program.get("/issuing").json == told
    is_open = {service["code"]: service["is_open"] for service in program.get("/services").json["services"]}
    assert (is_open["payment"], is_open["invoice"]) == (False, True)
    refused = program.post("/tickets", {"service": "payment"})
    assert (refused.status_code, refused.json["type"]) == (409, "urn:storeops:problem:service-stopped")
    assert chen.post("/issuing/resume", {"service": "payment"}).json["stops"] == []
    assert program.post("/tickets", {"service": "payment"}).status_code == 201


def test_the_whole_hall_is_stopped_once(client: FlaskClient, program: Program, db: HallDatabase) -> None:
    chen = signed_in(client, CHEN)
    assert chen.post("/issuing/stop", {"reason": "safety"}).json["gives_tickets"] is False
    before = everything(db)

    again = chen.post("/issuing/stop", {"reason": "safety"})
    refused = program.post("/tickets", {"service": "payment"})

    assert (again.status_code, again.json["type"]) == (409, "urn:storeops:problem:stopped-already")
    assert (refused.status_code, refused.json["type"]) == (409, "urn:storeops:problem:issuing-stopped")
    assert "for everybody's safety" in refused.json["detail"]
    assert everything(db) == before


def test_a_closed_hall_says_when_it_gives_tickets(program: Program, db: HallDatabase, clock: FrozenClock) -> None:
    open_daily(db, "10:00", "18:00")

    told = program.get("/issuing").json

    assert (told["gives_tickets"], told["tickets_from"]) == (False, "2026-03-02T01:30:00.000Z")  # 09:30 in Shanghai


def test_neither_a_clerk_nor_a_program_stops_tickets(client: FlaskClient, program: Program, db: HallDatabase) -> None:
    ana = signed_in(client, ANA)
    before = everything(db)

    answers = [
        each.post(f"/issuing/{verb}", {"reason": "safety"}) for each in (ana, program) for verb in ("stop", "resume")
    ]

    assert {answer.status_code for answer in answers} <= {403, 422}
    assert everything(db) == before
