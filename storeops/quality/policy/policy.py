"""The rules by which a month becomes stars, as data: read from JSON, checked once, then only asked. Pure."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Any

from storeops.base.each_field import each_field
from storeops.base.i18n import N_
from storeops.quality.policy.refusals import (
    BandsRefused,
    NumberOutOfRange,
    PolicyRefused,
    TeamWeightsRefused,
    WeightsRefused,
)
from storeops.quality.ratings.moments import Moment


class StarLine(StrEnum):
    """What a star sheet adds up, in the order of the sheet."""

    CHECKLIST = "checklist"
    SPEED = "speed"
    FEEDBACK = "feedback"
    VOLUME = "volume"
    CARE = "care"
    SKILL = "skill"


LINE_NAMES: Mapping[StarLine, str] = {
    StarLine.CHECKLIST: N_("Daily checks"),
    StarLine.SPEED: N_("Speed"),
    StarLine.FEEDBACK: N_("Customers' ratings"),
    StarLine.VOLUME: N_("Volume"),
    StarLine.CARE: N_("Care"),
    StarLine.SKILL: N_("Skill"),
}

STARS_DOCUMENT = "stars"
"""What the policy makes, as the month's end names it."""


class ChangedDefinition(StrEnum):
    """What an input of the stars means, where that was changed: the policy tells from which month on it means this."""

    CONFIRMED_EXCEPTIONS = "confirmed_exceptions"
    """Exceptional business counts as such only with a call for the duty manager, or confirmed on the same day."""
    CLERKS_MIDDLE = "clerks_middle"
    """The middles of minutes and hours are over everybody who is clerk at the month's end, active or not."""
    FIRST_ASKED = "first_asked"
    """Whoever was asked first keeps a case by closing it or by a hand-over accepted in time; a take-over ends that."""


_NUMBER = re.compile(r"-?[0-9]{1,6}(\.[0-9]{1,6})?")
_MONTH = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])")


@dataclass(frozen=True)
class Band:
    """So many stars from this total on."""

    stars: int
    least: Fraction


@dataclass(frozen=True)
class Policy:
    """One version of the rules, in the words of the sheet that is printed from it.

    `since` are the months from which on the changed definitions hold: a later version carries them on.
    """

    weights: Mapping[StarLine, Fraction]
    prior_days: int
    shift_prior_checks: int
    shift_limit: Fraction
    prior_transactions: int
    prior_ratings: int
    rated_moments: frozenset[Moment]
    least_prompt_rate: Fraction
    least_response_ratio: Fraction
    volume_spread: Fraction
    complaint_points: int
    error_points: int
    praise_points: int
    praise_limit: int
    least_checked_days: int
    least_inspectors: int
    least_transactions: int
    least_hours_share: Fraction
    bands: tuple[Band, ...]
    places: int
    shared_within: Fraction
    appeal_working_days: int
    team_level: Fraction
    team_follow_ups: Fraction
    team_improvement: Fraction
    team_spread: Fraction
    since: Mapping[ChangedDefinition, str]

    def uses(self, definition: ChangedDefinition, month: str) -> bool:
        """Whether a month's stars are computed by a changed definition; those of earlier months never are."""
        return month >= self.since[definition]

    def stars_for(self, total: Fraction) -> int | None:
        """The stars of a rounded total; None below the lowest band."""
        return next((band.stars for band in self.bands if total >= band.least), None)


def read_policy(body: str) -> Policy:
    """The policy that a JSON text holds. PolicyRefused, with what is wrong."""
    try:
        return _checked(_policy(json.loads(body)))
    except (KeyError, TypeError, ValueError, ArithmeticError, AttributeError) as error:
        raise PolicyRefused from error


def _policy(data: dict[str, Any]) -> Policy:
    checklist, feedback, care, eligible = data["checklist"], data["feedback"], data["care"], data["eligible"]
    award, team = data["star_of_month"], data["team"]
    return Policy(
        weights={line: _exact(data["weights"][line.value]) for line in StarLine},
        prior_days=int(checklist["prior_days"]),
        shift_prior_checks=int(checklist["shift_prior_checks"]),
        shift_limit=_exact(checklist["shift_limit"]),
        prior_transactions=int(data["speed"]["prior_transactions"]),
        prior_ratings=int(feedback["prior_ratings"]),
        rated_moments=frozenset(Moment(code) for code in feedback["moments"]),
        least_prompt_rate=_exact(feedback["least_prompt_rate"]),
        least_response_ratio=_exact(feedback["least_response_ratio"]),
        volume_spread=_exact(data["volume"]["spread"]),
        complaint_points=int(care["complaint_upheld"]),
        error_points=int(care["error"]),
        praise_points=int(care["praise"]),
        praise_limit=int(care["praise_limit"]),
        least_checked_days=int(eligible["checked_days"]),
        least_inspectors=int(eligible["inspectors"]),
        least_transactions=int(eligible["transactions"]),
        least_hours_share=_exact(eligible["hours_share"]),
        bands=tuple(
            sorted(
                (Band(int(band["stars"]), _exact(band["least"])) for band in data["bands"]),
                key=lambda band: -band.least,
            )
        ),
        places=int(award["places"]),
        shared_within=_exact(award["shared_within"]),
        appeal_working_days=int(data["appeal_working_days"]),
        team_level=_exact(team["level"]),
        team_follow_ups=_exact(team["follow_ups"]),
        team_improvement=_exact(team["improvement"]),
        team_spread=_exact(team["spread"]),
        since={definition: _month(data["definitions"][definition.value]) for definition in ChangedDefinition},
    )


def _exact(value: object) -> Fraction:
    """A number or text as it is written, such as "0.40"; ValueError for one with an exponent or too many digits."""
    if not _NUMBER.fullmatch(str(value)):
        raise ValueError(value)
    return Fraction(str(value))


def _month(value: object) -> str:
    """A month as it is written; ValueError."""
    if not _MONTH.fullmatch(str(value)):
        raise ValueError(value)
    return str(value)


def _checked(policy: Policy) -> Policy:
    """The policy; all that is wrong with it is refused at once."""
    with each_field() as take:
        for rule in (_refuse_weights, _refuse_team_weights, _refuse_numbers, _refuse_bands):
            take(rule, policy)
    return policy


def _refuse_weights(policy: Policy) -> None:
    weights = policy.weights.values()
    if sum(weights) != 1 or any(weight < 0 for weight in weights):
        raise WeightsRefused(sum=f"{float(sum(weights)):g}")


def _refuse_team_weights(policy: Policy) -> None:
    if policy.team_level + policy.team_follow_ups + policy.team_improvement != 1:
        raise TeamWeightsRefused


def _refuse_numbers(policy: Policy) -> None:
    counts = (
        policy.prior_days,
        policy.shift_prior_checks,
        policy.prior_transactions,
        policy.prior_ratings,
        policy.complaint_points,
        policy.error_points,
        policy.praise_points,
        policy.praise_limit,
        policy.least_checked_days,
        policy.least_inspectors,
        policy.least_transactions,
        policy.appeal_working_days,
    )
    if any(count < 0 for count in counts) or policy.places < 1:
        raise NumberOutOfRange
    if min(policy.volume_spread, policy.team_spread) <= 0 or min(policy.shift_limit, policy.shared_within) < 0:
        raise NumberOutOfRange


def _refuse_bands(policy: Policy) -> None:
    bands, limits = [band.stars for band in policy.bands], {band.least for band in policy.bands}
    if not bands or any(stars not in range(2, 6) for stars in bands) or len(limits) < len(bands):
        raise BandsRefused
    if bands != sorted(set(bands), reverse=True):
        raise BandsRefused
