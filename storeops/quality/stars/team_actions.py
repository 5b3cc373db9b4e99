"""Who belongs to which team, by day, and who leads it. Actions."""

from datetime import date, datetime, timedelta

from storeops.base.actor import Actor
from storeops.base.errors import DayNeeded
from storeops.base.months import month_of
from storeops.hall.set_up_rules import given_name
from storeops.month_end import correction_steps
from storeops.month_end.corrections import TEAM_CHANGED
from storeops.people import employee_rows
from storeops.quality.stars import team_rows
from storeops.quality.stars.refusals import AlreadyInTeam, NotInTeam, TeamExists
from storeops.store import journal, traced_rows
from storeops.store.action import action
from storeops.store.database import HallDatabase


@action
def add_team(db: HallDatabase, now: datetime, by: Actor, name: str, lead_code: str) -> int:
    """Make a team without members yet; its id. TextNeeded, TeamExists, UnknownEmployee."""
    name = given_name("name", name)
    if team_rows.name_taken(db, name):
        raise TeamExists(team=name)
    lead = employee_rows.by_code(db, lead_code)
    team_id = team_rows.add(db, name, lead.id, now)
    written = traced_rows.written(db, team_rows.TRACED_TEAMS, team_id)
    journal.append(db, now, "team_made", by.name, written=written, employee_id=lead.id, team=team_id)
    return team_id


@action
def change_lead(db: HallDatabase, now: datetime, by: Actor, team_name: str, lead_code: str) -> None:
    """Let somebody else lead a team. UnknownTeam, UnknownEmployee."""
    team = team_rows.by_name(db, team_name)
    lead = employee_rows.by_code(db, lead_code)
    team_rows.set_lead(db, team.id, lead.id)
    written = traced_rows.written(db, team_rows.TRACED_TEAMS, team.id)
    journal.append(db, now, "team_lead_set", by.name, written=written, employee_id=lead.id, team=team.id)


@action
def join_team(db: HallDatabase, now: datetime, by: Actor, team_name: str, employee_code: str, from_day: str) -> int:
    """Make somebody a member from a day (YYYY-MM-DD) on, and of no other team any more; the membership's id.

    UnknownTeam, UnknownEmployee, DayNeeded, AlreadyInTeam for a member of this very team.
    """
    team = team_rows.by_name(db, team_name)
    employee = employee_rows.by_code(db, employee_code)
    day = _day(from_day)
    present = team_rows.present_membership(db, employee.id)
    if present and present.team_id == team.id:
        raise AlreadyInTeam(employee=employee.code, team=team.name)
    if present and present.from_day >= from_day:
        # It began no earlier: there was no day on which it alone was true.
        membership_id = present.id
        team_rows.move_membership(db, present.id, team.id, from_day)
    else:
        if present:
            team_rows.end_membership(db, present.id, (day - timedelta(days=1)).isoformat())
        membership_id = team_rows.add_member(db, team.id, employee.id, from_day)
    _note(db, now, by, day)
    written = traced_rows.written_of(db, team_rows.TRACED_MEMBERSHIPS, "employee_id", employee.id)
    journal.append(db, now, "team_joined", by.name, written=written, employee_id=employee.id, team=team.id)
    return membership_id


@action
def leave_team(db: HallDatabase, now: datetime, by: Actor, employee_code: str, last_day: str) -> None:
    """Let a day (YYYY-MM-DD) be a member's last in the team. UnknownEmployee, DayNeeded, NotInTeam."""
    employee = employee_rows.by_code(db, employee_code)
    day = _day(last_day)
    present = team_rows.present_membership(db, employee.id)
    if present is None or present.from_day > last_day:
        raise NotInTeam(employee=employee.code)
    team_rows.end_membership(db, present.id, last_day)
    _note(db, now, by, day + timedelta(days=1))
    written = traced_rows.written_of(db, team_rows.TRACED_MEMBERSHIPS, "employee_id", employee.id)
    journal.append(db, now, "team_left", by.name, written=written, employee_id=employee.id, team=present.team_id)


def _day(text: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise DayNeeded("day") from None
    if day.isoformat() != text:
        raise DayNeeded("day")
    return day


def _note(db: HallDatabase, now: datetime, by: Actor, from_day: date) -> None:
    """Closed months that the change touches are counted again."""
    correction_steps.note_corrections_from(db, now, by, month_of(from_day), TEAM_CHANGED)
