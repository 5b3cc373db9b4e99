"""A month of the past for tests of its report: taken from a legs file, and added to by a later one."""

from pathlib import Path

from storeops.base.clock import FrozenClock
from storeops.store.database import HallDatabase
from tests.factories import ADA
from tests.history.imports import import_legs
from tests.history.legs_files import cells, write_legs

MARCH = "2026-03"
FEBRUARY = "2026-02"


def a_month_of_logs(db: HallDatabase, clock: FrozenClock, folder: Path, *, day: str = "2026-03-01") -> None:
    """Two visits of one morning, served by Ana; each waited 4 minutes."""
    logs = [cells(ticket, business_day=day) for ticket in ("A001", "A002")]
    import_legs(db, clock, ADA.actor, write_legs(folder / "first.csv", *logs), False)


def a_late_log(db: HallDatabase, clock: FrozenClock, folder: Path, *, day: str = "2026-03-01") -> None:
    """A third visit of that morning, found later; it waited 10 minutes."""
    late = cells("A003", business_day=day, called_at="10:10", started_at="10:11", ended_at="10:13")
    import_legs(db, clock, ADA.actor, write_legs(folder / "late.csv", late), False)
