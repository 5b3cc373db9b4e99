"""The service level as the hall page shows it all day."""

from datetime import date

from storeops.base.clock import FrozenClock
from storeops.hall import hall_rows
from storeops.measuring.fact_rows import waits_of_day
from storeops.measuring.level_today_view import LevelToday, level_today
from storeops.measuring.metric_registry import QUEUE_METRIC_OF
from storeops.measuring.tallies_view import hall_tally, queue_targets
from storeops.measuring.tally import Tally, waits_tally
from storeops.store.database import HallDatabase
from tests.factories import (
    a_cancelled_ticket,
    a_held_ticket,
    a_no_show,
    a_served_ticket,
    a_void_ticket,
    a_waiting_ticket,
    later,
    open_daily,
)


def test_who_has_waited_beyond_the_target_is_missed_before_anybody_calls(db: HallDatabase, clock: FrozenClock) -> None:
    a_served_ticket(db, clock, waited="5m")
    for _ in range(3):
        a_waiting_ticket(db, clock)
    assert level_today(db, clock.now()).share == 1

    later(clock, "5m")
    assert level_today(db, clock.now()) == LevelToday(met=1, counted=1, target_seconds=300)
    later(clock, "1s")

    # One served in time; three wait for 301 s.
    assert level_today(db, clock.now()) == LevelToday(met=1, counted=4, target_seconds=300)


def test_it_is_the_figure_of_the_reports(db: HallDatabase, clock: FrozenClock) -> None:
    a_served_ticket(db, clock, waited="4m")
    a_served_ticket(db, clock, waited="5m1s")
    a_no_show(db, clock, waited="6m")
    a_cancelled_ticket(db, clock)
    a_void_ticket(db, clock)
    a_held_ticket(db, clock)
    a_waiting_ticket(db, clock, waited="7m")

    # In time: 240 s. Missed: 301 s, the no-show after 360 s, and 420 s so far. The one on hold was called at once.
    assert level_today(db, clock.now()).share == 1 / 4
    tally = hall_tally(db, date(2026, 3, 2), date(2026, 3, 2), clock.now())
    assert QUEUE_METRIC_OF["service_level"].value(tally, queue_targets(db)) == 1 / 4
    visits = waits_of_day(db, "2026-03-02", hall_rows.opening_hours(db, hall_rows.hall(db)))
    waits = waits_tally(visits, int(clock.now().timestamp()))
    assert waits == Tally(
        served=tally.served,
        first_waits=tally.first_waits,
        waits_at_leaving=tally.waits_at_leaving,
        waits_so_far=tally.waits_so_far,
    )


def test_before_anybody_counts_there_is_none(db: HallDatabase, clock: FrozenClock) -> None:
    a_waiting_ticket(db, clock)

    assert level_today(db, clock.now()).share is None


def test_yesterday_is_not_counted(db: HallDatabase, clock: FrozenClock) -> None:
    a_served_ticket(db, clock)
    later(clock, "24h")

    assert level_today(db, clock.now()).counted == 0


def test_waiting_before_opening_does_not_count(db: HallDatabase, clock: FrozenClock) -> None:
    open_daily(db, opens="09:20")
    a_served_ticket(db, clock, waited="24m")  # 09:00 to 09:24: four minutes after opening

    assert level_today(db, clock.now()).share == 1
