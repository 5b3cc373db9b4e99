"""Teams as the set-up shows them. Named SQL."""

from dataclasses import dataclass

from sqlite_utils import Database


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
