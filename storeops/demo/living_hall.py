"""The demo lives on: the same simulation, beside what the visitor does, each happening as the clock reaches it."""

import logging
import threading
from datetime import datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

from storeops.base.actor import SYSTEM
from storeops.base.business_time import business_day, local_instant
from storeops.base.clock import SteadyClock
from storeops.demo.clerks import BEGINS_AFTER
from storeops.demo.day_plan import LIVE_COUNTERS, plan_day
from storeops.demo.demo_hall import DemoHall
from storeops.hall import hall_rows
from storeops.queueing.close_day import close_day, days_due
from storeops.store.database import HallDatabase, Pool

log = logging.getLogger("storeops.demo")

SPEED = 4.0
"""How fast the demo's clock runs: something happens every few seconds, and a visitor can still work at a desk."""

LIVELY_FROM = time(10, 0)
LIVELY_UNTIL = time(16, 0)
OTHERWISE_AT = time(10, 40)

_TICK_SECONDS = 0.2
_AFTER_FAILURE_SECONDS = 5.0
_FAR_BEHIND = timedelta(minutes=15)
"""After such a gap (the machine slept) the day is planned anew from where everything stands."""
_MORNING = timedelta(minutes=20)
"""So long before opening the next day begins."""
_LOOKS_AHEAD_DAYS = 14


def lively_moment(now: datetime, zone: ZoneInfo) -> datetime:
    """Where the demo's history ends and its life begins, so that it is lively whenever the visitor comes.

    `now` in the middle of opening hours; otherwise 10:40 of this day, or of the day before if that is still to come.
    """
    local = now.astimezone(zone)
    if LIVELY_FROM <= local.time() <= LIVELY_UNTIL:
        return now
    day = local.date() if local.time() >= OTHERWISE_AT else local.date() - timedelta(days=1)
    return local_instant(day, OTHERWISE_AT, zone)


class ShortNights:
    """A clock that leaves out the hours in which the demo's hall is closed."""

    def __init__(self, clock: SteadyClock) -> None:
        self._clock = clock
        self._skipped = timedelta(0)

    def now(self) -> datetime:
        return self._clock.now() + self._skipped

    def elapsed(self) -> float:
        return self._clock.elapsed() + self._skipped.total_seconds()

    def skip_to(self, moment: datetime) -> None:
        """Go on from `moment`; nothing happens if that has passed."""
        self._skipped += max(moment - self.now(), timedelta(0))


class LivingHall:
    """The simulation from one moment to the next, on a hall in whatever state it is."""

    def __init__(self, db: HallDatabase, clock: ShortNights, seed: int) -> None:
        self.hall = DemoHall(db, clock, Random(seed), has_visitors=True)
        self._clock = clock
        self._plan_from_here()

    def catch_up(self) -> None:
        """Let everything happen that is due."""
        due = self.hall.agenda.next_at()
        if due is not None and self.hall.now() - due > _FAR_BEHIND:
            self._plan_from_here()
        while (due := self.hall.agenda.next_at()) is not None and due <= self.hall.now():
            self.hall.agenda.go_on()
        if self.hall.now() >= self.hall.ends_at:
            self._plan_from_here()
        if self.hall.agenda.idle_count and self.hall.waiting_count():
            self.hall.nudge()  # a visitor has taken a ticket

    def _plan_from_here(self) -> None:
        """Plan the rest of the day; after its end, go to the next morning and plan that day."""
        self._close_what_is_due()
        settings = hall_rows.hall(self.hall.db)
        self.hall.begin_day(business_day(self.hall.now(), settings.zone))
        if self.hall.now() >= self.hall.ends_at:
            self._skip_to_next_morning()
            self._close_what_is_due()  # nobody is served in the night
        plan_day(self.hall, self.hall.day, self.hall.day - 2 * BEGINS_AFTER, LIVE_COUNTERS)

    def _close_what_is_due(self) -> None:
        for day in days_due(self.hall.db, self.hall.now()):
            close_day(self.hall.db, self._clock, SYSTEM, day)

    def _skip_to_next_morning(self) -> None:
        """Skip the night, and the days on which the hall stays shut."""
        hours = hall_rows.opening_hours(self.hall.db, hall_rows.hall(self.hall.db))
        ahead = [self.hall.day + timedelta(days=number) for number in range(1, _LOOKS_AHEAD_DAYS)]
        self.hall.begin_day(next((day for day in ahead if hours.opening(day)), ahead[0]))
        self._clock.skip_to(self.hall.opens_at - _MORNING)


class LiveDemo:
    """The living hall in a thread of its own, beside the server. It never takes the server down with it."""

    def __init__(self, pool: Pool, clock: ShortNights, seed: int) -> None:
        self._pool = pool
        self._clock = clock
        self._seed = seed
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="live-demo", daemon=True)

    def start(self) -> None:
        """Begin to live on."""
        self._thread.start()

    def stop(self) -> None:
        """End, after the happening under way; harmless before start()."""
        self._stopping.set()
        if self._thread.is_alive():
            self._thread.join()

    def _run(self) -> None:
        while not self._stopping.is_set():
            try:
                with self._pool.lend() as db:
                    self._live(db)
            except Exception:
                log.exception("the demo stumbled and plans the day anew")
                self._stopping.wait(_AFTER_FAILURE_SECONDS)

    def _live(self, db: HallDatabase) -> None:
        living = LivingHall(db, self._clock, self._seed)
        while not self._stopping.wait(_TICK_SECONDS):
            living.catch_up()
