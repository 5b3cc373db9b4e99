"""A team's sheet: its level, its follow-ups and its improvement. Pure."""

from collections.abc import Sequence
from fractions import Fraction

from storeops.quality.policy.policy import Policy
from storeops.quality.stars.arithmetic import clip, rounded
from storeops.quality.stars.month_facts import TeamFacts
from storeops.quality.stars.sheet import StarSheet, TeamSheet


def team_sheets(teams: Sequence[TeamFacts], sheets: Sequence[StarSheet], policy: Policy) -> tuple[TeamSheet, ...]:
    """The sheets of these teams, by name."""
    by_employee = {sheet.facts.employee: sheet for sheet in sheets}
    return tuple(_team_sheet(team, by_employee, policy) for team in sorted(teams, key=lambda team: team.name))


def _team_sheet(team: TeamFacts, sheets: dict[str, StarSheet], policy: Policy) -> TeamSheet:
    """T = 0.6 L + 0.2 G + 0.2 I."""
    level = _level([sheets[member] for member in team.members if member in sheets])
    follow_ups = 100 * team.followup_in_time if team.followup_in_time is not None else Fraction(100)
    improvement = Fraction(50)
    if level is not None and team.level_before is not None:
        improvement = 50 + 50 * clip((level - team.level_before) / policy.team_spread, Fraction(-1), Fraction(1))
    total = None
    if level is not None:
        total = rounded(
            policy.team_level * level + policy.team_follow_ups * follow_ups + policy.team_improvement * improvement
        )
    return TeamSheet(team.name, team.lead, team.members, level, team.level_before, follow_ups, improvement, total)


def _level(members: Sequence[StarSheet]) -> Fraction | None:
    """The mean of the members' totals weighted by their signed-in hours; None if no member is ranked."""
    counted = [sheet for sheet in members if sheet.total is not None and sheet.facts.signed_in_seconds > 0]
    seconds = sum(sheet.facts.signed_in_seconds for sheet in counted)
    if not seconds:
        return None
    return sum((Fraction(sheet.total or 0) * sheet.facts.signed_in_seconds for sheet in counted), Fraction(0)) / seconds
