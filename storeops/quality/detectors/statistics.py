"""The statistics of the detectors, without a library: tails, a fit through bins, the false discovery rate. Pure."""

import math
from collections.abc import Sequence


def log_linear(positions: Sequence[int], counts: Sequence[int], at: int) -> float:
    """What a straight line through the logarithms of `counts` expects at position `at`; least squares.

    An empty bin counts as half of one, because nothing has no logarithm.
    """
    logs = [math.log(count or 0.5) for count in counts]
    middle, mean = sum(positions) / len(positions), sum(logs) / len(logs)
    spread = sum((position - middle) ** 2 for position in positions)
    slope = sum((x - middle) * (y - mean) for x, y in zip(positions, logs, strict=True)) / spread
    return math.exp(mean + slope * (at - middle))


def poisson_z(observed: int, expected: float) -> float:
    """By how many standard deviations a count lies above what was expected; `expected` is above 0."""
    return (observed - expected) / math.sqrt(expected)


def share_z(hits: int, total: int, share: float) -> float | None:
    """By how many binomial standard deviations `hits` of `total` lie above `share`; None where nothing can vary."""
    variance = total * share * (1 - share)
    return (hits - total * share) / math.sqrt(variance) if variance > 0 else None


def mixed_share_z(hits: int, shares: Sequence[tuple[int, float]]) -> float | None:
    """The same where so many draws stand against one share and so many against another."""
    variance = sum(count * share * (1 - share) for count, share in shares)
    expected = sum(count * share for count, share in shares)
    return (hits - expected) / math.sqrt(variance) if variance > 0 else None


def normal_tail(z: float) -> float:
    """The chance of a standard normal value above `z`."""
    return math.erfc(z / math.sqrt(2)) / 2


def binomial_tail(hits: int, total: int, share: float) -> float:
    """The exact chance of `hits` or more in `total` draws of chance `share`.

    The side of the distribution that holds less is summed, from its largest term outwards, so that neither a tiny
    tail nor one close to 1 loses its digits.
    """
    if hits <= 0:
        return 1.0
    if hits > total or share <= 0:
        return 0.0
    if share >= 1:
        return 1.0
    odds = share / (1 - share)
    if hits > total * share:
        term = tail = _binomial(hits, total, share)
        for count in range(hits, total):
            term *= (total - count) / (count + 1) * odds
            tail += term
            if term < tail * 1e-17:
                break
        return min(tail, 1.0)
    term = below = _binomial(hits - 1, total, share)
    for count in range(hits - 1, 0, -1):
        term *= count / (total - count + 1) / odds
        below += term
        if term < below * 1e-17:
            break
    return max(1.0 - below, 0.0)


def _binomial(hits: int, total: int, share: float) -> float:
    ways = math.lgamma(total + 1) - math.lgamma(hits + 1) - math.lgamma(total - hits + 1)
    return math.exp(ways + hits * math.log(share) + (total - hits) * math.log1p(-share))


def run_tail(run: int, total: int, share: float) -> float:
    """The exact chance of `run` or more hits in a row somewhere in `total` draws of chance `share`.

    By the chance of no such run in the first n draws: a run that ends at n for the first time needs a miss before it.
    """
    if run <= 0:
        return 1.0
    if run > total:
        return 0.0
    whole = share**run
    without = [1.0] * run + [1.0 - whole]
    for count in range(run + 1, total + 1):
        without.append(without[count - 1] - (1 - share) * whole * without[count - run - 1])
    return min(max(1.0 - without[total], 0.0), 1.0)


def significant(p_values: Sequence[float], rate: float) -> list[bool]:
    """Which of several tests stand at a false discovery rate (Benjamini and Hochberg 1995), in the order given.

    The largest p that is at most rate * rank / number of tests stands, and with it every smaller one.
    """
    limit = -1.0
    for rank, p_value in enumerate(sorted(p_values), start=1):
        if p_value <= rate * rank / len(p_values):
            limit = p_value
    return [p_value <= limit for p_value in p_values]


def nearest_rank(values: Sequence[int], share: float) -> int:
    """The smallest value that at least `share` of the values do not exceed; `values` is not empty."""
    return sorted(values)[math.ceil(share * len(values)) - 1]
