"""The points of a check sheet as a hall has them: any sum becomes 100. Pure."""

from collections.abc import Sequence
from fractions import Fraction

from storeops.quality.checks.sheet_rules import WHOLE


def scaled(points: Sequence[Fraction]) -> list[int]:
    """Whole points that add up to 100 in the shares of these, none below 1; of nothing nothing.

    What rounding leaves goes to those that lost most by it. There must be no more than 100.
    """
    if not points:
        return []
    whole = sum(points)
    exact = [share * WHOLE / whole for share in points]
    given = [max(1, int(share)) for share in exact]
    while (left := WHOLE - sum(given)) != 0:
        step = 1 if left > 0 else -1
        may = [place for place, weight in enumerate(given) if step > 0 or weight > 1]
        place = max(may, key=lambda at: step * (exact[at] - given[at]))
        given[place] += step
    return given


def given_points(text: str) -> Fraction | None:
    """Points as they are typed, 2 or 2.5 or 2分; None for any other text, and for none at all."""
    try:
        points = Fraction(text.strip().removesuffix("分").strip())
    except (ValueError, ZeroDivisionError):
        return None
    return points if 0 < points <= WHOLE * WHOLE else None
