"""A star sheet told so that a clerk can redo it with a pocket calculator: inputs, formula, numbers put in. Pure.

Inputs are rounded to six places, enough to come to the same four places of a score; the sheet itself is exact.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from storeops.base.i18n import N_
from storeops.quality.policy.policy import ChangedDefinition, Policy, StarLine
from storeops.quality.stars.arithmetic import SIX_PLACES, rounded
from storeops.quality.stars.sheet import StarMonth, StarSheet
from storeops.quality.stars.volume import MIDDLE_NOTES, signed_in_hours


@dataclass(frozen=True)
class Input:
    """One number of a formula: its sign there, what it means (a message), and its value as shown."""

    sign: str
    meaning: str
    value: str


@dataclass(frozen=True)
class ExplainedLine:
    """One line of a sheet. `score` and `product` are None where the line cannot be computed.

    `note` is a message, empty where there is nothing to add.
    """

    line: StarLine
    weight: Fraction
    inputs: tuple[Input, ...]
    formula: str
    worked: str
    score: Fraction | None
    product: Fraction | None
    note: str = ""


@dataclass(frozen=True)
class ExplainedNeed:
    """One thing that a place in the ranking asks for: what it is (a message), what there is and what is needed.

    `worked` is how the need came about and `middle_of` the numbers whose middle stands in it; empty where it is given.
    """

    meaning: str
    have: str
    need: str
    worked: str = ""
    middle_of: str = ""


def shown(value: Fraction | int | None) -> str:
    """A number with at most six places; "-" where there is none."""
    if value is None:
        return "-"
    if isinstance(value, int) or value.denominator == 1:
        return str(int(value))
    return f"{rounded(value, SIX_PLACES):f}".rstrip("0").rstrip(".")


def _each(values: Sequence[Fraction]) -> str:
    return "; ".join(map(shown, values)) or "-"


def explained(sheet: StarSheet, stars: StarMonth, policy: Policy) -> tuple[ExplainedLine, ...]:
    """The lines of a sheet in the order of the policy; a line without weight is left out."""
    return tuple(
        _line(line, sheet, stars, policy) for line in StarLine if policy.weights[line] or line is not StarLine.SKILL
    )


def _line(line: StarLine, sheet: StarSheet, stars: StarMonth, policy: Policy) -> ExplainedLine:
    inputs, formula, worked, note = _EXPLAIN[line](sheet, stars, policy)
    score = sheet.components[line]
    weight = policy.weights[line]
    return ExplainedLine(
        line,
        weight,
        inputs,
        formula,
        worked if score is not None else "",
        score,
        weight * score if score is not None else None,
        note,
    )


_Told = tuple[tuple[Input, ...], str, str, str]


def _checklist(sheet: StarSheet, stars: StarMonth, policy: Policy) -> _Told:
    own, days, prior = sheet.checked.mean, sheet.checked.days, policy.prior_days
    inputs = (
        Input("n", N_("checked days"), shown(days)),
        Input("M", N_("mean of the days, with the inspectors' shifts taken off"), shown(own)),
        Input("H", N_("mean of the hall, weighted by checked days"), shown(stars.hall.checklist_mean)),
    )
    worked = f"({days} × {shown(own)} + {prior} × {shown(stars.hall.checklist_mean)}) ÷ ({days} + {prior})"
    return inputs, f"(n × M + {prior} × H) ÷ (n + {prior})", worked, ""


def _speed(sheet: StarSheet, stars: StarMonth, policy: Policy) -> _Told:
    own, prior = sheet.speed, policy.prior_transactions
    share = None if stars.hall.speed_share is None else 100 * stars.hall.speed_share
    inputs = (
        Input("N", N_("normal transactions with a target"), shown(own.count)),
        Input("met", N_("of them within the target"), shown(own.met)),
        Input("exp", N_("that the hall's shares would have met on the same services"), shown(own.expected)),
        Input("p", N_("the hall's share within the target, in per cent"), shown(share)),
    )
    worked = f"{shown(share)} + 100 × ({own.met} − {shown(own.expected)}) ÷ ({own.count} + {prior})"
    note = N_("Not below 0 and not above 100.")
    if policy.uses(ChangedDefinition.CONFIRMED_EXCEPTIONS, stars.month):
        note = N_(
            "Not below 0 and not above 100. Exceptional business without a call for the duty manager, and not confirmed"
            " on the same day, is among them."
        )
    return inputs, f"p + 100 × (met − exp) ÷ (N + {prior})", worked, note


def _feedback(sheet: StarSheet, stars: StarMonth, policy: Policy) -> _Told:
    own, prior = sheet.feedback, policy.prior_ratings
    total = own.mean * own.count if own.mean is not None else Fraction(0)
    inputs = (
        Input("n", N_("ratings of the clerk's moments"), shown(own.count)),
        Input("sum", N_("their points: 0, 25, 50, 75 or 100 each"), shown(total)),
        Input("F", N_("mean of the hall"), shown(stars.hall.feedback_mean)),
    )
    worked = f"({shown(total)} + {prior} × {shown(stars.hall.feedback_mean)}) ÷ ({own.count} + {prior})"
    note = N_("Not above the hall's mean, because too few customers were asked or answered.") if own.capped_for else ""
    return inputs, f"(sum + {prior} × F) ÷ (n + {prior})", worked, note


def _volume(sheet: StarSheet, stars: StarMonth, policy: Policy) -> _Told:
    spread, middle = shown(policy.volume_spread), stars.hall.minutes_per_hour
    inputs = (
        Input("min", N_("standard minutes of finished transactions"), shown(sheet.facts.standard_minutes)),
        Input("h", N_("signed-in hours"), shown(signed_in_hours(sheet.facts))),
        Input("u", N_("standard minutes per hour: min ÷ h"), shown(sheet.minutes_per_hour)),
        Input("us", N_("u of each of the hall's clerks, the least first"), _each(stars.hall.clerks_minutes_per_hour)),
        Input("med", N_("the middle of these; of an even number the mean of the middle two"), shown(middle)),
    )
    worked = f"50 + 50 × ({shown(sheet.minutes_per_hour)} ÷ {shown(middle)} − 1) ÷ {spread}"
    note = MIDDLE_NOTES[policy.uses(ChangedDefinition.CLERKS_MIDDLE, stars.month)]
    return inputs, f"50 + 50 × (u ÷ med − 1) ÷ {spread}", worked, note


def _care(sheet: StarSheet, stars: StarMonth, policy: Policy) -> _Told:
    del stars
    facts = sheet.facts
    inputs = (
        Input("c", N_("complaints upheld"), shown(facts.complaints_upheld)),
        Input("e", N_("errors booked"), shown(facts.errors)),
        Input("w", N_("written praise"), shown(facts.praise)),
    )
    praise = f"min({policy.praise_limit}; {policy.praise_points} × "
    formula = f"100 − {policy.complaint_points} × c − {policy.error_points} × e + {praise}w)"
    worked = (
        f"100 − {policy.complaint_points} × {facts.complaints_upheld}"
        f" − {policy.error_points} × {facts.errors} + {praise}{facts.praise})"
    )
    return inputs, formula, worked, N_("Not below 0 and not above 100.")


def _skill(sheet: StarSheet, stars: StarMonth, policy: Policy) -> _Told:
    del stars, policy
    scores = sheet.facts.skill_scores
    inputs = (Input("k", N_("results of contests and training"), ", ".join(map(str, scores)) or "-"),)
    return inputs, N_("mean of the results"), ", ".join(map(str, scores)), ""


_EXPLAIN: dict[StarLine, Callable[[StarSheet, StarMonth, Policy], _Told]] = {
    StarLine.CHECKLIST: _checklist,
    StarLine.SPEED: _speed,
    StarLine.FEEDBACK: _feedback,
    StarLine.VOLUME: _volume,
    StarLine.CARE: _care,
    StarLine.SKILL: _skill,
}


def explained_places(sheet: StarSheet, stars: StarMonth, policy: Policy) -> tuple[ExplainedNeed, ...]:
    """What a place in the ranking asks for, beside what there is."""
    hours = stars.hall.hours
    return (
        ExplainedNeed(N_("checked days"), shown(sheet.checked.days), shown(policy.least_checked_days)),
        ExplainedNeed(N_("inspectors"), shown(len(sheet.checked.inspectors)), shown(policy.least_inspectors)),
        ExplainedNeed(
            N_("normal transactions with a target"), shown(sheet.speed.count), shown(policy.least_transactions)
        ),
        ExplainedNeed(
            N_("signed-in hours"),
            shown(signed_in_hours(sheet.facts)),
            shown(None if hours is None else policy.least_hours_share * hours),
            "" if hours is None else f"{shown(policy.least_hours_share)} × {shown(hours)}",
            _each(stars.hall.clerks_hours),
        ),
    )
