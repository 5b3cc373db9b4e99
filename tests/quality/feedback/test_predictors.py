"""Does peak-end beat the average?"""

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storeops.quality.feedback.predictors import (
    AVERAGE_BEATS_PEAK_END,
    NO_CLEAR_DIFFERENCE,
    NOT_DECIDED,
    OTHER_LEADS,
    PEAK_END_BEATS_AVERAGE,
    PEAK_END_LEADS,
    PEAK_END_STAYS,
    Predictor,
    PredictorTest,
    RememberedVisit,
    fitted_line,
    predictor_test,
)


def a_visit(day: str, overall: float, peak_end: float, other: float = 50.0, **others: float) -> RememberedVisit:
    """A visit remembered as `overall`; every predictor that is not named is `other`."""
    scores = {predictor: others.get(predictor.value, other) for predictor in Predictor}
    return RememberedVisit(day, overall, scores | {Predictor.PEAK_END: peak_end})


def error_of(test: PredictorTest, predictor: Predictor) -> float:
    return next(line.error for line in test.errors if line.predictor is predictor)


TWO_DAYS = (
    [a_visit("2026-03-02", 0, peak_end=0)] * 15
    + [a_visit("2026-03-02", 100, peak_end=100)] * 15
    + [a_visit("2026-03-03", 20, peak_end=0)] * 15
    + [a_visit("2026-03-03", 100, peak_end=100)] * 15
)


def test_the_line_goes_through_points_that_lie_on_one() -> None:
    assert fitted_line([(0, 10), (10, 20), (20, 30)]) == (10, 1)


def test_the_line_is_flat_where_all_x_are_the_same() -> None:
    assert fitted_line([(50, 10), (50, 20)]) == (15, 0)


def test_each_day_is_predicted_from_the_other_days() -> None:
    test = predictor_test(TWO_DAYS, Random(1))

    # Monday's line is y = x, Tuesday's y = 20 + 0.8 x. Tuesday's line misses 15 of Monday's visits by 20, Monday's
    # misses 15 of Tuesday's by 20: 600 / 60 = 10.
    assert error_of(test, Predictor.PEAK_END) == pytest.approx(10)
    # The others are 50 for all, so the mean of the other day is predicted: Monday by 60 (misses 15 * 60 + 15 * 40),
    # Tuesday by 50 (misses 15 * 30 + 15 * 50): 2700 / 60 = 45.
    assert error_of(test, Predictor.AVERAGE) == pytest.approx(45)
    assert (test.visit_count, test.day_count) == (60, 2)
    assert (test.best, test.headline, test.sentence) == (Predictor.PEAK_END, Predictor.PEAK_END, PEAK_END_LEADS)
    assert test.difference == PEAK_END_BEATS_AVERAGE
    assert test.values == {
        "n": 60,
        "days": 2,
        "least": 60,
        "peak_end": "10.0",
        "peak_end_2": "45.0",
        "average": "45.0",
        "end": "45.0",
        "minimum": "45.0",
        "best_error": "10.0",
    }


def test_the_interval_comes_from_drawing_days() -> None:
    test = predictor_test(TWO_DAYS, Random(1))

    # Drawn days hold Monday twice (1500 / 30 = 50 off), Tuesday twice (1200 / 30 = 40) or one of each.
    average = next(line for line in test.errors if line.predictor is Predictor.AVERAGE)
    assert (average.interval.low, average.interval.high) == pytest.approx((40, 50))


def test_fifty_nine_visits_decide_nothing() -> None:
    test = predictor_test(TWO_DAYS[:59], Random(1))

    assert (test.best, test.headline, test.sentence) == (None, Predictor.PEAK_END, NOT_DECIDED)
    assert (list(test.errors), test.advantage, test.difference) == ([], None, None)


def test_a_single_day_decides_nothing() -> None:
    test = predictor_test([a_visit("2026-03-02", 50, peak_end=50)] * 80, Random(1))

    assert (test.best, test.sentence) == (None, NOT_DECIDED)


def test_another_predictor_leads_where_it_is_more_than_2_percent_better() -> None:
    visits = [
        a_visit(day, overall, peak_end=50, average=overall)
        for day in ("2026-03-02", "2026-03-03")
        for overall in [0, 100] * 15
    ]

    test = predictor_test(visits, Random(1))

    assert (test.best, test.headline, test.sentence) == (Predictor.AVERAGE, Predictor.AVERAGE, OTHER_LEADS)
    assert test.difference == AVERAGE_BEATS_PEAK_END


@pytest.mark.parametrize(
    ("off_by", "headline", "sentence"),
    [(10.19, Predictor.PEAK_END, PEAK_END_STAYS), (10.21, Predictor.END, OTHER_LEADS)],
)
def test_peak_end_stays_within_2_percent_of_the_best(off_by: float, headline: Predictor, sentence: str) -> None:
    # Overall is 20 or 80 on both days. x lies `off` / 2 below it on Monday and above it on Tuesday, so that each day's
    # line misses every visit of the other by `off`.
    visits = [
        a_visit(day, level, peak_end=level + sign * off_by / 2, end=level + sign * 10 / 2)
        for day, sign in (("2026-03-02", -1), ("2026-03-03", 1))
        for level in [20.0, 80.0] * 15
    ]

    test = predictor_test(visits, Random(1))

    assert error_of(test, Predictor.END) == pytest.approx(10)
    assert error_of(test, Predictor.PEAK_END) == pytest.approx(off_by)
    assert (test.best, test.headline, test.sentence) == (Predictor.END, headline, sentence)


def test_equal_predictors_make_no_difference_and_peak_end_is_the_best() -> None:
    visits = [
        a_visit(day, overall, peak_end=overall, other=overall)
        for day in ("2026-03-02", "2026-03-03", "2026-03-04")
        for overall in [0, 25, 75, 100] * 6
    ]

    test = predictor_test(visits, Random(1))

    assert (test.best, test.difference) == (Predictor.PEAK_END, NO_CLEAR_DIFFERENCE)


# Properties

LEVELS = st.sampled_from([0.0, 25.0, 37.5, 50.0, 75.0, 100.0])
VISITS = st.lists(
    st.builds(
        lambda day, overall, peak_end, average, end: a_visit(
            f"2026-03-{day:02d}", overall, peak_end, average=average, end=end
        ),
        st.integers(1, 6),
        LEVELS,
        LEVELS,
        LEVELS,
        LEVELS,
    ),
    min_size=60,
    max_size=80,
)


@given(VISITS, st.randoms(use_true_random=False))
@settings(max_examples=12)
def test_the_order_of_the_visits_changes_nothing(visits: list[RememberedVisit], dice: Random) -> None:
    shuffled = visits.copy()
    dice.shuffle(shuffled)

    assert predictor_test(shuffled, Random(3)) == predictor_test(visits, Random(3))


@given(VISITS)
@settings(max_examples=12)
def test_no_error_is_negative_and_the_best_has_the_least(visits: list[RememberedVisit]) -> None:
    test = predictor_test(visits, Random(3))

    assert all(line.error >= 0 and line.interval.low <= line.interval.high for line in test.errors)
    if test.best is not None:
        assert error_of(test, test.best) == min(line.error for line in test.errors)


@given(st.lists(st.tuples(st.integers(1, 5), LEVELS), min_size=50, max_size=70), st.floats(-2, 2), st.floats(0, 50))
@settings(max_examples=12)
def test_a_perfect_predictor_has_no_error(points: list[tuple[int, float]], slope: float, intercept: float) -> None:
    both_ends = [(day, x) for day in range(1, 6) for x in (0.0, 100.0)]  # so that every day's line is known without it
    visits = [a_visit(f"2026-03-{day:02d}", intercept + slope * x, peak_end=x) for day, x in both_ends + points]

    test = predictor_test(visits, Random(3))

    assert error_of(test, Predictor.PEAK_END) == pytest.approx(0, abs=1e-9)
