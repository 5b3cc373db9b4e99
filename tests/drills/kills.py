"""The server is killed in the midst of its work, and started again."""

from tests.drills.drill import Drill, Outcome, judge
from tests.drills.load import at_work


def inject(drill: Drill) -> Outcome:
    """Kill the server and all its children, as often as the drill says."""
    hall, outcome = drill.hall().start(), Outcome()
    with at_work(hall) as load:
        for _ in range(drill.times):
            load.until(drill.dice.randrange(5, 60))
            hall.kill()
            outcome.times += 1
            hall.start()
        load.until(10)
    hall.stop()
    judge(outcome, load, hall.path)
    return outcome
