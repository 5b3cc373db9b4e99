"""The volume line: standard minutes of finished transactions per signed-in hour, beside the hall's middle. Pure."""

from collections.abc import Iterable
from fractions import Fraction

from storeops.quality.policy.policy import Policy
from storeops.quality.stars.arithmetic import clip, median
from storeops.quality.stars.month_facts import EmployeeFacts


def minutes_per_hour(facts: EmployeeFacts) -> Fraction | None:
    """u: the standard minutes done per signed-in hour; None for somebody who was never signed in."""
    if facts.signed_in_seconds <= 0:
        return None
    return facts.standard_minutes * 3600 / facts.signed_in_seconds


def hall_minutes_per_hour(employees: Iterable[EmployeeFacts]) -> Fraction | None:
    """The median of u over the hall's clerks with signed-in time; None if there is nobody."""
    found = [minutes_per_hour(facts) for facts in employees if facts.is_clerk]
    return median([minutes for minutes in found if minutes is not None])


def hall_hours(employees: Iterable[EmployeeFacts]) -> Fraction | None:
    """The median signed-in hours of the hall's clerks with signed-in time; None if there is nobody."""
    return median([signed_in_hours(facts) for facts in employees if facts.is_clerk and facts.signed_in_seconds > 0])


def signed_in_hours(facts: EmployeeFacts) -> Fraction:
    """The signed-in hours of a month."""
    return Fraction(facts.signed_in_seconds, 3600)


def volume_score(own: Fraction | None, hall: Fraction | None, policy: Policy) -> Fraction | None:
    """V = 50 + 50 * clip((u/med - 1) / 0.5, -1, 1). None without signed-in time, own or the hall's."""
    if own is None or not hall:
        return None
    return 50 + 50 * clip((own / hall - 1) / policy.volume_spread, Fraction(-1), Fraction(1))
