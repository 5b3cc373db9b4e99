"""What is to be checked now, how far the day is, and what the month holds so far. Read models."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal

from sqlite_utils import Database

from storeops.base.business_time import business_day
from storeops.base.months import day_span, month_days
from storeops.hall import hall_rows
from storeops.people import employee_rows
from storeops.people.roles import ROLES, Role
from storeops.quality.checks import check_rows, plan_rows
from storeops.quality.checks.check_rows import ScoredCheck
from storeops.quality.checks.plan import ANNOUNCED_BEFORE
from storeops.quality.checks.plan_rows import PlannedCheck
from storeops.quality.checks.sheet_rules import SheetKind, sheet_kind_of
from storeops.store import journal

LATE_AFTER = timedelta(minutes=30)
"""A check that is open for longer than this after its time is late."""


@dataclass(frozen=True)
class DueCheck:
    """A planned check that waits to be made."""

    planned_id: int
    due_at: datetime
    employee_code: str
    employee_name: str
    inspector_code: str
    inspector_name: str
    sheet_kind: SheetKind
    is_double: bool
    is_late: bool


def due_checks(db: Database, now: datetime, inspector_code: str) -> list[DueCheck]:
    """One inspector's checks of today that are due within ten minutes or earlier and still open."""
    return [_due(planned, now) for planned in _due_today(db, now) if planned.inspector_code == inspector_code]


def due_to_take_over(db: Database, now: datetime, inspector_code: str) -> list[DueCheck]:
    """Colleagues' checks that are due, which this inspector may make for them.

    Double checks are never among them: one that is gone from the list would tell that it was made.
    """
    return [
        _due(planned, now)
        for planned in _due_today(db, now)
        if planned.is_for(inspector_code) and inspector_code not in (planned.inspector_code, planned.employee_code)
    ]


def next_due_check(db: Database, now: datetime, inspector_code: str | None = None) -> DueCheck | None:
    """Today's next check that is not due yet; of one inspector, or of all. None if there is none."""
    coming = (
        planned
        for planned in _open_today(db, now)
        if planned.due_at > now + ANNOUNCED_BEFORE and inspector_code in (None, planned.inspector_code)
    )
    first = next(coming, None)
    return _due(first, now) if first else None


def next_announcement(db: Database, now: datetime) -> datetime | None:
    """When the next check of today becomes due; None if none will."""
    coming = next_due_check(db, now)
    return coming.due_at - ANNOUNCED_BEFORE if coming else None


def _today(db: Database, now: datetime) -> date:
    return business_day(now, hall_rows.hall(db).zone)


def _open_today(db: Database, now: datetime) -> list[PlannedCheck]:
    return [planned for planned in plan_rows.of_day(db, _today(db, now)) if planned.is_open]


def _due_today(db: Database, now: datetime) -> list[PlannedCheck]:
    return [planned for planned in _open_today(db, now) if planned.due_at <= now + ANNOUNCED_BEFORE]


def _due(planned: PlannedCheck, now: datetime) -> DueCheck:
    return DueCheck(
        planned_id=planned.id,
        due_at=planned.due_at,
        employee_code=planned.employee_code,
        employee_name=planned.employee_name,
        inspector_code=planned.inspector_code,
        inspector_name=planned.inspector_name,
        sheet_kind=sheet_kind_of(planned.employee_role),
        is_double=planned.is_double,
        is_late=now > planned.due_at + LATE_AFTER,
    )


# The day


@dataclass(frozen=True)
class Coverage:
    """How many of those who worked on a day were checked."""

    checked: int
    worked: int

    @property
    def share(self) -> float | None:
        """None where nobody worked."""
        return self.checked / self.worked if self.worked else None


@dataclass(frozen=True)
class ChecksToday:
    """The checks page of one reader. `changes_at` is when the mere passing of time will change it, None for never.

    `recent` holds what this reader may see. Of a double check that is blind nobody is told; in the plan it looks
    open to all but whoever made it.
    """

    due: list[DueCheck]
    others_due: list[DueCheck]
    coming: DueCheck | None
    plan: list[PlannedCheck]
    coverage: Coverage
    recent: list["CheckLine"]
    changes_at: datetime | None
    last_seq: int


def checks_today(db: Database, now: datetime, inspector_code: str, sees_all: bool) -> ChecksToday:
    """What one inspector has to do now, and how far the hall is today."""
    day = _today(db, now)
    lines = _lines(db, check_rows.scores_between(db, day - timedelta(days=6), day))
    plan = (planned for planned in plan_rows.of_day(db, day) if planned.employee_code != inspector_code)
    return ChecksToday(
        due=due_checks(db, now, inspector_code),
        others_due=due_to_take_over(db, now, inspector_code),
        coming=next_due_check(db, now, inspector_code),
        plan=[_as_known(planned, inspector_code) for planned in plan],
        coverage=coverage(db, day),
        recent=[line for line in reversed(lines) if sees_all or line.inspector_code == inspector_code],
        changes_at=next_announcement(db, now),
        last_seq=journal.last_seq(db),
    )


def _as_known(planned: PlannedCheck, reader_code: str) -> PlannedCheck:
    """A line of the plan as this reader may know it."""
    is_hidden = planned.is_blind and planned.inspector_code != reader_code
    return replace(planned, check_id=None, is_blind=False) if is_hidden else planned


def coverage(db: Database, day: date) -> Coverage:
    """Of those who were signed in at a counter on a day, how many were checked."""
    return coverage_of(db, check_rows.scores_between(db, day, day), day, day)


def coverage_of(
    db: Database, checks: Iterable[ScoredCheck], first: date, last: date, until: datetime | None = None
) -> Coverage:
    """The days of work from the first day to the last, one for each employee, and how many of them these checks met.

    `until`: as it stood then, if told.
    """
    checked = {(check.employee, check.business_day) for check in checks}
    worked = days_of_work(db, first, last, until)
    return Coverage(len(worked & checked), len(worked))


def days_of_work(db: Database, first: date, last: date, until: datetime | None = None) -> set[tuple[str, date]]:
    """Who was signed in on which day from the first to the last; as it stood at `until`, if told."""
    zone = hall_rows.hall(db).zone
    worked = set()
    for time in plan_rows.signed_in_between(db, day_span(first, last, zone)):
        if until is not None and time.signed_in_at >= until:
            continue
        day = max(first, business_day(time.signed_in_at, zone))
        # Who leaves at midnight has not begun another day.
        end = last if time.signed_out_at is None else business_day(time.signed_out_at - timedelta.resolution, zone)
        while day <= min(last, end):
            worked.add((time.employee, day))
            day += timedelta(days=1)
    return worked


def mean_score(checks: Iterable[ScoredCheck]) -> float | None:
    """The mean of the scores of these checks, as marked; None where there is no score."""
    scores = [float(check.score) for check in checks if check.score is not None]
    return sum(scores) / len(scores) if scores else None


def is_blind(db: Database, check_id: int) -> bool:
    """Whether a check waits for the other one of its pair."""
    return check_rows.is_blind(db, check_id)


# Lists


@dataclass(frozen=True)
class CheckLine:
    """One check in a list.

    `employee_name` is None for the environment, `score` where nothing applied.
    """

    check_id: int
    checked_at: datetime
    employee_name: str | None
    inspector_code: str
    inspector_name: str
    sheet_kind: SheetKind
    score: Decimal | None
    version: int


def _lines(db: Database, checks: Iterable[ScoredCheck]) -> list[CheckLine]:
    names = employee_rows.names(db)
    return [
        CheckLine(
            check_id=check.check_id,
            checked_at=check.checked_at,
            employee_name=names[check.employee] if check.employee else None,
            inspector_code=check.inspector,
            inspector_name=names[check.inspector],
            sheet_kind=check.sheet_kind,
            score=check.score,
            version=check.version,
        )
        for check in checks
    ]


@dataclass(frozen=True)
class EmployeeMonth:
    """One employee's checks of a month, the newest first. `mean` is the mean of the daily means, None without a score.

    Source: M of the star policy, before any inspector's shift is taken off.
    """

    code: str
    name: str
    lines: list[CheckLine]
    day_count: int
    mean: Decimal | None


def month_of_everybody(db: Database, month: str) -> list[EmployeeMonth]:
    """Everybody who was checked in a month, by number; the environment is in none of them."""
    return _by_employee(db, check_rows.scores_between(db, *month_days(month)))


@dataclass(frozen=True)
class MonthTotals:
    """The hall's checks of people in a month: who was checked of those who worked, and the mean score as marked."""

    coverage: Coverage
    mean: float | None


def month_totals(db: Database, now: datetime, month: str) -> MonthTotals:
    """The hall's figures of a month so far."""
    first, last = month_days(month)
    checks = [check for check in check_rows.scores_between(db, first, last) if check.employee is not None]
    return MonthTotals(
        coverage=coverage_of(db, checks, first, min(last, _today(db, now))),
        mean=mean_score(checks),
    )


def month_of_one(db: Database, month: str, employee_code: str) -> EmployeeMonth:
    """The checks of one employee in a month. UnknownEmployee."""
    employee = employee_rows.by_code(db, employee_code)
    checks = check_rows.scores_of(db, employee_code, *month_days(month))
    found = _by_employee(db, checks)
    return found[0] if found else EmployeeMonth(employee.code, employee.name, [], 0, None)


def _by_employee(db: Database, checks: Iterable[ScoredCheck]) -> list[EmployeeMonth]:
    of_employee: defaultdict[str, list[ScoredCheck]] = defaultdict(list)
    for check in checks:
        if check.employee is not None:
            of_employee[check.employee].append(check)
    months = []
    for code, theirs in sorted(of_employee.items()):
        lines = _lines(db, reversed(theirs))
        days: defaultdict[date, list[Decimal]] = defaultdict(list)
        for check in theirs:
            if check.score is not None:
                days[check.business_day].append(check.score)
        means = [sum(scores, Decimal(0)) / len(scores) for scores in days.values()]
        mean = sum(means, Decimal(0)) / len(means) if means else None
        months.append(EmployeeMonth(code, lines[0].employee_name or "", lines, len(days), mean))
    return months


# Whom to check beside the plan


@dataclass(frozen=True)
class CheckedColleague:
    """Somebody who may be chosen, and the sheet that fits their role."""

    code: str
    name: str
    role: Role
    sheet_kind: SheetKind


def colleagues(db: Database, inspector_code: str) -> list[CheckedColleague]:
    """All who work here, by role and number, without the inspector."""
    return [
        CheckedColleague(employee.code, employee.name, employee.role, sheet_kind_of(employee.role))
        for employee in employee_rows.all_employees(db)
        if employee.is_active and employee.code != inspector_code and ROLES[employee.role].can_be_checked
    ]
