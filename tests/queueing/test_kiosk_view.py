"""What the kiosk reads."""

from datetime import timedelta

import pytest

from storeops.base.clock import FrozenClock
from storeops.hall.refusals import UnknownCategory
from storeops.promises.estimate import ToldWait, WaitRange
from storeops.queueing import kiosk_view
from storeops.store.database import HallDatabase
from tests.factories import (
    a_called_ticket,
    a_served_ticket,
    a_waiting_ticket,
    an_open_counter,
    narrow_counter,
    open_daily,
)


def test_people_at_other_services_of_the_same_counters_are_ahead_too(db: HallDatabase, clock: FrozenClock) -> None:
    an_open_counter(db, clock, "1")
    a_waiting_ticket(db, clock, service="plan_change")

    view = kiosk_view.category(db, clock.now(), "payment")

    assert [choice.ahead_count for choice in view.choices] == [1, 1]


def test_people_whom_no_shared_counter_serves_are_not_ahead(db: HallDatabase, clock: FrozenClock) -> None:
    an_open_counter(db, clock, "3")  # payment and invoice only
    a_waiting_ticket(db, clock, service="plan_change")

    view = kiosk_view.category(db, clock.now(), "payment")

    assert [choice.ahead_count for choice in view.choices] == [0, 0]


def test_the_count_shown_is_the_count_of_the_ticket_taken_then(db: HallDatabase, clock: FrozenClock) -> None:
    an_open_counter(db, clock, "1")
    a_waiting_ticket(db, clock)
    a_waiting_ticket(db, clock, segment="vip")
    shown = kiosk_view.category(db, clock.now(), "payment").choices[0].ahead_count

    assert a_waiting_ticket(db, clock).ahead_count == shown == 2


def test_the_range_shown_is_the_range_of_the_ticket_taken_then(db: HallDatabase, clock: FrozenClock) -> None:
    a_served_ticket(db, clock, handled="10m")
    a_called_ticket(db, clock)
    shown = kiosk_view.category(db, clock.now(), "payment").choices[0].wait

    taken = a_waiting_ticket(db, clock)

    # One open counter, busy: one departure of 600 s. 10 % to 90 % of an exponential distribution, by Wilson and
    # Hilferty 0.098 and 2.280 times the mean: 59 s and 1368 s, outward to 5 minutes.
    assert shown == ToldWait(WaitRange(0, 1500))
    assert (taken.estimate_low_seconds, taken.estimate_high_seconds) == (0, 1500)


def test_the_tile_tells_what_its_services_tell(db: HallDatabase, clock: FrozenClock) -> None:
    narrow_counter(db, "1", "payment")
    narrow_counter(db, "2", "plan_change", "advice")
    an_open_counter(db, clock, "1")  # payment alone
    an_open_counter(db, clock, "3")  # payment and invoice
    for service in ("payment", "payment", "plan_change"):
        a_waiting_ticket(db, clock, service=service)

    tiles = {tile.category.code: tile for tile in kiosk_view.start(db, clock.now()).tiles}

    for code, tile in tiles.items():
        counts = [choice.ahead_count for choice in kiosk_view.category(db, clock.now(), code).choices]
        assert (tile.fewest_ahead, tile.most_ahead) == (min(counts), max(counts))
    assert (tiles["payment"].fewest_ahead, tiles["payment"].most_ahead) == (2, 2)
    assert (tiles["plans"].fewest_ahead, tiles["other"].most_ahead) == (1, 1)
    assert kiosk_view.start(db, clock.now()).waiting_count == 3


def test_services_of_one_category_at_different_counters_have_different_queues(
    db: HallDatabase, clock: FrozenClock
) -> None:
    for counter, service in (("1", "payment"), ("2", "invoice")):
        narrow_counter(db, counter, service)
        an_open_counter(db, clock, counter)
    a_waiting_ticket(db, clock, service="payment")

    tile = kiosk_view.start(db, clock.now()).tiles[0]

    assert (tile.category.code, tile.fewest_ahead, tile.most_ahead) == ("payment", 0, 1)


def test_before_the_opening_the_first_counter_is_told_and_later_nothing_is_promised(
    db: HallDatabase, clock: FrozenClock
) -> None:
    open_daily(db, "09:30", "18:00")
    opens_at = clock.now() + timedelta(minutes=30)
    before = kiosk_view.category(db, clock.now(), "payment").choices[0].wait
    clock.advance(minutes=30)

    assert before == ToldWait(None, is_unstaffed=True, opens_at=opens_at)
    assert kiosk_view.category(db, clock.now(), "payment").choices[0].wait == ToldWait(None, is_unstaffed=True)


def test_on_the_first_day_the_standard_minutes_are_told_as_a_guess_and_not_kept(
    db: HallDatabase, clock: FrozenClock
) -> None:
    a_called_ticket(db, clock)
    told = kiosk_view.category(db, clock.now(), "payment").choices[0].wait

    taken = a_waiting_ticket(db, clock)

    # The services on offer have 2, 2, 3 and 4 standard minutes, 2.75 in the mean: one departure of 165 s, of which the
    # 90 % point is 2.28 times as much, 376 s: outward to 10 minutes.
    assert told == ToldWait(WaitRange(0, 600), is_guess=True)
    assert (taken.estimate_low_seconds, taken.estimate_high_seconds) == (None, None)


def test_a_category_nobody_knows_is_refused(db: HallDatabase, clock: FrozenClock) -> None:
    with pytest.raises(UnknownCategory):
        kiosk_view.category(db, clock.now(), "nonsense")


def test_tickets_start_half_an_hour_before_opening(db: HallDatabase, clock: FrozenClock) -> None:
    open_daily(db, "10:00", "18:00")
    at_nine = kiosk_view.ticket_hours(db, clock.now())
    clock.advance(minutes=30)

    assert not at_nine.gives_tickets
    assert at_nine.tickets_from == clock.now()
    assert kiosk_view.ticket_hours(db, clock.now()) == kiosk_view.TicketHours(True, None)


def test_a_hall_that_never_opens_does_not_know_when(db: HallDatabase, clock: FrozenClock) -> None:
    open_daily(db)
    for day in range(1, 32):
        db.execute("INSERT INTO special_day (day) VALUES (?)", (f"2026-03-{day:02d}",))

    assert kiosk_view.ticket_hours(db, clock.now()) == kiosk_view.TicketHours(False, None)
