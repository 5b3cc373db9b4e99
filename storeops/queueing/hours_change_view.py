"""What other opening hours would do to the people who are in the hall now: asked before they are saved."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlite_utils import Database

from storeops.base.business_time import DayHours, business_day
from storeops.hall import hall_rows
from storeops.queueing import ticket_rows
from storeops.queueing.due_close_rows import days_due_by
from storeops.queueing.refusals import PeopleWouldWaitLonger, VisitsWouldEnd


@dataclass(frozen=True)
class HoursChange:
    """Hours that are to be saved. `weekly` None: the week stays. `special`: days that differ, None for one that is
    to follow its weekday again."""

    weekly: Mapping[int, DayHours] | None = None
    special: Mapping[date, DayHours | None] | None = None


@dataclass(frozen=True)
class HoursEffect:
    """How many visits would end at once, and how many people wait who would be called after closing time only."""

    ended_count: int
    late_count: int


def hours_effect(db: Database, now: datetime, change: HoursChange) -> HoursEffect:
    """What these hours would do to whoever is in the hall at `now`."""
    before = hall_rows.opening_hours(db, hall_rows.hall(db))
    special = {**before.special, **(change.special or {})}
    after = replace(
        before,
        weekly=before.weekly if change.weekly is None else change.weekly,
        special={day: hours for day, hours in special.items() if hours is not None},
    )
    newly_due = set(days_due_by(db, now, after)) - set(days_due_by(db, now, before))
    day = business_day(now, before.zone)
    shuts_at = after.shuts_at(day)
    is_earlier = shuts_at < before.shuts_at(day)
    return HoursEffect(
        ended_count=sum(len(ticket_rows.live_of_day(db, due)) for due in newly_due),
        late_count=ticket_rows.count_called_from(db, shuts_at, now) if is_earlier else 0,
    )


def refuse_unless_meant(db: Database, now: datetime, change: HoursChange, is_meant: bool) -> None:
    """Say what hours would do before they are saved. VisitsWouldEnd, PeopleWouldWaitLonger unless it `is_meant`."""
    if is_meant:
        return
    effect = hours_effect(db, now, change)
    if effect.ended_count:
        raise VisitsWouldEnd("confirmed", count=effect.ended_count)
    if effect.late_count:
        raise PeopleWouldWaitLonger("confirmed", count=effect.late_count)
