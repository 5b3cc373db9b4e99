"""The hall of the soak, in a process of its own: everything as in `serve`, by a clock that runs fast and skips nights.

    python -m tests.benchmarks.soak_hall DATABASE BEGINS SPEED

Each hour of that clock is a line on standard output, in the hall's time.
"""

import sys
import threading
from datetime import datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from storeops.base import settings
from storeops.base.business_time import local_instant
from storeops.base.clock import ScaledClock
from storeops.demo.living_hall import ShortNights
from storeops.running import listening
from storeops.sample.founding_actions import DEFAULT_ZONE

EVENING, DAY_CLOSES, DAY_IS_CLOSED, MORNING = time(22), time(3, 50), time(5), time(7, 30)
"""From the evening the clock goes on at the close of the day, and from there, once that was due, in the morning."""
LOOKS_EVERY_SECONDS = 0.1
HOUR = "hour "


class Nights:
    """Moves the clock over the hours in which nothing happens, and tells each hour."""

    def __init__(self, clock: ShortNights, zone: ZoneInfo) -> None:
        self._clock = clock
        self._zone = zone
        self._told: datetime | None = None
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._stopping.set()

    def _run(self) -> None:
        while not self._stopping.wait(LOOKS_EVERY_SECONDS):
            local = self._clock.now().astimezone(self._zone)
            if local.time() >= EVENING:
                self._clock.skip_to(local_instant(local.date() + timedelta(days=1), DAY_CLOSES, self._zone))
            elif DAY_IS_CLOSED <= local.time() < MORNING:
                self._clock.skip_to(local_instant(local.date(), MORNING, self._zone))
            hour = local.replace(minute=0, second=0, microsecond=0)
            if hour != self._told:
                self._told = hour
                print(f"{HOUR}{hour.isoformat()}", flush=True)


def main() -> None:
    path, begins, speed = sys.argv[1:]
    clock = ShortNights(ScaledClock(datetime.fromisoformat(begins), float(speed)))
    listening.run(
        settings.read(database=Path(path)),
        "127.0.0.1",
        listening.Ports(0),
        clock,
        with_jobs=True,
        companion=lambda _pool: Nights(clock, ZoneInfo(DEFAULT_ZONE)),
    )


if __name__ == "__main__":
    main()
