"""Shares, means and quantiles as metrics mean them: nothing over nothing is None. Pure."""

from collections.abc import Sequence


def share(part: float, whole: float) -> float | None:
    """A part of a whole; None where there is no whole."""
    return part / whole if whole else None


def mean(values: Sequence[float]) -> float | None:
    return share(sum(values), len(values))


def median(ordered: Sequence[float]) -> float | None:
    """The middle of values in order; the mean of the two middle ones where their count is even."""
    if not ordered:
        return None
    middle = len(ordered) // 2
    return ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2


def p90(ordered: Sequence[float]) -> float | None:
    """The smallest of values in order that at least nine tenths of them do not exceed (nearest rank)."""
    if not ordered:
        return None
    rank = -(-9 * len(ordered) // 10)
    return ordered[rank - 1]
