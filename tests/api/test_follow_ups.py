"""Follow-ups through the API, by a program and by a signed-in employee."""

from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient

from storeops.base.clock import FrozenClock
from storeops.store.database import HallDatabase
from tests.api.conftest import Program
from tests.factories import ANA, BRUNO, PIN, Person, everything, later, rows

COMPLAINT = {"kind": "complaint", "summary": "The bill is wrong", "employee": ANA.code}

SignIn = Callable[[Person], Program]


@pytest.fixture
def as_employee(client: FlaskClient) -> SignIn:
    """A program that an employee uses under their own name."""

    def sign_in(person: Person) -> Program:
        answer = Program(client, None).post("/session", {"employee": person.code, "pin": PIN})
        return Program(client, answer.json["access_token"])

    return sign_in


def ids(answer: Any) -> list[int]:
    return [found["id"] for found in answer.json["follow_ups"]]


def test_a_program_writes_a_case_down_for_a_named_employee(program: Program, db: HallDatabase) -> None:
    answer = program.post("/follow-ups", {**COMPLAINT, "phone": "13812345678"})

    assert answer.status_code == 201
    assert answer.json == {
        "id": 1,
        "kind": "complaint",
        "state": "open",
        "summary": "The bill is wrong",
        "ticket": None,
        "owner": "1001",
        "first_owner": "1001",
        "offered_to": None,
        "praised": None,
        "opened_at": "2026-03-02T01:00:00.000Z",
        "due_at": "2026-03-03T01:00:00.000Z",
        "is_overdue": False,
        "escalated_to": None,
        "reply": None,
        "replied_at": None,
        "resolution": None,
        "first_answered_at": None,
        "closed_at": None,
        "reopened_count": 0,
    }
    assert rows(db, "SELECT phone_masked FROM customer_contact") == [{"phone_masked": "138****5678"}]


def test_a_case_runs_through_its_verbs(program: Program, clock: FrozenClock) -> None:
    program.post("/follow-ups", {**COMPLAINT, "kind": "technical", "promised_at": "2026-03-02T12:00:00+08:00"})
    ana, bruno = {"employee": ANA.code}, {"employee": BRUNO.code}

    for verb, body, expected in (
        ("reply", {**ana, "reply": "We check it"}, {"reply": "We check it", "due_at": "2026-03-02T04:00:00.000Z"}),
        ("hand-over", {**ana, "to": BRUNO.code}, {"owner": "1001", "offered_to": "1002"}),
        ("decline", bruno, {"owner": "1001", "offered_to": None}),
        ("hand-over", {**ana, "to": BRUNO.code, "note": "Please"}, {"offered_to": "1002"}),
        ("accept", bruno, {"owner": "1002", "first_owner": "1001"}),
        ("call-back", {**bruno, "outcome": "no_answer"}, {"state": "open"}),
        ("close", {**bruno, "resolution": "Repaired"}, {"state": "closed", "resolution": "Repaired"}),
        ("reopen", {**bruno, "reason": "Broken again"}, {"state": "open", "reopened_count": 1}),
    ):
        later(clock, "1m")
        answer = program.post(f"/follow-ups/1/{verb}", body)
        assert answer.status_code == 200, (verb, answer.json)
        assert {name: answer.json[name] for name in expected} == expected, verb


def test_lists_are_by_state(program: Program, clock: FrozenClock) -> None:
    program.post("/follow-ups", COMPLAINT)
    program.post("/follow-ups", COMPLAINT)
    program.post("/follow-ups/1/close", {"employee": ANA.code, "resolution": "Refunded"})
    later(clock, "25h")

    assert ids(program.get("/follow-ups")) == [2]
    assert ids(program.get("/follow-ups?state=open")) == [2]
    assert ids(program.get("/follow-ups?state=closed")) == [1]
    assert program.get("/follow-ups/2").json["is_overdue"] is True
    assert program.get("/follow-ups?state=lost").status_code == 422


def test_an_employee_acts_in_their_own_name_and_sees_their_own(program: Program, as_employee: SignIn) -> None:
    ana, bruno = as_employee(ANA), as_employee(BRUNO)

    assert ana.post("/follow-ups", {"kind": "complaint", "summary": "Slow"}).json["owner"] == "1001"
    assert bruno.post("/follow-ups", COMPLAINT).status_code == 403  # in Ana's name
    assert ids(ana.get("/follow-ups")) == [1]
    assert ids(bruno.get("/follow-ups")) == []
    assert bruno.get("/follow-ups/1").status_code == 403
    assert bruno.post("/follow-ups/1/close", {"resolution": "Done"}).status_code == 403


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("/follow-ups", {"kind": "complaint", "summary": "Slow"}, 422),  # a program names the employee
        ("/follow-ups", {**COMPLAINT, "kind": "anger"}, 422),
        ("/follow-ups", {**COMPLAINT, "summary": ""}, 422),
        ("/follow-ups", {**COMPLAINT, "summary": 7}, 422),
        ("/follow-ups", {**COMPLAINT, "employee": "4711"}, 404),
        ("/follow-ups", {**COMPLAINT, "ticket": "Z999"}, 404),
        ("/follow-ups", {**COMPLAINT, "phone": "12"}, 422),
        ("/follow-ups", {**COMPLAINT, "promised_at": "2026-03-02T01:00:00Z"}, 422),
        ("/follow-ups", {**COMPLAINT, "promised_at": "2026-03-02T10:00:00"}, 422),
        ("/follow-ups/1/close", {"employee": ANA.code}, 422),
        ("/follow-ups/1/accept", {"employee": ANA.code}, 409),
        ("/follow-ups/1/reopen", {"employee": ANA.code, "reason": "More"}, 409),
        ("/follow-ups/1/hand-over", {"employee": ANA.code, "to": "4711"}, 404),
        ("/follow-ups/1/call-back", {"employee": ANA.code, "outcome": "angry"}, 422),
        ("/follow-ups/2/close", {"employee": ANA.code, "resolution": "Done"}, 404),
        ("/follow-ups/one/close", {"employee": ANA.code, "resolution": "Done"}, 404),
        (f"/follow-ups/{'9' * 40}/close", {"employee": ANA.code, "resolution": "Done"}, 404),
    ],
)
def test_what_cannot_be_done_is_a_named_problem_and_changes_nothing(
    program: Program, db: HallDatabase, path: str, body: dict[str, Any], status: int
) -> None:
    program.post("/follow-ups", COMPLAINT)
    before = everything(db)

    answer = program.post(path, body)

    assert answer.status_code == status, answer.json
    assert answer.json["type"].startswith("urn:storeops:problem:")
    assert everything(db) == before


def test_a_repeated_request_gets_the_first_answer(program: Program, db: HallDatabase) -> None:
    first = program.post("/follow-ups", COMPLAINT, key="once")
    second = program.post("/follow-ups", COMPLAINT, key="once")

    assert first.json == second.json
    assert len(rows(db, "SELECT id FROM follow_up")) == 1


def test_strangers_are_not_let_in(stranger: Program) -> None:
    assert stranger.get("/follow-ups").status_code == 401
    assert stranger.post("/follow-ups", COMPLAINT).status_code == 401


@pytest.mark.parametrize("text", ["\0The bill is wrong", "The bill\x1b is wrong"])
def test_texts_with_control_characters_are_refused(program: Program, db: HallDatabase, text: str) -> None:
    program.post("/follow-ups", COMPLAINT)
    before = everything(db)

    answers = [
        program.post("/follow-ups", {**COMPLAINT, "summary": text}),
        program.post("/follow-ups/1/call-back", {"employee": ANA.code, "outcome": "reached", "note": text}),
        program.post("/follow-ups/1/close", {"employee": ANA.code, "resolution": text}),
    ]

    assert [answer.status_code for answer in answers] == [422, 422, 422]
    assert everything(db) == before


def test_a_text_with_a_phone_number_is_refused_until_it_is_meant_and_read_with_stars(
    program: Program, db: HallDatabase
) -> None:
    body = {"employee": ANA.code, "kind": "complaint", "summary": "Call Ms Li, 13812345678"}

    refused = program.post("/follow-ups", body)
    assert (refused.status_code, refused.json["type"]) == (422, "urn:storeops:problem:number-not-meant")
    assert rows(db, "SELECT id FROM follow_up") == []

    taken = program.post("/follow-ups?numbers_are_meant=1", body)
    assert taken.status_code < 300
    assert taken.json["summary"] == "Call Ms Li, 138****5678"
    assert rows(db, "SELECT summary FROM follow_up") == [{"summary": "Call Ms Li, 13812345678"}]
