"""The closing of a day and of its month is killed in its midst: done again, one version of each stands, as without."""

from contextlib import closing
from datetime import timedelta
from functools import partial
from pathlib import Path

from storeops.base.clock import FrozenClock, SystemClock
from storeops.running.heavy_jobs import close_due_reports, close_due_stars
from storeops.running.jobs import close_due_days
from storeops.store.database import connect
from tests.drills import dying
from tests.drills.drill import Drill, Outcome, judge, look_through
from tests.drills.load import at_work
from tests.factories import copied_hall, rows

ANSWERS = 40
UNTIL_CLOSED = timedelta(days=45)
"""After it the month of today is closed, whatever day today is."""


def close(path: Path, clock: FrozenClock) -> None:
    """What the jobs do on that day."""
    with closing(connect(path)) as db:
        for job in (close_due_days, close_due_stars, close_due_reports):
            job(db, clock)


def inject(drill: Drill) -> Outcome:
    """Kill it at a place of its writing that the dice choose, then let the jobs run once more."""
    hall, outcome, control = drill.hall().start(), Outcome(), drill.folder / "control"
    with at_work(hall) as load:
        load.until(ANSWERS)
    hall.stop()
    judge(outcome, load, hall.path)
    clock = FrozenClock(SystemClock().now() + UNTIL_CLOSED)
    changes, closed = 0, ""
    for number in range(drill.times + 1):
        folder = drill.folder / f"closed{number}"
        folder.mkdir()
        path = copied_hall(hall.path, folder / "hall.db")
        program = partial(close, path, clock)
        if number == 0:
            ended = dying.run(control, program)
            assert ended.code == 0, ended
            changes, closed = ended.changes, _closed(path)
            continue
        dying.run(control, program, dies_after=drill.dice.randrange(changes))
        again = dying.run(control, program)
        assert again.code == 0, again
        outcome.times += 1
        look_through(outcome, load, path)
        if _closed(path) != closed:
            outcome.faults.append(f"closed {_closed(path)} instead of {closed}")
    return outcome


def _closed(path: Path) -> str:
    """What is closed there."""
    with closing(connect(path)) as db:
        found = {
            table: [(row["month"], row["version"]) for row in rows(db, f"SELECT month, version FROM {table}")]
            for table in ("star_month", "report_month")
        }
        left = rows(db, "SELECT count(*) AS count FROM ticket WHERE state IN ('waiting', 'called', 'serving', 'held')")
    return f"{found}, {left[0]['count']} tickets left"
