"""Ratings through the API: what may be asked, a tap, a tap taken back, and what is refused."""

import pytest

from storeops.base.clock import FrozenClock
from storeops.quality.ratings.moments import DRAWN_MOMENTS, Moment
from storeops.store.database import HallDatabase
from tests.api.conftest import Program
from tests.factories import a_served_ticket, a_waiting_ticket, draw_next, everything, later, rows


@pytest.fixture
def served(db: HallDatabase, clock: FrozenClock) -> str:
    """The token of a visit just finished at counter 1, of which only the end is asked."""
    draw_next(db)
    return a_served_ticket(db, clock, handled="2m").token


def test_the_questions_of_a_ticket_are_those_that_may_be_answered_now(program: Program, served: str) -> None:
    answer = program.get(f"/tickets/{served}/questions")

    assert answer.status_code == 200
    assert answer.json == {
        "questions": [
            {
                "moment": "farewell",
                "text_zh": "今天的服务您满意吗？",
                "text_en": "How was the service today?",
                "answers_zh": ["很不满意", "不满意", "一般", "满意", "很满意"],
                "answers_en": ["Very bad", "Bad", "Fair", "Good", "Very good"],
            }
        ]
    }


def test_a_diary_names_every_question_of_the_close(program: Program, db: HallDatabase, clock: FrozenClock) -> None:
    draw_next(db, *DRAWN_MOMENTS)
    token = a_served_ticket(db, clock).token

    questions = program.get(f"/tickets/{token}/questions").json["questions"]

    assert [question["moment"] for question in questions] == ["waiting", "understanding", "result", "money", "farewell"]


def test_a_farewell_right_after_the_finish_is_taken(program: Program, db: HallDatabase, served: str) -> None:
    answer = program.post(f"/tickets/{served}/ratings", {"moment": "farewell", "value": 5})

    assert answer.status_code == 201
    assert answer.json == {
        "rating": 1,
        "moment": "farewell",
        "value": 5,
        "answered_at": "2026-03-02T01:02:00.000Z",
        "undone_at": None,
    }
    assert rows(db, "SELECT moment, value, reason FROM rating") == [{"moment": "farewell", "value": 5, "reason": None}]
    assert program.get(f"/tickets/{served}/questions").json == {"questions": []}


def test_a_reason_may_stand_beside_a_low_value(program: Program, db: HallDatabase, served: str) -> None:
    body = {"moment": "farewell", "value": 1, "reason": "long_wait"}

    assert program.post(f"/tickets/{served}/ratings", body).status_code == 201
    assert rows(db, "SELECT value, reason FROM rating") == [{"value": 1, "reason": "long_wait"}]
    assert len(rows(db, "SELECT id FROM recovery_task")) == 1


def test_the_same_key_gets_the_first_answer(program: Program, db: HallDatabase, served: str) -> None:
    answers = [
        program.post(f"/tickets/{served}/ratings", {"moment": "farewell", "value": 4}, key="tap-1") for _ in range(2)
    ]

    assert [answer.status_code for answer in answers] == [201, 201]
    assert answers[0].json == answers[1].json
    assert len(rows(db, "SELECT id FROM rating")) == 1


def test_a_tap_is_taken_back_and_asked_again(program: Program, clock: FrozenClock, served: str) -> None:
    rating = program.post(f"/tickets/{served}/ratings", {"moment": "farewell", "value": 2}).json["rating"]
    later(clock, "3s")

    undone = program.post(f"/tickets/{served}/ratings/undo", {"rating": rating})

    assert undone.status_code == 200
    assert undone.json["undone_at"] == "2026-03-02T01:02:03.000Z"
    assert [q["moment"] for q in program.get(f"/tickets/{served}/questions").json["questions"]] == ["farewell"]
    assert program.post(f"/tickets/{served}/ratings", {"moment": "farewell", "value": 4}).status_code == 201


def test_the_first_answer_stands(program: Program, db: HallDatabase, served: str) -> None:
    program.post(f"/tickets/{served}/ratings", {"moment": "farewell", "value": 5})
    before = everything(db)

    answer = program.post(f"/tickets/{served}/ratings", {"moment": "farewell", "value": 1})

    assert (answer.status_code, answer.json["type"]) == (409, "urn:storeops:problem:rating-given")
    assert everything(db) == before


@pytest.mark.parametrize(
    ("body", "status", "problem"),
    [
        ({"moment": "farewell", "value": 6}, 422, "bad-value"),
        ({"moment": "farewell", "value": 0}, 422, "bad-value"),
        ({"moment": "farewell", "value": "5"}, 422, "bad-value"),
        ({"moment": "farewell", "value": 4.5}, 422, "bad-value"),
        ({"moment": "farewell", "value": True}, 422, "bad-value"),
        ({"moment": "farewell", "value": 10**40}, 422, "bad-value"),
        ({"moment": "farewell"}, 422, "bad-value"),
        ({"moment": "mood", "value": 5}, 422, "bad-value"),
        ({"value": 5}, 422, "bad-value"),
        ({"moment": "farewell", "value": 1, "reason": "weather"}, 422, "bad-value"),
        ({"moment": "farewell", "value": 5, "reason": "long_wait"}, 422, "reason-not-asked"),
        ({"moment": "money", "value": 5}, 409, "rating-not-asked"),
        ({"moment": "overall", "value": 5}, 409, "rating-not-asked"),
        ("[]", 422, "malformed-body"),
    ],
)
def test_a_bad_rating_is_refused_by_name(
    program: Program, db: HallDatabase, served: str, body: object, status: int, problem: str
) -> None:
    before = everything(db)

    answer = program.post(f"/tickets/{served}/ratings", body)

    assert (answer.status_code, answer.json["type"]) == (status, f"urn:storeops:problem:{problem}")
    assert everything(db) == before


@pytest.mark.parametrize(
    ("body", "status", "problem"),
    [
        ({"rating": 1}, 404, "unknown-rating"),
        ({"rating": 10**30}, 404, "unknown-rating"),
        ({"rating": -1}, 404, "unknown-rating"),
        ({"rating": "1"}, 422, "bad-value"),
        ({}, 422, "bad-value"),
    ],
)
def test_a_bad_undo_is_refused_by_name(
    program: Program, db: HallDatabase, served: str, body: object, status: int, problem: str
) -> None:
    before = everything(db)

    answer = program.post(f"/tickets/{served}/ratings/undo", body)

    assert (answer.status_code, answer.json["type"]) == (status, f"urn:storeops:problem:{problem}")
    assert everything(db) == before


def test_a_late_answer_is_refused(program: Program, db: HallDatabase, clock: FrozenClock, served: str) -> None:
    later(clock, "61s")
    before = everything(db)

    answer = program.post(f"/tickets/{served}/ratings", {"moment": "farewell", "value": 5})

    assert (answer.status_code, answer.json["type"]) == (409, "urn:storeops:problem:rating-not-asked")
    assert everything(db) == before


def test_the_greeting_is_asked_only_of_those_drawn(program: Program, db: HallDatabase, clock: FrozenClock) -> None:
    answers = []
    for moments in ((Moment.GREETING,), ()):
        draw_next(db, *moments)
        token = a_waiting_ticket(db, clock).token
        answers.append(program.post(f"/tickets/{token}/ratings", {"moment": "greeting", "value": 5}).status_code)

    assert answers == [201, 409]


@pytest.mark.parametrize("path", ["/tickets/nobody/ratings", "/tickets/nobody/ratings/undo"])
def test_an_unknown_ticket_is_not_rated(program: Program, path: str) -> None:
    answer = program.post(path, {"moment": "farewell", "value": 5, "rating": 1})

    assert (answer.status_code, answer.json["type"]) == (404, "urn:storeops:problem:unknown-ticket")
    assert program.get("/tickets/nobody/questions").status_code == 404


def test_a_rating_needs_a_bearer(stranger: Program, db: HallDatabase, served: str) -> None:
    before = everything(db)

    assert stranger.post(f"/tickets/{served}/ratings", {"moment": "farewell", "value": 5}).status_code == 401
    assert stranger.get(f"/tickets/{served}/questions").status_code == 401
    assert everything(db) == before


def test_the_feed_never_tells_a_value(program: Program, served: str) -> None:
    program.post(f"/tickets/{served}/ratings", {"moment": "farewell", "value": 1, "reason": "other"})

    events = program.get("/events?since=0").json["events"]

    told = [event for event in events if event["kind"] in ("rated", "recovery_raised")]
    assert len(told) == 2
    assert all(set(event) == {"seq", "at", "kind"} for event in told)
