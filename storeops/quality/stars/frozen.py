"""A month's facts as text, exact and always the same, so that a checksum tells whether anything changed. Pure."""

import json
from collections.abc import Mapping
from fractions import Fraction
from hashlib import sha256
from typing import Any

from storeops.quality.stars.month_facts import CheckFact, EmployeeFacts, Judged, StarFacts, TeamFacts


def as_text(facts: StarFacts) -> str:
    """The facts as canonical JSON: sorted keys, sorted rows, fractions as "n/d". Equal facts give equal text."""
    data = {
        "month": facts.month,
        "employees": [_employee(each) for each in sorted(facts.employees, key=lambda each: each.employee)],
        "checks": [
            [check.check_id, check.employee, check.inspector, check.day, str(check.score), *([True] * check.is_vetoed)]
            for check in sorted(facts.checks)
        ],
        "uncredited_taps": _taps(facts.uncredited_taps),
        "teams": [_team(team) for team in sorted(facts.teams, key=lambda team: team.name)],
    }
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def from_text(text: str) -> StarFacts:
    """The facts that as_text() wrote."""
    data = json.loads(text)
    return StarFacts(
        month=data["month"],
        employees=tuple(_read_employee(each) for each in data["employees"]),
        checks=tuple(_read_check(row) for row in data["checks"]),
        uncredited_taps=_read_taps(data["uncredited_taps"]),
        teams=tuple(_read_team(each) for each in data["teams"]),
    )


def checksum(text: str) -> str:
    """The SHA-256 of a text, in hexadecimal."""
    return sha256(text.encode()).hexdigest()


def _employee(facts: EmployeeFacts) -> dict[str, Any]:
    return {
        "employee": facts.employee,
        "name": facts.name,
        "is_clerk": facts.is_clerk,
        "judged": {service: list(judged) for service, judged in facts.judged.items()},
        "taps": _taps(facts.taps),
        "closes": facts.closes,
        "prompted": facts.prompted,
        "answered": facts.answered,
        "standard_minutes": str(facts.standard_minutes),
        "signed_in_seconds": facts.signed_in_seconds,
        "complaints_upheld": facts.complaints_upheld,
        "errors": facts.errors,
        "praise": facts.praise,
        "skill_scores": sorted(facts.skill_scores),
    }


def _read_employee(data: dict[str, Any]) -> EmployeeFacts:
    return EmployeeFacts(
        **{
            **data,
            "judged": {service: Judged(*judged) for service, judged in data["judged"].items()},
            "taps": _read_taps(data["taps"]),
            "standard_minutes": Fraction(data["standard_minutes"]),
            "skill_scores": tuple(data["skill_scores"]),
        }
    )


def _read_check(row: list[Any]) -> CheckFact:
    check_id, employee, inspector, day, score, *is_vetoed = row
    return CheckFact(check_id, employee, inspector, day, Fraction(score), bool(is_vetoed))


def _team(team: TeamFacts) -> dict[str, Any]:
    return {
        "name": team.name,
        "lead": team.lead,
        "members": sorted(team.members),
        "followup_in_time": None if team.followup_in_time is None else str(team.followup_in_time),
        "level_before": None if team.level_before is None else str(team.level_before),
    }


def _read_team(data: dict[str, Any]) -> TeamFacts:
    return TeamFacts(
        name=data["name"],
        lead=data["lead"],
        members=tuple(data["members"]),
        followup_in_time=_read_fraction(data["followup_in_time"]),
        level_before=_read_fraction(data["level_before"]),
    )


def _taps(taps: Mapping[int, int]) -> dict[str, int]:
    return {str(value): count for value, count in taps.items() if count}


def _read_taps(data: dict[str, int]) -> dict[int, int]:
    return {int(value): count for value, count in data.items()}


def _read_fraction(text: str | None) -> Fraction | None:
    return None if text is None else Fraction(text)
