"""Which counter's close would end the visits of those who still wait."""

import pytest

from storeops.base.clock import FrozenClock
from storeops.queueing.close_day import days_due
from storeops.queueing.last_counter_view import LastCounter, last_counter, refuse_unless_meant
from storeops.queueing.refusals import VisitsEndWithCounter
from storeops.queueing.staffing import close_counter
from storeops.store.database import HallDatabase
from tests.factories import ANA, a_held_ticket, a_waiting_ticket, an_open_counter, later, open_daily


@pytest.fixture
def evening(db: HallDatabase, clock: FrozenClock) -> None:
    """It is 18:01 in a hall that closes at 18:00: counter 1 is open, one customer is on hold, one waits."""
    open_daily(db)
    a_held_ticket(db, clock)
    a_waiting_ticket(db, clock)
    later(clock, "9h")
    later(clock, "1m")


@pytest.mark.usefixtures("evening")
def test_the_last_counter_after_closing_time_would_end_visits(db: HallDatabase, clock: FrozenClock) -> None:
    assert last_counter(db, clock.now()) == LastCounter("1", 2)
    with pytest.raises(VisitsEndWithCounter):
        refuse_unless_meant(db, clock.now(), "1", is_meant=False)
    refuse_unless_meant(db, clock.now(), "1", is_meant=True)
    refuse_unless_meant(db, clock.now(), "2", is_meant=False)

    # The close of the day agrees.
    assert days_due(db, clock.now()) == []
    close_counter(db, clock, ANA.actor, "1")
    assert days_due(db, clock.now()) == ["2026-03-02"]
    assert last_counter(db, clock.now()) is None


@pytest.mark.usefixtures("evening")
def test_after_midnight_it_still_would(db: HallDatabase, clock: FrozenClock) -> None:
    later(clock, "7h")

    assert last_counter(db, clock.now()) == LastCounter("1", 2)


@pytest.mark.usefixtures("evening")
def test_one_of_two_counters_ends_nothing(db: HallDatabase, clock: FrozenClock) -> None:
    an_open_counter(db, clock, "2")

    assert last_counter(db, clock.now()) is None


def test_before_closing_time_nothing_ends(db: HallDatabase, clock: FrozenClock) -> None:
    open_daily(db)
    an_open_counter(db, clock)
    a_waiting_ticket(db, clock)

    assert last_counter(db, clock.now()) is None


def test_where_nobody_waits_nothing_ends(db: HallDatabase, clock: FrozenClock) -> None:
    open_daily(db)
    an_open_counter(db, clock)
    later(clock, "9h")

    assert last_counter(db, clock.now()) is None


def test_in_a_hall_that_never_closes_a_counter_ends_nothing(db: HallDatabase, clock: FrozenClock) -> None:
    an_open_counter(db, clock)
    a_waiting_ticket(db, clock)
    later(clock, "12h")

    assert last_counter(db, clock.now()) is None
