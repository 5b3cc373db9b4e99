"""Teams, their members by day, and how the members' follow-ups went. Named SQL."""

from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction

from sqlite_utils import Database

from storeops.base.business_time import stamp
from storeops.base.months import MonthSpan
from storeops.quality.follow_ups import case_fact_rows, case_figures
from storeops.quality.stars.refusals import UnknownTeam
from storeops.store import rows
from storeops.store.traced_rows import TracedTable

TRACED_TEAMS = TracedTable("team", ("id", "lead_employee_id", "name", "created_at"), "FROM team WHERE true")
TRACED_MEMBERSHIPS = TracedTable(
    "team_membership", ("id", "team_id", "employee_id", "from_day", "until_day"), "FROM team_membership WHERE true"
)


@dataclass(frozen=True)
class Team:
    """A team and who leads it, by employee number."""

    id: int
    name: str
    lead: str


@dataclass(frozen=True)
class Membership:
    """Somebody's present place in a team, from a day on."""

    id: int
    team_id: int
    team: str
    from_day: str


@dataclass(frozen=True)
class _Member:
    """Somebody who was of a team in a month, by number."""

    team: Team
    employee: str


_TEAM = (
    "SELECT team.id, team.name, employee.code AS lead FROM team JOIN employee ON employee.id = team.lead_employee_id "
)
_MEMBERSHIP = (
    "SELECT team_membership.id, team.id AS team_id, team.name AS team, from_day"
    " FROM team_membership JOIN team ON team.id = team_id JOIN employee ON employee.id = employee_id "
)


def by_name(db: Database, name: str) -> Team:
    """One team; UnknownTeam."""
    found = rows.one(db, Team, _TEAM + "WHERE team.name = ?", (name,))
    if found is None:
        raise UnknownTeam
    return found


def name_taken(db: Database, name: str) -> bool:
    """Whether a team has this name."""
    return bool(rows.scalar(db, "SELECT EXISTS (SELECT 1 FROM team WHERE name = ?)", (name,)))


def add(db: Database, name: str, lead_employee_id: int, now: datetime) -> int:
    """Insert a team; its id."""
    added = rows.scalar(
        db,
        "INSERT INTO team (name, lead_employee_id, created_at) VALUES (?, ?, ?) RETURNING id",
        (name, lead_employee_id, stamp(now)),
    )
    return int(added)


def set_lead(db: Database, team_id: int, lead_employee_id: int) -> None:
    """Write who leads a team."""
    db.execute("UPDATE team SET lead_employee_id = ? WHERE id = ?", (lead_employee_id, team_id))


def present_membership(db: Database, employee_id: int) -> Membership | None:
    """The team that somebody belongs to without an end; None if there is none."""
    return rows.one(db, Membership, _MEMBERSHIP + "WHERE employee.id = ? AND until_day IS NULL", (employee_id,))


def add_member(db: Database, team_id: int, employee_id: int, from_day: str) -> int:
    """Insert a present member; the membership's id."""
    added = rows.scalar(
        db,
        "INSERT INTO team_membership (team_id, employee_id, from_day) VALUES (?, ?, ?) RETURNING id",
        (team_id, employee_id, from_day),
    )
    return int(added)


def end_membership(db: Database, membership_id: int, until_day: str) -> None:
    """Write the last day of a present member."""
    db.execute(
        "UPDATE team_membership SET until_day = ? WHERE id = ? AND until_day IS NULL", (until_day, membership_id)
    )


def move_membership(db: Database, membership_id: int, team_id: int, from_day: str) -> None:
    """Let a membership be one of another team, from a day on."""
    db.execute("UPDATE team_membership SET team_id = ?, from_day = ? WHERE id = ?", (team_id, from_day, membership_id))


def members_of_month(db: Database, span: MonthSpan) -> dict[Team, list[str]]:
    """The teams that had members in a month, with the numbers of those members."""
    found: dict[Team, list[str]] = {}
    members = rows.each(
        db,
        _Member,
        'SELECT DISTINCT team.id AS "team.id", team.name AS "team.name", lead.code AS "team.lead",'
        " employee.code AS employee FROM team_membership"
        " JOIN team ON team.id = team_id JOIN employee AS lead ON lead.id = lead_employee_id"
        " JOIN employee ON employee.id = employee_id"
        " WHERE from_day <= ? AND (until_day IS NULL OR until_day >= ?) ORDER BY team.name, employee.code",
        (span.last_day.isoformat(), span.first_day.isoformat()),
    )
    for member in members:
        found.setdefault(member.team, []).append(member.employee)
    return found


def members_led(db: Database, lead_code: str, first_day: date, last_day: date) -> list[str]:
    """The numbers of those who, on some day of these, were of a team that somebody leads now."""
    return rows.column(
        db,
        "SELECT DISTINCT employee.code FROM team_membership JOIN employee ON employee.id = employee_id"
        " JOIN team ON team.id = team_id JOIN employee AS lead ON lead.id = lead_employee_id"
        " WHERE lead.code = ? AND from_day <= ? AND (until_day IS NULL OR until_day >= ?) ORDER BY employee.code",
        (lead_code, last_day.isoformat(), first_day.isoformat()),
    )


def followup_in_time(db: Database, span: MonthSpan, members: list[str], now: datetime) -> Fraction | None:
    """The members' followup_in_time of a month, by who owns the case now; None if none was due."""
    cases = [case for case in case_fact_rows.cases_of(db, span.begins_at, span.ends_at) if case.owner in members]
    share = case_figures.followup_in_time(cases, span.begins_at, span.ends_at, now)
    # A share of so few cases comes back exactly from its nearest fraction.
    return None if share is None else Fraction(share).limit_denominator(10**6)


@dataclass(frozen=True)
class MemberLine:
    employee: str
    name: str
    from_day: str


@dataclass(frozen=True)
class TeamLine:
    """A team with its present members, by number."""

    name: str
    lead: str
    lead_name: str
    members: tuple[MemberLine, ...]


@dataclass(frozen=True)
class _LedTeam:
    id: int
    name: str
    lead: str
    lead_name: str


def team_lines(db: Database) -> list[TeamLine]:
    """Every team by name."""
    teams = rows.many(
        db,
        _LedTeam,
        "SELECT team.id, team.name, employee.code AS lead, employee.name AS lead_name FROM team"
        " JOIN employee ON employee.id = team.lead_employee_id ORDER BY team.name",
    )
    return [TeamLine(team.name, team.lead, team.lead_name, _members(db, team.id)) for team in teams]


def _members(db: Database, team_id: int) -> tuple[MemberLine, ...]:
    return tuple(
        rows.each(
            db,
            MemberLine,
            "SELECT employee.code AS employee, employee.name, team_membership.from_day FROM team_membership"
            " JOIN employee ON employee.id = team_membership.employee_id"
            " WHERE team_membership.team_id = ? AND team_membership.until_day IS NULL ORDER BY employee.code",
            (team_id,),
        )
    )
