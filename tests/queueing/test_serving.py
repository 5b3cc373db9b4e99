"""Serving: transaction by transaction, system pauses, the end of the visit and its reopening."""

import json
from datetime import timedelta

import pytest

from storeops.base.clock import FrozenClock
from storeops.base.errors import BadValue
from storeops.hall.refusals import CounterNotOpen, UnknownService
from storeops.queueing.calling import call_next, call_ticket
from storeops.queueing.moving import hold, resume, transfer
from storeops.queueing.refusals import (
    AlreadyPaused,
    CounterBusy,
    EndNotThen,
    NotPaused,
    ServiceClosed,
    TicketNotServed,
    TicketNotServing,
    TooLate,
    UnknownTransaction,
)
from storeops.queueing.serving import (
    finish,
    finish_as_of,
    give_reason,
    next_transaction,
    reopen,
    start,
    system_pause,
    system_resume,
)
from storeops.queueing.staffing import close_counter, open_counter, pause
from storeops.queueing.ticket import TransactionClass
from storeops.store.database import HallDatabase
from storeops.tracing.replay_check_view import replay_findings
from tests.factories import (
    ANA,
    BRUNO,
    MONDAY_NINE,
    a_called_ticket,
    a_served_ticket,
    a_serving_ticket,
    a_waiting_ticket,
    an_open_counter,
    event_kinds,
    everything,
    last_event,
    later,
    legs,
    system_pauses,
    ticket_row,
    transactions,
)


def clock_times(rows: list[dict[str, object]]) -> list[tuple[object, ...]]:
    """The start and end of rows as UTC wall-clock times."""
    return [(str(row["started_at"])[11:19], row["ended_at"] and str(row["ended_at"])[11:19]) for row in rows]


# From start to finish


def test_a_visit_leaves_its_times(db: HallDatabase, clock: FrozenClock) -> None:
    a_served_ticket(db, clock, waited="4m", walked="30s", handled="6m")

    row, leg = ticket_row(db, "A001"), legs(db, "A001")[0]
    assert (row["state"], row["ended_at"]) == ("served", "2026-03-02T01:10:30.000Z")  # 09:00 + 4 m + 30 s + 6 m
    assert leg["first_called_at"] == "2026-03-02T01:04:00.000Z"
    assert clock_times([leg]) == [("01:04:30", "01:10:30")]
    assert (leg["outcome"], leg["left_open"]) == ("served", 0)
    assert clock_times(transactions(db, "A001")) == [("01:04:30", "01:10:30")]
    assert event_kinds(db, "A001") == ["issue", "call_ticket", "start", "finish"]


def test_three_pieces_of_business_are_three_transactions_of_one_leg(db: HallDatabase, clock: FrozenClock) -> None:
    a_serving_ticket(db, clock)
    later(clock, "3m")
    next_transaction(db, clock, ANA.actor, "1", "invoice")
    later(clock, "1m")
    next_transaction(db, clock, ANA.actor, "1", "plan_change", TransactionClass.TECHNICAL, "system_fault")
    later(clock, "7m")
    finish(db, clock, ANA.actor, "1", TransactionClass.EXCEPTIONAL, "exceptional")

    done = transactions(db, "A001")
    assert clock_times(done) == [("01:00:00", "01:03:00"), ("01:03:00", "01:04:00"), ("01:04:00", "01:11:00")]
    assert [row["service"] for row in done] == ["payment", "invoice", "plan_change"]
    # Nobody was called for the exceptional one: it counts as normal until the duty manager confirms it.
    assert [row["class"] for row in done] == ["normal", "technical", "normal"]
    assert [row["over_target_reason"] for row in done] == [None, "system_fault", "exceptional"]
    assert {row["outcome"] for row in done} == {"finished"}
    assert len(legs(db, "A001")) == 1
    assert ticket_row(db, "A001")["service_id"] == legs(db, "A001")[0]["service_id"] == done[0]["service_id"]
    assert event_kinds(db, "A001")[-3:] == ["next_transaction", "next_transaction", "finish"]
    told = json.loads(last_event(db)["data"])
    assert (told["ended_class"], told["claimed_class"]) == ("normal", "exceptional")


def test_the_journal_says_which_transaction_ended_and_which_began(db: HallDatabase, clock: FrozenClock) -> None:
    a_serving_ticket(db, clock)

    next_transaction(db, clock, ANA.actor, "1", "plan_change", TransactionClass.TECHNICAL)

    data = json.loads(last_event(db)["data"])
    assert (data["ended_class"], data["transaction_service"], data["service"]) == (
        "technical",
        "plan_change",
        "payment",
    )


@pytest.mark.parametrize(("service", "error"), [("visas", UnknownService), ("fax", ServiceClosed)])
def test_a_next_transaction_of_no_service_leaves_this_one_open(
    db: HallDatabase, clock: FrozenClock, service: str, error: type[Exception]
) -> None:
    a_serving_ticket(db, clock)
    before = everything(db)

    with pytest.raises(error):
        next_transaction(db, clock, ANA.actor, "1", service)

    assert everything(db) == before


def test_a_counter_may_do_business_that_it_calls_nobody_for(db: HallDatabase, clock: FrozenClock) -> None:
    a_serving_ticket(db, clock, counter="3")

    next_transaction(db, clock, ANA.actor, "3", "plan_change")

    assert [row["service"] for row in transactions(db, "A001")] == ["payment", "plan_change"]


def test_an_unknown_reason_is_refused_and_nothing_ends(db: HallDatabase, clock: FrozenClock) -> None:
    a_serving_ticket(db, clock)
    before = everything(db)

    with pytest.raises(BadValue, match="not on the list"):
        finish(db, clock, ANA.actor, "1", reason="just_because")
    with pytest.raises(BadValue, match="not on the list"):
        next_transaction(db, clock, ANA.actor, "1", "invoice", reason="just_because")

    assert everything(db) == before


# System pauses


def test_a_system_pause_is_kept_with_its_reason(db: HallDatabase, clock: FrozenClock) -> None:
    a_serving_ticket(db, clock)
    later(clock, "1m")
    system_pause(db, clock, ANA.actor, "1", "slow_system")
    later(clock, "2m")
    system_resume(db, clock, ANA.actor, "1")
    later(clock, "1m")
    finish(db, clock, ANA.actor, "1")

    pauses = system_pauses(db, "A001")
    assert clock_times(pauses) == [("01:01:00", "01:03:00")]
    assert pauses[0]["reason"] == "slow_system"
    assert event_kinds(db, "A001")[-3:] == ["system_pause", "system_resume", "finish"]


def test_a_second_system_pause_at_once_is_refused(db: HallDatabase, clock: FrozenClock) -> None:
    a_serving_ticket(db, clock)
    system_pause(db, clock, ANA.actor, "1")
    before = everything(db)

    with pytest.raises(AlreadyPaused, match="A001"):
        system_pause(db, clock, ANA.actor, "1")

    assert everything(db) == before


def test_there_must_be_a_system_pause_to_end(db: HallDatabase, clock: FrozenClock) -> None:
    a_serving_ticket(db, clock)
    before = everything(db)

    with pytest.raises(NotPaused, match="A001"):
        system_resume(db, clock, ANA.actor, "1")

    assert everything(db) == before


def test_a_system_pause_needs_a_known_reason(db: HallDatabase, clock: FrozenClock) -> None:
    a_serving_ticket(db, clock)

    with pytest.raises(BadValue, match="not on the list"):
        system_pause(db, clock, ANA.actor, "1", "tea")

    assert system_pauses(db, "A001") == []


@pytest.mark.parametrize("verb", ["finish", "next_transaction", "transfer", "hold"])
def test_the_end_of_a_transaction_ends_its_system_pause(db: HallDatabase, clock: FrozenClock, verb: str) -> None:
    a_serving_ticket(db, clock)
    system_pause(db, clock, ANA.actor, "1")
    later(clock, "1m")

    match verb:
        case "finish":
            finish(db, clock, ANA.actor, "1")
        case "next_transaction":
            next_transaction(db, clock, ANA.actor, "1", "invoice")
        case "transfer":
            transfer(db, clock, ANA.actor, "1", "plan_change")
        case "hold":
            hold(db, clock, ANA.actor, "1")

    assert clock_times(system_pauses(db, "A001")) == [("01:00:00", "01:01:00")]


def test_the_next_transaction_may_be_paused_as_well(db: HallDatabase, clock: FrozenClock) -> None:
    a_serving_ticket(db, clock)
    system_pause(db, clock, ANA.actor, "1")
    next_transaction(db, clock, ANA.actor, "1", "invoice")

    system_pause(db, clock, ANA.actor, "1")

    assert [row["ended_at"] is None for row in system_pauses(db, "A001")] == [False, True]


# Reopen


def test_the_last_customer_comes_back_to_a_new_transaction_of_the_same_leg(
    db: HallDatabase, clock: FrozenClock
) -> None:
    a_served_ticket(db, clock, handled="3m")
    later(clock, "5m")
    reopened = reopen(db, clock, ANA.actor, "1")
    later(clock, "2m")
    finish(db, clock, ANA.actor, "1")

    assert (reopened.number, reopened.state, reopened.counter) == ("A001", "serving", "1")
    done = transactions(db, "A001")
    assert clock_times(done) == [("01:00:00", "01:03:00"), ("01:08:00", "01:10:00")]
    assert [(row["is_reopened"], row["outcome"]) for row in done] == [(0, "finished"), (1, "finished")]
    assert [(leg["outcome"], leg["ended_at"][11:19]) for leg in legs(db, "A001")] == [("served", "01:10:00")]
    assert event_kinds(db, "A001")[-2:] == ["reopen", "finish"]


def test_it_is_the_last_ticket_served_here_that_is_reopened(db: HallDatabase, clock: FrozenClock) -> None:
    a_served_ticket(db, clock, handled="1m", counter="1")  # A001
    a_served_ticket(db, clock, handled="1m", counter="1")  # A002
    a_served_ticket(db, clock, handled="1m", counter="2")  # A003

    assert reopen(db, clock, ANA.actor, "1").number == "A002"


def test_a_ticket_that_went_on_to_another_counter_is_not_reopened_here(db: HallDatabase, clock: FrozenClock) -> None:
    a_served_ticket(db, clock, handled="1m", counter="1")  # A001
    a_serving_ticket(db, clock, counter="1")  # A002
    transfer(db, clock, ANA.actor, "1", "plan_change")
    an_open_counter(db, clock, "2")
    call_ticket(db, clock, BRUNO.actor, "2", "A002")
    start(db, clock, BRUNO.actor, "2")
    later(clock, "1m")
    finish(db, clock, BRUNO.actor, "2")

    assert reopen(db, clock, ANA.actor, "1").number == "A001"


def test_a_ticket_can_be_reopened_for_a_quarter_of_an_hour(db: HallDatabase, clock: FrozenClock) -> None:
    a_served_ticket(db, clock)
    later(clock, "15m")

    assert reopen(db, clock, ANA.actor, "1").state == "serving"


def test_after_a_quarter_of_an_hour_it_is_too_late_to_reopen(db: HallDatabase, clock: FrozenClock) -> None:
    a_served_ticket(db, clock)
    later(clock, "15m1ms")
    before = everything(db)

    with pytest.raises(TooLate, match="15 min"):
        reopen(db, clock, ANA.actor, "1")

    assert everything(db) == before


def test_nothing_is_reopened_at_a_counter_that_served_nobody(db: HallDatabase, clock: FrozenClock) -> None:
    a_served_ticket(db, clock, counter="2")
    an_open_counter(db, clock, "1")

    with pytest.raises(TicketNotServed, match="counter 1"):
        reopen(db, clock, ANA.actor, "1")


def test_a_busy_counter_reopens_nothing(db: HallDatabase, clock: FrozenClock) -> None:
    a_served_ticket(db, clock)
    a_called_ticket(db, clock)
    before = everything(db)

    with pytest.raises(CounterBusy, match="A002"):
        reopen(db, clock, ANA.actor, "1")

    assert everything(db) == before


@pytest.mark.parametrize("why", ["paused", "closed"])
def test_a_counter_that_is_not_open_reopens_nothing(db: HallDatabase, clock: FrozenClock, why: str) -> None:
    a_served_ticket(db, clock)
    if why == "paused":
        pause(db, clock, ANA.actor, "1", "break")
    else:
        close_counter(db, clock, ANA.actor, "1")

    with pytest.raises(CounterNotOpen):
        reopen(db, clock, ANA.actor, "1")


def test_the_colleague_who_took_over_the_counter_reopens_and_is_credited(db: HallDatabase, clock: FrozenClock) -> None:
    a_served_ticket(db, clock)
    close_counter(db, clock, ANA.actor, "1")
    open_counter(db, clock, BRUNO.actor, "1", BRUNO.code)

    reopen(db, clock, BRUNO.actor, "1")

    first, second = transactions(db, "A001")
    assert first["employee_id"] != second["employee_id"] == ticket_row(db, "A001")["employee_id"]


def test_imported_history_is_never_reopened(db: HallDatabase, clock: FrozenClock) -> None:
    a_served_ticket(db, clock)
    db.execute("UPDATE stored_ticket SET is_imported = 1")

    with pytest.raises(TicketNotServed):
        reopen(db, clock, ANA.actor, "1")


# The reason for a miss, asked afterwards


def test_a_reason_is_given_after_the_finish(db: HallDatabase, clock: FrozenClock) -> None:
    a_served_ticket(db, clock, handled="9m")
    transaction_id = transactions(db, "A001")[0]["id"]

    give_reason(db, clock, ANA.actor, "1", transaction_id, "long_advice")

    assert transactions(db, "A001")[0]["over_target_reason"] == "long_advice"
    assert event_kinds(db, "A001")[-1] == "reason_given"


@pytest.mark.parametrize("which", ["another counter's", "an open one", "none at all"])
def test_a_reason_is_refused_for_a_transaction_that_is_not_this_counters_own_finished_one(
    db: HallDatabase, clock: FrozenClock, which: str
) -> None:
    a_served_ticket(db, clock, counter="2")
    a_serving_ticket(db, clock, counter="1")
    number = {"another counter's": "A001", "an open one": "A002"}.get(which)
    transaction_id = transactions(db, number)[0]["id"] if number else 4711
    before = everything(db)

    with pytest.raises(UnknownTransaction):
        give_reason(db, clock, ANA.actor, "1", transaction_id, "long_advice")
    with pytest.raises(BadValue):
        give_reason(db, clock, ANA.actor, "1", transaction_id, "just_because")

    assert everything(db) == before


# A clock that was set back


def test_a_clock_set_back_an_hour_blocks_no_verb_of_serving(db: HallDatabase, clock: FrozenClock) -> None:
    def an_hour_back() -> None:
        clock.advance(hours=-1)

    later(clock, "12h")
    a_waiting_ticket(db, clock)
    an_open_counter(db, clock)
    for verb in (
        lambda: call_next(db, clock, ANA.actor, "1"),
        lambda: start(db, clock, ANA.actor, "1"),
        lambda: system_pause(db, clock, ANA.actor, "1"),
        lambda: system_resume(db, clock, ANA.actor, "1"),
        lambda: next_transaction(db, clock, ANA.actor, "1", "invoice"),
        lambda: hold(db, clock, ANA.actor, "1"),
        lambda: resume(db, clock, ANA.actor, "A001"),
        lambda: call_next(db, clock, ANA.actor, "1"),
        lambda: start(db, clock, ANA.actor, "1"),
        lambda: finish(db, clock, ANA.actor, "1"),
        lambda: reopen(db, clock, ANA.actor, "1"),
    ):
        an_hour_back()
        verb()

    assert ticket_row(db, "A001")["state"] == "serving"
    assert len(transactions(db, "A001")) == 4


# A finish that was forgotten


def test_a_forgotten_finish_is_given_its_true_end(db: HallDatabase, clock: FrozenClock) -> None:
    a_serving_ticket(db, clock)  # started at 09:00 local, 01:00 UTC
    later(clock, "40m")

    finish_as_of(db, clock, ANA.actor, "1", ticket_row(db, "A001")["id"], MONDAY_NINE + timedelta(minutes=5))

    ended = "2026-03-02T01:05:00.000Z"
    assert ticket_row(db, "A001")["ended_at"] == ended
    (transaction,) = transactions(db, "A001")
    assert (transaction["ended_at"], transaction["outcome"], transaction["class"]) == (ended, "finished", "normal")
    event = last_event(db)
    assert (event["kind"], event["at"]) == ("finish", "2026-03-02T01:40:00.000Z")
    assert json.loads(event["data"])["ended_at"] == ended
    assert list(replay_findings(db, db.path)) == []


@pytest.mark.parametrize("minutes", [-1, 41])
def test_a_true_end_before_the_start_or_to_come_is_refused(db: HallDatabase, clock: FrozenClock, minutes: int) -> None:
    a_serving_ticket(db, clock)
    later(clock, "40m")
    before = everything(db)

    with pytest.raises(EndNotThen):
        finish_as_of(db, clock, ANA.actor, "1", ticket_row(db, "A001")["id"], MONDAY_NINE + timedelta(minutes=minutes))

    assert everything(db) == before


def test_the_true_end_of_another_ticket_is_refused(db: HallDatabase, clock: FrozenClock) -> None:
    a_serving_ticket(db, clock)
    later(clock, "40m")

    with pytest.raises(TicketNotServing):
        finish_as_of(db, clock, ANA.actor, "1", ticket_row(db, "A001")["id"] + 1, MONDAY_NINE)
