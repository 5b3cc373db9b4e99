"""What serves a hall in which everything has happened once, where everybody may sign in again."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from storeops.base.clock import FrozenClock
from storeops.base.settings import read
from storeops.store.database import Pool, connect
from storeops.web.live import LiveFeed
from storeops.web.request import Runtime
from storeops.web.workshop import Workshop
from tests.factories import ADA, ANA, CHEN, GRETA, MONDAY_NINE, SHAN, SUN, copied_hall, give_pin, rows
from tests.heavy_here import RunsHere
from tests.tracing.told_hall import a_told_hall

PEOPLE = (ANA, GRETA, SHAN, CHEN, SUN, ADA)


@contextmanager
def told_runtime(founded_hall: Path, folder: Path) -> Iterator[Runtime]:
    """The hall, in this folder."""
    clock, path = FrozenClock(MONDAY_NINE), copied_hall(founded_hall, folder / "hall.db")
    db = connect(path)
    a_told_hall(db, clock, folder)
    db.execute("DELETE FROM second_factor")
    for person in PEOPLE:
        give_pin(db, rows(db, "SELECT id FROM employee WHERE code = ?", person.code)[0]["id"])
    db.close()
    pool = Pool(path)
    feed = LiveFeed(pool, cap=2)
    yield Runtime(read({}, path), pool, clock, feed, workshop=Workshop(RunsHere(path, clock)))
    feed.stop()
    pool.close()
