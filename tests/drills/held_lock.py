"""Another program holds the database's write lock, as a careless script does that begins a transaction and thinks."""

from storeops.store.database import connect
from tests.drills.drill import Drill, Outcome, Stopwatch, judge
from tests.drills.load import at_work
from tests.drills.screens import OpenScreens

HELD_SECONDS, HELD_SECONDS_IN_TESTS = 10.0, 1.0


def inject(drill: Drill) -> Outcome:
    """Hold it for some seconds: people wait so long, and are served then."""
    hall, outcome = drill.hall().start(), Outcome()
    other = connect(hall.path)
    with at_work(hall) as load:
        load.until(10)
        for _ in range(drill.times):
            held = Stopwatch()
            other.execute("BEGIN IMMEDIATE")
            if drill.is_full:
                load.said.update(OpenScreens(hall).look_at_health())
            held.wait_until(HELD_SECONDS if drill.is_full else HELD_SECONDS_IN_TESTS)
            other.execute("ROLLBACK")
            outcome.times += 1
            load.until(20)
    other.close()
    hall.stop()
    judge(outcome, load, hall.path)
    return outcome
