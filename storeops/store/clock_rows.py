"""When the clock of this computer was set, and whether its time is in doubt. Named SQL."""

from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from storeops.base.business_time import stamp
from storeops.base.clock_trust import FoundAt, SettledBecause, TimeDoubt
from storeops.store import rows
from storeops.store.traced_rows import TracedTable


@dataclass(frozen=True)
class ClockStep:
    """The clock showed another time than it should have. `doubt` None: it may well be the right one at last."""

    id: int
    found_at: FoundAt
    expected_at: datetime
    shown_at: datetime
    doubt: TimeDoubt | None
    settled_at: datetime | None
    settled_because: SettledBecause | None

    @property
    def is_open_doubt(self) -> bool:
        """Whether the time is in doubt still."""
        return self.doubt is not None and self.settled_at is None


@dataclass(frozen=True)
class WrongTime:
    """Between these two instants, as the clock showed them, it was wrong."""

    since: datetime
    until: datetime


TRACED_STEPS = TracedTable(
    "clock_step",
    ("id", "found_at", "expected_at", "shown_at", "doubt", "settled_at", "settled_because", "wrong_until"),
    "FROM clock_step WHERE true",
)
_STEPS = "SELECT id, found_at, expected_at, shown_at, doubt, settled_at, settled_because FROM clock_step"


def open_doubt(db: Database) -> ClockStep | None:
    """The step since which the time is in doubt; None where it is not."""
    return rows.one(db, ClockStep, f"{_STEPS} WHERE doubt IS NOT NULL AND settled_at IS NULL")


def latest(db: Database) -> ClockStep | None:
    """The last time that the clock was set; None if it never was."""
    return rows.one(db, ClockStep, f"{_STEPS} ORDER BY id DESC LIMIT 1")


def count(db: Database) -> int:
    """How often the clock was set, as far as was seen."""
    return int(rows.scalar(db, "SELECT count(*) FROM clock_step"))


def steps_between(db: Database, begins: datetime, ends: datetime) -> list[ClockStep]:
    """The steps from or to a time within these, the earlier seen first."""
    within = "expected_at >= :begins AND expected_at < :ends OR shown_at >= :begins AND shown_at < :ends"
    return rows.many(
        db, ClockStep, f"{_STEPS} WHERE {within} ORDER BY id", {"begins": stamp(begins), "ends": stamp(ends)}
    )


def wrong_times(db: Database) -> list[WrongTime]:
    """When the clock showed times that nobody took for right, earliest first."""
    sql = (
        "SELECT shown_at AS since, wrong_until AS until FROM clock_step WHERE wrong_until IS NOT NULL ORDER BY shown_at"
    )
    return rows.many(db, WrongTime, sql)


def add(db: Database, found_at: FoundAt, expected_at: datetime, shown_at: datetime, doubt: TimeDoubt | None) -> int:
    """Note a step; its id."""
    added = rows.scalar(
        db,
        "INSERT INTO clock_step (found_at, expected_at, shown_at, doubt) VALUES (?, ?, ?, ?) RETURNING id",
        (found_at, stamp(expected_at), stamp(shown_at), doubt),
    )
    return int(added)


def settle(db: Database, step_id: int, now: datetime, because: SettledBecause, wrong_until: datetime | None) -> None:
    """End a doubt. `wrong_until`: what the clock showed last before it was set right."""
    db.execute(
        "UPDATE clock_step SET settled_at = ?, settled_because = ?, wrong_until = ? WHERE id = ?",
        (stamp(now), because, stamp(wrong_until) if wrong_until else None, step_id),
    )
