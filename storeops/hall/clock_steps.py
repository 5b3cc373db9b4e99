"""Judging the clock of this computer, and noting what comes of it. Steps of an action."""

from datetime import datetime

from storeops.base.actor import Actor
from storeops.base.business_time import stamp
from storeops.base.clock_trust import FoundAt, SettledBecause, TimeDoubt, doubt_at_start
from storeops.hall import hall_rows
from storeops.store import clock_rows, journal, traced_rows
from storeops.store.clock_rows import ClockStep
from storeops.store.database import HallDatabase


def judge(db: HallDatabase, now: datetime, by: Actor, known_at: datetime | None) -> TimeDoubt | None:
    """Judge the clock by the last thing that happened in the hall before; why it is doubted, which is noted.

    `known_at` is read before that which is about to be noted, for by that a wrong clock seems right.
    """
    open_doubt = clock_rows.open_doubt(db)
    if open_doubt:
        still = doubt_at_start(now, open_doubt.expected_at, hall_rows.planned_closure(db, now))
        if still is None:
            settle(db, now, by, open_doubt, SettledBecause.CLOCK, known_at)
        return still
    doubt = doubt_at_start(now, known_at, hall_rows.planned_closure(db, known_at or now))
    if doubt and known_at:
        note(db, now, by, FoundAt.START, known_at, doubt)
    return doubt


def note(
    db: HallDatabase, now: datetime, by: Actor, found_at: FoundAt, expected_at: datetime, doubt: TimeDoubt | None
) -> None:
    """Note that the clock shows another time than it should."""
    step_id = clock_rows.add(db, found_at, expected_at, now, doubt)
    journal.append(
        db,
        now,
        "clock_stepped",
        by.name,
        written=traced_rows.written(db, clock_rows.TRACED_STEPS, step_id),
        expected_at=stamp(expected_at),
        shown_at=stamp(now),
        time_doubt=doubt,
    )


def settle(
    db: HallDatabase,
    now: datetime,
    by: Actor,
    step: ClockStep,
    because: SettledBecause,
    wrong_until: datetime | None,
) -> None:
    """End a doubt. `wrong_until`: what the clock showed last before it was set right."""
    clock_rows.settle(db, step.id, now, because, wrong_until)
    written = traced_rows.written(db, clock_rows.TRACED_STEPS, step.id)
    journal.append(db, now, "time_settled", by.name, written=written, settled_because=because, shown_at=stamp(now))
