"""What the hall page shows."""

from storeops.base.clock import FrozenClock
from storeops.hall.counter import CounterState
from storeops.queueing.counters_view import CounterLine
from storeops.queueing.hall_view import FoundTicket, Urgency, found_ticket, hall_now, issued_card
from storeops.queueing.serving import system_pause
from storeops.queueing.staffing import pause
from storeops.queueing.stopwatch import Pace
from storeops.queueing.ticket import State, Verb
from storeops.store.database import HallDatabase
from tests.factories import (
    ANA,
    MONDAY_NINE,
    a_called_ticket,
    a_cancelled_ticket,
    a_held_ticket,
    a_no_show,
    a_served_ticket,
    a_serving_ticket,
    a_void_ticket,
    a_waiting_ticket,
    an_open_counter,
    later,
    set_hall,
)


def the_counter(db: HallDatabase, clock: FrozenClock, code: str) -> CounterLine:
    return next(line for line in hall_now(db, clock.now()).counters.lines if line.code == code)


# Queues


def test_each_service_that_somebody_waits_for_has_a_line_first_the_one_due_first(
    db: HallDatabase, clock: FrozenClock
) -> None:
    a_waiting_ticket(db, clock, waited="2m")
    a_waiting_ticket(db, clock, service="plan_change", segment="vip", waited="30s")
    a_waiting_ticket(db, clock, waited="30s")

    # A001 of 09:00 is due at 09:05, B001 of 09:02 at 09:04, A002 of 09:02:30 at 09:07:30.
    lines = hall_now(db, clock.now()).queues

    assert [(line.service.code, line.waiting_count, line.longest.seconds) for line in lines] == [
        ("plan_change", 1, 60),
        ("payment", 2, 180),
    ]
    assert lines[1].next_due_at == MONDAY_NINE.replace(minute=5)


def test_the_service_with_the_most_broken_promises_stands_first(db: HallDatabase, clock: FrozenClock) -> None:
    a_waiting_ticket(db, clock, service="plan_change", segment="vip")
    for _ in range(2):
        a_waiting_ticket(db, clock)
    later(clock, "5m1s")

    # One vip of 09:02 and two of 09:05 are past.
    lines = hall_now(db, clock.now()).queues
    assert [(line.service.code, line.late_count) for line in lines] == [("payment", 2), ("plan_change", 1)]


def test_who_waits_is_grouped_by_the_promise_the_worst_first(db: HallDatabase, clock: FrozenClock) -> None:
    a_waiting_ticket(db, clock, waited="4m1s")
    a_waiting_ticket(db, clock, waited="1m")
    a_waiting_ticket(db, clock, segment="vip")
    a_waiting_ticket(db, clock, segment="appointment", booked_at=MONDAY_NINE.replace(minute=30))

    # 09:05:01. Due at 09:05, 09:09:01, 09:07:01 and 09:31.
    hall = hall_now(db, clock.now())
    assert [(line.ticket.number, line.urgency.value) for line in hall.by_urgency] == [
        ("A001", "late"),
        ("A003", "soon"),
        ("A002", "soon"),
        ("A004", "later"),
    ]
    assert [hall.count_of(urgency) for urgency in Urgency] == [1, 2, 1]


def test_a_ticket_is_found_by_what_somebody_types_and_tells_its_place(db: HallDatabase, clock: FrozenClock) -> None:
    a_served_ticket(db, clock)
    for _ in range(3):
        a_waiting_ticket(db, clock)

    def found(typed: str) -> FoundTicket | None:
        return found_ticket(db, clock.now(), hall_now(db, clock.now()), typed)

    third, served = found("ａ4"), found(" a 001")
    assert third is not None
    assert (third.number, third.state, third.ahead_count) == ("A004", State.WAITING, 2)
    assert third.line is not None
    assert Verb.CHANGE_SEGMENT in third.offered
    assert served is not None
    assert (served.state, served.counter, served.ahead_count, served.line) == (State.SERVED, "1", None, None)
    assert found("A999") is None
    later(clock, "24h")
    assert found("A001") is None  # that was yesterday
    since_yesterday = found("A004")  # who still waits is found whenever it was
    assert since_yesterday is not None
    assert since_yesterday.ahead_count == 2


def test_one_who_still_waits_since_yesterday_is_not_taken_for_today_s(db: HallDatabase, clock: FrozenClock) -> None:
    a_waiting_ticket(db, clock)
    later(clock, "24h")
    a_waiting_ticket(db, clock)
    db.execute("UPDATE stored_ticket SET number = 'A001'")  # as halls gave them before they looked at yesterday

    found = found_ticket(db, clock.now(), hall_now(db, clock.now()), "A001")

    # Of yesterday's A001 the promise is long past; today's was issued just now, behind one person.
    assert found is not None
    assert found.line is not None
    assert (found.line.issued_at, found.line.overdue, found.ahead_count) == (clock.now(), None, 1)


def test_who_came_back_too_late_is_not_offered_the_old_place(db: HallDatabase, clock: FrozenClock) -> None:
    a_no_show(db, clock)

    def offered() -> frozenset[Verb]:
        found = found_ticket(db, clock.now(), hall_now(db, clock.now()), "A001")
        assert found is not None
        return found.offered

    later(clock, "15m")
    assert Verb.REINSTATE in offered()
    later(clock, "1s")
    assert Verb.REINSTATE not in offered()


def test_those_past_their_promise_are_listed(db: HallDatabase, clock: FrozenClock) -> None:
    a_waiting_ticket(db, clock, waited="4m")
    a_waiting_ticket(db, clock, waited="1m1s")

    hall = hall_now(db, clock.now())

    assert [(ticket.number, ticket.overdue and ticket.overdue.seconds) for ticket in hall.late] == [("A001", 1)]
    assert [line.late_count for line in hall.queues] == [1]


def test_an_early_appointment_waits_from_its_booked_time(db: HallDatabase, clock: FrozenClock) -> None:
    a_waiting_ticket(db, clock, segment="appointment", booked_at=MONDAY_NINE.replace(minute=10), waited="12m")

    # Booked for 09:10, now 09:12; the promise was 09:11.
    assert [line.longest.seconds for line in hall_now(db, clock.now()).queues] == [120]


# Counters


def test_a_counter_shows_who_is_served_and_how_long(db: HallDatabase, clock: FrozenClock) -> None:
    a_serving_ticket(db, clock)
    later(clock, "2m30s")

    line = the_counter(db, clock, "1")

    assert (line.employee_name, line.number, line.ticket_state) == ("Ana", "A001", State.SERVING)
    assert line.timer is not None
    assert (line.timer.seconds, line.timer.pace) == (150, Pace.NEAR)
    assert line.offered.ticket >= {"finish"}


def test_while_the_systems_stand_still_so_does_the_time(db: HallDatabase, clock: FrozenClock) -> None:
    a_serving_ticket(db, clock)
    later(clock, "1m")
    system_pause(db, clock, ANA.actor, "1")
    later(clock, "10m")

    line = the_counter(db, clock, "1")

    assert line.is_system_paused
    assert line.timer is not None
    assert (line.timer.seconds, line.timer.is_running) == (60, False)


def test_a_called_customer_is_late_after_the_halls_walk_target(db: HallDatabase, clock: FrozenClock) -> None:
    set_hall(db, walk_target_seconds=30)
    a_called_ticket(db, clock)
    later(clock, "30s")
    assert hall_now(db, clock.now()).counters.not_started == []
    assert hall_now(db, clock.now()).changes_at == MONDAY_NINE.replace(second=31)

    later(clock, "1s")

    late = hall_now(db, clock.now()).counters.not_started
    assert [(line.number, line.counter, line.called.seconds) for line in late] == [("A001", "1", 31)]


def test_a_counter_is_free_since_the_last_customer_left_it_served_or_not(db: HallDatabase, clock: FrozenClock) -> None:
    a_no_show(db, clock)
    later(clock, "3m")

    line = the_counter(db, clock, "1")

    assert (line.state, line.number) == (CounterState.OPEN, None)
    assert line.since is not None
    assert line.since.seconds == 180


def test_a_paused_counter_tells_its_reason_and_since_when(db: HallDatabase, clock: FrozenClock) -> None:
    an_open_counter(db, clock)
    later(clock, "5m")
    pause(db, clock, ANA.actor, "1", "meal")
    later(clock, "90s")

    line = the_counter(db, clock, "1")

    assert (line.pause_reason, line.since and line.since.seconds) == ("meal", 90)


def test_a_counter_that_was_never_opened_has_no_since(db: HallDatabase, clock: FrozenClock) -> None:
    assert the_counter(db, clock, "2").since is None


# Today so far


def test_the_day_is_counted_without_void_tickets(db: HallDatabase, clock: FrozenClock) -> None:
    a_served_ticket(db, clock, waited="5m")
    a_served_ticket(db, clock, waited="5m1s")
    a_no_show(db, clock)
    a_cancelled_ticket(db, clock)
    a_void_ticket(db, clock)
    a_held_ticket(db, clock)
    a_waiting_ticket(db, clock)

    totals = hall_now(db, clock.now()).totals

    assert (totals.issued, totals.waiting, totals.served, totals.no_show, totals.left) == (6, 1, 2, 1, 1)


def test_yesterday_is_not_counted(db: HallDatabase, clock: FrozenClock) -> None:
    a_served_ticket(db, clock)
    later(clock, "24h")

    assert hall_now(db, clock.now()).totals.issued == 0


# A ticket that was just issued


def test_an_issued_ticket_can_be_voided_for_a_minute_even_once_called(db: HallDatabase, clock: FrozenClock) -> None:
    ticket = a_called_ticket(db, clock)
    later(clock, "60s")
    card = issued_card(db, clock.now(), ticket.number)
    assert (card.number, card.ahead_count, card.may_void) == ("A001", None, True)

    later(clock, "1s")

    assert not issued_card(db, clock.now(), ticket.number).may_void


def test_people_on_hold_and_no_shows_are_listed(db: HallDatabase, clock: FrozenClock) -> None:
    a_held_ticket(db, clock)
    a_no_show(db, clock)

    hall = hall_now(db, clock.now())

    assert [(line.number, line.counter) for line in hall.on_hold] == [("A001", "1")]
    assert [(line.number, line.counter) for line in hall.no_shows] == [("A002", "1")]
