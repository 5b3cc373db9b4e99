"""Three hundred live streams are opened and read nothing, as of phones that left the hall's network."""

from contextlib import ExitStack

from tests.drills.drill import Drill, Outcome, judge
from tests.drills.load import at_work
from tests.drills.screens import OpenScreens
from tests.running.test_slow_clients import connected

READERS, READERS_IN_TESTS = 300, 100
STREAM = b"GET /events HTTP/1.1\r\nHost: hall\r\nAccept: text/event-stream\r\n\r\n"
ANSWERS = 300


def inject(drill: Drill) -> Outcome:
    """Open them while people are at work, and let them go after some hundred changes that they should have read."""
    hall, outcome = drill.hall().start(), Outcome()
    with at_work(hall) as load:
        for _ in range(drill.times):
            with ExitStack() as opened:
                for _ in range(READERS if drill.is_full else READERS_IN_TESTS):
                    opened.enter_context(connected(hall, STREAM))
                load.until(ANSWERS if drill.is_full else ANSWERS // 3)
                load.said.update(OpenScreens(hall).look_at_health())
            outcome.times += 1
    hall.stop()
    judge(outcome, load, hall.path)
    return outcome
