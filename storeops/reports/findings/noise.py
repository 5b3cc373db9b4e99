"""How few say nothing, and whether two groups of one month differ by more than chance. Pure.

What moved between two periods is judged by their days (measuring/chance.py); here single cases are compared, each of
another customer, counter and day.
"""

from math import sqrt

SIGNIFICANT_Z = 1.96
"""Beyond it, chance alone makes shares differ so far in one month of twenty."""
ENOUGH_CASES = 30
"""Below it nobody should be praised or blamed for so few."""


def share_z(share: float, cases: float, before: float, cases_before: float) -> float:
    """Two-proportion z with the pooled share: (p1 - p0) / sqrt(p (1 - p) (1/n1 + 1/n0)); 0 where nothing varies."""
    pooled = (share * cases + before * cases_before) / (cases + cases_before)
    spread = sqrt(max(pooled * (1 - pooled), 0.0) * (1 / cases + 1 / cases_before))
    return (share - before) / spread if spread else 0.0
