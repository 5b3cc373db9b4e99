"""An import is killed in its midst while people are at work: the next one takes each row once, and nothing else."""

from contextlib import closing
from pathlib import Path

from storeops.cli import main
from storeops.store.database import connect
from tests.drills import dying
from tests.drills.drill import Drill, Outcome, judge
from tests.drills.load import at_work
from tests.factories import rows

ROWS = 40
HEAD = "business_day,ticket,leg,service,segment,issued_at,called_at,started_at,ended_at,counter,employee,outcome\n"


def inject(drill: Drill) -> Outcome:
    """Kill it at a place of its writing that the dice choose, then take the file once more."""
    hall, outcome, control = drill.hall().start(), Outcome(), drill.folder / "control"
    days = [f"1999-{number // 28 + 1:02}-{number % 28 + 1:02}" for number in range(drill.times + 1)]
    with at_work(hall) as load:
        changes = 0
        for day in days:
            command = ("--db", str(hall.path), "import-history", str(_a_file(drill.folder / f"{day}.csv", day)))
            if day == days[0]:
                changes = dying.run(control, main, *command).changes
                continue
            dying.run(control, main, *command, dies_after=drill.dice.randrange(changes))
            outcome.times += 1
            again = dying.run(control, main, *command)
            assert again.code == 0, again
            load.until(1)
    hall.stop()
    judge(outcome, load, hall.path)
    with closing(connect(hall.path)) as db:
        for day in days:
            taken = len(rows(db, "SELECT id FROM ticket WHERE business_day = ?", day))
            outcome.lost += max(ROWS - taken, 0)
            outcome.doubled += max(taken - ROWS, 0)
    return outcome


def _a_file(path: Path, day: str) -> Path:
    """A day of another system: one customer every five minutes from nine on."""
    lines = []
    for number in range(ROWS):
        at = f"{day}T{9 + number // 12:02}:{number % 12 * 5:02}"
        lines.append(f"{day},A{number + 1:03},0,payment,standard,{at}:00,{at}:10,{at}:20,{at}:50,W1,S01,served\n")
    path.write_text(HEAD + "".join(lines))
    return path
