"""The checklist line: what the checks say once strict and mild inspectors are evened out. Pure.

Formulas: points 1 and 2 of the star policy. Every value is exact (a fraction), so the order of rows cannot matter.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import sqrt

from storeops.quality.policy.policy import Policy
from storeops.quality.stars.arithmetic import clip, mean
from storeops.quality.stars.month_facts import CheckFact


def inspector_shifts(checks: Sequence[CheckFact], policy: Policy) -> dict[str, Fraction]:
    """By how many points each inspector marks above the others who checked the same people, in part and within limits.

    b = mean(d) * m / (m + 10), where d is the check less the mean of the same employee's checks by OTHER inspectors,
    over the m checks that have such a mean; cut to +-5; then moved so that the shifts, weighted by each inspector's
    number of checks, average 0. With one inspector there is nothing to compare: 0. Vetoed checks enter nothing of this:
    what was seen there says nothing of how strict somebody marks, and would move what colleagues get.
    """
    compared = [check for check in checks if not check.is_vetoed]
    unmoved = dict.fromkeys({check.inspector for check in checks}, Fraction(0))
    of_employee: defaultdict[str, defaultdict[str, list[Fraction]]] = defaultdict(lambda: defaultdict(list))
    for check in compared:
        of_employee[check.employee][check.inspector].append(check.score)
    differences: defaultdict[str, list[Fraction]] = defaultdict(list)
    count: defaultdict[str, int] = defaultdict(int)
    for by_inspector in of_employee.values():
        for inspector, scores in by_inspector.items():
            count[inspector] += len(scores)
            others = [score for other, theirs in by_inspector.items() if other != inspector for score in theirs]
            if others:
                differences[inspector] += [score - mean(others) for score in scores]
    if len(count) < 2:
        return dict(sorted(unmoved.items()))
    raw = {inspector: _shrunk(differences[inspector], policy) for inspector in count}
    middle = sum((raw[inspector] * count[inspector] for inspector in count), Fraction(0)) / len(compared)
    return dict(sorted({**unmoved, **{inspector: raw[inspector] - middle for inspector in count}}.items()))


def adjusted(check: CheckFact, shifts: Mapping[str, Fraction]) -> Fraction:
    """The score with its inspector's shift taken off; a vetoed check stays at 0."""
    return check.score if check.is_vetoed else check.score - shifts[check.inspector]


def _shrunk(differences: Sequence[Fraction], policy: Policy) -> Fraction:
    if not differences:
        return Fraction(0)
    shift = mean(differences) * Fraction(len(differences), len(differences) + policy.shift_prior_checks)
    return clip(shift, -policy.shift_limit, policy.shift_limit)


@dataclass(frozen=True)
class CheckedMonth:
    """One employee's checked month. `day_means` are of the adjusted scores, by day; `mean` is None without a check."""

    day_means: Mapping[str, Fraction]
    inspectors: frozenset[str]
    checks: int

    @property
    def days(self) -> int:
        return len(self.day_means)

    @property
    def mean(self) -> Fraction | None:
        return mean(list(self.day_means.values())) if self.day_means else None


NOT_CHECKED = CheckedMonth({}, frozenset(), 0)


def checked_months(checks: Sequence[CheckFact], shifts: Mapping[str, Fraction]) -> dict[str, CheckedMonth]:
    """Each checked employee's days, with the inspectors' shifts taken off."""
    scores: defaultdict[str, defaultdict[str, list[Fraction]]] = defaultdict(lambda: defaultdict(list))
    inspectors: defaultdict[str, list[str]] = defaultdict(list)
    for check in checks:
        scores[check.employee][check.day].append(adjusted(check, shifts))
        inspectors[check.employee].append(check.inspector)
    return {
        employee: CheckedMonth(
            {day: mean(days[day]) for day in sorted(days)}, frozenset(inspectors[employee]), len(inspectors[employee])
        )
        for employee, days in scores.items()
    }


def hall_mean(months: Mapping[str, CheckedMonth]) -> Fraction | None:
    """The mean of the employees' means, weighted by their checked days; None where nobody was checked."""
    days = sum(month.days for month in months.values())
    if not days:
        return None
    return sum((mean(list(month.day_means.values())) * month.days for month in months.values()), Fraction(0)) / days


def checklist_score(month: CheckedMonth, hall: Fraction | None, policy: Policy) -> Fraction | None:
    """Q = (n*M + 4*H) / (n + 4): few checked days lean on the hall's mean.

    None where nobody was checked, and for somebody unchecked under a policy that does not lean on the hall's mean.
    """
    if hall is None or month.days + policy.prior_days == 0:
        return None
    own = month.mean if month.mean is not None else Fraction(0)
    return (month.days * own + policy.prior_days * hall) / Fraction(month.days + policy.prior_days)


def spread_within(months: Mapping[str, CheckedMonth]) -> float | None:
    """How much one employee's days differ, as a standard deviation pooled over the hall; None if no one has two days.

    Pooled, because a month of twelve days is too short to know one employee's own spread.
    """
    squares, freedom = Fraction(0), 0
    for month in months.values():
        if month.days > 1:
            middle = mean(list(month.day_means.values()))
            squares += sum(((value - middle) ** 2 for value in month.day_means.values()), Fraction(0))
            freedom += month.days - 1
    return sqrt(squares / freedom) if freedom else None


def standard_error(month: CheckedMonth, spread: float | None, policy: Policy) -> float | None:
    """How far Q may be off: s / sqrt(n) * n / (n + 4). None where it cannot be said."""
    if spread is None or month.days == 0:
        return None
    return spread / sqrt(month.days) * month.days / (month.days + policy.prior_days)
