"""Planning the day's checks, and taking one out of the plan. Actions."""

from collections import Counter
from datetime import date, datetime, time, timedelta
from hashlib import sha256

from storeops.base.actor import Actor
from storeops.base.business_time import OpeningHours, business_day, local_instant
from storeops.base.typed_text import given_text
from storeops.hall import hall_rows
from storeops.people.roles import ROLES
from storeops.quality.checks import plan_rows
from storeops.quality.checks.check_steps import open_other
from storeops.quality.checks.plan import LAST_BEFORE_END, Earlier, ExpectedShift, plan_day
from storeops.quality.checks.plan_rows import PlannedCheck
from storeops.quality.checks.refusals import DoubleOfAnother, PlannedCheckSettled
from storeops.store import journal, traced_rows
from storeops.store.action import action
from storeops.store.database import HallDatabase

SEEN_WITHIN = timedelta(days=14)
"""Whoever was signed in at a counter within this time is expected at work."""
LONGEST_DROP_REASON = 200
DAY_OVER = "the day is over"
"""Why the second check of a pair is dropped that nobody made; it stands in no plan that is still shown."""
ALWAYS_OPEN_SHIFT = (time(9), time(18))
"""The shift of a hall that never closes, on its own wall clock."""


def day_due(db: HallDatabase, now: datetime) -> str | None:
    """Today, if it has no plan yet and there is still time for a check; else None."""
    hours = hall_rows.opening_hours(db, hall_rows.hall(db))
    day = business_day(now, hours.zone)
    shift = _shift(hours, day)
    if shift is None or now >= shift[1] - LAST_BEFORE_END or plan_rows.is_planned(db, day):
        return None
    return day.isoformat()


@action
def make_plan(db: HallDatabase, now: datetime, by: Actor, day: str) -> int:
    """Plan a day's checks from a seed that is recorded with them; how many.

    A day that is planned already, and one on which nobody is expected or nobody can inspect, are left alone: 0.
    """
    planned_day = date.fromisoformat(day)
    if plan_rows.is_planned(db, planned_day):
        return 0
    hours = hall_rows.opening_hours(db, hall_rows.hall(db))
    shift = _shift(hours, planned_day)
    people = plan_rows.active_people(db)
    inspectors = {person.code: turn for person in people if (turn := ROLES[person.role].inspects) is not None}
    seed = sha256(f"checks {hall_rows.secret_key(db)} {day}".encode()).hexdigest()[:32]
    earlier = _earlier(db, hours, planned_day)
    shifts = [ExpectedShift(code, *shift) for code in _expected(db, now, people)] if shift else []
    checks = plan_day(seed, planned_day, shifts, inspectors, earlier, now)
    if not checks:
        return 0
    plan_rows.add_plan(db, planned_day, seed, now)
    ids = {person.code: person.id for person in people}
    for check in checks:
        who = ids[check.employee]
        first = plan_rows.add_planned(db, planned_day, who, ids[check.first.inspector], check.first.due_at)
        if check.second:
            plan_rows.add_planned(db, planned_day, who, ids[check.second.inspector], check.second.due_at, first)
    count = len(checks) + sum(check.second is not None for check in checks)
    written = {
        **traced_rows.written(db, plan_rows.TRACED_PLANS, day),
        **traced_rows.written_of(db, plan_rows.TRACED_PLANNED, "business_day", day),
    }
    journal.append(db, now, "check_planned", by.name, written=written, day=day, count=count)
    return count


def _shift(hours: OpeningHours, day: date) -> tuple[datetime, datetime] | None:
    """From when until when the hall's people are at work on a day; None if it stays shut."""
    if hours.never_closes:
        begins, ends = ALWAYS_OPEN_SHIFT
        return local_instant(day, begins, hours.zone), local_instant(day, ends, hours.zone)
    opening = hours.opening(day)
    return (opening, hours.closing(day)) if opening else None


def _expected(db: HallDatabase, now: datetime, people: list[plan_rows.Person]) -> list[str]:
    """Clerks and team leads who were signed in lately; all clerks where nobody was."""
    seen = plan_rows.signed_in_since(db, now - SEEN_WITHIN)
    expected = [person.code for person in people if ROLES[person.role].is_planned and person.id in seen]
    return expected or [person.code for person in people if ROLES[person.role].is_always_expected]


def _earlier(db: HallDatabase, hours: OpeningHours, day: date) -> Earlier:
    """What this month has seen before the day."""
    first_day = day.replace(day=1)
    halves: dict[str, Counter[bool]] = {}
    for planned in plan_rows.planned_between(db, first_day, day):
        shift = _shift(hours, planned.business_day)
        if shift:
            is_second = planned.due_at >= shift[0] + (shift[1] - shift[0]) / 2
            halves.setdefault(planned.employee, Counter())[is_second] += 1
    return Earlier(
        made=plan_rows.made_between(db, first_day, day),
        halves={employee: (counted[False], counted[True]) for employee, counted in halves.items()},
    )


@action
def drop_planned(db: HallDatabase, now: datetime, by: Actor, inspector_code: str, planned_id: int, reason: str) -> None:
    """Take a check out of the plan, because the colleague is not there for example.

    UnknownPlannedCheck, DoubleOfAnother, PlannedCheckSettled, TextNeeded.
    """
    planned = plan_rows.by_id(db, planned_id)
    if not planned.is_for(inspector_code):
        raise DoubleOfAnother
    if not planned.is_open:
        raise PlannedCheckSettled
    _drop(db, now, by, planned, given_text("reason", reason, LONGEST_DROP_REASON))


def doubles_due(db: HallDatabase, now: datetime) -> list[int]:
    """The planned checks of earlier days that nobody made, and for which a colleague's still waits to be seen."""
    return plan_rows.waited_for_in_vain(db, business_day(now, hall_rows.hall(db).zone))


@action
def wait_no_more(db: HallDatabase, now: datetime, by: Actor, planned_id: int) -> None:
    """Drop the second check of a pair whose day is over: the one that was made is blind no more. Harmless twice."""
    planned = plan_rows.by_id(db, planned_id)
    if planned.is_open:
        _drop(db, now, by, planned, DAY_OVER)


def _drop(db: HallDatabase, now: datetime, by: Actor, planned: PlannedCheck, reason: str) -> None:
    plan_rows.drop(db, planned.id, now, reason)
    journal.append(
        db,
        now,
        "check_dropped",
        by.name,
        written=traced_rows.written(db, plan_rows.TRACED_PLANNED, planned.id),
        employee_id=planned.employee_id,
        planned=planned.id,
        employee=planned.employee_code,
    )
    open_other(db, now, by, planned)
