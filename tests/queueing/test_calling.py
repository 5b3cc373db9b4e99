"""Calling customers: who is next, a chosen one, again, and giving up."""

import json

import pytest

from storeops.base.clock import FrozenClock
from storeops.hall.refusals import CounterNotOpen, UnknownCounter, UnknownTicket
from storeops.queueing.calling import call_next, call_ticket, mark_no_show, recall
from storeops.queueing.moving import acknowledge, hold, reinstate, resume
from storeops.queueing.refusals import (
    CounterBusy,
    QueueEmpty,
    TicketNotServedHere,
    TicketNotWaiting,
    TooFewCalls,
    TooSoon,
)
from storeops.queueing.serving import finish, start
from storeops.store.database import HallDatabase
from tests.factories import (
    ANA,
    BRUNO,
    CHEN,
    DINA,
    a_called_ticket,
    a_no_show,
    a_served_ticket,
    a_waiting_ticket,
    an_open_counter,
    event_kinds,
    everything,
    last_event,
    later,
    legs,
    set_hall,
    ticket_row,
)


def called_in_turn(db: HallDatabase, clock: FrozenClock, counter: str = "1") -> list[str]:
    """Call and serve at one counter until nobody waits for it; the numbers in the order of the calls."""
    numbers = []
    an_open_counter(db, clock, counter)
    while True:
        try:
            numbers.append(call_next(db, clock, ANA.actor, counter).number)
        except QueueEmpty:
            return numbers
        start(db, clock, ANA.actor, counter)
        finish(db, clock, ANA.actor, counter)


# Who is next


def test_the_promise_that_is_due_first_is_called_first(db: HallDatabase, clock: FrozenClock) -> None:
    a_waiting_ticket(db, clock, waited="2m")  # A001, issued 09:00, due 09:05:00
    a_waiting_ticket(db, clock, segment="assisted", waited="30s")  # A002, issued 09:02, due 09:04:00
    a_waiting_ticket(db, clock, segment="vip", waited="30s")  # A003, issued 09:02:30, due 09:04:30
    a_waiting_ticket(db, clock, segment="appointment")  # A004, issued 09:03, due 09:04:00, after A002

    assert called_in_turn(db, clock) == ["A002", "A004", "A003", "A001"]


@pytest.mark.parametrize(
    ("head_start", "order"),
    [
        ("179s999ms", ["A002", "A001"]),
        ("180s", ["A001", "A002"]),  # due at the same moment: issued first is called first
        ("181s", ["A001", "A002"]),
    ],
)
def test_a_vip_overtakes_only_those_who_came_less_than_three_minutes_earlier(
    db: HallDatabase, clock: FrozenClock, head_start: str, order: list[str]
) -> None:
    a_waiting_ticket(db, clock, waited=head_start)
    a_waiting_ticket(db, clock, segment="vip")

    assert called_in_turn(db, clock) == order


def test_tickets_of_one_moment_are_called_as_they_were_issued(db: HallDatabase, clock: FrozenClock) -> None:
    issued = [
        a_waiting_ticket(db, clock, service=service).number
        for service in ("plan_change", "payment", "advice", "payment")
    ]

    assert called_in_turn(db, clock) == issued == ["B001", "A001", "J001", "A002"]


def test_an_early_customer_with_an_appointment_waits_for_the_booked_time(db: HallDatabase, clock: FrozenClock) -> None:
    in_ten_minutes = clock.now().replace(minute=10)
    a_waiting_ticket(db, clock, segment="appointment", booked_at=in_ten_minutes, waited="5m")  # due 09:11
    a_waiting_ticket(db, clock)  # issued 09:05, due 09:10

    assert called_in_turn(db, clock) == ["A002", "A001"]


def test_a_counter_calls_only_the_services_it_serves(db: HallDatabase, clock: FrozenClock) -> None:
    a_waiting_ticket(db, clock, service="plan_change")
    a_waiting_ticket(db, clock, service="invoice")
    a_waiting_ticket(db, clock, service="advice", segment="vip")
    a_waiting_ticket(db, clock, service="payment")

    assert called_in_turn(db, clock, counter="3") == ["A001", "A002"]
    assert called_in_turn(db, clock, counter="1") == ["J001", "B001"]


def test_nobody_is_called_from_an_empty_queue(db: HallDatabase, clock: FrozenClock) -> None:
    an_open_counter(db, clock, "3")
    a_waiting_ticket(db, clock, service="plan_change")
    before = everything(db)

    with pytest.raises(QueueEmpty, match="counter 3"):
        call_next(db, clock, DINA.actor, "3")

    assert everything(db) == before


def test_a_service_that_is_no_longer_offered_still_serves_those_who_wait(db: HallDatabase, clock: FrozenClock) -> None:
    a_waiting_ticket(db, clock, service="advice")
    db.execute("UPDATE service SET is_active = 0 WHERE code = 'advice'")

    assert called_in_turn(db, clock) == ["J001"]


def test_yesterdays_customers_are_called_before_todays(db: HallDatabase, clock: FrozenClock) -> None:
    later(clock, "14h59m")  # 23:59
    yesterday = a_waiting_ticket(db, clock, waited="2m")
    today = a_waiting_ticket(db, clock)
    an_open_counter(db, clock)

    called = call_next(db, clock, ANA.actor, "1")

    assert (yesterday.number, today.number) == ("A001", "A002")
    assert called.business_day == "2026-03-02"


# The call itself


def test_a_call_says_who_was_called_where_and_by_whom(db: HallDatabase, clock: FrozenClock) -> None:
    a_waiting_ticket(db, clock, waited="4m")
    an_open_counter(db, clock, "2")

    called = call_next(db, clock, BRUNO.actor, "2")

    assert (called.number, called.state, called.counter, called.ahead_count) == ("A001", "called", "2", None)
    row, leg, event = ticket_row(db, "A001"), legs(db, "A001")[0], last_event(db)
    assert row["call_count"] == 1
    assert leg["first_called_at"] == leg["last_called_at"] == "2026-03-02T01:04:00.000Z"
    assert (leg["counter_id"], leg["employee_id"]) == (row["counter_id"], row["employee_id"])
    assert (event["kind"], event["actor"], event["employee_id"]) == ("call_next", "employee:1002", row["employee_id"])
    assert json.loads(event["data"])["counter"] == "2"


@pytest.mark.parametrize("arrived", ["called", "serving"])
def test_a_counter_has_one_customer_at_a_time(db: HallDatabase, clock: FrozenClock, arrived: str) -> None:
    a_called_ticket(db, clock)
    if arrived == "serving":
        start(db, clock, ANA.actor, "1")
    other = a_waiting_ticket(db, clock)
    before = everything(db)

    with pytest.raises(CounterBusy, match="A001"):
        call_next(db, clock, ANA.actor, "1")
    with pytest.raises(CounterBusy, match="A001"):
        call_ticket(db, clock, ANA.actor, "1", other.number)

    assert everything(db) == before


def test_the_schema_itself_refuses_a_second_customer_at_a_counter(db: HallDatabase, clock: FrozenClock) -> None:
    called = ticket_row(db, a_called_ticket(db, clock).number)
    a_waiting_ticket(db, clock)

    with pytest.raises(Exception, match=r"UNIQUE constraint failed: stored_ticket\.counter_id"):
        db.execute(
            "UPDATE stored_ticket SET state = 'called', counter_id = ? WHERE number = 'A002'", (called["counter_id"],)
        )


def test_a_closed_counter_calls_nobody(db: HallDatabase, clock: FrozenClock) -> None:
    a_waiting_ticket(db, clock)

    with pytest.raises(CounterNotOpen):
        call_ticket(db, clock, ANA.actor, "1", "A001")
    with pytest.raises(UnknownCounter):
        call_next(db, clock, ANA.actor, "77")


# A chosen one


def test_a_chosen_customer_is_called_out_of_turn(db: HallDatabase, clock: FrozenClock) -> None:
    a_waiting_ticket(db, clock)
    chosen = a_waiting_ticket(db, clock)
    an_open_counter(db, clock)

    called = call_ticket(db, clock, ANA.actor, "1", chosen.number)

    assert (called.number, called.state) == ("A002", "called")
    assert event_kinds(db, "A002") == ["issue", "call_ticket"]
    assert ticket_row(db, "A001")["state"] == "waiting"


def test_a_counter_cannot_choose_what_it_does_not_serve(db: HallDatabase, clock: FrozenClock) -> None:
    an_open_counter(db, clock, "3")
    ticket = a_waiting_ticket(db, clock, service="plan_change")
    before = everything(db)

    with pytest.raises(TicketNotServedHere, match="B001"):
        call_ticket(db, clock, DINA.actor, "3", ticket.number)

    assert everything(db) == before


def test_a_ticket_that_a_colleague_took_is_not_waiting_any_more(db: HallDatabase, clock: FrozenClock) -> None:
    a_called_ticket(db, clock, counter="1")
    an_open_counter(db, clock, "2")

    with pytest.raises(TicketNotWaiting, match="A001"):
        call_ticket(db, clock, BRUNO.actor, "2", "A001")


@pytest.mark.parametrize("number", ["A999", "", "a001", "'; DROP TABLE ticket", "A001 "])
def test_a_number_that_nobody_has_is_unknown(db: HallDatabase, clock: FrozenClock, number: str) -> None:
    a_waiting_ticket(db, clock)
    an_open_counter(db, clock)

    with pytest.raises(UnknownTicket):
        call_ticket(db, clock, ANA.actor, "1", number)


# Again


def test_a_recall_counts_and_moves_only_the_last_call(db: HallDatabase, clock: FrozenClock) -> None:
    a_called_ticket(db, clock)
    later(clock, "1m")
    recall(db, clock, ANA.actor, "1")
    later(clock, "1m")

    recall(db, clock, ANA.actor, "1")

    assert ticket_row(db, "A001")["call_count"] == 3
    leg = legs(db, "A001")[0]
    assert leg["first_called_at"] == "2026-03-02T01:00:00.000Z"
    assert leg["last_called_at"] == "2026-03-02T01:02:00.000Z"
    assert event_kinds(db, "A001") == ["issue", "call_ticket", "recall", "recall"]


def test_a_recall_may_follow_at_once_unless_the_hall_wants_a_gap(db: HallDatabase, clock: FrozenClock) -> None:
    a_called_ticket(db, clock)

    assert recall(db, clock, ANA.actor, "1").state == "called"


def test_a_recall_within_the_gap_says_how_long_to_wait(db: HallDatabase, clock: FrozenClock) -> None:
    set_hall(db, recall_gap_seconds=20)
    a_called_ticket(db, clock)
    later(clock, "4s500ms")
    before = everything(db)

    with pytest.raises(TooSoon, match="in 16 seconds"):  # 20 - 4.5 = 15.5, rounded up
        recall(db, clock, ANA.actor, "1")

    assert everything(db) == before
    later(clock, "15s499ms")
    with pytest.raises(TooSoon, match="in 1 seconds"):
        recall(db, clock, ANA.actor, "1")
    later(clock, "1ms")  # 20 s after the call
    assert recall(db, clock, ANA.actor, "1").state == "called"


def test_the_gap_counts_from_the_last_call(db: HallDatabase, clock: FrozenClock) -> None:
    set_hall(db, recall_gap_seconds=20)
    a_called_ticket(db, clock)
    later(clock, "20s")
    recall(db, clock, ANA.actor, "1")
    later(clock, "19s")

    with pytest.raises(TooSoon):
        recall(db, clock, ANA.actor, "1")


def test_a_clock_set_back_an_hour_blocks_no_recall(db: HallDatabase, clock: FrozenClock) -> None:
    set_hall(db, recall_gap_seconds=20)
    a_called_ticket(db, clock)
    clock.advance(hours=-1)

    assert recall(db, clock, ANA.actor, "1").state == "called"


# Announced


def test_the_board_says_once_that_a_call_was_announced(db: HallDatabase, clock: FrozenClock) -> None:
    a_called_ticket(db, clock)
    later(clock, "2s")
    acknowledge(db, clock, CHEN.actor, "A001")
    later(clock, "1s")
    acknowledge(db, clock, CHEN.actor, "A001")

    assert legs(db, "A001")[0]["announced_at"] == "2026-03-02T01:00:02.000Z"
    assert event_kinds(db, "A001") == ["issue", "call_ticket", "announced"]


def test_a_call_that_was_shown_and_is_then_spoken_is_told_again(db: HallDatabase, clock: FrozenClock) -> None:
    a_called_ticket(db, clock)
    acknowledge(db, clock, CHEN.actor, "A001", is_spoken=False)
    later(clock, "2s")
    acknowledge(db, clock, CHEN.actor, "A001", is_spoken=True)
    later(clock, "2s")
    acknowledge(db, clock, CHEN.actor, "A001", is_spoken=True)
    acknowledge(db, clock, CHEN.actor, "A001", is_spoken=False)

    told = [json.loads(row["data"]) for row in db.query("SELECT data FROM event WHERE kind = 'announced' ORDER BY seq")]
    assert [event["is_spoken"] for event in told] == [False, True]
    assert legs(db, "A001")[0]["announced_at"] == "2026-03-02T01:00:02.000Z"


def test_a_recall_is_to_be_announced_again(db: HallDatabase, clock: FrozenClock) -> None:
    a_called_ticket(db, clock)
    acknowledge(db, clock, CHEN.actor, "A001")

    recall(db, clock, ANA.actor, "1")

    assert legs(db, "A001")[0]["announced_at"] is None


def test_announcing_a_ticket_that_is_called_no_more_changes_nothing(db: HallDatabase, clock: FrozenClock) -> None:
    a_served_ticket(db, clock)
    before = everything(db)

    acknowledge(db, clock, CHEN.actor, "A001")

    assert everything(db) == before


# Giving up


def test_a_customer_who_does_not_come_is_a_no_show(db: HallDatabase, clock: FrozenClock) -> None:
    a_called_ticket(db, clock, waited="3m")
    later(clock, "2m")

    assert mark_no_show(db, clock, ANA.actor, "1").state == "no_show"

    assert ticket_row(db, "A001")["ended_at"] == "2026-03-02T01:05:00.000Z"
    leg = legs(db, "A001")[0]
    assert (leg["outcome"], leg["started_at"], leg["ended_at"]) == ("no_show", None, "2026-03-02T01:05:00.000Z")
    assert event_kinds(db, "A001") == ["issue", "call_ticket", "mark_no_show"]


def test_the_hall_sets_how_often_to_call_before_a_no_show(db: HallDatabase, clock: FrozenClock) -> None:
    set_hall(db, calls_before_no_show=3)
    a_called_ticket(db, clock)
    recall(db, clock, ANA.actor, "1")
    before = everything(db)

    with pytest.raises(TooFewCalls, match=r"called 2 time.* 3 times"):
        mark_no_show(db, clock, ANA.actor, "1")

    assert everything(db) == before
    recall(db, clock, ANA.actor, "1")
    assert mark_no_show(db, clock, ANA.actor, "1").state == "no_show"


def test_calls_are_counted_anew_after_a_reinstatement(db: HallDatabase, clock: FrozenClock) -> None:
    set_hall(db, calls_before_no_show=2)
    a_called_ticket(db, clock)
    recall(db, clock, ANA.actor, "1")
    mark_no_show(db, clock, ANA.actor, "1")
    reinstate(db, clock, CHEN.actor, "A001")
    call_next(db, clock, ANA.actor, "1")

    with pytest.raises(TooFewCalls):
        mark_no_show(db, clock, ANA.actor, "1")


def test_calls_are_counted_anew_after_a_hold(db: HallDatabase, clock: FrozenClock) -> None:
    a_called_ticket(db, clock)
    recall(db, clock, ANA.actor, "1")
    hold(db, clock, ANA.actor, "1")
    resume(db, clock, ANA.actor, "A001")

    call_next(db, clock, ANA.actor, "1")

    assert ticket_row(db, "A001")["call_count"] == 1


def test_a_no_show_frees_the_counter(db: HallDatabase, clock: FrozenClock) -> None:
    a_no_show(db, clock)
    a_waiting_ticket(db, clock)

    assert call_next(db, clock, ANA.actor, "1").number == "A002"
