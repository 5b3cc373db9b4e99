"""A follow-up from opening to closing and opening again: each row with its event, each refusal with nothing."""

import json
from collections.abc import Callable
from datetime import timedelta

import pytest

from storeops.base.actor import Actor, RequestKey
from storeops.base.clock import FrozenClock
from storeops.base.errors import ChoiceNeeded, StoreOpsError, TextNeeded, TextTooLong
from storeops.hall.refusals import UnknownTicket
from storeops.people.refusals import EmployeeInactive, UnknownEmployee
from storeops.quality.follow_ups.case import Kind, Outcome
from storeops.quality.follow_ups.follow_up_actions import (
    note_call_back,
    open_follow_up,
    promise_again,
    reopen,
    reply_on_the_spot,
    resolve,
)
from storeops.quality.follow_ups.refusals import (
    AlreadyReplied,
    FollowUpClosed,
    FollowUpStillOpen,
    NotYourFollowUp,
    PhoneNeeded,
    PraiseNeedsNoAnswer,
    PromiseNeeded,
    UnknownFollowUp,
)
from storeops.store.database import HallDatabase
from tests.factories import (
    ANA,
    BRUNO,
    CHEN,
    GRETA,
    LARS,
    MONDAY_NINE,
    a_serving_ticket,
    event_kinds,
    everything,
    last_event,
    later,
    rows,
)
from tests.quality.follow_ups.cases import a_case, case_row, owner_of, told

TUESDAY_NINE = "2026-03-03T01:00:00.000Z"


# Opening


def test_a_case_belongs_to_whoever_writes_it_down_and_is_due_after_the_norm(
    db: HallDatabase, clock: FrozenClock
) -> None:
    ticket = a_serving_ticket(db, clock)

    follow_up_id = a_case(db, clock, ticket=ticket.number)

    case = case_row(db, follow_up_id)
    assert (case["state"], case["due_at"], case["service_id"]) == ("open", TUESDAY_NINE, 1)
    assert owner_of(db, follow_up_id) == "1001"
    event = last_event(db)
    assert (event["kind"], event["actor"]) == ("follow_up_opened", "employee:1001")
    assert json.loads(event["data"]) == {
        "id": follow_up_id,
        "case_kind": "complaint",
        "ticket": "A001",
        "owner": "1001",
    }


def test_the_events_of_a_case_stay_out_of_its_tickets_own_life(db: HallDatabase, clock: FrozenClock) -> None:
    ticket = a_serving_ticket(db, clock)
    before = event_kinds(db, ticket.number)

    a_case(db, clock, ticket=ticket.number)

    assert event_kinds(db, ticket.number) == before


def test_the_first_asked_may_be_the_greeter_at_the_door(db: HallDatabase, clock: FrozenClock) -> None:
    follow_up_id = a_case(db, clock, by=ANA, owner=GRETA)

    assert owner_of(db, follow_up_id) == GRETA.code
    assert case_row(db, follow_up_id)["first_owner_id"] == case_row(db, follow_up_id)["owner_id"]


def test_a_promise_takes_the_place_of_the_norm(db: HallDatabase, clock: FrozenClock) -> None:
    follow_up_id = a_case(db, clock, Kind.UNFINISHED, promised_at=MONDAY_NINE + timedelta(hours=3))

    assert case_row(db, follow_up_id)["due_at"] == "2026-03-02T04:00:00.000Z"


def test_a_reply_on_the_spot_may_come_with_the_case(db: HallDatabase, clock: FrozenClock) -> None:
    case = case_row(db, a_case(db, clock, Kind.TECHNICAL, reply=" The mast is being repaired "))

    assert (case["reply"], case["reply_at"]) == ("The mast is being repaired", case["opened_at"])


def test_praise_is_closed_as_it_is_written_and_keeps_no_phone_number(db: HallDatabase, clock: FrozenClock) -> None:
    follow_up_id = open_follow_up(
        db,
        clock,
        ANA.actor,
        ANA.code,
        Kind.PRAISE,
        "So kind!",
        phone="13812345678",
        promised_at=MONDAY_NINE + timedelta(hours=1),
        praised_code=LARS.code,
    )

    case = case_row(db, follow_up_id)
    assert (case["state"], case["due_at"], case["closed_at"]) == ("closed", None, case["opened_at"])
    assert case["praised_id"] is not None
    assert rows(db, "SELECT * FROM customer_contact") == []
    assert told(db) == ["follow_up_opened", "verdict_asked"]


def test_a_double_tap_writes_one_case(db: HallDatabase, clock: FrozenClock) -> None:
    by = Actor(ANA.actor.name, RequestKey("tap", "same"))

    first = open_follow_up(db, clock, by, ANA.code, Kind.COMPLAINT, "Too slow")
    second = open_follow_up(db, clock, by, ANA.code, Kind.COMPLAINT, "Too slow")

    assert first == second
    assert len(rows(db, "SELECT id FROM follow_up")) == 1


@pytest.mark.parametrize(
    ("values", "refusal"),
    [
        ({"summary": "  "}, TextNeeded),
        ({"summary": "x" * 1001}, TextNeeded),
        ({"ticket_number": "Z999"}, UnknownTicket),
        ({"owner_code": "4711"}, UnknownEmployee),
        ({"owner_code": LARS.code}, EmployeeInactive),
        ({"opener_code": LARS.code}, EmployeeInactive),
        ({"phone": "12345"}, PhoneNeeded),
        ({"promised_at": MONDAY_NINE}, PromiseNeeded),
        ({"promised_at": MONDAY_NINE + timedelta(days=61)}, PromiseNeeded),
        ({"kind": Kind.TECHNICAL, "promised_at": MONDAY_NINE + timedelta(hours=25)}, PromiseNeeded),
        ({"reply": "x" * 1001}, TextNeeded),
        ({"kind": Kind.PRAISE, "praised_code": "4711"}, ChoiceNeeded),
    ],
)
def test_what_cannot_be_written_down_leaves_nothing(
    db: HallDatabase, clock: FrozenClock, values: dict, refusal: type[StoreOpsError]
) -> None:
    before = everything(db)

    with pytest.raises(refusal):
        open_follow_up(
            db, clock, ANA.actor, **{"opener_code": ANA.code, "kind": Kind.COMPLAINT, "summary": "Too slow", **values}
        )

    assert everything(db) == before


# Working on it


def test_a_reply_is_noted_once_with_its_time(db: HallDatabase, clock: FrozenClock) -> None:
    follow_up_id = a_case(db, clock, Kind.TECHNICAL)
    later(clock, "5m")

    reply_on_the_spot(db, clock, ANA.actor, ANA.code, follow_up_id, "We check the mast")

    assert case_row(db, follow_up_id)["reply_at"] == "2026-03-02T01:05:00.000Z"
    assert told(db) == ["follow_up_opened", "follow_up_replied"]
    with pytest.raises(AlreadyReplied):
        reply_on_the_spot(db, clock, ANA.actor, ANA.code, follow_up_id, "Again")


def test_call_backs_are_a_list(db: HallDatabase, clock: FrozenClock) -> None:
    follow_up_id = a_case(db, clock)

    note_call_back(db, clock, ANA.actor, ANA.code, follow_up_id, Outcome.NO_ANSWER)
    note_call_back(db, clock, ANA.actor, ANA.code, follow_up_id, Outcome.REACHED, "Wants a letter")

    assert [(row["outcome"], row["note"]) for row in rows(db, "SELECT * FROM call_back ORDER BY id")] == [
        ("no_answer", ""),
        ("reached", "Wants a letter"),
    ]
    event = last_event(db)
    assert json.loads(event["data"])["outcome"] == "reached"
    assert "letter" not in event["data"]


def test_closing_needs_an_answer_and_sets_the_first_answer_once(db: HallDatabase, clock: FrozenClock) -> None:
    follow_up_id = a_case(db, clock)
    later(clock, "2h")
    resolve(db, clock, ANA.actor, ANA.code, follow_up_id, "Refunded")
    later(clock, "1h")
    reopen(db, clock, ANA.actor, ANA.code, follow_up_id, "No money came")
    later(clock, "1h")
    resolve(db, clock, ANA.actor, ANA.code, follow_up_id, "Refunded in cash")

    case = case_row(db, follow_up_id)
    assert case["first_answered_at"] == "2026-03-02T03:00:00.000Z"
    assert case["closed_at"] == "2026-03-02T05:00:00.000Z"
    assert case["resolution"] == "Refunded\nRefunded in cash"
    assert case["reopened_count"] == 1
    assert told(db) == [
        *("follow_up_opened", "follow_up_closed", "verdict_asked"),
        *("follow_up_reopened", "follow_up_closed", "verdict_asked"),
    ]


def test_a_manager_may_close_for_an_owner_who_is_away(db: HallDatabase, clock: FrozenClock) -> None:
    follow_up_id = a_case(db, clock)

    resolve(db, clock, CHEN.actor, CHEN.code, follow_up_id, "Refunded")

    assert case_row(db, follow_up_id)["state"] == "closed"
    assert owner_of(db, follow_up_id) == ANA.code


def test_a_reopened_case_has_a_new_deadline(db: HallDatabase, clock: FrozenClock) -> None:
    follow_up_id = a_case(db, clock)
    resolve(db, clock, ANA.actor, ANA.code, follow_up_id, "Refunded")
    later(clock, "48h")

    reopen(db, clock, ANA.actor, ANA.code, follow_up_id, "No money came")

    # Reopened on Wednesday at nine, so due on Thursday at nine.
    assert case_row(db, follow_up_id)["due_at"] == "2026-03-05T01:00:00.000Z"
    data = json.loads(last_event(db)["data"])
    assert (data["due_at"], data["due_before"]) == ("2026-03-05T01:00:00+00:00", "2026-03-03T01:00:00+00:00")


def test_a_new_promise_is_an_event_and_a_talk_with_the_customer(db: HallDatabase, clock: FrozenClock) -> None:
    follow_up_id = a_case(db, clock)

    promise_again(
        db, clock, ANA.actor, ANA.code, follow_up_id, MONDAY_NINE + timedelta(hours=30), "Agreed: tomorrow at three"
    )

    assert case_row(db, follow_up_id)["due_at"] == "2026-03-03T07:00:00.000Z"
    assert rows(db, "SELECT note FROM call_back") == [{"note": "Agreed: tomorrow at three"}]
    assert told(db) == ["follow_up_opened", "follow_up_promised"]


def test_a_deadline_that_passed_leaves_its_trace_when_another_is_promised(db: HallDatabase, clock: FrozenClock) -> None:
    follow_up_id = a_case(db, clock)
    later(clock, "25h")

    promise_again(db, clock, ANA.actor, ANA.code, follow_up_id, clock.now() + timedelta(hours=2), "Tonight")

    passed = rows(db, "SELECT due_at FROM follow_up_warning WHERE step = 'overdue'")
    assert passed == [{"due_at": TUESDAY_NINE}]
    assert told(db) == ["follow_up_opened", *["follow_up_warned"] * 5, "follow_up_promised"]


# Refusals

Deed = Callable[[HallDatabase, FrozenClock, str, int], object]

DEEDS: dict[str, Deed] = {
    "reply": lambda db, clock, who, id: reply_on_the_spot(db, clock, ANA.actor, who, id, "Yes"),
    "call back": lambda db, clock, who, id: note_call_back(db, clock, ANA.actor, who, id, Outcome.BUSY),
    "promise": lambda db, clock, who, id: promise_again(
        db, clock, ANA.actor, who, id, clock.now() + timedelta(hours=1), "Later"
    ),
    "close": lambda db, clock, who, id: resolve(db, clock, ANA.actor, who, id, "Done"),
}


@pytest.fixture(params=DEEDS)
def deed(request: pytest.FixtureRequest) -> Deed:
    """Each thing that the owner of an open case may do."""
    return DEEDS[request.param]


def refused(db: HallDatabase, act: Callable[[], object], refusal: type[StoreOpsError]) -> None:
    before = everything(db)
    with pytest.raises(refusal):
        act()
    assert everything(db) == before


def test_a_colleague_does_not_work_on_anothers_case(db: HallDatabase, clock: FrozenClock, deed: Deed) -> None:
    follow_up_id = a_case(db, clock)

    refused(db, lambda: deed(db, clock, BRUNO.code, follow_up_id), NotYourFollowUp)


def test_a_closed_case_is_left_alone(db: HallDatabase, clock: FrozenClock, deed: Deed) -> None:
    follow_up_id = a_case(db, clock)
    resolve(db, clock, ANA.actor, ANA.code, follow_up_id, "Done")

    refused(db, lambda: deed(db, clock, ANA.code, follow_up_id), FollowUpClosed)


def test_praise_needs_no_work(db: HallDatabase, clock: FrozenClock, deed: Deed) -> None:
    follow_up_id = a_case(db, clock, Kind.PRAISE)

    refused(db, lambda: deed(db, clock, ANA.code, follow_up_id), PraiseNeedsNoAnswer)
    refused(db, lambda: reopen(db, clock, ANA.actor, ANA.code, follow_up_id, "More"), PraiseNeedsNoAnswer)


def test_an_unknown_case_and_an_unknown_employee_are_named(db: HallDatabase, clock: FrozenClock, deed: Deed) -> None:
    follow_up_id = a_case(db, clock)

    refused(db, lambda: deed(db, clock, ANA.code, 4711), UnknownFollowUp)
    refused(db, lambda: deed(db, clock, "4711", follow_up_id), UnknownEmployee)


def test_only_closed_cases_are_reopened_by_those_who_know_them(db: HallDatabase, clock: FrozenClock) -> None:
    follow_up_id = a_case(db, clock)

    refused(db, lambda: reopen(db, clock, ANA.actor, ANA.code, follow_up_id, "More"), FollowUpStillOpen)
    refused(db, lambda: reopen(db, clock, BRUNO.actor, BRUNO.code, follow_up_id, "More"), NotYourFollowUp)


def test_texts_have_their_limits(db: HallDatabase, clock: FrozenClock) -> None:
    follow_up_id = a_case(db, clock)

    refused(db, lambda: resolve(db, clock, ANA.actor, ANA.code, follow_up_id, " "), TextNeeded)
    refused(db, lambda: reply_on_the_spot(db, clock, ANA.actor, ANA.code, follow_up_id, ""), TextNeeded)
    refused(
        db,
        lambda: note_call_back(db, clock, ANA.actor, ANA.code, follow_up_id, Outcome.BUSY, "x" * 501),
        TextTooLong,
    )
    in_an_hour = clock.now() + timedelta(hours=1)
    refused(db, lambda: promise_again(db, clock, ANA.actor, ANA.code, follow_up_id, in_an_hour, ""), TextNeeded)
    refused(db, lambda: promise_again(db, clock, ANA.actor, ANA.code, follow_up_id, clock.now(), "x"), PromiseNeeded)
