"""Seeing that somebody has set the clock: it shows another time than the stopwatch beside it says."""

import logging
import threading
from datetime import datetime, timedelta

from storeops.base.actor import SYSTEM
from storeops.base.business_time import stamp
from storeops.base.clock import SteadyClock
from storeops.base.clock_trust import STEP, is_step
from storeops.hall.clock_actions import note_network_agrees, note_start, note_step
from storeops.running.network_time import network_time
from storeops.store import clock_rows, journal
from storeops.store.away_log import away_log_of
from storeops.store.database import Pool, is_away

log = logging.getLogger("storeops.running.time_watch")

LOOKS_EVERY_SECONDS = 1.0
ASKS_EVERY_SECONDS = 60.0
"""How often the network is asked while the time is in doubt."""


class TimeWatch:
    """Looks at the clock, from several threads; whatever does something for good looks through it first."""

    def __init__(self, pool: Pool, clock: SteadyClock) -> None:
        self._pool = pool
        self._clock = clock
        self._guard = threading.Lock()
        self._has_begun = False
        self._known_at: datetime | None = None
        self._has_read = False
        self._shown, self._elapsed = clock.now(), clock.elapsed()
        self._known_elapsed = self._elapsed
        """What the stopwatch said when it was last known how late it is, or might be."""

    def look(self) -> bool:
        """Note it if the clock was set since the last look; at first, judge it by what happened in the hall before.

        Whether that could be done: where not, it is tried again at the next look, and nothing is to be done for good.
        """
        try:
            with self._guard:
                self._begin()
                self._compare()
        except Exception as error:
            if is_away(error):
                away_log_of(self._pool.path).say(error, "the look at the clock")
            else:
                log.error("it could not be noted how the clock stands; this is tried again", exc_info=error)
            return False
        return True

    def _begin(self) -> None:
        if self._has_begun:
            return
        with self._pool.lend() as db:
            if not self._has_read:
                # Once: customers may be served before the first look can be noted, by a clock that is wrong.
                self._known_at, self._has_read = journal.latest_at(db), True
            doubt = note_start(db, self._clock, SYSTEM, self._known_at)
        self._has_begun = True
        if doubt:
            log.warning(
                "the clock may be wrong (%s): nothing is closed, planned or cleared until it is set right or somebody"
                " confirms it; see: storeops clock",
                doubt.value,
            )

    def _compare(self) -> None:
        shown, elapsed = self._clock.now(), self._clock.elapsed()
        expected = self._shown + timedelta(seconds=elapsed - self._elapsed)
        if not is_step(shown, expected):
            return
        with self._pool.lend() as db:
            note_step(db, self._clock, SYSTEM, expected, timedelta(seconds=elapsed - self._known_elapsed))
        log.warning("the clock was set: it shows %s where it should show %s", stamp(shown), stamp(expected))
        # Only now, so that a step that could not be noted is seen again.
        self._shown, self._elapsed = shown, elapsed
        self._known_elapsed = elapsed

    def ask_network(self, server: str) -> None:
        """While the time is in doubt, ask a time server; where it says the same, the doubt is over. Errors of the
        database."""
        with self._pool.lend() as db:
            if clock_rows.open_doubt(db) is None:
                return
            told = network_time(server)
            if told is None:
                log.warning("the time server %s gives no answer", server)
            elif abs(told - self._clock.now()) <= STEP:
                note_network_agrees(db, self._clock, SYSTEM)
            else:
                log.warning("the time server %s says that it is %s", server, told)
