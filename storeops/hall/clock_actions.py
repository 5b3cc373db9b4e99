"""Noting that the clock of this computer was set, and settling whether its time is right. Actions.

While the time is in doubt customers are served, and nothing is done for good: `open_doubt` in `clock_rows.py` says so.
"""

from datetime import datetime, timedelta

from storeops.base.actor import Actor
from storeops.base.clock_trust import FoundAt, SettledBecause, TimeDoubt, doubt_at_start, doubt_of_step
from storeops.hall import hall_rows
from storeops.hall.clock_steps import judge, note, settle
from storeops.hall.refusals import TimeNotInDoubt
from storeops.store import clock_rows
from storeops.store.action import action
from storeops.store.clock_rows import ClockStep
from storeops.store.database import HallDatabase


@action
def note_start(db: HallDatabase, now: datetime, by: Actor, known_at: datetime | None) -> TimeDoubt | None:
    """Judge the clock before the first event of whoever begins to write; why it is doubted. See judge."""
    return judge(db, now, by, known_at)


@action
def note_step(db: HallDatabase, now: datetime, by: Actor, expected_at: datetime, since_known: timedelta) -> None:
    """Note that the running clock was set: it should have shown `expected_at`.

    Where the time was in doubt it may be right now; `since_known` has passed since what is known of it.
    """
    closure = hall_rows.planned_closure(db, expected_at)
    open_doubt = clock_rows.open_doubt(db)
    if open_doubt is None:
        note(db, now, by, FoundAt.RUNNING, expected_at, doubt_of_step(now, expected_at, closure))
        return
    note(db, now, by, FoundAt.RUNNING, expected_at, None)
    if doubt_at_start(now, open_doubt.expected_at, closure + since_known) is None:
        settle(db, now, by, open_doubt, SettledBecause.CLOCK, expected_at)


@action
def note_passed(db: HallDatabase, now: datetime, by: Actor) -> None:
    """End the doubt of a clock that was behind what had happened, once it has come past that."""
    open_doubt = clock_rows.open_doubt(db)
    if open_doubt and open_doubt.doubt is TimeDoubt.BEHIND and now >= open_doubt.expected_at:
        settle(db, now, by, open_doubt, SettledBecause.CLOCK, None)


@action
def confirm_time(db: HallDatabase, now: datetime, by: Actor) -> None:
    """Somebody says that the clock is right. TimeNotInDoubt."""
    settle(db, now, by, _open_doubt(db), SettledBecause.PERSON, None)


@action
def note_network_agrees(db: HallDatabase, now: datetime, by: Actor) -> None:
    """The network's time is that of the clock. TimeNotInDoubt."""
    settle(db, now, by, _open_doubt(db), SettledBecause.NETWORK, None)


def _open_doubt(db: HallDatabase) -> ClockStep:
    found = clock_rows.open_doubt(db)
    if found is None:
        raise TimeNotInDoubt
    return found
