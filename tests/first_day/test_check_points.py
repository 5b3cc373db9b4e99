"""Points of any sum become 100."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storeops.first_day.check_points import given_points, points_written, scaled, scaled_deduction
from storeops.quality.checks.sheet_rules import ItemKind


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
    ("text", "kind", "points"),
    [
        ("5", ItemKind.POINTS, 5),
        ("2.5", ItemKind.POINTS, Fraction(5, 2)),
        (" 3分 ", ItemKind.POINTS, 3),
        ("-2", ItemKind.DEDUCT, 2),
        ("－2", ItemKind.DEDUCT, 2),
        ("扣2分", ItemKind.DEDUCT, 2),
        ("每次扣 0.5 分", ItemKind.DEDUCT, Fraction(1, 2)),
        ("扣2分/次", ItemKind.DEDUCT, 2),
        ("-2 each time", ItemKind.DEDUCT, 2),
        ("一票否决", ItemKind.VETO, 100),
        ("Veto", ItemKind.VETO, 100),
    ],
)
def test_points_are_read_as_halls_write_them(text: str, kind: ItemKind, points: Fraction) -> None:
    assert given_points(text) == (kind, points)


@pytest.mark.parametrize("text", ["0", "-0", "--1", "五", "扣", "", "nan", "inf", "1e99", "1/0", "x" * 500])
def test_what_is_no_number_of_points_is_none(text: str) -> None:
    assert given_points(text) is None


@pytest.mark.parametrize("kind", ItemKind)
def test_points_that_are_written_are_read_back(kind: ItemKind) -> None:
    read = given_points(points_written(kind, 100))

    assert read == (kind, Fraction(100))


@pytest.mark.parametrize(
    ("points", "whole", "weight"),
    [
        (2, 100, 2),
        (2, 50, 4),  # of 50: twice as much of 100
        (3, 120, 3),  # 2.5, halves up
        (1, 1000, 1),  # 0.1 is no less than 1
    ],
)
def test_a_deduction_keeps_its_share_of_the_whole(points: int, whole: int, weight: int) -> None:
    assert scaled_deduction(Fraction(points), Fraction(whole)) == weight
