"""A thousand connections are opened on which nobody ever asks anything."""

from contextlib import ExitStack
from resource import RLIMIT_NOFILE, getrlimit, setrlimit

from tests.drills.drill import Drill, Outcome, judge
from tests.drills.load import at_work
from tests.drills.screens import OpenScreens
from tests.running.test_slow_clients import connected

CONNECTIONS = 1000


def inject(drill: Drill) -> Outcome:
    """Open them while people are at work, and let them go."""
    _, most = getrlimit(RLIMIT_NOFILE)
    setrlimit(RLIMIT_NOFILE, (min(most, 4 * CONNECTIONS), most))
    hall, outcome = drill.hall().start(), Outcome()
    with at_work(hall) as load:
        for _ in range(drill.times):
            with ExitStack() as opened:
                for _ in range(CONNECTIONS):
                    opened.enter_context(connected(hall, b""))
                load.until(50)
                load.said.update(OpenScreens(hall).look_at_health())
            outcome.times += 1
    hall.stop()
    judge(outcome, load, hall.path)
    return outcome
