"""The points of a check sheet as a hall has them: any sum becomes 100, and words tell what deducts or vetoes. Pure."""

from collections.abc import Sequence
from fractions import Fraction
from re import compile as pattern
from typing import NamedTuple

from storeops.quality.checks.sheet_rules import WHOLE, ItemKind

VETO_WORD = "一票否决"
VETOES = frozenset({VETO_WORD, "否决", "一票否决项", "veto"})
_DEDUCTS = pattern(r"(?:每次|每项|每处|每例)?\s*(?:扣|减|-|−|－|minus)\s*(?P<points>[0-9.]+)\s*(?:/次|每次|each time)?")
_POINTS_WORD = "分"


class GivenPoints(NamedTuple):
    """What a hall wrote beside an item: its kind and points; a veto takes all that there are."""

    kind: ItemKind
    points: Fraction


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


def scaled_deduction(points: Fraction, whole: Fraction) -> int:
    """What one time takes off 100, of a sheet whose points add up to `whole`: a whole number, halves up, 1 at least."""
    return max(1, int(points * WHOLE / whole + Fraction(1, 2)))


def given_points(text: str) -> GivenPoints | None:
    """What stands beside an item: 2, 2.5 or 2分 brings points, -2 or 每次扣2分 deducts, 一票否决 vetoes.

    None for any other text, and for no points at all.
    """
    asked = text.strip().lower()
    if asked in VETOES:
        return GivenPoints(ItemKind.VETO, Fraction(WHOLE))
    asked = asked.replace(_POINTS_WORD, "").strip()
    deducts = _DEDUCTS.fullmatch(asked)
    try:
        points = Fraction(deducts["points"] if deducts else asked)
    except (ValueError, ZeroDivisionError):
        return None
    if not 0 < points <= WHOLE * WHOLE:
        return None
    return GivenPoints(ItemKind.DEDUCT if deducts else ItemKind.POINTS, points)


def points_written(kind: ItemKind, weight: int) -> str:
    """The same as given_points() reads it."""
    return {ItemKind.POINTS: f"{weight}", ItemKind.DEDUCT: f"-{weight}", ItemKind.VETO: VETO_WORD}[kind]
