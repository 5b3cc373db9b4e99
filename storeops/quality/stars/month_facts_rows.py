"""The facts of a month of stars, from the raw rows. Named SQL."""

import json
from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime
from fractions import Fraction
from zoneinfo import ZoneInfo

from sqlite_utils import Database

from storeops.base.business_time import instant, stamp
from storeops.base.months import EARLIEST_MONTH, MonthSpan, month_before, month_span
from storeops.measuring import stretches
from storeops.people.roles import Role
from storeops.quality.policy import policy_rows
from storeops.quality.policy.policy import Policy
from storeops.quality.stars import frozen, star_rows, team_rows
from storeops.quality.stars.month_facts import CheckFact, EmployeeFacts, StarFacts, TeamFacts
from storeops.quality.stars.star_month import star_month
from storeops.quality.stars.transaction_facts_rows import Done, done_by_employee

CLERKS = frozenset({Role.CLERK, Role.TEAM_LEAD})

_TICKETS = """
FROM ticket
{join}
WHERE ticket.business_day BETWEEN :first AND :last AND ticket.ended_at IS NOT NULL AND ticket.state != 'void'
"""
_LEGS = _TICKETS.format(join="CROSS JOIN leg ON leg.ticket_id = ticket.id") + " AND leg.outcome IS NOT 'void'"
_RATINGS = _TICKETS.format(join="CROSS JOIN rating ON rating.ticket_id = ticket.id") + " AND rating.undone_at IS NULL"

_SPANS = """
FROM signed_in_span
WHERE signed_in_at < :until AND coalesce(signed_out_at, :until) > :begins
"""

_EMPLOYEES = f"""
SELECT id, code, name, role FROM employee WHERE id IN (
  SELECT leg.employee_id {_LEGS}
  UNION SELECT value FROM json_each(:done)
  UNION SELECT employee_id FROM spot_check WHERE business_day BETWEEN :first AND :last
  UNION SELECT rating.employee_id {_RATINGS}
  UNION SELECT employee_id FROM care_entry WHERE day BETWEEN :first AND :last
  UNION SELECT employee_id FROM skill_result WHERE day BETWEEN :first AND :last
  UNION SELECT employee_id {_SPANS})
ORDER BY code
"""

# The latest version of each check; doubled, so that a half mark stays a whole number. CROSS keeps the order of the
# joins: left to itself, SQLite walks the marks of all years.
CHECK_SCORES = """
SELECT spot_check.id, employee.code, inspector.code, spot_check.business_day,
       sum(CAST(2 * check_mark.mark AS INTEGER) * sheet_item.weight),
       sum(CASE WHEN check_mark.mark IS NOT NULL THEN sheet_item.weight END)
FROM spot_check
JOIN employee ON employee.id = spot_check.employee_id
JOIN employee AS inspector ON inspector.id = spot_check.inspector_id
CROSS JOIN check_version ON check_version.check_id = spot_check.id AND check_version.version =
     (SELECT max(later.version) FROM check_version AS later WHERE later.check_id = spot_check.id)
CROSS JOIN check_mark ON check_mark.version_id = check_version.id
JOIN sheet_item ON sheet_item.id = check_mark.item_id
WHERE spot_check.business_day BETWEEN :first AND :last
  AND NOT EXISTS (SELECT 1 FROM set_aside WHERE set_aside.row_kind = 'check' AND set_aside.row_id = spot_check.id)
GROUP BY spot_check.id
ORDER BY spot_check.id
"""

_TAPS = f"""
SELECT rating.employee_id, rating.value, count(*) {_RATINGS} AND rating.moment IN ({{moments}})
  AND NOT EXISTS (SELECT 1 FROM set_aside WHERE set_aside.row_kind = 'rating' AND set_aside.row_id = rating.id)
GROUP BY rating.employee_id, rating.value
"""

# Visits that the system ended at the close of day were finished by nobody.
_CLOSES = """
SELECT employee_id, count(*), sum(is_asked), sum(is_asked AND is_answered) FROM (
  SELECT ticket.employee_id,
         EXISTS (SELECT 1 FROM prompt WHERE prompt.ticket_id = ticket.id AND prompt.moment = 'farewell') AS is_asked,
         EXISTS (SELECT 1 FROM rating WHERE rating.ticket_id = ticket.id AND rating.moment = 'farewell'
                 AND rating.undone_at IS NULL) AS is_answered
  FROM ticket
  CROSS JOIN leg ON leg.ticket_id = ticket.id AND leg.leg_index = ticket.leg_index
  WHERE ticket.business_day BETWEEN :first AND :last AND ticket.state = 'served' AND ticket.is_imported = 0
    AND ticket.employee_id IS NOT NULL AND leg.left_open = 0)
GROUP BY employee_id
"""

_CARE = """
SELECT employee_id, kind, count(*) FROM care_entry
WHERE day BETWEEN :first AND :last
  AND NOT EXISTS (SELECT 1 FROM set_aside WHERE set_aside.row_kind = 'care' AND set_aside.row_id = care_entry.id)
GROUP BY employee_id, kind
"""

Params = dict[str, str]


def month_facts(db: Database, month: str, policy: Policy, zone: ZoneInfo, now: datetime) -> StarFacts:
    """All that the stars of a month are computed from; what still goes on ends at `now`."""
    span = month_span(month, zone)
    return _facts(db, span, policy, now, _teams(db, span, zone, now))


def _facts(db: Database, span: MonthSpan, policy: Policy, now: datetime, teams: tuple[TeamFacts, ...]) -> StarFacts:
    params = {
        "first": span.first_day.isoformat(),
        "last": span.last_day.isoformat(),
        "begins": stamp(span.begins_at),
        "until": stamp(max(min(span.ends_at, now), span.begins_at)),
    }
    taps = _taps(db, params, policy)
    return StarFacts(
        month=span.month,
        employees=_employees(db, params, span, taps),
        checks=check_facts(db, span),
        uncredited_taps=taps.get(None, {}),
        teams=teams,
    )


def check_facts(db: Database, span: MonthSpan) -> tuple[CheckFact, ...]:
    """The month's checks of people as they stand, by id; where no item applied there is no score and no fact."""
    days = {"first": span.first_day.isoformat(), "last": span.last_day.isoformat()}
    return tuple(
        CheckFact(check_id, employee, inspector, day, Fraction(100 * doubled, 2 * weights))
        for check_id, employee, inspector, day, doubled, weights in db.execute(CHECK_SCORES, days).fetchall()
        if weights
    )


def _employees(
    db: Database, params: Params, span: MonthSpan, taps: Mapping[int | None, Mapping[int, int]]
) -> tuple[EmployeeFacts, ...]:
    done, seconds = done_by_employee(db, span), _signed_in_seconds(db, params)
    closes = {row[0]: row[1:] for row in db.execute(_CLOSES, params).fetchall()}
    care = {(row[0], row[1]): row[2] for row in db.execute(_CARE, params).fetchall()}
    skill = _skill_scores(db, params)
    found = []
    for employee_id, code, name, role in db.execute(_EMPLOYEES, {**params, "done": json.dumps(list(done))}).fetchall():
        count, prompted, answered = closes.get(employee_id, (0, 0, 0))
        own = done.get(employee_id, Done())
        found.append(
            EmployeeFacts(
                employee=code,
                name=name,
                is_clerk=Role(role) in CLERKS or employee_id in done,
                judged=own.judged,
                taps=taps.get(employee_id, {}),
                closes=count,
                prompted=prompted,
                answered=answered,
                standard_minutes=own.standard_minutes,
                signed_in_seconds=seconds.get(employee_id, 0),
                complaints_upheld=care.get((employee_id, "complaint_upheld"), 0),
                errors=care.get((employee_id, "error"), 0),
                praise=care.get((employee_id, "praise"), 0),
                skill_scores=tuple(skill.get(employee_id, ())),
            )
        )
    return tuple(found)


def _taps(db: Database, params: Params, policy: Policy) -> dict[int | None, dict[int, int]]:
    """The taps on the clerk's moments by value, for each employee; None for those that nobody is credited with."""
    named = {f"moment{index}": moment.value for index, moment in enumerate(sorted(policy.rated_moments))}
    sql = _TAPS.format(moments=", ".join(f":{name}" for name in named))
    found: defaultdict[int | None, dict[int, int]] = defaultdict(dict)
    for employee_id, value, count in db.execute(sql, {**params, **named}).fetchall():
        found[employee_id][value] = count
    return dict(found)


def _signed_in_seconds(db: Database, params: Params) -> dict[int, int]:
    """How long everybody was signed in within the month; a roster and the hall's own record of it count once."""
    spans: defaultdict[int, list[stretches.Stretch]] = defaultdict(list)
    sql = "SELECT employee_id, max(signed_in_at, :begins), min(coalesce(signed_out_at, :until), :until) " + _SPANS
    for employee_id, begins, ends in db.execute(sql, params).fetchall():
        spans[employee_id].append((_second(begins), _second(ends)))
    return {employee_id: stretches.seconds(stretches.union(own)) for employee_id, own in spans.items()}


def _second(text: str) -> int:
    return int(instant(text).timestamp() // 1)


def _skill_scores(db: Database, params: Params) -> dict[int, list[int]]:
    found: defaultdict[int, list[int]] = defaultdict(list)
    sql = "SELECT employee_id, score FROM skill_result WHERE day BETWEEN :first AND :last ORDER BY score"
    for employee_id, score in db.execute(sql, params).fetchall():
        found[employee_id].append(score)
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
    kept = star_rows.latest(db, month)
    if kept:
        policy = policy_rows.by_id(db, kept.policy_id).policy
        return {team.name: team.level for team in star_month(frozen.from_text(kept.inputs), policy).teams}
    span, policy = month_span(month, zone), policy_rows.in_force(db, month).policy
    teams = tuple(
        TeamFacts(team.name, team.lead, tuple(codes)) for team, codes in team_rows.members_of_month(db, span).items()
    )
    return {team.name: team.level for team in star_month(_facts(db, span, policy, now, teams), policy).teams}
