"""The facts of a month of stars, from the raw rows. Named SQL."""

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime, timedelta
from fractions import Fraction
from typing import NamedTuple
from zoneinfo import ZoneInfo

from sqlite_utils import Database

from storeops.base.business_time import stamp
from storeops.base.months import EARLIEST_MONTH, MonthSpan, month_before, month_span
from storeops.measuring import stretches
from storeops.people.roles import ROLES, Role
from storeops.quality.policy import policy_rows
from storeops.quality.policy.policy import ChangedDefinition, Policy
from storeops.quality.ratings.released_rows import released_between
from storeops.quality.stars import frozen, star_rows, team_rows
from storeops.quality.stars.month_facts import CheckFact, EmployeeFacts, StarFacts, TeamFacts
from storeops.quality.stars.star_month import star_month
from storeops.quality.stars.transaction_facts_rows import Done, done_by_employee
from storeops.store import rows

_SPANS = """
FROM signed_in_span
WHERE signed_in_at < :until AND coalesce(signed_out_at, :until) > :begins
"""

_STAYS = f"""
SELECT employee_id, max(signed_in_at, :begins) AS begins_at, min(coalesce(signed_out_at, :until), :until) AS ends_at
{_SPANS}
"""
_SKILL = "SELECT employee_id, score FROM skill_result WHERE day BETWEEN :first AND :last ORDER BY score"

# The role at the month's end: as the last event before it told, else as the first one after it found it; who has
# neither has always had the present one. A promotion in December moves nothing of November.
_ROLE_CHANGES = "FROM event WHERE kind IN ('employee_added', 'employee_changed') AND event.employee_id = employee.id"
_ROLE_THEN = f"""
coalesce((SELECT data ->> 'role' {_ROLE_CHANGES} AND at < :month_ends ORDER BY seq DESC LIMIT 1),
         (SELECT data ->> 'role_before' {_ROLE_CHANGES} AND at >= :month_ends ORDER BY seq LIMIT 1),
         role)
"""

# `known`: who did transactions or was rated. They are found already, and to find them takes long.
_EMPLOYEES = f"""
SELECT id, code, name, {_ROLE_THEN} AS role FROM employee WHERE id IN (
  SELECT employee_id FROM counted_leg
  WHERE business_day BETWEEN :first AND :last AND visit_ended_at IS NOT NULL
  UNION SELECT value FROM json_each(:known)
  UNION SELECT employee_id FROM check_in_force WHERE business_day BETWEEN :first AND :last
  UNION SELECT employee_id FROM care_entry WHERE day BETWEEN :first AND :last
  UNION SELECT employee_id FROM skill_result WHERE day BETWEEN :first AND :last
  UNION SELECT employee_id {_SPANS})
ORDER BY code
"""

_CHECK_SCORES = """
SELECT checked.id AS check_id, employee.code AS employee, inspector.code AS inspector,
       checked.business_day AS day, checked.doubled_points, checked.weights,
       EXISTS (SELECT 1 FROM check_mark JOIN sheet_item ON sheet_item.id = check_mark.item_id
               WHERE check_mark.version_id = checked.version_id AND sheet_item.kind = 'veto' AND check_mark.mark = 0)
         AS is_vetoed
FROM check_in_force AS checked
JOIN employee ON employee.id = checked.employee_id
JOIN employee AS inspector ON inspector.id = checked.inspector_id
WHERE checked.business_day BETWEEN :first AND :last AND NOT checked.is_set_aside
ORDER BY checked.id
"""

_TAPS = """
SELECT tap.employee_id, tap.value, tap.moment, tap.is_set_aside, count(*) AS taps
FROM visit CROSS JOIN standing_rating AS tap ON tap.ticket_id = visit.id
WHERE visit.business_day BETWEEN :first AND :last AND visit.ended_at IS NOT NULL
GROUP BY tap.employee_id, tap.value, tap.moment, tap.is_set_aside
"""

# Visits that the system ended at the close of day were finished by nobody.
_CLOSES = """
SELECT employee_id, count(*) AS closes, sum(is_asked) AS prompted, sum(is_asked AND is_answered) AS answered FROM (
  SELECT ticket.employee_id,
         EXISTS (SELECT 1 FROM prompt WHERE prompt.ticket_id = ticket.id AND prompt.moment = 'farewell') AS is_asked,
         EXISTS (SELECT 1 FROM standing_rating AS tap
                 WHERE tap.ticket_id = ticket.id AND tap.moment = 'farewell') AS is_answered
  FROM ticket
  CROSS JOIN leg ON leg.ticket_id = ticket.id AND leg.leg_index = ticket.leg_index
  WHERE ticket.business_day BETWEEN :first AND :closes_until AND ticket.state = 'served' AND ticket.is_imported = 0
    AND ticket.employee_id IS NOT NULL AND leg.left_open = 0)
GROUP BY employee_id
"""

_CARE = """
SELECT employee_id, kind, count(*) AS entries FROM care_entry
WHERE day BETWEEN :first AND :last
  AND NOT EXISTS (SELECT 1 FROM set_aside WHERE set_aside.row_kind = 'care' AND set_aside.row_id = care_entry.id)
GROUP BY employee_id, kind
"""

Params = dict[str, str]


class _Person(NamedTuple):
    """Somebody who has a sheet; `role` is the one that they had at the end of the month."""

    id: int
    code: str
    name: str
    role: Role


class _CheckScore(NamedTuple):
    """A check in force as SQLite adds it up; `weights` is None where no item applied."""

    check_id: int
    employee: str
    inspector: str
    day: str
    doubled_points: int | None
    weights: int | None
    is_vetoed: bool


class _TapCount(NamedTuple):
    """How many taps of one value on one moment are credited to somebody; None: to the hall."""

    employee_id: int | None
    value: int
    moment: str
    is_set_aside: bool
    taps: int


class _Closes(NamedTuple):
    """The visits that somebody finished, those whose closing question was shown, and those that answered it."""

    employee_id: int
    closes: int = 0
    prompted: int = 0
    answered: int = 0


class _CareCount(NamedTuple):
    employee_id: int
    kind: str
    entries: int


class _Stay(NamedTuple):
    """From when to when somebody was signed in, cut to the month."""

    employee_id: int
    begins_at: datetime
    ends_at: datetime


class _SkillScore(NamedTuple):
    employee_id: int
    score: int


def month_facts(
    db: Database, month: str, policy: Policy, zone: ZoneInfo, now: datetime, shown_on: date | None = None
) -> StarFacts:
    """All that the stars of a month are computed from; what still goes on ends at `now`.

    `shown_on`: the day on which they are shown while the month runs. Customers' answers join as a clerk may know them
    then: in the batches of the clerk's own feedback, and how many were asked from the next day on.
    """
    span = month_span(month, zone)
    taps = _taps_in_batches(db, span, zone, shown_on) if shown_on else _taps(db, span)
    closes_until = span.last_day if shown_on is None else min(span.last_day, shown_on - timedelta(days=1))
    return _facts(db, span, policy, now, _teams(db, span, zone, now), taps, closes_until)


def _facts(
    db: Database,
    span: MonthSpan,
    policy: Policy,
    now: datetime,
    teams: tuple[TeamFacts, ...],
    taps: list[_TapCount],
    closes_until: date,
) -> StarFacts:
    params = {
        "first": span.first_day.isoformat(),
        "last": span.last_day.isoformat(),
        "begins": stamp(span.begins_at),
        "month_ends": stamp(span.ends_at),
        "until": stamp(max(min(span.ends_at, now), span.begins_at)),
        "closes_until": closes_until.isoformat(),
    }
    counted = _counted_taps(taps, policy)
    return StarFacts(
        month=span.month,
        employees=_employees(db, params, span, policy, counted, {tap.employee_id for tap in taps}),
        checks=check_facts(db, span),
        uncredited_taps=counted.get(None, {}),
        teams=teams,
    )


def _taps(db: Database, span: MonthSpan) -> list[_TapCount]:
    days = {"first": span.first_day.isoformat(), "last": span.last_day.isoformat()}
    return rows.many(db, _TapCount, _TAPS, days)


def _taps_in_batches(db: Database, span: MonthSpan, zone: ZoneInfo, today: date) -> list[_TapCount]:
    """The taps that a clerk's own figures may hold today. Everybody's: who knows the hall's mean before and after a tap
    knows the tap."""
    return [
        _TapCount(of.employee_id, tap.value, of.moment.value, tap.is_set_aside, 1)
        for of in released_between(db, span.first_day, span.last_day, zone, today)
        for tap in of.released.taps
    ]


def check_facts(db: Database, span: MonthSpan) -> tuple[CheckFact, ...]:
    """The month's checks of people as they stand, by id; where no item applied there is no score and no fact."""
    days = {"first": span.first_day.isoformat(), "last": span.last_day.isoformat()}
    return tuple(
        CheckFact(
            check.check_id,
            check.employee,
            check.inspector,
            check.day,
            Fraction(100 * (check.doubled_points or 0), 2 * check.weights),
            check.is_vetoed,
        )
        for check in rows.each(db, _CheckScore, _CHECK_SCORES, days)
        if check.weights
    )


def _employees(
    db: Database,
    params: Params,
    span: MonthSpan,
    policy: Policy,
    taps: Mapping[int | None, Mapping[int, int]],
    rated: Collection[int | None],
) -> tuple[EmployeeFacts, ...]:
    done, seconds = done_by_employee(db, span), _signed_in_seconds(db, params)
    closes = {own.employee_id: own for own in rows.each(db, _Closes, _CLOSES, params)}
    care = {(own.employee_id, own.kind): own.entries for own in rows.each(db, _CareCount, _CARE, params)}
    skill = _skill_scores(db, params)
    found = []
    for person in rows.many(db, _Person, _EMPLOYEES, {**params, "known": json.dumps([*done, *rated])}):
        own, ended = done.get(person.id, Done()), closes.get(person.id, _Closes(person.id))
        found.append(
            EmployeeFacts(
                employee=person.code,
                name=person.name,
                is_clerk=_is_clerk(person, span.month, policy, done),
                judged=own.judged,
                taps=taps.get(person.id, {}),
                closes=ended.closes,
                prompted=ended.prompted,
                answered=ended.answered,
                standard_minutes=own.standard_minutes,
                signed_in_seconds=seconds.get(person.id, 0),
                complaints_upheld=care.get((person.id, "complaint_upheld"), 0),
                errors=care.get((person.id, "error"), 0),
                praise=care.get((person.id, "praise"), 0),
                skill_scores=tuple(skill.get(person.id, ())),
            )
        )
    return tuple(found)


def _is_clerk(person: _Person, month: str, policy: Policy, done: Collection[int]) -> bool:
    """Whether the hall's middles are over somebody too."""
    role = ROLES[person.role]
    if policy.uses(ChangedDefinition.CLERKS_MIDDLE, month):
        return role.sets_middle
    return role.is_clerk or person.id in done


def _counted_taps(taps: Iterable[_TapCount], policy: Policy) -> dict[int | None, dict[int, int]]:
    """The taps on the clerk's moments by value, for each employee; None for those that nobody is credited with."""
    found: defaultdict[int | None, dict[int, int]] = defaultdict(dict)
    for tap in taps:
        if tap.moment in policy.rated_moments and not tap.is_set_aside:
            own = found[tap.employee_id]
            own[tap.value] = own.get(tap.value, 0) + tap.taps
    return dict(found)


def _signed_in_seconds(db: Database, params: Params) -> dict[int, int]:
    """How long everybody was signed in within the month; a roster and the hall's own record of it count once."""
    spans: defaultdict[int, list[stretches.Stretch]] = defaultdict(list)
    for stay in rows.each(db, _Stay, _STAYS, params):
        spans[stay.employee_id].append((_second(stay.begins_at), _second(stay.ends_at)))
    return {employee_id: stretches.seconds(stretches.union(own)) for employee_id, own in spans.items()}


def _second(at: datetime) -> int:
    return int(at.timestamp() // 1)


def _skill_scores(db: Database, params: Params) -> dict[int, list[int]]:
    found: defaultdict[int, list[int]] = defaultdict(list)
    for own in rows.each(db, _SkillScore, _SKILL, params):
        found[own.employee_id].append(own.score)
    return dict(found)


def _teams(db: Database, span: MonthSpan, zone: ZoneInfo, now: datetime) -> tuple[TeamFacts, ...]:
    members = team_rows.members_of_month(db, span)
    has_before = bool(members) and span.month > EARLIEST_MONTH
    before = _levels(db, month_before(span.month), zone, now) if has_before else {}
    return tuple(
        TeamFacts(
            name=team.name,
            lead=team.lead,
            members=tuple(codes),
            followup_in_time=team_rows.followup_in_time(db, span, codes, now),
            level_before=before.get(team.name),
        )
        for team, codes in members.items()
    )


def _levels(db: Database, month: str, zone: ZoneInfo, now: datetime) -> dict[str, Fraction | None]:
    """The teams' levels in a month by the team's name: as frozen, else as computed now."""
    policy, kept = policy_rows.in_force(db, month).policy, star_rows.latest(db, month)
    if kept:
        return {team.name: team.level for team in star_month(frozen.from_text(kept.inputs), policy).teams}
    span = month_span(month, zone)
    teams = tuple(
        TeamFacts(team.name, team.lead, tuple(codes)) for team, codes in team_rows.members_of_month(db, span).items()
    )
    facts = _facts(db, span, policy, now, teams, _taps(db, span), span.last_day)
    return {team.name: team.level for team in star_month(facts, policy).teams}
