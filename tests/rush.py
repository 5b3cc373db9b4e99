"""A rush: 200 people wait and six clerks serve. Fills a hall for a browser test, and photographs its hall page.

    python -m tests.rush FOLDER

writes the hall page of the duty manager and of the greeter at the sizes of desk, tablet and phone, in both languages.
"""

import sys
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from storeops.base.actor import CUSTOMER, SYSTEM, Actor
from storeops.base.clock import FrozenClock
from storeops.hall.targets import Segment
from storeops.people import employee_rows
from storeops.queueing.calling import call_next, mark_no_show
from storeops.queueing.issue import Wish, issue
from storeops.queueing.moving import hold
from storeops.queueing.serving import finish, start
from storeops.queueing.staffing import open_counter, pause
from storeops.sample.founding_actions import found_sample_hall
from storeops.store.database import HallDatabase, create, write_transaction
from tests.factories import give_pin
from tests.pictures import MOMENT, photograph

WAITING = 200
CLERKS = 6
EVERY = timedelta(seconds=4)
"""One who comes; the last one at the moment of the rush."""
BUSY = 3
"""So many of the clerks serve; the others are free, paused and at after-work."""
SERVICES = ("payment", "plan_change", "advice", "invoice", "sim_lost", "broadband")
SEGMENTS = {7: Segment.ASSISTED, 23: Segment.VIP, 31: Segment.APPOINTMENT}
"""Each how manieth customer is a special one."""


def rush(db: HallDatabase, now: datetime, counters: int) -> None:
    """Fill a sample hall so that at `now` WAITING people wait, most of them past their promise."""
    clock = FrozenClock(now - EVERY * WAITING - timedelta(minutes=12))
    for number in range(1, counters + 1):
        open_counter(db, clock, Actor(f"employee:{1000 + number}"), str(number), str(1000 + number))
    for _ in range(12):
        issue(db, clock, CUSTOMER, Wish("payment"))
    for number in range(10):
        code = str(number % counters + 1)
        clerk = Actor(f"employee:100{code}")
        call_next(db, clock, clerk, code)
        start(db, clock, clerk, code)
        clock.instant += timedelta(seconds=50)
        finish(db, clock, clerk, code)
    for code, end in (("1", mark_no_show), ("2", hold)):
        call_next(db, clock, Actor(f"employee:100{code}"), code)
        end(db, clock, Actor(f"employee:100{code}"), code)
    clock.instant = now - EVERY * WAITING
    for number in range(1, WAITING + BUSY + 1):
        segment = next((kind for each, kind in SEGMENTS.items() if number % each == 0), Segment.STANDARD)
        issue(db, clock, CUSTOMER, Wish(SERVICES[number % len(SERVICES)], segment))
        clock.instant += EVERY if number <= WAITING else timedelta(0)
        if number <= BUSY:
            code = str(number)
            call_next(db, clock, Actor(f"employee:100{code}"), code)
            start(db, clock, Actor(f"employee:100{code}"), code)
    if counters > BUSY + 1:
        pause(db, clock, Actor(f"employee:100{BUSY + 2}"), str(BUSY + 2), "meal")


def main(folder: Path) -> None:
    """The command line."""
    with TemporaryDirectory() as place:
        path = Path(place) / "rush.db"
        db = create(path)
        found_sample_hall(db, FrozenClock(MOMENT - timedelta(hours=1)), SYSTEM, "Asia/Shanghai", CLERKS)
        rush(db, MOMENT, CLERKS)
        with write_transaction(db):
            for employee in employee_rows.all_employees(db):
                give_pin(db, employee.id)
        db.conn.close()
        photograph(folder, path, "hall")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
