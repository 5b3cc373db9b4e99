"""Whether evening out strict and mild inspectors ranks clerks nearer to the truth than the plain mean of their checks.

Made months: 12 clerks (true standard deviation 3), 4 inspectors (4), noise of a check 6, 12 checks each on as many days
by inspectors drawn from a mix of the clerk's own. Agreement with the truth is Kendall's tau. Run with

    python -m tests.benchmarks.star_fairness [MONTHS]
"""

import random
import sys
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from statistics import fmean

from storeops.quality.policy.policy import Policy
from storeops.quality.stars.checklist import checked_months, checklist_score, hall_mean, inspector_shifts
from storeops.quality.stars.month_facts import CheckFact
from tests.quality.stars.star_story import SHIPPED

CLERKS, INSPECTORS, CHECKS = 12, 4, 12
CLERK_SD, INSPECTOR_SD, NOISE_SD, MIDDLE = 3.0, 4.0, 6.0, 85.0
MONTHS = 200


@dataclass(frozen=True)
class Agreement:
    """Mean rank agreement with the truth over many months, from -1 to 1; and how often the best clerk came first."""

    months: int
    raw: float
    adjusted: float
    best_first: float


def fairness(months: int, policy: Policy = SHIPPED) -> Agreement:
    """The agreement of the plain means and of the adjusted scores, over months made from the seeds 0, 1, 2 ..."""
    raw, adjusted, best_first = [], [], []
    for seed in range(months):
        truth, checks = a_made_month(random.Random(seed))
        scores = adjusted_scores(checks, policy)
        raw.append(kendall(truth, plain_means(checks)))
        adjusted.append(kendall(truth, scores))
        best_first.append(max(truth, key=truth.__getitem__) == max(scores, key=scores.__getitem__))
    return Agreement(months, fmean(raw), fmean(adjusted), fmean(best_first))


def a_made_month(chance: random.Random) -> tuple[dict[str, float], list[CheckFact]]:
    """How good the clerks are, and what the checks say of them."""
    truth = {f"c{number}": chance.gauss(MIDDLE, CLERK_SD) for number in range(CLERKS)}
    shifts = {f"i{number}": chance.gauss(0, INSPECTOR_SD) for number in range(INSPECTORS)}
    checks: list[CheckFact] = []
    for clerk, skill in truth.items():
        # Rosters meet unevenly: each clerk has an own mix of inspectors.
        mix = [chance.expovariate(1) for _ in shifts]
        for day, inspector in enumerate(chance.choices(sorted(shifts), mix, k=CHECKS), start=1):
            score = Fraction(round(100 * chance.gauss(skill + shifts[inspector], NOISE_SD)), 100)
            checks.append(CheckFact(len(checks), clerk, inspector, f"2026-03-{day:02}", score))
    return truth, checks


def plain_means(checks: list[CheckFact]) -> dict[str, float]:
    """The mean of each clerk's checks as marked."""
    scores: defaultdict[str, list[float]] = defaultdict(list)
    for check in checks:
        scores[check.employee].append(float(check.score))
    return {clerk: fmean(own) for clerk, own in scores.items()}


def adjusted_scores(checks: list[CheckFact], policy: Policy) -> dict[str, float]:
    """The checklist line of each clerk, as the stars compute it."""
    months = checked_months(checks, inspector_shifts(checks, policy))
    hall = hall_mean(months)
    return {clerk: float(checklist_score(month, hall, policy) or 0) for clerk, month in months.items()}


def kendall(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    """The share of pairs in the same order less the share in the opposite order."""
    signs = [(one[a] - one[b]) * (other[a] - other[b]) for a, b in combinations(sorted(one), 2)]
    return (sum(sign > 0 for sign in signs) - sum(sign < 0 for sign in signs)) / len(signs)


def main() -> None:
    """Print the agreement over as many months as asked for."""
    found = fairness(int(sys.argv[1]) if len(sys.argv) > 1 else MONTHS)
    print(f"months made          {found.months}")
    print(f"plain means          {found.raw:.3f}")
    print(f"adjusted scores      {found.adjusted:.3f}")
    print(f"the best came first  {found.best_first:.0%}")


if __name__ == "__main__":
    main()
