"""The volume line: standard minutes of finished transactions per signed-in hour, beside the hall's middle. Pure."""

from collections.abc import Iterable, Mapping
from fractions import Fraction

from storeops.base.i18n import N_
from storeops.quality.policy.policy import Policy
from storeops.quality.stars.arithmetic import clip
from storeops.quality.stars.month_facts import EmployeeFacts

MIDDLE_NOTES: Mapping[bool, str] = {
    True: N_(
        "Not below 0 and not above 100. The middle is over everybody who is clerk at the end of the month, with"
        " signed-in time, active or not; nobody else moves it."
    ),
    False: N_(
        "Not below 0 and not above 100. The middle is over clerks, team leads and whoever else served, with"
        " signed-in time."
    ),
}
"""Whose middle it is, with CLERKS_MIDDLE and before: the same words in the posted rules and on the sheet."""


def minutes_per_hour(facts: EmployeeFacts) -> Fraction | None:
    """u: the standard minutes done per signed-in hour; None for somebody who was never signed in."""
    if facts.signed_in_seconds <= 0:
        return None
    return facts.standard_minutes * 3600 / facts.signed_in_seconds


def clerks_minutes_per_hour(employees: Iterable[EmployeeFacts]) -> tuple[Fraction, ...]:
    """u of each of the hall's clerks with signed-in time, the least first: hall_minutes_per_hour is their middle."""
    found = (minutes_per_hour(facts) for facts in employees if facts.is_clerk)
    return tuple(sorted(minutes for minutes in found if minutes is not None))


def clerks_hours(employees: Iterable[EmployeeFacts]) -> tuple[Fraction, ...]:
    """The signed-in hours of each of them, the least first."""
    found = (signed_in_hours(facts) for facts in employees if facts.is_clerk and facts.signed_in_seconds > 0)
    return tuple(sorted(found))


def signed_in_hours(facts: EmployeeFacts) -> Fraction:
    """The signed-in hours of a month."""
    return Fraction(facts.signed_in_seconds, 3600)


def volume_score(own: Fraction | None, hall: Fraction | None, policy: Policy) -> Fraction | None:
    """V = 50 + 50 * clip((u/med - 1) / 0.5, -1, 1). None without signed-in time, own or the hall's."""
    if own is None or not hall:
        return None
    return 50 + 50 * clip((own / hall - 1) / policy.volume_spread, Fraction(-1), Fraction(1))
