"""Setting up the hall itself: its name, its promises and targets, its opening hours. Actions.

Each writes one event that names the old and the new values; a change that changes nothing writes nothing.
"""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date, datetime

from storeops.base.actor import Actor
from storeops.base.business_time import DayHours
from storeops.base.each_field import each_field
from storeops.base.typed_text import not_too_long
from storeops.hall import hall_rows, hours_text, set_up_rows
from storeops.hall.set_up_rules import LONGEST_NOTE, changes, given_hours, given_name, given_week
from storeops.hall.targets import Targets, refuse_out_of_range
from storeops.store import journal, traced_rows
from storeops.store.action import action
from storeops.store.database import HallDatabase


@action
def rename_hall(db: HallDatabase, now: datetime, by: Actor, name_zh: str, name_en: str) -> None:
    """Give the hall its names. TextNeeded."""
    with each_field() as take:
        new = {"name_zh": take(given_name, "name_zh", name_zh), "name_en": take(given_name, "name_en", name_en)}
    hall = hall_rows.hall(db)
    changed = changes({"name_zh": hall.name_zh, "name_en": hall.name_en}, new)
    if changed:
        set_up_rows.rename_hall(db, new["name_zh"], new["name_en"])
        written = traced_rows.written(db, set_up_rows.TRACED_HALL, 1)
        journal.append(db, now, "hall_renamed", by.name, written=written, changed=changed)


@action
def change_targets(db: HallDatabase, now: datetime, by: Actor, targets: Targets) -> None:
    """Set the promises and targets; tickets already issued keep their promise. WholeNumberNeeded."""
    refuse_out_of_range(targets)
    changed = changes(asdict(set_up_rows.targets(db)), asdict(targets))
    if changed:
        set_up_rows.write_targets(db, targets)
        written = traced_rows.written(db, set_up_rows.TRACED_HALL, 1)
        journal.append(db, now, "targets_changed", by.name, written=written, changed=changed)


@action
def set_screen_enrolment(db: HallDatabase, now: datetime, by: Actor, is_on: bool) -> None:
    """Let in only enrolled screens from now on, or all."""
    if hall_rows.enrols_screens(db) != is_on:
        set_up_rows.set_enrolment(db, is_on)
        written = traced_rows.written(db, set_up_rows.TRACED_HALL, 1)
        journal.append(db, now, "screen_enrolment_set", by.name, written=written, is_on=is_on)


@action
def change_weekly_hours(db: HallDatabase, now: datetime, by: Actor, weekly: Mapping[int, DayHours]) -> None:
    """Set the opening hours by ISO weekday; none at all: the hall never closes. ClosingTooEarly, HoursOverlap."""
    weekly = given_week(weekly)
    changed = changes(_week(set_up_rows.weekly_hours(db)), _week(weekly))
    if changed:
        set_up_rows.write_weekly_hours(db, weekly)
        written = traced_rows.written(db, set_up_rows.TRACED_HOURS, *range(1, 8))
        journal.append(db, now, "hours_changed", by.name, written=written, changed=changed)


@action
def set_special_day(db: HallDatabase, now: datetime, by: Actor, day: date, hours: DayHours, note: str) -> None:
    """Let one day differ from its weekday; no hours: it stays shut. ClosingTooEarly, HoursOverlap, TextTooLong."""
    with each_field() as take:
        note, hours = take(not_too_long, "note", note, LONGEST_NOTE), take(given_hours, "closes", hours)
    set_up_rows.write_special_day(db, set_up_rows.SpecialDay(day, hours, note))
    written = traced_rows.written(db, set_up_rows.TRACED_SPECIAL_DAYS, day.isoformat())
    journal.append(db, now, "special_day_set", by.name, written=written, day=day.isoformat(), hours=_spans(hours))


@action
def remove_special_day(db: HallDatabase, now: datetime, by: Actor, day: date) -> None:
    """Let a day follow its weekday again; nothing happens if it did already."""
    if set_up_rows.remove_special_day(db, day):
        written = traced_rows.written(db, set_up_rows.TRACED_SPECIAL_DAYS, day.isoformat())
        journal.append(db, now, "special_day_removed", by.name, written=written, day=day.isoformat())


def _week(weekly: Mapping[int, DayHours]) -> dict[str, object]:
    return {str(weekday): _spans(weekly.get(weekday, ())) for weekday in range(1, 8)}


def _spans(hours: DayHours) -> str | None:
    return hours_text.written(hours) or None
