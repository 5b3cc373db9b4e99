"""Follow-ups as people and programs see them: lists, one case, the praise wall, the line in every page's head, and the
figures of a period. A read model."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlite_utils import Database

from storeops.base.business_time import business_day
from storeops.base.months import month_of, month_span
from storeops.base.retention import KEPT_KINDS
from storeops.hall import hall_rows, retention_period_rows
from storeops.people import employee_rows
from storeops.people.roles import Role
from storeops.quality.follow_ups import case_fact_rows, case_figures, list_rows
from storeops.quality.follow_ups.case import Case, Kind, Worker, may_see, sees_all
from storeops.quality.follow_ups.case_figures import CaseFact
from storeops.quality.follow_ups.deadlines import WarningStep, is_overdue
from storeops.quality.follow_ups.list_rows import ListedCase, Praise
from storeops.quality.follow_ups.refusals import NotYourFollowUp, UnknownFollowUp

LATELY = timedelta(days=14)
ON_THE_WALL = timedelta(days=60)
SOON = timedelta(hours=1)


@dataclass(frozen=True)
class CaseLine:
    """One case in a list. `left` is the time to its deadline, below zero once it has passed; None without one."""

    case: Case
    owner_name: str
    service_zh: str | None
    service_en: str | None
    is_overdue: bool
    left: timedelta | None
    escalated_to: WarningStep | None

    def service(self, language: str) -> str | None:
        return self.service_en if language == "en" else self.service_zh


@dataclass(frozen=True)
class PossibleOwner:
    """Somebody who can be asked to take a case."""

    code: str
    name: str
    role: Role


@dataclass(frozen=True)
class NumberKept:
    """For how many hours a number is kept once its case is closed, and for how many days the code of it."""

    hours: int
    code_days: int


@dataclass(frozen=True)
class DueLine:
    """What the head of every page says. For managers open and overdue are those of the whole hall."""

    open_count: int
    overdue_count: int
    own_count: int
    offered_count: int


@dataclass(frozen=True)
class DutyFollowUps:
    """What a manager should look at; every case stands in one list only, the gravest that fits."""

    overdue: list[CaseLine]
    escalated: list[CaseLine]
    due_soon: list[CaseLine]


@dataclass(frozen=True)
class FollowUpFigures:
    """The figures of a period; None: there was nothing to divide by."""

    followup_in_time: float | None
    replied_on_the_spot: float | None
    first_asked_kept: float | None
    complaints: int
    praise: int


def due_line(db: Database, now: datetime, employee_code: str, role: Role) -> DueLine:
    """How many follow-ups are open and overdue, how many are one's own, and how many are offered."""
    counts = list_rows.due_counts(db, employee_code, now)
    if sees_all(role):
        return DueLine(counts.hall, counts.hall_overdue, counts.own, counts.offered)
    return DueLine(counts.own, counts.own_overdue, counts.own, counts.offered)


def mine(db: Database, now: datetime, employee_code: str) -> list[CaseLine]:
    """The open cases that an employee owns, the earliest deadline first."""
    return [line for line in all_open(db, now) if line.case.owner == employee_code]


def offered(db: Database, now: datetime, employee_code: str) -> list[CaseLine]:
    """The open cases that colleagues ask an employee to take."""
    return [line for line in all_open(db, now) if line.case.offered_to == employee_code]


def all_open(db: Database, now: datetime) -> list[CaseLine]:
    """Every open case, the earliest deadline first."""
    return [_line(listed, now) for listed in list_rows.open_cases(db)]


def overdue(db: Database, now: datetime, employee_code: str | None) -> list[CaseLine]:
    """The open cases past their deadline: of one owner, or of everybody."""
    return [line for line in all_open(db, now) if line.is_overdue and employee_code in (None, line.case.owner)]


def closed_lately(db: Database, now: datetime, employee_code: str | None) -> list[CaseLine]:
    """The cases closed within LATELY, the latest first: those in which one employee had a part, or everybody's."""
    return [
        _line(listed, now)
        for listed in list_rows.closed_since(db, now - LATELY)
        if employee_code in (None, listed.case.owner, listed.case.first_owner, listed.case.opener)
    ]


def one_case(db: Database, now: datetime, follow_up_id: int, viewer: Worker | None) -> CaseLine:
    """One case, for an employee who may see it, or for a program (None). UnknownFollowUp, NotYourFollowUp."""
    listed = list_rows.one(db, follow_up_id)
    if listed is None:
        raise UnknownFollowUp
    if viewer is not None and not may_see(listed.case, viewer):
        raise NotYourFollowUp(id=listed.case.id, owner=listed.case.owner)
    return _line(listed, now)


def colleagues(db: Database) -> list[PossibleOwner]:
    """Everybody who works here now, by number."""
    everybody = employee_rows.all_employees(db)
    return [PossibleOwner(found.code, found.name, found.role) for found in everybody if found.is_active]


def viewer(db: Database, employee_code: str) -> Worker:
    """Whoever looks; UnknownEmployee."""
    found = employee_rows.by_code(db, employee_code)
    return Worker(found.id, found.code, found.role)


def for_duty(db: Database, now: datetime) -> DutyFollowUps:
    """What the duty page shows: overdue, escalated, and due within the hour."""
    lines = all_open(db, now)
    late = [line for line in lines if line.is_overdue]
    escalated = [line for line in lines if line.escalated_to and not line.is_overdue]
    soon = [
        line
        for line in lines
        if not line.is_overdue and not line.escalated_to and line.left is not None and line.left <= SOON
    ]
    return DutyFollowUps(late, escalated, soon)


def praise_wall(db: Database, now: datetime) -> list[Praise]:
    """The praise of the last two months, the latest first."""
    return list_rows.praise_since(db, now - ON_THE_WALL)


def figures(db: Database, period_begin: datetime, period_end: datetime, now: datetime) -> FollowUpFigures:
    """The hall's figures of [period_begin, period_end); formulas stand in measures.py."""
    return figures_of(case_fact_rows.cases_of(db, period_begin, period_end), period_begin, period_end, now)


def figures_of_month(db: Database, now: datetime) -> FollowUpFigures:
    """The hall's figures of the present month so far."""
    zone = hall_rows.hall(db).zone
    span = month_span(month_of(business_day(now, zone)), zone)
    return figures(db, span.begins_at, span.ends_at, now)


def figures_of(
    cases: Sequence[CaseFact], period_begin: datetime, period_end: datetime, now: datetime
) -> FollowUpFigures:
    """The same, of facts that are read already."""
    return FollowUpFigures(
        followup_in_time=case_figures.followup_in_time(cases, period_begin, period_end, now),
        replied_on_the_spot=case_figures.replied_on_the_spot(cases, period_begin, period_end),
        first_asked_kept=case_figures.first_asked_kept(cases, period_begin, period_end),
        complaints=case_figures.count_of(Kind.COMPLAINT, cases, period_begin, period_end),
        praise=case_figures.count_of(Kind.PRAISE, cases, period_begin, period_end),
    )


def _line(listed: ListedCase, now: datetime) -> CaseLine:
    case = listed.case
    escalated = [step for step in (WarningStep.SUPERVISOR, WarningStep.DUTY_MANAGER) if step in listed.steps]
    return CaseLine(
        case=case,
        owner_name=listed.owner_name,
        service_zh=listed.service_zh,
        service_en=listed.service_en,
        is_overdue=case.is_open and is_overdue(case.due_at, now),
        left=case.due_at - now if case.due_at and case.is_open else None,
        escalated_to=escalated[0] if escalated and case.is_open else None,
    )


def number_kept(db: Database) -> NumberKept:
    """What whoever gives a phone number is told of it."""
    kept = retention_period_rows.periods(db)
    hours, days = (KEPT_KINDS[kind].in_units(kept[kind]) for kind in ("contact_numbers", "contact_codes"))
    return NumberKept(hours, days)
