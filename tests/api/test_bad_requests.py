"""What the API refuses: by name, with the right status, and without half a write."""

import pytest
from flask.testing import FlaskClient

from storeops.base.clock import FrozenClock
from storeops.store.database import HallDatabase
from storeops.web import request as web
from tests.api.conftest import Program
from tests.factories import PIN


@pytest.mark.parametrize(
    ("body", "status", "problem"),
    [
        ({"service": "nothing"}, 404, "unknown-service"),
        ({"service": "fax"}, 409, "service-closed"),
        ({"service": 5}, 422, "bad-value"),
        ({"service": None}, 422, "bad-value"),
        ({}, 422, "bad-value"),
        ({"service": "x" * 10_000}, 422, "bad-value"),
        ({"service": "payment", "segment": "king"}, 422, "bad-value"),
        ({"service": "payment", "segment": "appointment", "booked_at": "tomorrow"}, 422, "bad-value"),
        ({"service": "payment", "booked_at": "2026-03-02T01:00:00"}, 422, "bad-value"),
        ({"service": "payment", "booked_at": "9999-12-31T23:59:59Z"}, 422, "bad-value"),
        ({"service": "payment", "booked_at": "0001-01-01T00:00:00Z"}, 422, "bad-value"),
        ("{", 422, "malformed-body"),
        ("[]", 422, "malformed-body"),
        ("7", 422, "malformed-body"),
        (b"\xff\xfe", 422, "malformed-body"),
        (b'{"service": "\\ud800"}', 422, "malformed-body"),
        ("x" * 70_000, 413, "too-large"),
    ],
)
def test_a_bad_ticket_body_is_refused_by_name(
    program: Program, db: HallDatabase, body: object, status: int, problem: str
) -> None:
    answer = program.post("/tickets", body)

    assert (answer.status_code, answer.json["type"]) == (status, f"urn:storeops:problem:{problem}")
    assert answer.mimetype == "application/problem+json"
    assert answer.json["status"] == status
    assert answer.json["detail"]
    assert db.execute("SELECT count(*) FROM ticket").fetchone()[0] == 0


@pytest.mark.parametrize(
    ("path", "body", "status", "problem"),
    [
        ("/counters/1/call-next", None, 409, "counter-not-open"),
        ("/counters/99/call-next", None, 404, "unknown-counter"),
        (f"/counters/{'9' * 10_000}/start", None, 404, "unknown-counter"),
        ("/counters/2/call-next", None, 404, "queue-empty"),
        ("/counters/2/start", None, 409, "ticket-not-called"),
        ("/counters/2/finish", None, 409, "ticket-not-serving"),
        ("/counters/2/finish", {"class": "royal"}, 422, "bad-value"),
        ("/counters/2/finish", {"reason": "bored"}, 422, "bad-value"),
        ("/counters/2/call", {"number": 7}, 422, "bad-value"),
        ("/counters/2/call", {"number": "A999"}, 404, "unknown-ticket"),
        ("/counters/2/call", None, 422, "bad-value"),
        ("/counters/2/pause", {"reason": "bored"}, 422, "bad-value"),
        ("/counters/2/open", {"employee": "1001"}, 409, "counter-open"),
        ("/counters/1/open", {"employee": "1002"}, 409, "employee-elsewhere"),
        ("/counters/1/open", {"employee": "1009"}, 409, "employee-inactive"),
        ("/counters/1/open", {"employee": "8888"}, 404, "unknown-employee"),
        ("/counters/1/open", {}, 422, "bad-value"),
        ("/tickets/A999/resume", None, 404, "unknown-ticket"),
        ("/tickets/no-such-token/cancel", None, 404, "unknown-ticket"),
        ("/nowhere", None, 404, "no-such-page"),
        ("/board", None, 405, "method-not-allowed"),
    ],
)
def test_a_verb_out_of_place_is_refused_by_name(
    program: Program, path: str, body: object, status: int, problem: str
) -> None:
    program.post("/counters/2/open", {"employee": "1002"})

    answer = program.post(path, body)

    assert (answer.status_code, answer.json["type"]) == (status, f"urn:storeops:problem:{problem}")


@pytest.mark.parametrize("since", ["-1", "x", "1e3", "9" * 40, "١"])
def test_events_want_a_number_to_start_from(stranger: Program, since: str) -> None:
    assert stranger.get(f"/events?since={since}").status_code == 422


@pytest.mark.parametrize("key", ["k" * 201, "tab\tkey"])
def test_an_unusable_key_is_refused(program: Program, db: HallDatabase, key: str) -> None:
    assert program.post("/tickets", {"service": "payment"}, key=key).status_code == 422
    assert db.execute("SELECT count(*) FROM ticket").fetchone()[0] == 0


# Doors


@pytest.mark.parametrize("path", ["/services", "/tickets/x", "/counters/1"])
def test_without_a_token_only_board_events_and_document_are_open(stranger: Program, path: str) -> None:
    answer = stranger.get(path)

    assert (answer.status_code, answer.headers["WWW-Authenticate"]) == (401, "Bearer")
    for open_path in ("/board", "/events", "/openapi.json"):
        assert stranger.get(open_path).status_code == 200


def test_a_wrong_token_opens_nothing(client: FlaskClient) -> None:
    for header in ("Bearer nonsense", "Basic abc", "Bearer", ""):
        assert client.get("/services", headers={"Authorization": header}).status_code == 401


def signed_in(client: FlaskClient, employee: str) -> Program:
    answer = client.post("/session", json={"employee": employee, "pin": PIN})
    assert answer.status_code == 200
    token: str = answer.get_json()["access_token"]
    return Program(client, token)


def test_a_clerk_opens_their_own_counter_and_no_colleagues(client: FlaskClient, program: Program) -> None:
    ana = signed_in(client, "1001")
    program.post("/counters/2/open", {"employee": "1002"})

    assert ana.post("/counters/1/open").json["employee"] == "1001"
    assert ana.post("/counters/3/open", {"employee": "1003"}).json["type"] == "urn:storeops:problem:counter-not-yours"
    assert ana.post("/counters/2/close").status_code == 403


def test_a_duty_manager_may_act_at_any_counter_and_a_supervisor_at_none(client: FlaskClient) -> None:
    assert signed_in(client, "5001").post("/counters/1/open", {"employee": "1001"}).status_code == 200
    assert signed_in(client, "7001").post("/counters/1/close").status_code == 403


def test_five_wrong_pins_lock_the_employee_for_a_minute(client: FlaskClient, clock: FrozenClock) -> None:
    for _ in range(5):
        assert client.post("/session", json={"employee": "1001", "pin": "0000"}).status_code == 401

    assert client.post("/session", json={"employee": "1001", "pin": PIN}).status_code == 429
    clock.advance(minutes=1)
    assert client.post("/session", json={"employee": "1001", "pin": PIN}).status_code == 200


def test_an_unknown_employee_is_refused_like_a_wrong_pin(client: FlaskClient) -> None:
    known = client.post("/session", json={"employee": "1001", "pin": "0000"})
    unknown = client.post("/session", json={"employee": "4711", "pin": "0000"})

    assert known.json
    assert unknown.json
    assert known.json | {"request": None} == unknown.json | {"request": None}, "but for the mark of each request"


def test_a_session_ends_after_twelve_hours(client: FlaskClient, clock: FrozenClock) -> None:
    ana = signed_in(client, "1001")

    clock.advance(hours=12)

    assert ana.get("/services").status_code == 401


def test_a_program_that_asks_too_often_is_slowed_but_an_integration_is_not(
    client: FlaskClient, program: Program
) -> None:
    ana = signed_in(client, "1001")

    statuses = {ana.get("/services").status_code for _ in range(601)}

    assert statuses == {200, 429}
    assert {program.get("/services").status_code for _ in range(601)} == {200}


# Streams


def test_a_stream_beyond_the_cap_is_refused_and_a_closed_one_makes_room(
    client: FlaskClient, runtime: web.Runtime
) -> None:
    accept = {"Accept": "text/event-stream"}
    first = client.get("/events", headers=accept)
    second = client.get("/events", headers=accept)

    refused = client.get("/events", headers=accept)
    second.close()
    third = client.get("/events", headers=accept)

    assert (first.status_code, second.status_code) == (200, 200)
    assert (refused.status_code, refused.get_json()["type"]) == (503, "urn:storeops:problem:too-many-streams")
    assert third.status_code == 200
    assert client.get("/board").status_code == 200
    for stream in (first, third):
        stream.close()
    assert runtime.live.open_streams == 0


def test_no_answer_of_the_api_stays_in_a_cache(program: Program, stranger: Program) -> None:
    for answer in (program.get("/board"), stranger.get("/board"), program.get("/nowhere"), stranger.get("/tickets/A1")):
        assert answer.headers["Cache-Control"] == "no-store"
