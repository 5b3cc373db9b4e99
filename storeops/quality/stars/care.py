"""The care and skill lines: what was upheld, booked, praised, won and learnt. Pure."""

from collections.abc import Sequence
from fractions import Fraction

from storeops.quality.policy.policy import Policy
from storeops.quality.stars.arithmetic import clip, mean


def care_score(complaints: int, errors: int, praise: int, policy: Policy) -> Fraction:
    """C = clip(100 - 20*upheld complaints - 10*booked errors + min(10, 5*written praise), 0, 100)."""
    points = (
        100
        - policy.complaint_points * complaints
        - policy.error_points * errors
        + min(policy.praise_limit, policy.praise_points * praise)
    )
    return clip(Fraction(points), Fraction(0), Fraction(100))


def skill_score(scores: Sequence[int]) -> Fraction | None:
    """The mean of the month's contest and training results; None without one."""
    return mean([Fraction(score) for score in scores]) if scores else None
