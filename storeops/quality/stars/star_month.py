"""From a month's facts to its stars: the whole of the policy in the order in which it is written. Pure."""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from storeops.quality.policy.policy import LINE_NAMES, Policy, StarLine
from storeops.quality.stars.arithmetic import median, rounded
from storeops.quality.stars.care import care_score, skill_score
from storeops.quality.stars.checklist import (
    NOT_CHECKED,
    CheckedMonth,
    checked_months,
    checklist_score,
    hall_mean,
    inspector_shifts,
    spread_within,
    standard_error,
)
from storeops.quality.stars.feedback import feedback, hall_feedback, hall_response
from storeops.quality.stars.month_facts import EmployeeFacts, StarFacts
from storeops.quality.stars.ranking import ranked
from storeops.quality.stars.sheet import (
    FEW_DAYS,
    FEW_HOURS,
    FEW_INSPECTORS,
    FEW_TRANSACTIONS,
    LINE_UNKNOWN,
    NO_HOURS,
    HallFigures,
    StarMonth,
    StarSheet,
    WhyNotRanked,
)
from storeops.quality.stars.speed import HallSpeed, Speed, hall_speed, speed
from storeops.quality.stars.teams import team_sheets
from storeops.quality.stars.volume import (
    clerks_hours,
    clerks_minutes_per_hour,
    minutes_per_hour,
    signed_in_hours,
    volume_score,
)


def star_month(facts: StarFacts, policy: Policy) -> StarMonth:
    """The sheets of a month under a policy."""
    shifts = inspector_shifts(facts.checks, policy)
    checked = checked_months(facts.checks, shifts)
    shares = hall_speed(employee.judged for employee in facts.employees)
    minutes, hours = clerks_minutes_per_hour(facts.employees), clerks_hours(facts.employees)
    hall = HallFigures(
        checklist_mean=hall_mean(checked),
        speed_share=shares.share,
        feedback_mean=hall_feedback([*(each.taps for each in facts.employees), facts.uncredited_taps]),
        response_rate=hall_response(facts.employees),
        minutes_per_hour=median(minutes),
        clerks_minutes_per_hour=minutes,
        hours=median(hours),
        clerks_hours=hours,
        spread_within=spread_within(checked),
    )
    sheets = ranked(
        [_sheet(each, checked.get(each.employee, NOT_CHECKED), hall, shares, policy) for each in facts.employees],
        policy,
    )
    teams = team_sheets(facts.teams, sheets, policy)
    return StarMonth(facts.month, tuple(sheets), teams, shifts, hall, tuple(sorted(facts.checks)))


def _sheet(
    facts: EmployeeFacts, checked: CheckedMonth, hall: HallFigures, shares: HallSpeed, policy: Policy
) -> StarSheet:
    own_speed = speed(facts.judged, shares, policy)
    own_feedback = feedback(facts, hall.feedback_mean, hall.response_rate, policy)
    own_minutes = minutes_per_hour(facts)
    components = {
        StarLine.CHECKLIST: checklist_score(checked, hall.checklist_mean, policy),
        StarLine.SPEED: own_speed.score,
        StarLine.FEEDBACK: own_feedback.score,
        StarLine.VOLUME: volume_score(own_minutes, hall.minutes_per_hour, policy),
        StarLine.CARE: care_score(facts.complaints_upheld, facts.errors, facts.praise, policy),
        StarLine.SKILL: skill_score(facts.skill_scores),
    }
    sheet = StarSheet(
        facts=facts,
        checked=checked,
        speed=own_speed,
        feedback=own_feedback,
        minutes_per_hour=own_minutes,
        components=components,
        not_ranked=(
            *_not_eligible(facts, checked, own_speed, hall, policy),
            *_unknown_lines(components, policy),
        ),
        checklist_error=standard_error(checked, hall.spread_within, policy),
    )
    if not sheet.is_eligible:
        return sheet
    total = rounded(weighted_total(components, policy))
    return replace(sheet, total=total, stars=policy.stars_for(Fraction(total)))


def weighted_total(components: dict[StarLine, Fraction | None], policy: Policy) -> Fraction:
    """The sum of the lines by their weights; every line with a weight must be known."""
    return sum(
        (policy.weights[line] * value for line, value in components.items() if value is not None),
        Fraction(0),
    )


def _not_eligible(
    facts: EmployeeFacts, checked: CheckedMonth, own_speed: Speed, hall: HallFigures, policy: Policy
) -> Sequence[WhyNotRanked]:
    """Point 7 of the policy: what is missing for a place in the ranking."""
    reasons = []
    counted = [
        ("checked_days", FEW_DAYS, checked.days, policy.least_checked_days),
        ("inspectors", FEW_INSPECTORS, len(checked.inspectors), policy.least_inspectors),
        ("transactions", FEW_TRANSACTIONS, own_speed.count, policy.least_transactions),
    ]
    for code, sentence, have, need in counted:
        if have < need:
            reasons.append(WhyNotRanked(code, sentence, {"have": have, "need": need}))
    hours = signed_in_hours(facts)
    if hall.hours is None or facts.signed_in_seconds <= 0:
        reasons.append(WhyNotRanked("hours", NO_HOURS))
    elif hours < policy.least_hours_share * hall.hours:
        need_hours = policy.least_hours_share * hall.hours
        values = {"have": f"{float(hours):.1f}", "need": f"{float(need_hours):.1f}"}
        reasons.append(WhyNotRanked("hours", FEW_HOURS, values))
    return reasons


def _unknown_lines(components: dict[StarLine, Fraction | None], policy: Policy) -> Sequence[WhyNotRanked]:
    """The lines that count and cannot be computed."""
    return [
        WhyNotRanked(line.value, LINE_UNKNOWN, {"line": LINE_NAMES[line]})
        for line, value in components.items()
        if value is None and policy.weights[line]
    ]
