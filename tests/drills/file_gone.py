"""The database file is deleted, or another one is put in its place, while the hall is served."""

from shutil import copyfile

from storeops.store.backup import backup
from tests.drills.drill import Drill, Outcome, judge
from tests.drills.load import at_work
from tests.drills.screens import OpenScreens


def inject(drill: Drill) -> Outcome:
    """Take the file away or replace it by an older copy, and put it back once people were refused for a while."""
    hall, outcome = drill.hall().start(), Outcome()
    path, aside, older = hall.path, drill.folder / "aside.db", drill.folder / "older.db"
    backup(path, older)
    with at_work(hall) as load:
        load.until(20)
        shown = OpenScreens(hall)
        for number in range(drill.times):
            path.rename(aside)
            if number % 2:
                copyfile(older, path)
            outcome.times += 1
            load.until_refused(12)
            load.said.update(shown.look())
            aside.replace(path)
            load.until(drill.dice.randrange(5, 30))
        shown.touch()
        load.taken |= shown.taken
    hall.stop()
    judge(outcome, load, path)
    return outcome
