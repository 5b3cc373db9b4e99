"""Exact arithmetic with fractions, rounded once at the very end. Pure."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

TWO_PLACES = Decimal("0.01")
SIX_PLACES = Decimal("0.000001")


def mean(values: Sequence[Fraction]) -> Fraction:
    """The mean of at least one value."""
    return sum(values, Fraction(0)) / len(values)


def median(values: Sequence[Fraction]) -> Fraction | None:
    """The median, the mean of the two middle values where the count is even; None of nothing."""
    if not values:
        return None
    ordered, middle = sorted(values), len(values) // 2
    return ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2


def clip(value: Fraction, low: Fraction, high: Fraction) -> Fraction:
    """The value, not below `low` and not above `high`."""
    return max(low, min(high, value))


def rounded(value: Fraction, places: Decimal = TWO_PLACES) -> Decimal:
    """The value as a decimal, a half rounded away from zero, exact whatever the fraction."""
    steps = abs(value) / Fraction(places)
    whole = Decimal((2 * steps.numerator + steps.denominator) // (2 * steps.denominator)) * places
    return whole.copy_sign(Decimal(-1)) if value < 0 and whole else whole
