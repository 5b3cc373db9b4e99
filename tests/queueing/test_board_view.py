"""What the board reads."""

from datetime import timedelta

from storeops.base.clock import FrozenClock
from storeops.queueing.board_places import FILLED_PLACES
from storeops.queueing.board_view import NUMBERS_SHOWN, board
from storeops.queueing.calling import mark_no_show
from storeops.queueing.moving import transfer
from storeops.queueing.serving import finish, start
from storeops.queueing.ticket import State
from storeops.store.database import HallDatabase
from tests.factories import ANA, BRUNO, a_called_ticket, a_served_ticket, a_waiting_ticket, last_event, later


def test_the_served_fill_five_places_the_newest_first_and_never_the_largest(
    db: HallDatabase, clock: FrozenClock
) -> None:
    for _ in range(FILLED_PLACES + 1):
        a_served_ticket(db, clock)

    view = board(db, clock.now())

    assert view.largest is None
    assert [call.number for call in view.others] == ["A006", "A005", "A004", "A003", "A002"]


def test_whoever_is_called_stands_before_one_who_is_served_since(db: HallDatabase, clock: FrozenClock) -> None:
    a_called_ticket(db, clock, counter="1")
    a_called_ticket(db, clock, counter="2")
    start(db, clock, BRUNO.actor, "2")

    view = board(db, clock.now())

    assert [(call.number, call.state) for call in view.calls] == [("A001", State.CALLED), ("A002", State.SERVING)]


def test_a_called_customer_is_shown_however_many_were_served_since(db: HallDatabase, clock: FrozenClock) -> None:
    a_called_ticket(db, clock, counter="2")
    for _ in range(FILLED_PLACES - 1):
        a_served_ticket(db, clock, counter="1")

    largest = board(db, clock.now()).largest
    assert largest is not None
    assert largest.number == "A001"


def test_a_served_customer_leaves_the_board_after_a_quarter_of_an_hour(db: HallDatabase, clock: FrozenClock) -> None:
    a_served_ticket(db, clock)
    later(clock, "15m")
    in_time = board(db, clock.now())
    later(clock, "1s")

    assert [call.state for call in in_time.calls] == [State.SERVED]
    assert board(db, clock.now()).calls == ()


def test_a_no_show_and_a_transferred_customer_leave_the_board(db: HallDatabase, clock: FrozenClock) -> None:
    a_called_ticket(db, clock, counter="1")
    mark_no_show(db, clock, ANA.actor, "1")
    a_called_ticket(db, clock, counter="1")
    transfer(db, clock, ANA.actor, "1", "plan_change")

    view = board(db, clock.now())

    assert view.calls == ()
    assert [line.next_numbers for line in view.lines] == [("A002",)]


def test_waiting_numbers_are_in_call_order_and_the_rest_is_a_count(db: HallDatabase, clock: FrozenClock) -> None:
    for _ in range(NUMBERS_SHOWN + 1):
        a_waiting_ticket(db, clock, waited="10s")
    a_waiting_ticket(db, clock, segment="vip")

    line = board(db, clock.now()).lines[0]

    # The vip is due 120 s after 50 s, that is at 170 s; the first of the others 300 s after 0 s.
    assert line.next_numbers == ("A006", "A001", "A002", "A003")
    assert line.waiting_count == 6


def test_the_board_knows_the_event_it_was_read_at(db: HallDatabase, clock: FrozenClock) -> None:
    a_called_ticket(db, clock)

    assert board(db, clock.now()).seq == last_event(db)["seq"]


def test_a_call_is_announced_late_only_while_the_customer_has_not_come(db: HallDatabase, clock: FrozenClock) -> None:
    a_called_ticket(db, clock)
    later(clock, "61s")
    before = board(db, clock.now(), 0).announcements
    start(db, clock, ANA.actor, "1")
    after = board(db, clock.now(), 0).announcements

    assert [call.number for call in before] == ["A001"]
    assert after == ()


def test_only_who_is_called_or_served_is_still_there_to_be_announced(db: HallDatabase, clock: FrozenClock) -> None:
    a_served_ticket(db, clock, counter="1")
    a_called_ticket(db, clock, counter="1")
    a_called_ticket(db, clock, counter="2")
    start(db, clock, BRUNO.actor, "2")

    assert sorted(board(db, clock.now()).still_there) == ["A002", "A003"]


def test_a_clock_that_was_set_back_silences_nobody(db: HallDatabase, clock: FrozenClock) -> None:
    a_called_ticket(db, clock)
    start(db, clock, ANA.actor, "1")
    finish(db, clock, ANA.actor, "1")
    clock.advance(hours=-1)

    assert len(board(db, clock.now(), 0).announcements) == 1


def test_many_tickets_need_no_more_queries(db: HallDatabase, clock: FrozenClock) -> None:
    asked: list[str] = []
    a_called_ticket(db, clock)
    with db.tracer(lambda sql, _: asked.append(sql)):
        board(db, clock.now(), 0)
    few = len(asked)
    for _ in range(20):
        a_waiting_ticket(db, clock)
        a_served_ticket(db, clock, counter="2")

    with db.tracer(lambda sql, _: asked.append(sql)):
        board(db, clock.now() + timedelta(seconds=1), 0)

    assert len(asked) == 2 * few
