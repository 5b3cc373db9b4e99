"""When a mean is published, and how sure it is."""

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storeops.quality.feedback.intervals import Interval, figure, mean_interval, score

SCORES = st.lists(st.sampled_from([0.0, 25.0, 50.0, 75.0, 100.0]), min_size=20, max_size=60)


def test_a_tap_of_1_to_5_is_a_score_of_0_to_100() -> None:
    assert [score(tap) for tap in (1, 2, 3, 4, 5)] == [0, 25, 50, 75, 100]


def test_nineteen_visits_are_too_few_for_a_mean() -> None:
    found = figure([50.0] * 19, Random(1))

    assert (found.n, found.least, found.mean, found.interval) == (19, 20, None, None)


def test_twenty_visits_have_a_mean_with_its_interval() -> None:
    found = figure([0.0] * 5 + [100.0] * 15, Random(1))

    # 15 of 20 at 100: mean 75. One draw of 20 has sd 100 * sqrt(.75 * .25 / 20) = 9.7, so about 75 -+ 19.
    assert (found.n, found.mean) == (20, 75)
    assert found.interval is not None
    assert found.interval.low == pytest.approx(56, abs=6)
    assert found.interval.high == pytest.approx(94, abs=6)


def test_equal_values_leave_no_doubt() -> None:
    assert mean_interval([75.0] * 20, Random(1)) == Interval(75, 75)
    assert mean_interval([75.0] * 2000, Random(1)) == Interval(75, 75)


def test_many_values_have_the_interval_that_drawing_would_give() -> None:
    few, many = [0.0, 100.0] * 250, [0.0, 100.0] * 251

    drawn, computed = mean_interval(few, Random(1)), mean_interval(many, Random(1))

    # 50 -+ 1.96 * 50 / sqrt(502) = 50 -+ 4.374; drawing 500 gives 50 -+ 4.383.
    assert computed.low == pytest.approx(45.626, abs=0.001)
    assert drawn.low == pytest.approx(computed.low, abs=0.7)
    assert drawn.high == pytest.approx(computed.high, abs=0.7)


@given(SCORES, st.randoms(use_true_random=False))
@settings(max_examples=30)
def test_the_order_of_the_values_changes_nothing(values: list[float], dice: Random) -> None:
    shuffled = values.copy()
    dice.shuffle(shuffled)

    assert figure(shuffled, Random(7)) == figure(values, Random(7))


@given(SCORES)
@settings(max_examples=30)
def test_mean_and_interval_lie_between_the_least_and_the_greatest_value(values: list[float]) -> None:
    found = figure(values, Random(7))

    assert found.mean is not None
    assert found.interval is not None
    assert min(values) <= found.interval.low <= found.mean <= found.interval.high <= max(values)
