"""The queue through the API: a visit from issue to finish, and what its ticket object says."""

import hmac
from pathlib import Path
from typing import Any

from flask.testing import FlaskClient

from storeops.base.actor import SYSTEM
from storeops.base.clock import FrozenClock
from storeops.base.key_file import key_file
from storeops.people.enrolment_actions import add_device
from storeops.store.database import HallDatabase
from tests.api.conftest import Program
from tests.factories import a_serving_ticket, rows

TICKET_FIELDS = {
    "number",
    "token",
    "url",
    "business_day",
    "state",
    "service",
    "segment",
    "issued_at",
    "due_at",
    "ahead_count",
    "estimate_low_seconds",
    "estimate_high_seconds",
    "counter",
    "id",
}


def an_open_counter(program: Program, counter: str = "1", employee: str = "1001") -> None:
    assert program.post(f"/counters/{counter}/open", {"employee": employee}).status_code == 200


def test_an_issued_ticket_says_all_that_the_contract_names(program: Program) -> None:
    answer = program.post("/tickets", {"service": "payment"})

    assert answer.status_code == 201
    assert set(answer.json) == TICKET_FIELDS
    assert answer.json["number"] == "A001"
    assert answer.json["state"] == "waiting"
    assert answer.json["business_day"] == "2026-03-02"
    assert answer.json["issued_at"] == "2026-03-02T01:00:00.000Z"
    assert answer.json["due_at"] == "2026-03-02T01:05:00.000Z"  # 5 minutes for the standard segment
    assert answer.json["ahead_count"] == 0
    assert answer.json["counter"] is None
    assert answer.json["url"] == f"http://localhost/t/{answer.json['token']}"


def test_a_visit_runs_from_issue_to_finish_at_one_counter(program: Program, clock: FrozenClock) -> None:
    an_open_counter(program)
    token = program.post("/tickets", {"service": "payment"}).json["token"]

    states = []
    for verb, body in (
        ("call-next", None),
        ("recall", None),
        ("start", None),
        ("system-pause", None),
        ("system-resume", None),
        ("next-transaction", {"service": "invoice"}),
        ("finish", {"class": "exceptional", "reason": "long_advice"}),
        ("reopen", None),
        ("finish", None),
    ):
        clock.advance(seconds=10)
        answer = program.post(f"/counters/1/{verb}", body)
        assert answer.status_code == 200, answer.json
        assert set(answer.json) == TICKET_FIELDS - {"token", "url"}
        states.append(answer.json["state"])

    assert states == ["called", "called", *["serving"] * 4, "served", "serving", "served"]
    assert program.get(f"/tickets/{token}").json["counter"] == "1"


def test_a_transferred_a_held_and_a_missed_customer_come_back(program: Program) -> None:
    an_open_counter(program)
    program.post("/tickets", {"service": "payment"})

    program.post("/counters/1/call-next")
    transferred = program.post("/counters/1/transfer", {"service": "plan_change"}).json
    program.post("/counters/1/call", {"number": "A001"})
    held = program.post("/counters/1/hold").json
    resumed = program.post("/tickets/A001/resume").json
    program.post("/counters/1/call-next")
    missed = program.post("/counters/1/no-show").json
    reinstated = program.post("/tickets/A001/reinstate").json

    assert (transferred["state"], transferred["service"]) == ("waiting", "plan_change")
    assert [answer["state"] for answer in (held, resumed, missed, reinstated)] == [
        "on_hold",
        "waiting",
        "no_show",
        "waiting",
    ]


def test_the_segment_of_somebody_who_waits_is_changed_by_number_and_by_id(program: Program) -> None:
    program.post("/tickets", {"service": "payment"})
    second = program.post("/tickets", {"service": "payment"}).json

    changed = program.post("/tickets/A002/change-segment", {"segment": "vip", "id": second["id"]})
    unknown = program.post("/tickets/A002/change-segment", {"segment": "king"})
    other = program.post("/tickets/A002/change-segment", {"segment": "assisted", "id": second["id"] - 1})
    again = program.post("/tickets/A002/change-segment", {"segment": "vip"})

    assert (changed.status_code, changed.json["segment"], changed.json["ahead_count"]) == (200, "vip", 0)
    assert (changed.json["due_at"], changed.json["id"]) == (second["due_at"], second["id"])
    assert (unknown.status_code, other.status_code) == (422, 404)
    assert (again.status_code, again.json["type"].rpartition(":")[2]) == (409, "segment-already")


def test_a_customer_may_cancel_and_a_duplicate_is_voided(program: Program) -> None:
    first = program.post("/tickets", {"service": "payment"}).json
    program.post("/tickets", {"service": "payment"})

    answers = [program.post(f"/tickets/{first['token']}/cancel").json, program.post("/tickets/A002/void").json]
    assert [answer["state"] for answer in answers] == ["cancelled", "void"]
    assert all(set(answer) == TICKET_FIELDS - {"token", "url"} for answer in answers)


def test_counter_verbs_answer_the_counter(program: Program) -> None:
    an_open_counter(program)

    states = [
        program.post(f"/counters/1/{verb}", body).json["state"]
        for verb, body in (
            ("pause", {"reason": "break"}),
            ("unpause", None),
            ("after-work", None),
            ("ready", None),
            ("close", None),
        )
    ]

    assert states == ["paused", "open", "wrapping_up", "open", "closed"]
    assert program.get("/counters/1").json == {
        "counter": "1",
        "state": "closed",
        "employee": None,
        "pause_reason": None,
        "state_since": "2026-03-02T01:00:00.000Z",
        "services": ["payment", "plan_change", "advice", "invoice"],
        "ticket": None,
    }


def test_the_services_on_offer_are_listed_without_those_that_are_closed(program: Program) -> None:
    codes = [service["code"] for service in program.get("/services").json["services"]]

    assert codes == ["payment", "invoice", "plan_change", "advice"]


def test_a_repeated_key_gives_the_first_answer_and_one_ticket(program: Program, db: HallDatabase) -> None:
    first = program.post("/tickets", {"service": "payment"}, key="tap-1")
    second = program.post("/tickets", {"service": "payment"}, key="tap-1")

    assert (second.status_code, second.json) == (201, first.json)
    assert db.execute("SELECT count(*) FROM ticket").fetchone()[0] == 1
    assert db.execute("SELECT count(*) FROM event WHERE kind = 'issue'").fetchone()[0] == 1


def test_a_key_that_comes_with_another_request_is_refused(program: Program, db: HallDatabase) -> None:
    program.post("/tickets", {"service": "payment"}, key="tap-1")

    answer = program.post("/tickets", {"service": "invoice"}, key="tap-1")

    assert answer.status_code == 422
    assert answer.json["type"] == "urn:storeops:problem:key-reused"
    assert db.execute("SELECT count(*) FROM ticket").fetchone()[0] == 1


def test_without_the_key_file_nobody_tries_out_what_was_sent(program: Program, db: HallDatabase) -> None:
    """What is kept of a form could otherwise be compared with each phone number that there is."""
    program.post("/tickets", {"service": "payment"}, key="tap-1")

    sent = b'{"service": "payment"}'
    own = hmac.new(db.subkey("fingerprints of requests"), f"POST /tickets [] {sent!r}".encode(), "sha256").hexdigest()
    assert [kept["fingerprint"] for kept in rows(db, "SELECT fingerprint FROM answer")] == [own]


def test_while_the_key_file_is_missing_a_repeated_key_still_gives_one_ticket(
    program: Program, db: HallDatabase, hall_path: Path
) -> None:
    key_file(hall_path).unlink()

    first, second = (program.post("/tickets", {"service": "payment"}, key="tap-1") for _ in range(2))

    assert (second.status_code, second.json) == (201, first.json)
    assert program.post("/tickets", {"service": "invoice"}, key="tap-1").status_code == 422


def test_a_repeated_call_next_calls_one_customer(program: Program) -> None:
    an_open_counter(program)
    program.post("/tickets", {"service": "payment"})
    program.post("/tickets", {"service": "payment"})

    answers: list[Any] = [program.post("/counters/1/call-next", key="n") for _ in range(2)]

    assert [answer.json["number"] for answer in answers] == ["A001", "A001"]


def test_two_calls_at_once_both_stand_on_the_board_and_in_the_events(program: Program, stranger: Program) -> None:
    an_open_counter(program)
    an_open_counter(program, "2", "1002")
    for _ in range(3):
        program.post("/tickets", {"service": "payment"})
    before = stranger.get("/events").json["last_seq"]

    program.post("/counters/1/call-next")
    program.post("/counters/2/call-next")

    board = stranger.get("/board").json
    assert {(call["number"], call["counter"]) for call in board["called"]} == {("A001", "1"), ("A002", "2")}
    assert board["waiting"] == [{"category": "payment", "prefix": "A", "waiting_count": 1, "next": ["A003"]}]
    events = stranger.get(f"/events?since={before}").json["events"]
    assert [(event["kind"], event["number"], event["counter"]) for event in events] == [
        ("call_next", "A001", "1"),
        ("call_next", "A002", "2"),
    ]


def test_a_kiosk_s_token_issues_five_at_once_a_program_s_as_many_as_it_likes(
    client: FlaskClient, program: Program, db: HallDatabase, clock: FrozenClock
) -> None:
    kiosk = Program(client, add_device(db, clock, SYSTEM, "door", "kiosk"))

    of_kiosk = [kiosk.post("/tickets", {"service": "payment"}) for _ in range(6)]
    of_program = [program.post("/tickets", {"service": "payment"}).status_code for _ in range(20)]

    assert [answer.status_code for answer in of_kiosk] == [201] * 5 + [429]
    assert of_kiosk[-1].json["type"] == "urn:storeops:problem:too-many-tickets"
    assert of_kiosk[-1].headers["Retry-After"] == "10"
    assert of_program == [201] * 20


def test_technical_business_takes_what_the_customer_was_told(
    program: Program, db: HallDatabase, clock: FrozenClock
) -> None:
    a_serving_ticket(db, clock)
    body = {"class": "technical", "reply": "We check it", "promised_at": "2026-03-02T17:00:00+08:00"}

    assert program.post("/counters/1/finish", body).status_code == 200

    assert rows(db, "SELECT reply, due_at FROM follow_up") == [
        {"reply": "We check it", "due_at": "2026-03-02T09:00:00.000Z"}
    ]
