"""A backup is killed in its midst while people are at work: no half copy stands there, and the next one is whole."""

from shutil import copyfile

from storeops.base.key_file import key_file
from storeops.cli import main
from tests.drills import dying
from tests.drills.drill import Drill, Outcome, judge, look_through
from tests.drills.load import at_work


def inject(drill: Drill) -> Outcome:
    """Kill it at a place of its writing that the dice choose, then make the copy once more."""
    hall, outcome, control = drill.hall().start(), Outcome(), drill.folder / "control"
    copies = []
    with at_work(hall) as load:
        load.until(20)
        changes = dying.run(control, main, "--db", str(hall.path), "backup", str(drill.folder / "first.db")).changes
        for number in range(drill.times):
            copy = drill.folder / f"copy{number}.db"
            command = ("--db", str(hall.path), "backup", str(copy))
            dying.run(control, main, *command, dies_after=drill.dice.randrange(changes))
            outcome.times += 1
            if not copy.exists():
                again = dying.run(control, main, *command)
                assert again.code == 0, again
            copies.append(copy)
            load.until(1)
    hall.stop()
    judge(outcome, load, hall.path)
    for copy in copies:
        copyfile(key_file(hall.path), key_file(copy))
        opened = Outcome()
        look_through(opened, load, copy)  # what was answered since it was made is not there, of course
        outcome.doubled += opened.doubled
        outcome.faults += opened.faults
    outcome.faults += [f"{left.name} was left" for left in drill.folder.glob("*.part*")]
    return outcome
