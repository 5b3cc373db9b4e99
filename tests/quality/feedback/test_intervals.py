"""When a mean is published, how sure it is, and what a clerk may see."""

from datetime import date
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storeops.quality.feedback.intervals import LEAST_CLERK_RATINGS, Interval, figure, mean_interval, released, score

MONDAY, TUESDAY, WEDNESDAY, THURSDAY = (date(2026, 3, day) for day in (2, 3, 4, 5))

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


# What a clerk may see


def test_four_ratings_show_nothing() -> None:
    assert released([(MONDAY, 5)] * 4, TUESDAY) == []


def test_five_ratings_show_on_the_next_day() -> None:
    rated = [(MONDAY, 5)] * 4 + [(MONDAY, 1)]

    assert released(rated, MONDAY) == []
    assert sorted(released(rated, TUESDAY)) == [1, 5, 5, 5, 5]


def test_a_single_later_rating_waits_for_four_others() -> None:
    rated = [(MONDAY, 5)] * 5 + [(TUESDAY, 1)]

    assert released(rated, WEDNESDAY) == [5] * 5
    assert sorted(released([*rated, *[(WEDNESDAY, 4)] * 4], THURSDAY)) == [1, 4, 4, 4, 4, *[5] * 5]


@given(st.lists(st.tuples(st.integers(1, 20), st.integers(1, 5)), max_size=60))
def test_what_is_new_from_one_day_to_the_next_is_nothing_or_five_ratings_at_least(taps: list[tuple[int, int]]) -> None:
    rated = [(date(2026, 3, day), value) for day, value in taps]

    shown = [len(released(rated, date(2026, 3, today))) for today in range(1, 30)]

    steps = [after - before for before, after in zip([0, *shown], shown, strict=False)]
    assert all(step == 0 or step >= LEAST_CLERK_RATINGS for step in steps)
