"""A hall of an older version is brought up to date and killed in the midst of it: done again, everything is there."""

from contextlib import closing

from migrations import STEPS
from storeops.cli import main
from storeops.store.database import connect
from storeops.store.file_check_rows import file_faults
from tests.drills import dying
from tests.drills.drill import Drill, Outcome
from tests.factories import rows
from tests.test_migrations import a_hall_from_before

KEPT = [("A001", "serving"), ("A002", "waiting")]
"""The tickets of that hall, which nobody may lose."""


def inject(drill: Drill) -> Outcome:
    """Kill it at a place of its writing that the dice choose, from a version that they choose, then go on."""
    outcome, control = Outcome(), drill.folder / "control"
    for number in range(drill.times):
        step = drill.dice.choice(STEPS[1:-1])
        halls = [drill.folder / f"{name}{number}" / "hall.db" for name in ("whole", "killed")]
        for path in halls:
            path.parent.mkdir()
            a_hall_from_before(path, step).conn.close()
        whole, path = halls
        changes = dying.run(control, main, "--db", str(whole), "migrate").changes
        dying.run(control, main, "--db", str(path), "migrate", dies_after=drill.dice.randrange(changes))
        again = dying.run(control, main, "--db", str(path), "migrate")
        assert again.code == 0, again
        outcome.times += 1
        outcome.acknowledged += len(KEPT)
        with closing(connect(path)) as db:
            kept = [(row["number"], row["state"]) for row in rows(db, "SELECT number, state FROM ticket ORDER BY id")]
            outcome.faults += file_faults(db)
        outcome.lost += len(set(KEPT) - set(kept))
        outcome.doubled += len(kept) - len(set(kept))
    return outcome
