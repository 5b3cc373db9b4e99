"""A second server of the same hall is started beside the first, on another port, and people work at both."""

from dataclasses import replace

from tests.drills.drill import Drill, Outcome, judge
from tests.drills.load import at_work


def inject(drill: Drill) -> Outcome:
    """Let people work at both and kill the second one, over and over; the first goes on."""
    first, outcome = drill.hall().start(), Outcome()
    second = replace(first, options=(), process=None)
    with at_work(first, second.start()) as load:
        for number in range(drill.times):
            if number:
                second.start()
            load.until(drill.dice.randrange(10, 40))
            outcome.times += 1
            second.kill()
        second.start()
    second.stop()
    first.stop()
    judge(outcome, load, first.path)
    return outcome
