"""What a clerk's desk shows."""

from storeops.base.actor import SYSTEM
from storeops.base.clock import FrozenClock
from storeops.hall.targets import Segment
from storeops.queueing.calling import call_ticket, mark_no_show, recall
from storeops.queueing.desk_view import Desk, counter_choices, counter_of, desk
from storeops.queueing.moving import change_segment, hold, reinstate, resume, transfer
from storeops.queueing.serving import finish, give_reason, next_transaction, start, system_pause, system_resume
from storeops.queueing.staffing import pause
from storeops.queueing.stopwatch import Pace
from storeops.queueing.ticket import TransactionClass
from storeops.queueing.visit_view import VisitAtCounter
from storeops.queueing.why_next import CHANGED
from storeops.store.database import HallDatabase
from tests.factories import (
    ANA,
    BRUNO,
    MONDAY_NINE,
    a_called_ticket,
    a_held_ticket,
    a_no_show,
    a_served_ticket,
    a_serving_ticket,
    a_waiting_ticket,
    an_open_counter,
    later,
    open_daily,
    transactions,
)

BY = ANA.actor


def the_desk(db: HallDatabase, clock: FrozenClock, counter: str = "1") -> Desk:
    return desk(db, clock.now(), counter)


def the_visit(db: HallDatabase, clock: FrozenClock, counter: str = "1") -> VisitAtCounter:
    visit = the_desk(db, clock, counter).visit
    assert visit is not None
    return visit


# Who sits where


def test_a_clerk_is_found_at_their_counter(db: HallDatabase, clock: FrozenClock) -> None:
    an_open_counter(db, clock, "2")

    assert counter_of(db, BRUNO.code) == "2"
    assert counter_of(db, ANA.code) is None


def test_the_choice_of_counters_names_who_sits_there(db: HallDatabase, clock: FrozenClock) -> None:
    an_open_counter(db, clock, "2")

    choices = counter_choices(db).counters

    assert [(choice.code, choice.employee_name) for choice in choices] == [("1", None), ("2", "Bruno"), ("3", None)]


# The present customer


def test_a_called_customers_wait_stands_still_and_the_walk_runs(db: HallDatabase, clock: FrozenClock) -> None:
    a_called_ticket(db, clock, waited="4m")
    later(clock, "20s")

    visit = the_visit(db, clock)

    assert (visit.waited.seconds, visit.waited.is_running, visit.waited.pace) == (240, False, Pace.NEAR)
    assert visit.walk is not None
    assert (visit.walk.seconds, visit.walk.target_seconds) == (20, 60)
    assert visit.handling is None


def test_the_walk_begins_anew_with_each_call(db: HallDatabase, clock: FrozenClock) -> None:
    a_called_ticket(db, clock)
    later(clock, "50s")
    recall(db, clock, BY, "1")
    later(clock, "5s")

    visit = the_visit(db, clock)

    assert visit.walk is not None
    assert visit.walk.seconds == 5
    assert visit.ticket.call_count == 2


def test_the_wait_does_not_count_before_the_hall_opens(db: HallDatabase, clock: FrozenClock) -> None:
    open_daily(db, opens="09:10")
    later(clock, "5m")  # 09:05: tickets are given from 08:40 on
    a_called_ticket(db, clock, waited="8m")  # called at 09:13

    assert the_visit(db, clock).waited.seconds == 180


def test_handling_is_that_of_the_open_transaction_less_system_pauses(db: HallDatabase, clock: FrozenClock) -> None:
    a_serving_ticket(db, clock)
    later(clock, "2m")
    next_transaction(db, clock, BY, "1", "plan_change")
    later(clock, "1m")
    system_pause(db, clock, BY, "1", "slow_system")
    later(clock, "30s")

    stopped = the_visit(db, clock)
    system_resume(db, clock, BY, "1")
    later(clock, "15s")
    running = the_visit(db, clock)

    assert stopped.handling is not None
    assert (stopped.handling.seconds, stopped.handling.is_running) == (60, False)
    assert stopped.system_pause is not None
    assert (stopped.system_pause.reason, stopped.system_pause.lasted.seconds) == ("slow_system", 30)
    assert running.handling is not None
    assert (running.handling.seconds, running.handling.is_running) == (75, True)  # 60 + 15
    assert running.system_pause is None
    assert running.service.code == "plan_change"


def test_the_visits_transactions_are_listed_with_their_verdict(db: HallDatabase, clock: FrozenClock) -> None:
    a_serving_ticket(db, clock)
    later(clock, "3m")
    next_transaction(db, clock, BY, "1", "payment")
    later(clock, "3m1s")
    next_transaction(db, clock, BY, "1", "payment", TransactionClass.NORMAL)
    later(clock, "9m")
    next_transaction(db, clock, BY, "1", "advice", TransactionClass.TECHNICAL)

    lines = the_visit(db, clock).transactions

    assert [(line.handling.seconds, line.is_met, line.outcome) for line in lines] == [
        (180, True, "finished"),
        (181, False, "finished"),
        (540, None, "finished"),
        (0, None, None),
    ]


def test_earlier_legs_are_told_and_their_waits_added(db: HallDatabase, clock: FrozenClock) -> None:
    a_serving_ticket(db, clock, waited="1m", counter="2")
    later(clock, "30s")
    transfer(db, clock, BRUNO.actor, "2", "plan_change")
    later(clock, "2m")
    an_open_counter(db, clock, "1")
    call_ticket(db, clock, BY, "1", "A001")

    visit = the_visit(db, clock)

    assert visit.waited.seconds == 180  # 60 + 120
    assert [(leg.service.code, leg.counter, leg.waited_seconds, leg.outcome) for leg in visit.legs_before] == [
        ("payment", "2", 60, "transferred")
    ]


def test_time_on_hold_is_no_wait(db: HallDatabase, clock: FrozenClock) -> None:
    a_serving_ticket(db, clock, waited="1m")
    hold(db, clock, BY, "1")
    later(clock, "10m")
    resume(db, clock, BY, "A001")
    later(clock, "30s")
    call_ticket(db, clock, BY, "1", "A001")

    assert the_visit(db, clock).waited.seconds == 90  # 60 + 30


# After the visit


def test_the_last_visit_is_told_with_its_result(db: HallDatabase, clock: FrozenClock) -> None:
    a_serving_ticket(db, clock)
    next_transaction(db, clock, BY, "1", "invoice")
    next_transaction(db, clock, BY, "1", "payment")
    finish(db, clock, BY, "1")

    last = the_desk(db, clock).last_visit

    assert last is not None
    assert (last.number, last.transaction_count, last.leg_count, last.is_one_stop) == ("A001", 3, 1, True)


def test_a_visit_in_two_legs_is_no_one_stop(db: HallDatabase, clock: FrozenClock) -> None:
    a_held_ticket(db, clock)
    resume(db, clock, BY, "A001")
    call_ticket(db, clock, BY, "1", "A001")
    start(db, clock, BY, "1")
    finish(db, clock, BY, "1")

    last = the_desk(db, clock).last_visit

    assert last is not None
    # The held transaction is unfinished: it is none.
    assert (last.transaction_count, last.leg_count, last.is_one_stop) == (1, 2, False)


def test_after_a_quarter_of_an_hour_the_last_visit_is_history(db: HallDatabase, clock: FrozenClock) -> None:
    a_served_ticket(db, clock)
    later(clock, "15m")
    assert the_desk(db, clock).last_visit is not None

    later(clock, "1s")

    assert the_desk(db, clock).last_visit is None
    assert "reopen" not in the_desk(db, clock).offered.ticket


# Why over target


def over(db: HallDatabase, clock: FrozenClock, dismissed: frozenset[int] = frozenset()) -> list[tuple[str, int]]:
    asked = desk(db, clock.now(), "1", dismissed).unexplained
    return [(transaction.number, transaction.handling_seconds) for transaction in asked]


def test_a_transaction_over_its_target_is_asked_about_until_it_is_explained(
    db: HallDatabase, clock: FrozenClock
) -> None:
    a_served_ticket(db, clock, handled="3m1s")
    assert over(db, clock) == [("A001", 181)]

    give_reason(db, clock, BY, "1", transactions(db, "A001")[0]["id"], "long_advice")

    assert over(db, clock) == []


def test_system_pauses_do_not_make_a_transaction_over_long(db: HallDatabase, clock: FrozenClock) -> None:
    a_serving_ticket(db, clock)
    system_pause(db, clock, BY, "1")
    later(clock, "10m")
    system_resume(db, clock, BY, "1")
    later(clock, "3m")
    finish(db, clock, BY, "1")

    assert over(db, clock) == []


def test_only_normal_transactions_with_a_target_are_asked_about(db: HallDatabase, clock: FrozenClock) -> None:
    a_served_ticket(db, clock, service="advice", handled="1h")
    a_serving_ticket(db, clock)
    later(clock, "1h")
    finish(db, clock, BY, "1", TransactionClass.TECHNICAL)

    assert over(db, clock) == []


def test_a_transaction_of_a_customer_who_was_sent_on_is_asked_about(db: HallDatabase, clock: FrozenClock) -> None:
    a_serving_ticket(db, clock)
    later(clock, "4m")
    next_transaction(db, clock, BY, "1", "payment")
    transfer(db, clock, BY, "1", "advice")

    assert over(db, clock) == [("A001", 240)]


def test_dismissed_and_old_questions_are_not_asked(db: HallDatabase, clock: FrozenClock) -> None:
    a_served_ticket(db, clock, handled="4m")

    assert over(db, clock, frozenset({transactions(db, "A001")[0]["id"]})) == []
    later(clock, "30m1s")
    assert over(db, clock) == []


def test_a_colleagues_transaction_is_not_asked_about(db: HallDatabase, clock: FrozenClock) -> None:
    a_served_ticket(db, clock, handled="4m", counter="2")
    an_open_counter(db, clock, "1")

    assert over(db, clock) == []


# The queue


def test_the_queue_stands_in_call_order_and_marks_passed_promises(db: HallDatabase, clock: FrozenClock) -> None:
    an_open_counter(db, clock)
    a_waiting_ticket(db, clock, waited="4m")
    a_waiting_ticket(db, clock, service="plan_change", segment="vip", waited="1m1s")

    # 09:05:01: A001 is due at 09:05:00, the vip of 09:04 at 09:06.
    lines = the_desk(db, clock).waiting

    assert [(line.number, line.waited.seconds) for line in lines] == [("A001", 301), ("B001", 61)]
    assert lines[0].overdue is not None
    assert lines[0].overdue.seconds == 1
    assert lines[1].overdue is None


def test_a_reinstated_ticket_explains_itself_when_it_is_next(db: HallDatabase, clock: FrozenClock) -> None:
    a_no_show(db, clock)
    later(clock, "1m")
    reinstate(db, clock, BY, "A001")
    a_waiting_ticket(db, clock)

    why = the_desk(db, clock).why_next

    assert why is not None
    assert (why.first.number, "back after a no-show" in why.sentence) == ("A001", True)


def test_a_ticket_of_another_segment_explains_itself_when_it_is_next(db: HallDatabase, clock: FrozenClock) -> None:
    an_open_counter(db, clock)
    a_waiting_ticket(db, clock)
    a_waiting_ticket(db, clock)
    change_segment(db, clock, BY, "A002", Segment.VIP)

    why = the_desk(db, clock).why_next

    assert why is not None
    assert (why.first.number, why.sentence) == ("A002", CHANGED)


def test_no_shows_are_listed_for_a_quarter_of_an_hour(db: HallDatabase, clock: FrozenClock) -> None:
    a_no_show(db, clock)
    assert [line.number for line in the_desk(db, clock).no_shows] == ["A001"]

    later(clock, "15m1s")

    assert the_desk(db, clock).no_shows == []


def test_a_no_show_before_midnight_is_still_listed_after_it(db: HallDatabase, clock: FrozenClock) -> None:
    later(clock, "14h55m")  # 23:55 in Shanghai
    a_no_show(db, clock)
    later(clock, "10m")

    assert [line.number for line in the_desk(db, clock).no_shows] == ["A001"]


def test_a_counter_of_few_services_sees_only_those(db: HallDatabase, clock: FrozenClock) -> None:
    an_open_counter(db, clock, "3")
    a_waiting_ticket(db, clock, service="advice")
    a_waiting_ticket(db, clock, service="payment")
    a_called_ticket(db, clock, service="advice")
    mark_no_show(db, clock, BY, "1")

    shown = the_desk(db, clock, "3")

    assert [line.number for line in shown.waiting] == ["A001"]
    assert shown.no_shows == []
    assert shown.service_codes == ["invoice", "payment"]
    assert the_desk(db, clock).service_codes is None


def test_the_desk_knows_when_time_alone_will_change_it(db: HallDatabase, clock: FrozenClock) -> None:
    an_open_counter(db, clock)
    assert the_desk(db, clock).changes_at is None
    a_waiting_ticket(db, clock)

    assert the_desk(db, clock).changes_at == MONDAY_NINE.replace(minute=1)  # can be voided until then
    later(clock, "2m")
    assert the_desk(db, clock).changes_at == MONDAY_NINE.replace(minute=5)  # the promise


# The counter


def test_a_free_counter_is_free_since_its_last_customer_left(db: HallDatabase, clock: FrozenClock) -> None:
    an_open_counter(db, clock)
    assert the_desk(db, clock).state_since == MONDAY_NINE
    a_served_ticket(db, clock, handled="2m")
    later(clock, "5m")

    assert the_desk(db, clock).state_since == MONDAY_NINE.replace(minute=2)
    pause(db, clock, BY, "1", "break")
    assert the_desk(db, clock).state_since == MONDAY_NINE.replace(minute=7)


def test_the_desk_tells_the_journals_number(db: HallDatabase, clock: FrozenClock) -> None:
    an_open_counter(db, clock)
    before = the_desk(db, clock).last_seq

    a_waiting_ticket(db, clock)

    assert the_desk(db, clock).last_seq == before + 1
    assert SYSTEM.name == "system"
