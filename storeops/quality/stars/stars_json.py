"""The stars as JSON-ready values, for programs and for keeping. Pure.

Only the total is rounded (to two places, as text); other numbers have six places.
"""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from storeops.base.i18n import N_
from storeops.quality.policy.policy import LINE_NAMES, Policy, StarLine
from storeops.quality.stars.arithmetic import SIX_PLACES, rounded
from storeops.quality.stars.sheet import HallFigures, StarMonth, StarSheet, TeamSheet
from storeops.quality.stars.speed import HallSpeed, hall_speed
from storeops.quality.stars.volume import signed_in_hours

Json = dict[str, object]

FEEDBACK_CAP = "feedback_cap"
CAP_SENTENCES = {
    "prompt_rate": N_(
        "fewer closing questions were shown than the rules ask for, so feedback counts at most as the hall's"
    ),
    "response_rate": N_("far fewer customers answered than in the hall, so feedback counts at most as the hall's"),
}


def stars_json(
    stars: StarMonth,
    policy: Policy,
    version: int,
    policy_version: int,
    flags: Mapping[str, Sequence[Json]],
) -> Json:
    """A month's stars. `version` is 0 while provisional; `flags` are those of the detectors, by employee."""
    return {
        "month": stars.month,
        "version": version,
        "provisional": version == 0,
        "policy_version": policy_version,
        "sheets": sheets_json(stars, policy, flags),
        "inspector_shifts": {inspector: number(shift) for inspector, shift in stars.inspector_shifts.items()},
        "teams": [_team(team) for team in stars.teams],
        "hall": _hall(stars.hall),
    }


def sheets_json(stars: StarMonth, policy: Policy, flags: Mapping[str, Sequence[Json]]) -> list[Json]:
    """Every sheet of a month, in its order, with all that is needed to redo it."""
    shares = hall_speed(sheet.facts.judged for sheet in stars.sheets)
    return [_sheet(sheet, stars, shares, policy, flags.get(sheet.facts.employee, ())) for sheet in stars.sheets]


def _sheet(sheet: StarSheet, stars: StarMonth, shares: HallSpeed, policy: Policy, flags: Sequence[Json]) -> Json:
    return {
        "employee": sheet.facts.employee,
        "eligible": sheet.is_eligible,
        "reason": "; ".join(why.in_language("en") for why in sheet.not_ranked) or None,
        "total": None if sheet.total is None else str(sheet.total),
        "stars": sheet.stars,
        "star_of_month": sheet.is_star_of_month,
        "rank": sheet.rank,
        "equal": sheet.is_equal,
        "close_to_next": sheet.is_close_to_next,
        "checklist_rank": sheet.checklist_rank,
        "components": {
            line.value: number(sheet.components[line])
            for line in LINE_NAMES
            if line is not StarLine.SKILL or policy.weights[line]
        },
        "weights": {line.value: number(policy.weights[line]) for line in LINE_NAMES},
        "inputs": _inputs(sheet, stars, shares),
        "flags": [*_caps(sheet), *flags],
    }


def number(value: Fraction | float | None) -> float | None:
    """A number with six places; None where there is none."""
    return None if value is None else float(rounded(Fraction(value), SIX_PLACES))


def _inputs(sheet: StarSheet, stars: StarMonth, shares: HallSpeed) -> Json:
    facts, feedback, hall = sheet.facts, sheet.feedback, stars.hall
    return {
        "checked_days": sheet.checked.days,
        "checks": [
            {"day": check.day, "inspector": check.inspector, "score": number(check.score)}
            for check in stars.checks
            if check.employee == facts.employee
        ],
        "inspectors": sorted(sheet.checked.inspectors),
        "day_means": {day: number(mean) for day, mean in sheet.checked.day_means.items()},
        "checklist_mean": number(sheet.checked.mean),
        "hall_checklist_mean": number(hall.checklist_mean),
        "checklist_error": number(sheet.checklist_error),
        "transactions": sheet.speed.count,
        "met": sheet.speed.met,
        "expected": number(sheet.speed.expected),
        "hall_speed_share": number(hall.speed_share),
        "by_service": {
            service: {
                "transactions": judged.done,
                "met": judged.met,
                "hall_share": number(shares.by_service.get(service)),
            }
            for service, judged in facts.judged.items()
        },
        "ratings": feedback.count,
        "rating_mean": number(feedback.mean),
        "taps": {str(value): count for value, count in sorted(facts.taps.items())},
        "hall_feedback_mean": number(hall.feedback_mean),
        "closes": facts.closes,
        "prompted": facts.prompted,
        "answered": facts.answered,
        "prompt_rate": number(feedback.prompt_rate),
        "response_rate": number(feedback.response_rate),
        "hall_response_rate": number(hall.response_rate),
        "standard_minutes": number(facts.standard_minutes),
        "signed_in_hours": number(signed_in_hours(facts)),
        "minutes_per_hour": number(sheet.minutes_per_hour),
        "hall_minutes_per_hour": number(hall.minutes_per_hour),
        "hall_median_hours": number(hall.hours),
        "complaints_upheld": facts.complaints_upheld,
        "errors": facts.errors,
        "praise": facts.praise,
        "skill_scores": list(facts.skill_scores),
    }


def _caps(sheet: StarSheet) -> list[Json]:
    """Why the feedback line may not pass the hall's mean."""
    return [
        {
            "detector": FEEDBACK_CAP,
            "sentence": CAP_SENTENCES[reason],
            "values": {
                "reason": reason,
                "prompt_rate": number(sheet.feedback.prompt_rate),
                "response_rate": number(sheet.feedback.response_rate),
            },
        }
        for reason in sheet.feedback.capped_for
    ]


def _team(team: TeamSheet) -> Json:
    return {
        "name": team.name,
        "lead": team.lead,
        "members": list(team.members),
        "level": number(team.level),
        "level_before": number(team.level_before),
        "follow_ups": number(team.follow_ups),
        "improvement": number(team.improvement),
        "total": None if team.total is None else str(team.total),
    }


def _hall(hall: HallFigures) -> Json:
    return {
        "checklist_mean": number(hall.checklist_mean),
        "speed_share": number(hall.speed_share),
        "feedback_mean": number(hall.feedback_mean),
        "response_rate": number(hall.response_rate),
        "minutes_per_hour": number(hall.minutes_per_hour),
        "clerks_minutes_per_hour": [number(minutes) for minutes in hall.clerks_minutes_per_hour],
        "median_hours": number(hall.hours),
        "clerks_hours": [number(hours) for hours in hall.clerks_hours],
        "spread_within": number(hall.spread_within),
    }
