"""Shares of several people against the share of all of them together: the funnel that most detectors use. Pure."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import NamedTuple, TypeVar

from storeops.quality.detectors.statistics import binomial_tail, share_z, significant

T = TypeVar("T")

Counts = Mapping[str, tuple[int, int]]
"""Hits and total of each subject."""


class Share(NamedTuple):
    """One subject's share. `z` is None where the pooled share is 0 or 1; `p` is the exact upper tail.

    `against` is the share that it stands against: the pooled one, or what a mixture of several lets expect.
    """

    subject: str
    hits: int
    total: int
    z: float | None
    p: float
    is_significant: bool
    against: float

    @property
    def share(self) -> float:
        return self.hits / self.total


@dataclass(frozen=True)
class Funnel:
    """Everybody's share, by subject; `pooled_share` is that of all hits in the whole, those not judged included."""

    hits: int
    total: int
    shares: tuple[Share, ...]

    @property
    def pooled_share(self) -> float:
        return self.hits / self.total


def funnel(counts: Counts, least_total: int, rate: float) -> Funnel | None:
    """Judge each subject with at least `least_total` against the pooled share, at the false discovery rate `rate`.

    None where nobody has so many.
    """
    judged = sorted((subject, *count) for subject, count in counts.items() if count[1] >= max(least_total, 1))
    if not judged:
        return None
    hits, total = (sum(count[part] for count in counts.values()) for part in (0, 1))
    pooled = hits / total
    tails = [binomial_tail(own_hits, own_total, pooled) for _, own_hits, own_total in judged]
    shares = tuple(
        Share(subject, own_hits, own_total, share_z(own_hits, own_total, pooled), tail, stands, pooled)
        for (subject, own_hits, own_total), tail, stands in zip(judged, tails, significant(tails, rate), strict=True)
    )
    return Funnel(hits, total, shares)


def counted(facts: Mapping[T, int], subject: Callable[[T], str | None], is_hit: Callable[[T], bool]) -> Counts:
    """Hits and total of each subject, of facts with how many there were of each; those without one are left out."""
    found: dict[str, list[int]] = {}
    for fact, times in facts.items():
        name = subject(fact)
        if name is not None:
            count = found.setdefault(name, [0, 0])
            count[0] += times * is_hit(fact)
            count[1] += times
    return {name: (hits, total) for name, (hits, total) in found.items()}
