"""On the spot: calling the duty manager, coming, settling, withdrawing, and what it makes of the transaction."""

import json
from typing import Any

import pytest

from storeops.base.clock import FrozenClock
from storeops.base.errors import BadValue, StoreOpsError
from storeops.hall.refusals import CounterNotOpen, UnknownCounter
from storeops.people.refusals import UnknownEmployee
from storeops.quality.duty.duty_call import DUTY_REASONS
from storeops.quality.duty.duty_call_actions import arrive, call_duty_manager, settle, withdraw
from storeops.quality.duty.refusals import (
    DecisionNeeded,
    DutyCallClosed,
    DutyCallCounts,
    DutyCallNotTaken,
    DutyCallOpen,
    DutyCallTaken,
    NoDutyCall,
    UnknownDutyCall,
)
from storeops.queueing.moving import transfer
from storeops.queueing.replay import replayed_state
from storeops.queueing.serving import finish, next_transaction
from storeops.queueing.ticket import State, TransactionClass
from storeops.store.database import HallDatabase
from tests.factories import (
    ANA,
    CHEN,
    HAN,
    a_called_ticket,
    a_serving_ticket,
    an_open_counter,
    event_kinds,
    everything,
    last_event,
    later,
    rows,
    ticket_row,
    transactions,
)


def calls(db: HallDatabase) -> list[dict[str, Any]]:
    return rows(db, "SELECT * FROM duty_call ORDER BY id")


def a_call(db: HallDatabase, clock: FrozenClock, reason: str = "exceptional") -> int:
    """Ana serves A001 at counter 1 and calls."""
    a_serving_ticket(db, clock)
    later(clock, "30s")
    return call_duty_manager(db, clock, ANA.actor, "1", reason)


# Calling


def test_a_call_holds_counter_clerk_ticket_transaction_and_its_time(db: HallDatabase, clock: FrozenClock) -> None:
    call_id = a_call(db, clock)

    (call,) = calls(db)
    assert call["id"] == call_id
    assert call["ticket_id"] == ticket_row(db, "A001")["id"]
    assert call["transaction_id"] == transactions(db, "A001")[0]["id"]
    assert (call["reason"], call["requested_at"]) == ("exceptional", "2026-03-02T01:00:30.000Z")
    assert (call["arrived_at"], call["settled_at"], call["outcome"]) == (None, None, None)
    event = last_event(db)
    assert (event["kind"], event["actor"]) == ("duty_called", "employee:1001")
    assert json.loads(event["data"]) == {"counter": "1", "number": "A001", "call": call_id, "reason": "exceptional"}


def test_a_clerk_may_call_with_nobody_at_the_counter(db: HallDatabase, clock: FrozenClock) -> None:
    an_open_counter(db, clock)

    call_duty_manager(db, clock, ANA.actor, "1", "system_fault")

    (call,) = calls(db)
    assert (call["ticket_id"], call["transaction_id"]) == (None, None)
    assert json.loads(last_event(db)["data"])["number"] is None


def test_a_customer_who_was_only_called_has_no_transaction_yet(db: HallDatabase, clock: FrozenClock) -> None:
    a_called_ticket(db, clock)

    call_duty_manager(db, clock, ANA.actor, "1", "complaint")

    assert calls(db)[0]["ticket_id"] is not None
    assert calls(db)[0]["transaction_id"] is None


@pytest.mark.parametrize(
    ("counter", "reason", "refusal"),
    [
        ("1", "bored", BadValue),
        ("1", "x" * 10_000, BadValue),
        ("2", "complaint", CounterNotOpen),
        ("9", "complaint", UnknownCounter),
    ],
)
def test_an_impossible_call_is_refused(
    db: HallDatabase, clock: FrozenClock, counter: str, reason: str, refusal: type[StoreOpsError]
) -> None:
    an_open_counter(db, clock)
    before = everything(db)

    with pytest.raises(refusal):
        call_duty_manager(db, clock, ANA.actor, counter, reason)

    assert everything(db) == before


def test_a_counter_has_one_open_call(db: HallDatabase, clock: FrozenClock) -> None:
    a_call(db, clock)
    before = everything(db)

    with pytest.raises(DutyCallOpen, match="Counter 1 has called the duty manager already"):
        call_duty_manager(db, clock, ANA.actor, "1", "complaint")

    assert everything(db) == before


def test_after_the_first_is_closed_a_counter_may_call_again(db: HallDatabase, clock: FrozenClock) -> None:
    a_call(db, clock)
    withdraw(db, clock, ANA.actor, "1")

    call_duty_manager(db, clock, ANA.actor, "1", "complaint")

    assert [call["outcome"] for call in calls(db)] == ["withdrawn", None]


# Coming and settling


def test_arrival_and_outcome_are_timed(db: HallDatabase, clock: FrozenClock) -> None:
    call_id = a_call(db, clock)
    later(clock, "40s")
    arrive(db, clock, CHEN.actor, call_id, CHEN.code)
    arrived = last_event(db)
    later(clock, "2m")
    settle(db, clock, CHEN.actor, call_id, CHEN.code, " the fee is waived ", "settled")

    (call,) = calls(db)
    # Requested at 30 s, arrived 40 s later, settled 120 s after that.
    assert call["arrived_at"] == "2026-03-02T01:01:10.000Z"
    assert call["settled_at"] == "2026-03-02T01:03:10.000Z"
    assert (call["decision"], call["outcome"]) == ("the fee is waived", "settled")
    assert rows(db, "SELECT code FROM employee WHERE id = ?", call["arrived_by"])[0]["code"] == CHEN.code
    assert arrived["kind"] == "duty_arrived"
    settled = last_event(db)
    assert settled["kind"] == "duty_settled"
    assert json.loads(settled["data"]) == {"counter": "1", "number": "A001", "call": call_id, "outcome": "settled"}


def test_the_first_who_comes_wins(db: HallDatabase, clock: FrozenClock) -> None:
    call_id = a_call(db, clock)
    arrive(db, clock, CHEN.actor, call_id, CHEN.code)
    before = everything(db)

    with pytest.raises(DutyCallTaken, match="Chen is coming to counter 1 already"):
        arrive(db, clock, HAN.actor, call_id, HAN.code)

    assert everything(db) == before


@pytest.mark.parametrize("outcome", ["settled", "follow_up", "declined"])
def test_a_colleague_may_settle_what_another_took(db: HallDatabase, clock: FrozenClock, outcome: str) -> None:
    call_id = a_call(db, clock)
    arrive(db, clock, CHEN.actor, call_id, CHEN.code)

    settle(db, clock, HAN.actor, call_id, HAN.code, "needs the back office", outcome)

    assert calls(db)[0]["outcome"] == outcome
    assert last_event(db)["actor"] == "employee:5002"


@pytest.mark.parametrize(
    ("decision", "outcome", "refusal"),
    [
        ("", "settled", DecisionNeeded),
        ("   ", "settled", DecisionNeeded),
        ("x" * 201, "settled", DecisionNeeded),
        ("two\nlines", "settled", DecisionNeeded),
        ("done", "withdrawn", BadValue),
        ("done", "", BadValue),
        ("done", "x" * 10_000, BadValue),
    ],
)
def test_settling_needs_a_decision_and_an_outcome(
    db: HallDatabase, clock: FrozenClock, decision: str, outcome: str, refusal: type[StoreOpsError]
) -> None:
    call_id = a_call(db, clock)
    arrive(db, clock, CHEN.actor, call_id, CHEN.code)
    before = everything(db)

    with pytest.raises(refusal):
        settle(db, clock, CHEN.actor, call_id, CHEN.code, decision, outcome)

    assert everything(db) == before


def test_nothing_is_settled_before_somebody_comes(db: HallDatabase, clock: FrozenClock) -> None:
    call_id = a_call(db, clock)
    before = everything(db)

    with pytest.raises(DutyCallNotTaken):
        settle(db, clock, CHEN.actor, call_id, CHEN.code, "done", "settled")

    assert everything(db) == before


def test_a_closed_call_takes_nothing_more(db: HallDatabase, clock: FrozenClock) -> None:
    call_id = a_call(db, clock)
    withdraw(db, clock, ANA.actor, "1")
    before = everything(db)

    with pytest.raises(DutyCallClosed):
        arrive(db, clock, CHEN.actor, call_id, CHEN.code)
    with pytest.raises(DutyCallClosed):
        settle(db, clock, CHEN.actor, call_id, CHEN.code, "done", "settled")
    with pytest.raises(NoDutyCall):
        withdraw(db, clock, ANA.actor, "1")

    assert everything(db) == before


def test_an_unknown_call_or_person_is_refused(db: HallDatabase, clock: FrozenClock) -> None:
    call_id = a_call(db, clock)
    before = everything(db)

    with pytest.raises(UnknownDutyCall):
        arrive(db, clock, CHEN.actor, call_id + 1, CHEN.code)
    with pytest.raises(UnknownEmployee):
        arrive(db, clock, CHEN.actor, call_id, "77")

    assert everything(db) == before


# What it makes of the transaction


@pytest.mark.parametrize("asked", list(TransactionClass))
def test_a_transaction_for_which_the_duty_manager_was_called_is_exceptional(
    db: HallDatabase, clock: FrozenClock, asked: TransactionClass
) -> None:
    a_call(db, clock)

    finish(db, clock, ANA.actor, "1", asked)

    stands = "technical" if asked is TransactionClass.TECHNICAL else "exceptional"
    assert transactions(db, "A001")[0]["class"] == stands
    assert json.loads(last_event(db)["data"])["ended_class"] == stands


def test_only_the_transaction_of_the_call_is_exceptional(db: HallDatabase, clock: FrozenClock) -> None:
    a_call(db, clock)

    next_transaction(db, clock, ANA.actor, "1", "invoice")
    ended_first = json.loads(last_event(db)["data"])["ended_class"]
    finish(db, clock, ANA.actor, "1")

    assert ended_first == "exceptional"
    assert [line["class"] for line in transactions(db, "A001")] == ["exceptional", "normal"]
    assert json.loads(last_event(db)["data"])["ended_class"] == "normal"


@pytest.mark.parametrize("outcome", ["settled", "follow_up", "declined"])
def test_however_the_call_ended_its_transaction_is_exceptional(
    db: HallDatabase, clock: FrozenClock, outcome: str
) -> None:
    call_id = a_call(db, clock)
    arrive(db, clock, CHEN.actor, call_id, CHEN.code)
    settle(db, clock, CHEN.actor, call_id, CHEN.code, "as the rules say", outcome)

    finish(db, clock, ANA.actor, "1")

    assert transactions(db, "A001")[0]["class"] == "exceptional"


def test_a_withdrawn_call_leaves_the_transaction_normal(db: HallDatabase, clock: FrozenClock) -> None:
    a_call(db, clock)
    withdraw(db, clock, ANA.actor, "1")
    withdrawn = last_event(db)

    finish(db, clock, ANA.actor, "1")

    assert withdrawn["kind"] == "duty_withdrawn"
    assert transactions(db, "A001")[0]["class"] == "normal"
    assert json.loads(last_event(db)["data"])["ended_class"] == "normal"


def test_a_call_is_not_withdrawn_once_somebody_comes(db: HallDatabase, clock: FrozenClock) -> None:
    call_id = a_call(db, clock)
    arrive(db, clock, CHEN.actor, call_id, CHEN.code)
    before = everything(db)

    with pytest.raises(DutyCallTaken):
        withdraw(db, clock, ANA.actor, "1")

    assert everything(db) == before


def test_a_call_is_no_way_around_the_target(db: HallDatabase, clock: FrozenClock) -> None:
    a_call(db, clock)
    finish(db, clock, ANA.actor, "1")
    before = everything(db)

    with pytest.raises(DutyCallCounts):
        withdraw(db, clock, ANA.actor, "1")

    assert everything(db) == before


def test_a_call_may_be_withdrawn_after_a_transfer(db: HallDatabase, clock: FrozenClock) -> None:
    a_call(db, clock)
    transfer(db, clock, ANA.actor, "1", "advice")

    withdraw(db, clock, ANA.actor, "1")

    assert calls(db)[0]["outcome"] == "withdrawn"


def test_a_ticket_with_a_call_still_replays_to_its_state(db: HallDatabase, clock: FrozenClock) -> None:
    call_id = a_call(db, clock)
    arrive(db, clock, CHEN.actor, call_id, CHEN.code)
    settle(db, clock, CHEN.actor, call_id, CHEN.code, "done", "settled")
    finish(db, clock, ANA.actor, "1")

    assert event_kinds(db, "A001")[-4:] == ["duty_called", "duty_arrived", "duty_settled", "finish"]
    assert replayed_state(event_kinds(db, "A001")) is State.SERVED


def test_every_reason_can_be_given(db: HallDatabase, clock: FrozenClock) -> None:
    an_open_counter(db, clock)

    for reason in DUTY_REASONS:
        call_duty_manager(db, clock, ANA.actor, "1", reason)
        withdraw(db, clock, ANA.actor, "1")

    assert [call["reason"] for call in calls(db)] == list(DUTY_REASONS)
