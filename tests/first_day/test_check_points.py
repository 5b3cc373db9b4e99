"""Points of any sum become 100."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storeops.first_day.check_points import given_points, scaled


@pytest.mark.parametrize(
    ("points", "weights"),
    [
        ([], []),
        ([60, 40], [60, 40]),
        ([5, 5], [50, 50]),
        ([1, 1, 1], [34, 33, 33]),  # a third of 100 each; the first of those that lost as much gets what is left
        ([2, 3, 5, 10], [10, 15, 25, 50]),  # of 20
        ([1000, 1], [99, 1]),  # 99.9 and 0.1: none falls below 1
    ],
)
def test_the_shares_stay(points: list[int], weights: list[int]) -> None:
    assert scaled([Fraction(point) for point in points]) == weights


@given(st.lists(st.integers(min_value=1, max_value=10_000), min_size=1, max_size=40))
def test_every_sheet_adds_up_to_100_and_loses_no_item(points: list[int]) -> None:
    weights = scaled([Fraction(point) for point in points])

    assert sum(weights) == 100
    assert min(weights) >= 1
    assert len(weights) == len(points)


@pytest.mark.parametrize(
    ("text", "points"),
    [("5", Fraction(5)), ("2.5", Fraction(5, 2)), (" 3分 ", Fraction(3)), ("0", None), ("-1", None), ("五", None)],
)
def test_points_are_read_as_they_are_typed(text: str, points: Fraction | None) -> None:
    assert given_points(text) == points


@pytest.mark.parametrize("text", ["", "nan", "inf", "1e99", "1/0", "x" * 500])
def test_what_is_no_number_of_points_is_none(text: str) -> None:
    assert given_points(text) is None
