"""Putting a copy back is killed in its midst: then nothing stands there, or the whole hall, and it is done again."""

from shutil import copyfile

from storeops.base.key_file import key_file
from storeops.cli import main
from tests.drills import dying
from tests.drills.drill import Drill, Outcome, judge, look_through
from tests.drills.load import at_work
from tests.served_hall import storeops

ANSWERS = 40


def inject(drill: Drill) -> Outcome:
    """Kill it at a place of its writing that the dice choose, then put the copy back once more."""
    hall, outcome = drill.hall().start(), Outcome()
    with at_work(hall) as load:
        load.until(ANSWERS)
    hall.stop()
    judge(outcome, load, hall.path)
    copy, control = drill.folder / "copy.db", drill.folder / "control"
    assert storeops("--db", str(hall.path), "backup", str(copy)).returncode == 0
    changes = 0
    for number in range(drill.times + 1):
        path = drill.folder / f"back{number}" / "hall.db"
        path.parent.mkdir()
        copyfile(key_file(hall.path), key_file(path))
        command = ("--db", str(path), "restore", str(copy))
        if number == 0:
            changes = dying.run(control, main, *command).changes
            continue
        dying.run(control, main, *command, dies_after=drill.dice.randrange(changes))
        outcome.times += 1
        if not path.exists():
            again = dying.run(control, main, *command)
            assert again.code == 0, again
        look_through(outcome, load, path)
        left = {file.name for file in path.parent.iterdir()} - {"hall.db", "hall.db.keys"}
        outcome.faults += [f"{name} was left" for name in left]
    return outcome
