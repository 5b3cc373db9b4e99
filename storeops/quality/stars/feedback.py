"""The feedback line: what customers tapped on the clerk's own moments. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from storeops.quality.policy.policy import Policy
from storeops.quality.stars.month_facts import EmployeeFacts


@dataclass(frozen=True)
class Feedback:
    """One employee's line. Rates are None where no question of theirs was recorded.

    `capped_for` says why the score may not pass the hall's mean: prompt_rate, response_rate, or nothing.
    """

    count: int
    mean: Fraction | None
    prompt_rate: Fraction | None
    response_rate: Fraction | None
    capped_for: tuple[str, ...]
    score: Fraction | None


def score_sum(taps: Mapping[int, int]) -> int:
    """The sum of the scores of taps counted by value: 1 is 0 points, 5 is 100."""
    return sum(25 * (value - 1) * count for value, count in taps.items())


def hall_feedback(taps: Iterable[Mapping[int, int]]) -> Fraction | None:
    """Fh: the mean score of all such taps of the hall; None without one."""
    everybody = list(taps)
    count = sum(sum(each.values()) for each in everybody)
    return Fraction(sum(score_sum(each) for each in everybody), count) if count else None


def hall_response(employees: Iterable[EmployeeFacts]) -> Fraction | None:
    """The hall's answered share of the closing questions that were shown; None if none was."""
    everybody = list(employees)
    shown = sum(facts.prompted for facts in everybody)
    return Fraction(sum(facts.answered for facts in everybody), shown) if shown else None


def feedback(
    facts: EmployeeFacts, hall: Fraction | None, response_of_hall: Fraction | None, policy: Policy
) -> Feedback:
    """F = (sum of scores + 20*Fh) / (n + 20); at most Fh where too few were asked or answered. None without Fh.

    An employee of whom no question was recorded has no rates, and so no cap.
    """
    count = sum(facts.taps.values())
    total = score_sum(facts.taps)
    prompt_rate = Fraction(facts.prompted, facts.closes) if facts.prompted and facts.closes else None
    response_rate = Fraction(facts.answered, facts.prompted) if facts.prompted else None
    reasons = []
    if prompt_rate is not None and prompt_rate < policy.least_prompt_rate:
        reasons.append("prompt_rate")
    if (
        response_rate is not None
        and response_of_hall is not None
        and response_rate < policy.least_response_ratio * response_of_hall
    ):
        reasons.append("response_rate")
    score = feedback_score(total, count, hall, policy) if hall is not None else None
    if score is not None and hall is not None and reasons:
        score = min(score, hall)
    return Feedback(count, Fraction(total, count) if count else None, prompt_rate, response_rate, tuple(reasons), score)


def feedback_score(total: int | Fraction, count: int, hall: Fraction, policy: Policy) -> Fraction:
    """Point 4 of the policy, from its inputs, before any cap."""
    if count + policy.prior_ratings == 0:
        return hall
    return (total + policy.prior_ratings * hall) / Fraction(count + policy.prior_ratings)
