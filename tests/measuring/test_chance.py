"""Whether days differ by more than chance, worked out by hand and against tables of Student's t."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storeops.measuring.chance import chance_of_change, chance_of_distance, more_than_chance, ratio_of_days, two_sided
from storeops.measuring.counted import DayPart

EVEN = [DayPart(8, 10), DayPart(9, 10), DayPart(10, 10)]


@pytest.mark.parametrize(
    ("t", "freedom", "chance"),
    # From the tables: the two-sided 5 % of 1, 5, 10 and 30 degrees of freedom, and the 1 % of 10.
    [(12.706, 1, 0.05), (2.571, 5, 0.05), (2.228, 10, 0.05), (2.042, 30, 0.05), (3.169, 10, 0.01)],
)
def test_students_t_is_that_of_the_tables(t: float, freedom: int, chance: float) -> None:
    assert two_sided(t, freedom) == pytest.approx(chance, abs=1e-4)
    assert two_sided(0, freedom) == pytest.approx(1)


def test_a_ratio_of_days_and_its_error() -> None:
    found = ratio_of_days(EVEN)

    # R = 27 / 30. From the ratio of the other two days: 8 - 9.5 = -1.5, 9 - 9 = 0, 10 - 8.5 = 1.5;
    # (2.25 + 0 + 2.25) / 30² = 0.005. Three days alike: 30² / 300 = 3, less one.
    assert found is not None
    assert found == pytest.approx((0.9, 0.005, 2))


def test_one_large_day_counts_for_little_more_than_itself() -> None:
    found = ratio_of_days([DayPart(80, 100), DayPart(1, 1), DayPart(1, 1)])

    # 102² / (100² + 1 + 1) = 1.0402: as good as one day.
    assert found is not None
    assert found.freedom == pytest.approx(0.0402, abs=1e-4)


def test_days_of_which_nothing_is_known_are_left_out() -> None:
    assert ratio_of_days([*EVEN, DayPart(0, 0)]) == ratio_of_days(EVEN)


def test_one_day_tells_nothing_of_chance() -> None:
    assert chance_of_change([DayPart(8, 10)], EVEN) is None
    assert chance_of_distance([DayPart(8, 10)], 0.9) is None


def test_a_change_is_judged_by_the_days_of_both_periods() -> None:
    lower = [DayPart(4, 10), DayPart(5, 10), DayPart(6, 10)]

    # t = 0.4 / sqrt(0.005 + 0.005) = 4 with 2 degrees of freedom: 1 - 4 / sqrt(2 + 4²) = 0.0572
    assert chance_of_change(EVEN, lower) == pytest.approx(1 - 4 / 18**0.5)


def test_a_distance_from_a_target_is_judged_by_the_days() -> None:
    # t = 0.1 / sqrt(0.005) = 1.4142 with 2 degrees of freedom: 1 - 1.4142 / sqrt(2 + 2) = 0.2929
    assert chance_of_distance(EVEN, 0.8) == pytest.approx(1 - 2**0.5 / 2)


def test_several_figures_are_judged_together() -> None:
    # Of four the limits are 0.025, 0.05, 0.075 and 0.1: the third keeps its own, so the second does not matter.
    assert more_than_chance({"a": 0.02, "b": 0.06, "c": 0.07, "d": 0.5}) == {"a", "b", "c"}
    assert more_than_chance({"a": 0.03, "b": 0.06, "c": 0.08, "d": 0.5}) == set()
    assert more_than_chance({}) == set()


@given(st.lists(st.builds(DayPart, st.integers(0, 500), st.integers(0, 500)), max_size=12))
def test_any_days_differ_from_themselves_by_nothing(days: list[DayPart]) -> None:
    chance = chance_of_change(days, days)

    assert chance is None or chance == pytest.approx(1)
