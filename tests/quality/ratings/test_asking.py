"""A question is shown, tapped, taken back, explained: row and event stand together, and a refusal leaves no trace."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from storeops.base.actor import CUSTOMER, Actor, RequestKey
from storeops.base.clock import FrozenClock
from storeops.base.errors import BadValue, StoreOpsError
from storeops.hall.refusals import UnknownTicket
from storeops.quality.duty.recovery_actions import close, take
from storeops.quality.ratings.moments import Moment, Place
from storeops.quality.ratings.rating_actions import give_low_reason, show, take_back_reason, tap, undo
from storeops.quality.ratings.refusals import (
    NoReason,
    RatingGiven,
    RatingNotAsked,
    RatingTooLate,
    RatingUndone,
    ReasonNotAsked,
    UnknownRating,
)
from storeops.queueing.issue import Wish, cancel, issue
from storeops.queueing.serving import finish, reopen
from storeops.running import integrity_view
from storeops.store.database import HallDatabase
from storeops.store.refusals import KeyReused
from tests.factories import (
    ANA,
    BRUNO,
    CHEN,
    GRETA,
    a_cancelled_ticket,
    a_served_ticket,
    a_serving_ticket,
    a_void_ticket,
    a_waiting_ticket,
    draw_next,
    everything,
    later,
    rows,
)


@pytest.fixture
def served(db: HallDatabase, clock: FrozenClock) -> str:
    """The token of a visit that Ana has just finished at counter 1; only its end is asked."""
    draw_next(db)
    return a_served_ticket(db, clock, handled="2m").token


def told(db: HallDatabase) -> list[tuple[str, dict[str, Any]]]:
    """The events of ratings: kind and public data."""
    about = "kind GLOB 'rat*' OR kind IN ('prompt_shown', 'recovery_raised', 'recovery_withdrawn')"
    found = rows(db, f"SELECT kind, data FROM event WHERE {about} ORDER BY seq")
    return [(row["kind"], json.loads(row["data"])) for row in found]


def kinds(db: HallDatabase) -> list[str]:
    return [kind for kind, _ in told(db)]


def employee(db: HallDatabase, code: str) -> int:
    return int(rows(db, "SELECT id FROM employee WHERE code = ?", code)[0]["id"])


# Shown


def test_a_shown_question_is_open_for_15_seconds(db: HallDatabase, clock: FrozenClock, served: str) -> None:
    prompt_id = show(db, clock, CUSTOMER, served, Moment.FAREWELL, Place.PAD)

    (prompt,) = rows(db, "SELECT * FROM prompt")
    assert prompt == {
        "id": prompt_id,
        "ticket_id": 1,
        "moment": "farewell",
        "why_shown": "end",
        "place": "pad",
        "counter_id": 1,
        "employee_id": employee(db, ANA.code),
        "shown_at": "2026-03-02T01:02:00.000Z",
        "expires_at": "2026-03-02T01:02:15.000Z",
        "phone_expires_at": None,
    }
    assert told(db) == [("prompt_shown", {"moment": "farewell"})]


def test_showing_again_while_it_is_open_is_the_same_question(db: HallDatabase, clock: FrozenClock, served: str) -> None:
    first = show(db, clock, CUSTOMER, served, Moment.FAREWELL, Place.PAD)
    later(clock, "14s")
    before = everything(db)

    assert show(db, clock, CUSTOMER, served, Moment.FAREWELL, Place.PAD) == first
    assert everything(db) == before


def test_a_drawn_moment_says_why_it_is_asked(db: HallDatabase, clock: FrozenClock) -> None:
    draw_next(db, Moment.GREETING)
    token = a_waiting_ticket(db, clock).token

    show(db, clock, CUSTOMER, token, Moment.GREETING, Place.KIOSK)

    (prompt,) = rows(db, "SELECT why_shown, place, counter_id, employee_id FROM prompt")
    assert prompt == {"why_shown": "random", "place": "kiosk", "counter_id": None, "employee_id": None}


# Tapped


def test_a_tap_is_one_row_credited_to_the_clerk(db: HallDatabase, clock: FrozenClock, served: str) -> None:
    show(db, clock, CUSTOMER, served, Moment.FAREWELL, Place.PAD)
    later(clock, "3s")

    rating_id = tap(db, clock, CUSTOMER, served, Moment.FAREWELL, 4, Place.PAD)

    (rating,) = rows(db, "SELECT * FROM rating")
    assert rating == {
        "id": rating_id,
        "prompt_id": 1,
        "ticket_id": 1,
        "moment": "farewell",
        "value": 4,
        "answered_at": "2026-03-02T01:02:03.000Z",
        "undone_at": None,
        "reason": None,
        "employee_id": employee(db, ANA.code),
        "is_imported": 0,
        "place": "pad",
        "browser": None,
        "device_id": None,
        "import_id": None,
    }
    assert kinds(db) == ["prompt_shown", "rated"]
    assert rows(db, "SELECT * FROM recovery_task") == []


def test_a_tap_on_a_question_that_no_screen_reported_counts_as_shown_then(
    db: HallDatabase, clock: FrozenClock, served: str
) -> None:
    later(clock, "60s")  # the last instant of the farewell's window

    tap(db, clock, CUSTOMER, served, Moment.FAREWELL, 5, Place.API)

    (prompt,) = rows(db, "SELECT place, shown_at FROM prompt")
    assert prompt == {"place": "api", "shown_at": "2026-03-02T01:03:00.000Z"}
    assert kinds(db) == ["prompt_shown", "rated"]


def test_no_event_tells_a_value_a_reason_or_whose_it_was(db: HallDatabase, clock: FrozenClock, served: str) -> None:
    rating_id = tap(db, clock, CUSTOMER, served, Moment.FAREWELL, 1, Place.PAD, reason="unclear")
    give_low_reason(db, clock, CUSTOMER, served, rating_id, "attitude")
    undo(db, clock, CUSTOMER, served, rating_id)

    shown, *answered = told(db)
    assert shown[1] == {"moment": "farewell"}
    assert len(answered) == 5
    assert all(data == {} for _, data in answered)


@pytest.mark.parametrize("value", [1, 2])
def test_a_low_tap_asks_for_the_duty_manager(db: HallDatabase, clock: FrozenClock, served: str, value: int) -> None:
    rating_id = tap(db, clock, CUSTOMER, served, Moment.FAREWELL, value, Place.PAD)

    (task,) = rows(db, "SELECT rating_id, ticket_id, raised_at, taken_at, closed_at, outcome FROM recovery_task")
    assert task == {
        "rating_id": rating_id,
        "ticket_id": 1,
        "raised_at": "2026-03-02T01:02:00.000Z",
        "taken_at": None,
        "closed_at": None,
        "outcome": None,
    }
    assert told(db)[-1] == ("recovery_raised", {})


def test_the_remembered_overall_asks_for_nobody(db: HallDatabase, clock: FrozenClock, served: str) -> None:
    later(clock, "24h")

    tap(db, clock, CUSTOMER, served, Moment.OVERALL, 1, Place.PHONE)

    assert rows(db, "SELECT employee_id FROM rating") == [{"employee_id": None}]
    assert rows(db, "SELECT * FROM recovery_task") == []
    assert kinds(db) == ["prompt_shown", "rated"]


def test_the_first_tap_of_a_form_counts_once(db: HallDatabase, clock: FrozenClock, served: str) -> None:
    keyed = Actor("customer", RequestKey("customer form 5", "farewell 5"))

    first = tap(db, clock, keyed, served, Moment.FAREWELL, 5, Place.PHONE)
    again = tap(db, clock, keyed, served, Moment.FAREWELL, 5, Place.PHONE)

    assert again == first
    assert kinds(db) == ["prompt_shown", "rated"]
    with pytest.raises(KeyReused):
        tap(db, clock, Actor("customer", RequestKey("customer form 5", "other")), served, Moment.FAREWELL, 4, Place.PAD)


def test_a_tap_needs_its_question_within_15_seconds_and_2_on_the_way(
    db: HallDatabase, clock: FrozenClock, served: str
) -> None:
    show(db, clock, CUSTOMER, served, Moment.FAREWELL, Place.PAD)
    later(clock, "17s")

    tap(db, clock, CUSTOMER, served, Moment.FAREWELL, 5, Place.PAD)

    assert kinds(db) == ["prompt_shown", "rated"]


def test_a_question_shown_in_time_may_be_answered_after_its_window(
    db: HallDatabase, clock: FrozenClock, served: str
) -> None:
    later(clock, "59s")
    show(db, clock, CUSTOMER, served, Moment.FAREWELL, Place.PAD)
    later(clock, "10s")

    tap(db, clock, CUSTOMER, served, Moment.FAREWELL, 3, Place.PAD)

    assert kinds(db) == ["prompt_shown", "rated"]


# To whom it is credited


def test_after_a_reopen_elsewhere_the_last_clerk_is_credited(db: HallDatabase, clock: FrozenClock) -> None:
    draw_next(db)
    a_served_ticket(db, clock)
    later(clock, "2m")
    db.execute("UPDATE counter SET employee_id = ? WHERE code = '1'", (employee(db, BRUNO.code),))
    token = reopen(db, clock, BRUNO.actor, "1").token
    finish(db, clock, BRUNO.actor, "1")

    tap(db, clock, CUSTOMER, token, Moment.FAREWELL, 5, Place.PAD)

    assert rows(db, "SELECT employee_id FROM rating") == [{"employee_id": employee(db, BRUNO.code)}]


def test_the_greeting_is_credited_to_the_greeter_who_issued_the_ticket(db: HallDatabase, clock: FrozenClock) -> None:
    draw_next(db, Moment.GREETING)
    token = issue(db, clock, GRETA.actor, Wish("payment", channel="greeter")).token

    tap(db, clock, CUSTOMER, token, Moment.GREETING, 5, Place.API)

    assert rows(db, "SELECT employee_id FROM rating") == [{"employee_id": employee(db, GRETA.code)}]


def a_closed_follow_up(db: HallDatabase, kind: str, owner: str, closed_at: str) -> None:
    """A follow-up of ticket 1, opened and closed."""
    db.execute(
        "INSERT INTO follow_up (kind, state, summary, ticket_id, opened_at, opened_by, first_owner_id, owner_id,"
        " due_at, closed_at, closed_by) VALUES (?, 'closed', 'bill', 1, '2026-03-02T01:05:00.000Z', 1, 1, ?, ?, ?, 1)",
        (kind, employee(db, owner), None if kind == "praise" else "2026-03-03T01:05:00.000Z", closed_at),
    )


def test_a_call_back_is_credited_to_the_owner_of_the_case(db: HallDatabase, clock: FrozenClock, served: str) -> None:
    a_closed_follow_up(db, "complaint", CHEN.code, "2026-03-03T00:00:00.000Z")
    later(clock, "23h")

    tap(db, clock, CUSTOMER, served, Moment.CALLBACK, 4, Place.PHONE)

    assert rows(db, "SELECT moment, employee_id FROM rating") == [
        {"moment": "callback", "employee_id": employee(db, CHEN.code)}
    ]
    assert rows(db, "SELECT why_shown FROM prompt") == [{"why_shown": "case"}]


def test_praise_is_no_case_to_ask_about(db: HallDatabase, clock: FrozenClock, served: str) -> None:
    a_closed_follow_up(db, "praise", CHEN.code, "2026-03-02T01:05:00.000Z")
    later(clock, "1h")

    with pytest.raises(RatingNotAsked):
        tap(db, clock, CUSTOMER, served, Moment.CALLBACK, 4, Place.PHONE)


def a_recovered_visit(db: HallDatabase, clock: FrozenClock, token: str) -> None:
    """A low tap on the pad that Chen took on at once and closes now, a minute later."""
    tap(db, clock, CUSTOMER, token, Moment.FAREWELL, 1, Place.PAD)
    (task,) = rows(db, "SELECT id FROM recovery_task")
    take(db, clock, CHEN.actor, task["id"], CHEN.code)
    later(clock, "1m")
    close(db, clock, CHEN.actor, task["id"], CHEN.code, "recovered")


def test_how_a_recovery_went_is_asked_on_the_phone_once_it_is_closed(
    db: HallDatabase, clock: FrozenClock, served: str
) -> None:
    tap(db, clock, CUSTOMER, served, Moment.FAREWELL, 1, Place.PAD)
    with pytest.raises(RatingNotAsked):
        tap(db, clock, CUSTOMER, served, Moment.RECOVERY, 5, Place.PHONE)
    (task,) = rows(db, "SELECT id FROM recovery_task")
    take(db, clock, CHEN.actor, task["id"], CHEN.code)
    with pytest.raises(RatingNotAsked):
        tap(db, clock, CUSTOMER, served, Moment.RECOVERY, 5, Place.PHONE)
    close(db, clock, CHEN.actor, task["id"], CHEN.code, "recovered")

    tap(db, clock, CUSTOMER, served, Moment.RECOVERY, 5, Place.PHONE)

    assert rows(db, "SELECT employee_id, value FROM rating WHERE moment = 'recovery'") == [
        {"employee_id": employee(db, CHEN.code), "value": 5}
    ]


def test_only_where_no_phone_asks_it_the_pad_does_after_half_a_minute(
    db: HallDatabase, clock: FrozenClock, served: str
) -> None:
    a_recovered_visit(db, clock, served)
    later(clock, "29s")
    with pytest.raises(RatingNotAsked):
        show(db, clock, CUSTOMER, served, Moment.RECOVERY, Place.PAD)
    later(clock, "1s")

    show(db, clock, CUSTOMER, served, Moment.RECOVERY, Place.PAD)

    assert rows(db, "SELECT place, employee_id FROM prompt WHERE moment = 'recovery'") == [
        {"place": "pad", "employee_id": employee(db, CHEN.code)}
    ]


def test_what_the_phone_showed_is_never_asked_on_the_pad(db: HallDatabase, clock: FrozenClock, served: str) -> None:
    a_recovered_visit(db, clock, served)
    show(db, clock, CUSTOMER, served, Moment.RECOVERY, Place.PHONE)
    later(clock, "40s")

    with pytest.raises(RatingNotAsked):
        show(db, clock, CUSTOMER, served, Moment.RECOVERY, Place.PAD)


def test_no_screen_of_the_staff_asks_how_a_recovery_went(db: HallDatabase, clock: FrozenClock, served: str) -> None:
    a_recovered_visit(db, clock, served)
    later(clock, "1m")
    before = everything(db)

    with pytest.raises(RatingNotAsked):
        tap(db, clock, CUSTOMER, served, Moment.RECOVERY, 5, Place.TABLET)

    assert everything(db) == before


# On the pad and on the phone


def test_where_pad_and_phone_both_answer_the_phone_s_answer_stands_and_both_are_kept(
    db: HallDatabase, clock: FrozenClock, served: str
) -> None:
    on_pad = tap(db, clock, CUSTOMER, served, Moment.FAREWELL, 5, Place.PAD)
    later(clock, "20s")

    on_phone = tap(db, clock, CUSTOMER, served, Moment.FAREWELL, 3, Place.PHONE)

    assert rows(db, "SELECT id, prompt_id, value, place FROM rating ORDER BY id") == [
        {"id": on_pad, "prompt_id": 1, "value": 5, "place": "pad"},
        {"id": on_phone, "prompt_id": 1, "value": 3, "place": "phone"},
    ]
    assert rows(db, "SELECT id FROM standing_rating") == [{"id": on_phone}]
    assert rows(db, "SELECT id, counts FROM kept_rating ORDER BY id") == [
        {"id": on_pad, "counts": 0},
        {"id": on_phone, "counts": 1},
    ]
    assert kinds(db) == ["prompt_shown", "rated", "prompt_shown", "rated"]


def test_the_pad_s_answer_stands_again_when_the_phone_s_is_taken_back(
    db: HallDatabase, clock: FrozenClock, served: str
) -> None:
    on_pad = tap(db, clock, CUSTOMER, served, Moment.FAREWELL, 5, Place.PAD)
    on_phone = tap(db, clock, CUSTOMER, served, Moment.FAREWELL, 3, Place.PHONE)

    undo(db, clock, CUSTOMER, served, on_phone)

    assert rows(db, "SELECT id FROM standing_rating") == [{"id": on_pad}]


def test_what_the_phone_answered_is_not_asked_on_the_pad(db: HallDatabase, clock: FrozenClock, served: str) -> None:
    tap(db, clock, CUSTOMER, served, Moment.FAREWELL, 5, Place.PHONE)
    before = everything(db)

    with pytest.raises(RatingGiven):
        tap(db, clock, CUSTOMER, served, Moment.FAREWELL, 1, Place.PAD)

    assert everything(db) == before


def test_a_pad_that_lets_its_question_pass_does_not_silence_the_phone(
    db: HallDatabase, clock: FrozenClock, served: str
) -> None:
    show(db, clock, CUSTOMER, served, Moment.FAREWELL, Place.PAD)
    later(clock, "45s")
    with pytest.raises(RatingTooLate):
        tap(db, clock, CUSTOMER, served, Moment.FAREWELL, 2, Place.PAD)

    show(db, clock, CUSTOMER, served, Moment.FAREWELL, Place.PHONE)
    later(clock, "17s")  # 15 seconds, and 2 on the way
    tap(db, clock, CUSTOMER, served, Moment.FAREWELL, 2, Place.PHONE)

    assert rows(db, "SELECT value FROM standing_rating") == [{"value": 2}]


def test_the_phone_too_asks_for_15_seconds_only(db: HallDatabase, clock: FrozenClock, served: str) -> None:
    show(db, clock, CUSTOMER, served, Moment.FAREWELL, Place.PAD)
    later(clock, "10s")
    show(db, clock, CUSTOMER, served, Moment.FAREWELL, Place.PHONE)
    later(clock, "17s")
    later(clock, "1ms")

    with pytest.raises(RatingTooLate):
        tap(db, clock, CUSTOMER, served, Moment.FAREWELL, 2, Place.PHONE)


# A second finish


def test_a_second_finish_has_an_end_of_its_own(db: HallDatabase, clock: FrozenClock, served: str) -> None:
    tap(db, clock, CUSTOMER, served, Moment.FAREWELL, 2, Place.PAD)
    later(clock, "5m")
    reopen(db, clock, ANA.actor, "1")
    with pytest.raises(RatingGiven):  # not finished again yet
        tap(db, clock, CUSTOMER, served, Moment.FAREWELL, 5, Place.PAD)
    later(clock, "1m")
    finish(db, clock, ANA.actor, "1")

    tap(db, clock, CUSTOMER, served, Moment.FAREWELL, 5, Place.PAD)

    assert [row["value"] for row in rows(db, "SELECT value FROM rating ORDER BY id")] == [2, 5]


def test_other_moments_are_asked_once_in_a_visit(db: HallDatabase, clock: FrozenClock) -> None:
    draw_next(db, Moment.MONEY)
    token = a_served_ticket(db, clock).token
    show(db, clock, CUSTOMER, token, Moment.MONEY, Place.PAD)
    later(clock, "5m")
    reopen(db, clock, ANA.actor, "1")
    finish(db, clock, ANA.actor, "1")

    with pytest.raises(RatingTooLate):
        show(db, clock, CUSTOMER, token, Moment.MONEY, Place.PAD)


# Taken back


def test_a_tap_taken_back_opens_its_question_again(db: HallDatabase, clock: FrozenClock, served: str) -> None:
    first = tap(db, clock, CUSTOMER, served, Moment.FAREWELL, 5, Place.PAD)
    later(clock, "7s")  # 5 seconds, and 2 on the way

    undo(db, clock, CUSTOMER, served, first)
    later(clock, "15s")
    second = tap(db, clock, CUSTOMER, served, Moment.FAREWELL, 4, Place.PAD)

    assert rows(db, "SELECT id, prompt_id, value, undone_at FROM rating") == [
        {"id": first, "prompt_id": 1, "value": 5, "undone_at": "2026-03-02T01:02:07.000Z"},
        {"id": second, "prompt_id": 1, "value": 4, "undone_at": None},
    ]
    assert rows(db, "SELECT expires_at FROM prompt") == [{"expires_at": "2026-03-02T01:02:22.000Z"}]
    assert kinds(db) == ["prompt_shown", "rated", "rating_undone", "rated"]


def test_the_duty_manager_is_not_sent_after_a_slip_of_the_finger(
    db: HallDatabase, clock: FrozenClock, served: str
) -> None:
    rating_id = tap(db, clock, CUSTOMER, served, Moment.FAREWELL, 1, Place.PAD)

    undo(db, clock, CUSTOMER, served, rating_id)

    (task,) = rows(db, "SELECT closed_at, outcome FROM recovery_task")
    assert task == {"closed_at": "2026-03-02T01:02:00.000Z", "outcome": "withdrawn"}
    assert kinds(db)[-2:] == ["rating_undone", "recovery_withdrawn"]


def test_a_task_that_is_taken_stays_with_the_duty_manager(db: HallDatabase, clock: FrozenClock, served: str) -> None:
    rating_id = tap(db, clock, CUSTOMER, served, Moment.FAREWELL, 1, Place.PAD)
    db.execute("UPDATE recovery_task SET taken_at = '2026-03-02T01:02:01.000Z', taken_by = 6")

    undo(db, clock, CUSTOMER, served, rating_id)

    assert rows(db, "SELECT closed_at, outcome FROM recovery_task") == [{"closed_at": None, "outcome": None}]
    assert kinds(db)[-1] == "rating_undone"


# Explained


def test_a_low_tap_may_be_explained_for_a_minute_and_the_later_reason_counts(
    db: HallDatabase, clock: FrozenClock, served: str
) -> None:
    rating_id = tap(db, clock, CUSTOMER, served, Moment.FAREWELL, 2, Place.PAD)
    give_low_reason(db, clock, CUSTOMER, served, rating_id, "unclear")
    later(clock, "60s")

    give_low_reason(db, clock, CUSTOMER, served, rating_id, "long_wait")

    assert rows(db, "SELECT reason FROM rating") == [{"reason": "long_wait"}]
    assert kinds(db)[-2:] == ["rating_reason", "rating_reason"]


def test_a_reason_is_taken_back_and_the_tap_stays(db: HallDatabase, clock: FrozenClock, served: str) -> None:
    rating_id = tap(db, clock, CUSTOMER, served, Moment.FAREWELL, 2, Place.PAD)
    give_low_reason(db, clock, CUSTOMER, served, rating_id, "attitude")
    later(clock, "67s")  # a minute for the reason, 5 seconds, and 2 on the way

    take_back_reason(db, clock, CUSTOMER, served, rating_id)

    assert rows(db, "SELECT value, reason, undone_at FROM rating") == [{"value": 2, "reason": None, "undone_at": None}]
    assert kinds(db) == ["prompt_shown", "rated", "recovery_raised", "rating_reason", "rating_reason_undone"]


def test_a_reason_that_is_not_there_or_stands_too_long_is_not_taken_back(
    db: HallDatabase, clock: FrozenClock, served: str
) -> None:
    rating_id = tap(db, clock, CUSTOMER, served, Moment.FAREWELL, 2, Place.PAD)
    with pytest.raises(NoReason):
        take_back_reason(db, clock, CUSTOMER, served, rating_id)
    give_low_reason(db, clock, CUSTOMER, served, rating_id, "attitude")
    later(clock, "67s")
    later(clock, "1ms")
    before = everything(db)

    with pytest.raises(RatingTooLate):
        take_back_reason(db, clock, CUSTOMER, served, rating_id)
    with pytest.raises(UnknownRating):
        take_back_reason(db, clock, CUSTOMER, served, rating_id + 1)

    assert everything(db) == before


def test_a_reason_may_come_with_the_tap(db: HallDatabase, clock: FrozenClock, served: str) -> None:
    tap(db, clock, CUSTOMER, served, Moment.FAREWELL, 1, Place.API, reason="not_solved")

    assert rows(db, "SELECT reason FROM rating") == [{"reason": "not_solved"}]
    assert kinds(db) == ["prompt_shown", "rated", "recovery_raised"]


# What is refused

Refused = Callable[[HallDatabase, FrozenClock, str], object]


def rate(moment: Moment = Moment.FAREWELL, value: int = 5, place: Place = Place.PAD, **more: Any) -> Refused:
    return lambda db, clock, token: tap(db, clock, CUSTOMER, token, moment, value, place, **more)


@pytest.mark.parametrize(
    ("act", "refusal"),
    [
        (rate(value=0), BadValue),
        (rate(value=6), BadValue),
        (rate(value=10**30), BadValue),
        (rate(value=5, reason="unclear"), ReasonNotAsked),
        (rate(value=1, reason="weather"), BadValue),
        (rate(Moment.MONEY), RatingNotAsked),  # not drawn
        (rate(Moment.OVERALL, place=Place.PHONE), RatingNotAsked),  # not before a day has passed
        (rate(Moment.CALLBACK, place=Place.PHONE), RatingNotAsked),  # no case
        (rate(Moment.RECOVERY, place=Place.PHONE), RatingNotAsked),  # nobody recovers anything
        (rate(place=Place.KIOSK), RatingNotAsked),  # the farewell is no question of the kiosk
        (lambda db, clock, token: show(db, clock, CUSTOMER, token, Moment.MONEY, Place.PAD), RatingNotAsked),
        (lambda db, clock, token: tap(db, clock, CUSTOMER, "nobody", Moment.FAREWELL, 5, Place.PAD), UnknownTicket),
        (lambda db, clock, token: show(db, clock, CUSTOMER, "nobody", Moment.FAREWELL, Place.PAD), UnknownTicket),
        (lambda db, clock, token: undo(db, clock, CUSTOMER, token, 1), UnknownRating),
        (lambda db, clock, token: undo(db, clock, CUSTOMER, token, 2**80), UnknownRating),
        (lambda db, clock, token: give_low_reason(db, clock, CUSTOMER, token, -1, "other"), UnknownRating),
    ],
)
def test_what_is_not_asked_is_refused_without_a_trace(
    db: HallDatabase, clock: FrozenClock, served: str, act: Refused, refusal: type[StoreOpsError]
) -> None:
    before = everything(db)

    with pytest.raises(refusal):
        act(db, clock, served)
    assert everything(db) == before


@pytest.mark.parametrize(
    ("value", "waited", "act", "refusal"),
    [
        (5, "0s", rate(), RatingGiven),
        (5, "1h", rate(), RatingGiven),
        (5, "0s", lambda db, c, t: show(db, c, CUSTOMER, t, Moment.FAREWELL, Place.PAD), RatingGiven),
        (5, "7001ms", lambda db, c, t: undo(db, c, CUSTOMER, t, 1), RatingTooLate),
        (5, "0s", lambda db, c, t: give_low_reason(db, c, CUSTOMER, t, 1, "other"), ReasonNotAsked),
        (1, "0s", lambda db, c, t: give_low_reason(db, c, CUSTOMER, t, 1, "weather"), BadValue),
        (1, "60001ms", lambda db, c, t: give_low_reason(db, c, CUSTOMER, t, 1, "other"), RatingTooLate),
    ],
)
def test_an_answered_question_stays_answered(
    db: HallDatabase,
    clock: FrozenClock,
    served: str,
    value: int,
    waited: str,
    act: Refused,
    refusal: type[StoreOpsError],
) -> None:
    tap(db, clock, CUSTOMER, served, Moment.FAREWELL, value, Place.PAD)
    later(clock, waited)
    before = everything(db)

    with pytest.raises(refusal):
        act(db, clock, served)
    assert everything(db) == before


@pytest.mark.parametrize("waited", ["17001ms", "50s", "2h"])
def test_a_question_that_ran_out_is_neither_answered_nor_shown_again(
    db: HallDatabase, clock: FrozenClock, served: str, waited: str
) -> None:
    show(db, clock, CUSTOMER, served, Moment.FAREWELL, Place.PAD)
    later(clock, waited)
    before = everything(db)

    with pytest.raises(RatingTooLate):
        tap(db, clock, CUSTOMER, served, Moment.FAREWELL, 5, Place.PAD)
    with pytest.raises(RatingTooLate):
        show(db, clock, CUSTOMER, served, Moment.FAREWELL, Place.PAD)
    assert everything(db) == before


def test_the_farewell_is_not_asked_after_a_minute(db: HallDatabase, clock: FrozenClock, served: str) -> None:
    later(clock, "60001ms")
    before = everything(db)

    with pytest.raises(RatingNotAsked):
        tap(db, clock, CUSTOMER, served, Moment.FAREWELL, 5, Place.PAD)
    assert everything(db) == before


def test_a_rating_of_another_ticket_is_nobody_s(db: HallDatabase, clock: FrozenClock, served: str) -> None:
    rating_id = tap(db, clock, CUSTOMER, served, Moment.FAREWELL, 1, Place.PAD)
    other = a_waiting_ticket(db, clock).token
    before = everything(db)

    with pytest.raises(UnknownRating):
        undo(db, clock, CUSTOMER, other, rating_id)
    with pytest.raises(UnknownRating):
        give_low_reason(db, clock, CUSTOMER, other, rating_id, "other")
    assert everything(db) == before


def test_a_tap_is_taken_back_once(db: HallDatabase, clock: FrozenClock, served: str) -> None:
    rating_id = tap(db, clock, CUSTOMER, served, Moment.FAREWELL, 1, Place.PAD)
    undo(db, clock, CUSTOMER, served, rating_id)
    before = everything(db)

    with pytest.raises(RatingUndone):
        undo(db, clock, CUSTOMER, served, rating_id)
    with pytest.raises(RatingUndone):
        give_low_reason(db, clock, CUSTOMER, served, rating_id, "other")
    assert everything(db) == before


@pytest.mark.parametrize("a_ticket", [a_void_ticket, a_cancelled_ticket, a_serving_ticket])
def test_no_farewell_without_a_finish(db: HallDatabase, clock: FrozenClock, a_ticket: Callable) -> None:
    draw_next(db)
    token = a_ticket(db, clock).token
    before = everything(db)

    with pytest.raises(RatingNotAsked):
        tap(db, clock, CUSTOMER, token, Moment.FAREWELL, 5, Place.PAD)
    assert everything(db) == before


def test_a_ticket_given_back_takes_its_open_question_along(db: HallDatabase, clock: FrozenClock) -> None:
    draw_next(db, Moment.TICKET)
    token = a_waiting_ticket(db, clock).token
    show(db, clock, CUSTOMER, token, Moment.TICKET, Place.KIOSK)
    cancel(db, clock, CUSTOMER, token)
    before = everything(db)

    with pytest.raises(RatingNotAsked):
        tap(db, clock, CUSTOMER, token, Moment.TICKET, 5, Place.KIOSK)
    assert everything(db) == before


def test_imported_history_is_not_asked(db: HallDatabase, clock: FrozenClock, served: str) -> None:
    db.execute("UPDATE stored_ticket SET is_imported = 1")
    before = everything(db)

    with pytest.raises(RatingNotAsked):
        tap(db, clock, CUSTOMER, served, Moment.FAREWELL, 5, Place.API)
    assert everything(db) == before


def test_ratings_leave_the_database_telling_one_story(db: HallDatabase, clock: FrozenClock, served: str) -> None:
    rating_id = tap(db, clock, CUSTOMER, served, Moment.FAREWELL, 1, Place.PAD)
    give_low_reason(db, clock, CUSTOMER, served, rating_id, "other")
    undo(db, clock, CUSTOMER, served, rating_id)
    tap(db, clock, CUSTOMER, served, Moment.FAREWELL, 2, Place.PAD)

    assert integrity_view.findings(db) == []
