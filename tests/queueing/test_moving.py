"""Transfer, hold, resume and reinstate: the promise stays, and so does the place in the order."""

import json
from datetime import time

import pytest

from storeops.base.actor import SYSTEM
from storeops.base.business_time import Hours, stamp
from storeops.base.clock import FrozenClock
from storeops.hall.refusals import UnknownService, UnknownTicket
from storeops.hall.set_up_actions import change_weekly_hours
from storeops.hall.targets import Segment
from storeops.queueing.calling import call_next, call_ticket, mark_no_show
from storeops.queueing.close_day import close_day, days_due
from storeops.queueing.moving import change_segment, hold, reinstate, resume, take_back, transfer
from storeops.queueing.refusals import DayIsOver, SegmentAlready, ServiceClosed, TicketNotWaiting, TooLate
from storeops.queueing.serving import finish, start
from storeops.queueing.staffing import close_counter
from storeops.running import integrity_view
from storeops.store.database import HallDatabase
from tests.factories import (
    ADA,
    ANA,
    BRUNO,
    CHEN,
    MONDAY,
    MONDAY_NINE,
    a_called_ticket,
    a_held_ticket,
    a_no_show,
    a_serving_ticket,
    a_waiting_ticket,
    an_open_counter,
    event_kinds,
    everything,
    last_event,
    later,
    legs,
    rows,
    ticket_row,
    transactions,
)

# Transfer


def test_a_transfer_keeps_the_promise_and_the_place(db: HallDatabase, clock: FrozenClock) -> None:
    a_serving_ticket(db, clock, waited="4m", walked="1m")
    before = ticket_row(db, "A001")
    later(clock, "2m")

    moved = transfer(db, clock, ANA.actor, "1", "plan_change")

    row = ticket_row(db, "A001")
    assert (moved.number, moved.state, moved.service, moved.counter) == ("A001", "waiting", "plan_change", None)
    assert (row["due_at"], row["order_at"]) == (before["due_at"], before["order_at"])
    assert (row["counter_id"], row["employee_id"], row["call_count"], row["ended_at"]) == (None, None, 0, None)
    first, second = legs(db, "A001")
    assert (first["outcome"], first["ended_at"]) == ("transferred", "2026-03-02T01:07:00.000Z")
    assert (second["kind"], second["queued_at"]) == ("transferred", "2026-03-02T01:07:00.000Z")
    assert (second["first_called_at"], second["counter_id"], second["outcome"]) == (None, None, None)
    assert second["service_id"] == row["service_id"] != first["service_id"]


def test_a_transferred_customer_is_called_before_those_who_came_later(db: HallDatabase, clock: FrozenClock) -> None:
    a_serving_ticket(db, clock, waited="1m")
    a_waiting_ticket(db, clock, service="plan_change")
    transfer(db, clock, ANA.actor, "1", "plan_change")

    assert call_next(db, clock, ANA.actor, "1").number == "A001"


def test_the_transaction_that_a_transfer_breaks_off_is_unfinished(db: HallDatabase, clock: FrozenClock) -> None:
    a_serving_ticket(db, clock)
    transfer(db, clock, ANA.actor, "1", "plan_change")
    call_next(db, clock, ANA.actor, "1")
    start(db, clock, ANA.actor, "1")
    finish(db, clock, ANA.actor, "1")

    done = transactions(db, "A001")
    assert [(row["leg_index"], row["service"], row["outcome"]) for row in done] == [
        (0, "payment", "unfinished"),
        (1, "plan_change", "finished"),
    ]
    assert [row["transaction_index"] for row in done] == [0, 0]


def test_a_called_customer_may_be_transferred_before_the_start(db: HallDatabase, clock: FrozenClock) -> None:
    a_called_ticket(db, clock)

    transfer(db, clock, ANA.actor, "1", "plan_change")

    assert transactions(db, "A001") == []
    assert [(leg["outcome"], leg["started_at"]) for leg in legs(db, "A001")] == [("transferred", None), (None, None)]


def test_the_journal_says_from_where_a_ticket_was_transferred(db: HallDatabase, clock: FrozenClock) -> None:
    a_serving_ticket(db, clock)

    transfer(db, clock, ANA.actor, "1", "plan_change")

    data = json.loads(last_event(db)["data"])
    assert (data["from_counter"], data["from_service"], data["service"]) == ("1", "payment", "plan_change")
    assert event_kinds(db, "A001") == ["issue", "call_ticket", "start", "transfer"]


@pytest.mark.parametrize(("service", "error"), [("visas", UnknownService), ("fax", ServiceClosed)])
def test_a_transfer_to_no_service_leaves_the_customer_at_the_counter(
    db: HallDatabase, clock: FrozenClock, service: str, error: type[Exception]
) -> None:
    a_serving_ticket(db, clock)
    before = everything(db)

    with pytest.raises(error):
        transfer(db, clock, ANA.actor, "1", service)

    assert everything(db) == before


# Hold and resume


def test_a_held_customer_leaves_the_counter_free(db: HallDatabase, clock: FrozenClock) -> None:
    a_serving_ticket(db, clock)
    later(clock, "1m")

    held = hold(db, clock, ANA.actor, "1")

    assert (held.state, held.counter) == ("on_hold", None)
    row = ticket_row(db, "A001")
    assert (row["counter_id"], row["employee_id"], row["ended_at"]) == (None, None, None)
    assert [(leg["outcome"], leg["ended_at"]) for leg in legs(db, "A001")] == [("held", "2026-03-02T01:01:00.000Z")]
    assert [row["outcome"] for row in transactions(db, "A001")] == ["unfinished"]
    a_waiting_ticket(db, clock)
    assert call_next(db, clock, ANA.actor, "1").number == "A002"


def test_a_resumed_customer_has_a_new_leg_and_the_old_place(db: HallDatabase, clock: FrozenClock) -> None:
    a_held_ticket(db, clock)
    held = ticket_row(db, "A001")
    a_waiting_ticket(db, clock)
    later(clock, "10m")

    resumed = resume(db, clock, BRUNO.actor, "A001")

    assert (resumed.state, resumed.ahead_count) == ("waiting", 0)
    row = ticket_row(db, "A001")
    assert (row["due_at"], row["order_at"]) == (held["due_at"], held["order_at"])
    assert [(leg["kind"], leg["outcome"], leg["queued_at"][11:16]) for leg in legs(db, "A001")] == [
        ("first", "held", "01:00"),
        ("resumed", None, "01:10"),
    ]
    assert event_kinds(db, "A001")[-2:] == ["hold", "resume"]


def test_a_held_customer_is_not_called(db: HallDatabase, clock: FrozenClock) -> None:
    a_held_ticket(db, clock)
    second = a_waiting_ticket(db, clock)

    assert second.ahead_count == 0
    assert call_next(db, clock, ANA.actor, "1").number == "A002"


def test_a_customer_may_be_held_and_resumed_more_than_once(db: HallDatabase, clock: FrozenClock) -> None:
    a_held_ticket(db, clock)
    for _ in range(2):
        resume(db, clock, ANA.actor, "A001")
        call_next(db, clock, ANA.actor, "1")
        hold(db, clock, ANA.actor, "1")

    assert [leg["leg_index"] for leg in legs(db, "A001")] == [0, 1, 2]


@pytest.mark.parametrize("verb", [resume, reinstate])
def test_a_number_that_nobody_has_is_unknown(db: HallDatabase, clock: FrozenClock, verb: object) -> None:
    with pytest.raises(UnknownTicket):
        verb(db, clock, CHEN.actor, "Z999")  # type: ignore[operator]


# Reinstate


def test_a_no_show_who_comes_back_goes_behind_the_next_two_of_the_service(db: HallDatabase, clock: FrozenClock) -> None:
    a_no_show(db, clock)  # A001
    for _ in range(3):
        later(clock, "10s")
        a_waiting_ticket(db, clock)  # A002 due 09:05:10, A003 09:05:20, A004 09:05:30
    a_waiting_ticket(db, clock, service="plan_change")

    back = reinstate(db, clock, CHEN.actor, "A001")

    row = ticket_row(db, "A001")
    assert (back.state, back.ahead_count) == ("waiting", 2)
    assert row["order_at"] == "2026-03-02T01:05:20.001Z"
    assert row["due_at"] == "2026-03-02T01:05:00.000Z"
    assert (row["ended_at"], row["counter_id"], row["employee_id"], row["call_count"]) == (None, None, None, 0)
    assert event_kinds(db, "A001")[-2:] == ["mark_no_show", "reinstate"]


def test_a_no_show_who_comes_back_stays_in_the_same_leg(db: HallDatabase, clock: FrozenClock) -> None:
    a_no_show(db, clock, waited="1m")
    later(clock, "5m")
    reinstate(db, clock, CHEN.actor, "A001")
    call_next(db, clock, ANA.actor, "1")

    (leg,) = legs(db, "A001")
    assert (leg["first_called_at"][11:16], leg["last_called_at"][11:16]) == ("01:01", "01:06")
    assert (leg["kind"], leg["outcome"], leg["ended_at"]) == ("first", None, None)


def test_those_of_other_services_do_not_count(db: HallDatabase, clock: FrozenClock) -> None:
    a_no_show(db, clock)
    a_waiting_ticket(db, clock, service="plan_change")
    later(clock, "1m")
    a_waiting_ticket(db, clock)  # due 09:06

    reinstate(db, clock, CHEN.actor, "A001")

    assert ticket_row(db, "A001")["order_at"] == "2026-03-02T01:06:00.001Z"


def test_where_nobody_waits_a_no_show_is_next(db: HallDatabase, clock: FrozenClock) -> None:
    a_no_show(db, clock)
    later(clock, "2m")

    reinstate(db, clock, CHEN.actor, "A001")

    assert ticket_row(db, "A001")["order_at"] == "2026-03-02T01:02:00.000Z"


def test_two_no_shows_come_back_in_turn(db: HallDatabase, clock: FrozenClock) -> None:
    for _ in range(2):
        a_no_show(db, clock)
    for _ in range(2):
        a_waiting_ticket(db, clock)
        later(clock, "1s")

    reinstate(db, clock, CHEN.actor, "A001")  # behind A003 and A004
    reinstate(db, clock, CHEN.actor, "A002")  # behind A003 and A004 as well, and after A001: they are level

    order = []
    for _ in range(4):
        order.append(call_next(db, clock, ANA.actor, "1").number)
        mark_no_show(db, clock, ANA.actor, "1")
    assert order == ["A003", "A004", "A001", "A002"]


def test_a_no_show_may_come_back_for_a_quarter_of_an_hour(db: HallDatabase, clock: FrozenClock) -> None:
    a_no_show(db, clock)
    later(clock, "15m")

    assert reinstate(db, clock, CHEN.actor, "A001").state == "waiting"


def test_after_a_quarter_of_an_hour_a_no_show_needs_a_new_ticket(db: HallDatabase, clock: FrozenClock) -> None:
    a_no_show(db, clock)
    later(clock, "15m1ms")
    before = everything(db)

    with pytest.raises(TooLate, match="15 min"):
        reinstate(db, clock, CHEN.actor, "A001")

    assert everything(db) == before


def test_an_imported_no_show_is_history_and_stays(db: HallDatabase, clock: FrozenClock) -> None:
    a_no_show(db, clock)
    db.execute("UPDATE stored_ticket SET is_imported = 1")
    before = everything(db)

    with pytest.raises(TooLate):
        reinstate(db, clock, CHEN.actor, "A001")

    assert everything(db) == before


# Changing the segment


def test_who_is_of_another_segment_is_called_as_if_so_since_the_issue_and_keeps_the_promise(
    db: HallDatabase, clock: FrozenClock
) -> None:
    a_waiting_ticket(db, clock, waited="1m")
    a_waiting_ticket(db, clock, waited="1m")

    changed = change_segment(db, clock, CHEN.actor, "A002", Segment.ASSISTED)

    # Issued at 09:01 and promised by 09:06; an assisted customer is promised 120 s, so the turn is that of 09:03.
    row = ticket_row(db, "A002")
    assert (row["segment"], row["state"]) == ("assisted", "waiting")
    assert (row["due_at"], row["order_at"]) == ("2026-03-02T01:06:00.000Z", "2026-03-02T01:03:00.000Z")
    assert (changed.segment, changed.ahead_count) == ("assisted", 0)
    event = last_event(db)
    assert (event["kind"], event["actor"]) == ("change_segment", CHEN.actor.name)
    told = json.loads(event["data"])
    assert (told["segment_before"], told["segment"]) == ("standard", "assisted")
    assert told["order_at"] == "2026-03-02T01:03:00.000Z"
    assert event_kinds(db, "A002") == ["issue", "change_segment"]
    assert event_kinds(db, "A001") == ["issue"]
    assert integrity_view.findings(db) == []


def test_an_appointment_counts_from_its_booked_time_again(db: HallDatabase, clock: FrozenClock) -> None:
    booked = MONDAY_NINE.replace(minute=20)
    a_waiting_ticket(db, clock, segment="appointment", booked_at=booked)

    change_segment(db, clock, CHEN.actor, "A001", Segment.STANDARD)
    assert ticket_row(db, "A001")["order_at"] == "2026-03-02T01:05:00.000Z"  # 300 s after the issue at 09:00
    change_segment(db, clock, CHEN.actor, "A001", Segment.APPOINTMENT)

    assert ticket_row(db, "A001")["order_at"] == "2026-03-02T01:21:00.000Z"


def test_the_same_segment_again_does_not_bring_a_missed_customer_forward(db: HallDatabase, clock: FrozenClock) -> None:
    a_no_show(db, clock)
    for _ in range(2):
        a_waiting_ticket(db, clock)
    reinstate(db, clock, CHEN.actor, "A001")
    before = everything(db)

    with pytest.raises(SegmentAlready, match="A001"):
        change_segment(db, clock, CHEN.actor, "A001", Segment.STANDARD)

    assert everything(db) == before


def test_the_segment_of_who_was_called_stays(db: HallDatabase, clock: FrozenClock) -> None:
    a_called_ticket(db, clock)
    before = everything(db)

    with pytest.raises(TicketNotWaiting):
        change_segment(db, clock, CHEN.actor, "A001", Segment.VIP)

    assert everything(db) == before


def test_a_ticket_of_the_day_before_is_named_by_its_id(db: HallDatabase, clock: FrozenClock) -> None:
    old = a_waiting_ticket(db, clock, waited="24h")
    new = a_waiting_ticket(db, clock)
    assert (old.number, new.number) == ("A001", "A002")
    db.execute("UPDATE stored_ticket SET number = 'A001'")  # as halls gave them before they looked at yesterday

    change_segment(db, clock, CHEN.actor, "A001", Segment.VIP, old.id)

    assert rows(db, "SELECT segment FROM ticket ORDER BY id") == [{"segment": "vip"}, {"segment": "standard"}]
    with pytest.raises(UnknownTicket):
        change_segment(db, clock, CHEN.actor, "A002", Segment.VIP, old.id)


def test_a_clock_set_back_an_hour_blocks_no_move(db: HallDatabase, clock: FrozenClock) -> None:
    later(clock, "12h")
    a_no_show(db, clock)
    clock.advance(hours=-1)
    reinstate(db, clock, CHEN.actor, "A001")
    call_ticket(db, clock, ANA.actor, "1", "A001")
    clock.advance(hours=-1)
    transfer(db, clock, ANA.actor, "1", "plan_change")
    an_open_counter(db, clock, "2")

    assert call_next(db, clock, BRUNO.actor, "2").number == "A001"


# Taking back whom the day's end found waiting


def the_day_ends(db: HallDatabase, clock: FrozenClock) -> None:
    """The hall shuts at 18:00; its only counter was closed at 18:10 and the day with it."""
    nine_to_six = (Hours(time(9), time(18)),)
    change_weekly_hours(db, clock, ADA.actor, dict.fromkeys(range(1, 8), nine_to_six))
    an_open_counter(db, clock, "1")
    clock.instant = MONDAY_NINE.replace(hour=10, minute=10)
    close_counter(db, clock, ANA.actor, "1")
    assert days_due(db, clock.now()) == [MONDAY]
    close_day(db, clock, SYSTEM, MONDAY)


def test_who_is_still_here_after_the_close_is_taken_back_and_the_wait_counts_from_the_issue(
    db: HallDatabase, clock: FrozenClock
) -> None:
    a_waiting_ticket(db, clock)
    the_day_ends(db, clock)
    later(clock, "5m")  # 18:15

    back = take_back(db, clock, CHEN.actor, "A001")

    assert back.state == "waiting"
    row = ticket_row(db, "A001")
    assert (row["state"], row["ended_at"], row["order_at"]) == ("waiting", None, stamp(clock.now()))
    [leg] = legs(db, "A001")
    assert (leg["queued_at"], leg["ended_at"], leg["outcome"]) == ("2026-03-02T01:00:00.000Z", None, None)
    assert event_kinds(db, "A001") == ["issue", "close_day", "take_back"]
    assert json.loads(last_event(db)["data"])["order_at"] == row["order_at"]
    # No counter is open, and the last was closed before: nobody ends this visit before the night.
    assert days_due(db, clock.now()) == []
    an_open_counter(db, clock, "1")
    call_next(db, clock, ANA.actor, "1")
    start(db, clock, ANA.actor, "1")
    later(clock, "2m")
    assert finish(db, clock, ANA.actor, "1").state == "served"
    assert integrity_view.findings(db) == []


def test_who_was_on_hold_at_the_close_waits_in_a_new_leg(db: HallDatabase, clock: FrozenClock) -> None:
    a_held_ticket(db, clock)
    the_day_ends(db, clock)

    take_back(db, clock, CHEN.actor, "A001")

    assert [(leg["kind"], leg["outcome"]) for leg in legs(db, "A001")] == [("first", "held"), ("resumed", None)]
    assert ticket_row(db, "A001")["ended_at"] is None
    assert integrity_view.findings(db) == []


def test_who_is_taken_back_goes_behind_the_next_two(db: HallDatabase, clock: FrozenClock) -> None:
    a_waiting_ticket(db, clock)
    the_day_ends(db, clock)
    db.execute("DELETE FROM opening_hours")
    for _ in range(3):
        a_waiting_ticket(db, clock, waited="1s")

    take_back(db, clock, CHEN.actor, "A001")

    # 1 ms behind A003, which came at 18:10:01 and is promised 300 s later
    assert ticket_row(db, "A001")["order_at"] == "2026-03-02T10:15:01.001Z"


def test_who_is_taken_back_and_not_served_leaves_with_the_next_counter(db: HallDatabase, clock: FrozenClock) -> None:
    a_waiting_ticket(db, clock)
    the_day_ends(db, clock)
    take_back(db, clock, CHEN.actor, "A001")
    an_open_counter(db, clock, "1")
    later(clock, "20m")
    close_counter(db, clock, ANA.actor, "1")

    assert days_due(db, clock.now()) == [MONDAY]
    close_day(db, clock, SYSTEM, MONDAY)

    assert ticket_row(db, "A001")["ended_at"] == "2026-03-02T10:30:00.000Z"  # 18:30 in Shanghai
    assert event_kinds(db, "A001") == ["issue", "close_day", "take_back", "close_day"]
    assert integrity_view.findings(db) == []


def test_nobody_is_taken_back_on_another_day(db: HallDatabase, clock: FrozenClock) -> None:
    a_waiting_ticket(db, clock)
    the_day_ends(db, clock)
    clock.instant = MONDAY_NINE.replace(hour=16)  # midnight in Shanghai
    before = everything(db)

    with pytest.raises(DayIsOver, match="A001"):
        take_back(db, clock, CHEN.actor, "A001")

    assert everything(db) == before


def test_an_imported_visit_is_not_taken_back(db: HallDatabase, clock: FrozenClock) -> None:
    a_waiting_ticket(db, clock)
    the_day_ends(db, clock)
    db.execute("UPDATE stored_ticket SET is_imported = 1")

    with pytest.raises(DayIsOver):
        take_back(db, clock, CHEN.actor, "A001")
