"""Whether a movement is more than chance. Pure."""

from math import sqrt

SIGNIFICANT_Z = 1.96
"""Beyond it, chance alone moves a figure this far in one month of twenty."""
CERTAIN_Z = 2.58
"""One month of a hundred: asked for where the other month's number of cases is only estimated."""
ENOUGH_CASES = 30
"""Below it the tests here do not hold, and nobody should be praised or blamed for so few."""
FEWEST_EVENTS = 10
"""Of both months together: below it a count says nothing."""
SPREAD_OF_TIMES = 1.44
"""Standard error of a median time x root of its number / the median, if times spread as an exponential does (1 / ln 2).

The report keeps no spread of times. Real waits and handlings spread less or about as much, and a mean (1.0) and a p90
(1.3) are known better than a median, so that this one errs on the side of silence.
"""
SPREAD_OF_CHECKS = 6.0
"""Points: the standard deviation of one check around what the checked person is worth."""


def share_z(share: float, cases: float, before: float, cases_before: float) -> float:
    """Two-proportion z with the pooled share: (p1 - p0) / sqrt(p (1 - p) (1/n1 + 1/n0)); 0 where nothing varies."""
    pooled = (share * cases + before * cases_before) / (cases + cases_before)
    spread = sqrt(max(pooled * (1 - pooled), 0.0) * (1 / cases + 1 / cases_before))
    return (share - before) / spread if spread else 0.0


def time_z(time: float, cases: float, before: float, cases_before: float, spread: float = SPREAD_OF_TIMES) -> float:
    """(t1 - t0) / (spread sqrt(t1²/n1 + t0²/n0)): of times, and of rates by the hour; 0 where both are 0."""
    error = spread * sqrt(time**2 / cases + before**2 / cases_before)
    return (time - before) / error if error else 0.0


def score_z(score: float, cases: float, before: float, cases_before: float) -> float:
    """(s1 - s0) / (6 sqrt(1/n1 + 1/n0)), of mean scores of checks."""
    return (score - before) / (SPREAD_OF_CHECKS * sqrt(1 / cases + 1 / cases_before))


def count_z(count: float, customers: float, before: float, customers_before: float) -> float:
    """Whether events came more often per customer: of all events, those of this month against its part of customers.

    (k1 - N q) / sqrt(N q (1 - q)), N = k1 + k0, q = n1 / (n1 + n0). Months of different length compare fairly. 0 below
    FEWEST_EVENTS.
    """
    events, expected = count + before, customers / (customers + customers_before)
    if events < FEWEST_EVENTS:
        return 0.0
    return (count - events * expected) / sqrt(events * expected * (1 - expected))
