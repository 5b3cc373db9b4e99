"""The demo's history: two months of a hall's life, played through the real actions while the clock is moved along."""

from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

from storeops.base.actor import SYSTEM
from storeops.base.business_time import Hours, business_day, local_instant
from storeops.base.clock import FrozenClock
from storeops.base.months import closing_of_month
from storeops.demo import demo_rows
from storeops.demo.customers import CLOSES, OPENS
from storeops.demo.day_plan import ALL_COUNTERS, LIVE_COUNTERS, plan_day
from storeops.demo.demo_hall import DemoHall
from storeops.demo.month_end import found_teams, set_targets
from storeops.hall import hall_rows
from storeops.hall.set_up_actions import change_weekly_hours
from storeops.store.database import HallDatabase

CLOSED_MONTHS = 2
"""So many months of the history are closed and have their stars."""
FIRST_MONTHS_DAYS = 16
"""The history begins in the midst of the first of them: so many days are enough for a place in its ranking."""


def begins_at(until: datetime, days: int, zone: ZoneInfo) -> datetime:
    """When a hall with so many days of history before the day of `until` was founded: early on the first of them."""
    return local_instant(business_day(until, zone) - timedelta(days=days), time(6, 0), zone)


def days_of_history(until: datetime, zone: ZoneInfo) -> int:
    """How many days of history hold two months that are closed at `until`: 51 to 84, two months mostly."""
    last = business_day(until, zone).replace(day=1) - timedelta(days=1)
    closed = int(until >= closing_of_month(last, zone))
    while closed < CLOSED_MONTHS:
        last = last.replace(day=1) - timedelta(days=1)
        closed += int(until >= closing_of_month(last, zone))
    return (business_day(until, zone) - last).days + FIRST_MONTHS_DAYS - 1


def prepare(db: HallDatabase, until: datetime, days: int, seed: int, progress: Callable[[int, int], None]) -> int:
    """Play `days` whole days and the last one up to `until`; how many tickets were issued.

    `db` is a sample hall with six counters founded at begins_at(...). The same seed gives the same history but for
    the tickets' random tokens. `progress(done, all)` is told each day that is done.
    """
    zone = hall_rows.hall(db).zone
    first_day = business_day(until, zone) - timedelta(days=days)
    with demo_rows.in_memory(db) as copy:
        clock = FrozenClock(begins_at(until, days, zone).astimezone(UTC))
        change_weekly_hours(copy, clock, SYSTEM, dict.fromkeys(range(1, 8), (Hours(OPENS, CLOSES),)))
        hall = DemoHall(copy, clock, Random(seed))
        found_teams(hall)
        for year in range(first_day.year, business_day(until, zone).year + 1):
            set_targets(hall, year)
        for number in range(days + 1):
            day = first_day + timedelta(days=number)
            clock.instant = local_instant(day, time(6, 0), zone)
            plan_day(hall, day, first_day, ALL_COUNTERS if number < days else LIVE_COUNTERS)
            _play(hall, clock, until)
            progress(number + 1, days + 1)
        return demo_rows.tickets_issued(copy)


def _play(hall: DemoHall, clock: FrozenClock, until: datetime) -> None:
    """Let everything on the agenda happen that is due by `until`."""
    due = hall.agenda.next_at()
    while due is not None and due <= until:
        clock.instant = max(clock.instant, due)
        hall.agenda.go_on()
        due = hall.agenda.next_at()
