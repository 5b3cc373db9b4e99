"""Teams, their members by day, and how the members' follow-ups went. Named SQL."""

from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from sqlite_utils import Database

from storeops.base.business_time import stamp
from storeops.base.months import MonthSpan
from storeops.quality.follow_ups import case_fact_rows, case_figures
from storeops.quality.stars.refusals import UnknownTeam


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


_TEAM = "SELECT team.id, team.name, employee.code FROM team JOIN employee ON employee.id = team.lead_employee_id "
_MEMBERSHIP = (
    "SELECT team_membership.id, team.id, team.name, from_day"
    " FROM team_membership JOIN team ON team.id = team_id JOIN employee ON employee.id = employee_id "
)


def by_name(db: Database, name: str) -> Team:
    """One team; UnknownTeam."""
    row = db.execute(_TEAM + "WHERE team.name = ?", (name,)).fetchone()
    if row is None:
        raise UnknownTeam
    return Team(*row)


def name_taken(db: Database, name: str) -> bool:
    """Whether a team has this name."""
    return bool(db.execute("SELECT EXISTS (SELECT 1 FROM team WHERE name = ?)", (name,)).fetchone()[0])


def add(db: Database, name: str, lead_employee_id: int, now: datetime) -> int:
    """Insert a team; its id."""
    row = db.execute(
        "INSERT INTO team (name, lead_employee_id, created_at) VALUES (?, ?, ?) RETURNING id",
        (name, lead_employee_id, stamp(now)),
    ).fetchone()
    return int(row[0])


def set_lead(db: Database, team_id: int, lead_employee_id: int) -> None:
    """Write who leads a team."""
    db.execute("UPDATE team SET lead_employee_id = ? WHERE id = ?", (lead_employee_id, team_id))


def present_membership(db: Database, employee_id: int) -> Membership | None:
    """The team that somebody belongs to without an end; None if there is none."""
    row = db.execute(_MEMBERSHIP + "WHERE employee.id = ? AND until_day IS NULL", (employee_id,)).fetchone()
    return Membership(*row) if row else None


def add_member(db: Database, team_id: int, employee_id: int, from_day: str) -> int:
    """Insert a present member; the membership's id."""
    row = db.execute(
        "INSERT INTO team_membership (team_id, employee_id, from_day) VALUES (?, ?, ?) RETURNING id",
        (team_id, employee_id, from_day),
    ).fetchone()
    return int(row[0])


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
    rows = db.execute(
        "SELECT DISTINCT team.id, team.name, lead.code, employee.code FROM team_membership"
        " JOIN team ON team.id = team_id JOIN employee AS lead ON lead.id = lead_employee_id"
        " JOIN employee ON employee.id = employee_id"
        " WHERE from_day <= ? AND (until_day IS NULL OR until_day >= ?) ORDER BY team.name, employee.code",
        (span.last_day.isoformat(), span.first_day.isoformat()),
    ).fetchall()
    for *team, member in rows:
        found.setdefault(Team(*team), []).append(member)
    return found


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


def team_lines(db: Database) -> list[TeamLine]:
    """Every team by name."""
    teams = db.execute(
        "SELECT team.id, team.name, employee.code, employee.name FROM team"
        " JOIN employee ON employee.id = team.lead_employee_id ORDER BY team.name"
    ).fetchall()
    return [TeamLine(name, lead, lead_name, _members(db, team_id)) for team_id, name, lead, lead_name in teams]


def _members(db: Database, team_id: int) -> tuple[MemberLine, ...]:
    rows = db.execute(
        "SELECT employee.code, employee.name, team_membership.from_day FROM team_membership"
        " JOIN employee ON employee.id = team_membership.employee_id"
        " WHERE team_membership.team_id = ? AND team_membership.until_day IS NULL ORDER BY employee.code",
        (team_id,),
    ).fetchall()
    return tuple(MemberLine(*row) for row in rows)
