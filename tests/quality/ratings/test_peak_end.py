"""What a visit's taps make of it. A tap of 1 to 5 is v = (tap - 3) / 2: -1, -0.5, 0, 0.5, 1."""

from datetime import timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storeops.quality.ratings.moments import Moment
from storeops.quality.ratings.peak_end import Tap, visit_scores
from tests.factories import MONDAY_NINE


def taps(**values: int) -> list[Tap]:
    """The taps of a visit in the order given, a minute apart."""
    return [
        Tap(Moment(moment), value, MONDAY_NINE + timedelta(minutes=minute))
        for minute, (moment, value) in enumerate(values.items())
    ]


@pytest.mark.parametrize(
    ("visit", "peak_end", "average"),
    [
        # v .5 -.5 1 .5: peak 1, end .5 -> 50 + 50 * 1.5/2 = 87.5; mean 1.5/4 = .375 -> 50 + 18.75
        ({"greeting": 4, "waiting": 2, "result": 5, "farewell": 4}, "87.5", "68.75"),
        # v .5 -1 1 .5: -1 and 1 tie, the negative one counts -> 50 + 50 * -.5/2 = 37.5; mean 1/4 -> 50 + 12.5
        ({"greeting": 4, "waiting": 1, "result": 5, "farewell": 4}, "37.5", "62.5"),
        # v 0 1: peak 1, end 1 -> 50 + 50 = 100; mean .5 -> 50 + 25
        ({"waiting": 3, "farewell": 5}, "100", "75"),
        # v -.5: peak and end are the same tap -> 50 - 25; mean -.5 -> 50 - 25
        ({"farewell": 2}, "25", "25"),
        # no end, no peak-end; mean 1 -> 100
        ({"greeting": 5, "waiting": 5}, None, "100"),
        # all 0
        ({"greeting": 3, "waiting": 3, "farewell": 3}, "50", "50"),
        # v -.5 .5 0: tie goes negative -> 50 + 50 * -.5/2 = 37.5; mean 0 -> 50
        ({"greeting": 2, "waiting": 4, "farewell": 3}, "37.5", "50"),
    ],
)
def test_the_published_vectors(visit: dict[str, int], peak_end: str | None, average: str) -> None:
    scores = visit_scores(taps(**visit))

    assert scores.peak_end == (None if peak_end is None else Decimal(peak_end))
    assert scores.average == Decimal(average)


@pytest.mark.parametrize(
    ("visit", "peak_end_2"),
    [
        # v .5 -.5 1 .5: 50 + 25 * .5 + 12.5 * (1 - .5) = 50 + 12.5 + 6.25
        ({"greeting": 4, "waiting": 2, "result": 5, "farewell": 4}, "68.75"),
        # v .5 -1 1 .5: 50 + 12.5 + 12.5 * 0
        ({"greeting": 4, "waiting": 1, "result": 5, "farewell": 4}, "62.5"),
        # v 1 1: 50 + 25 + 12.5 * 2
        ({"result": 5, "farewell": 5}, "100"),
        # v -1: 50 - 25 - 25
        ({"farewell": 1}, "0"),
        ({"greeting": 5}, None),
    ],
)
def test_the_smoother_score_takes_both_extremes(visit: dict[str, int], peak_end_2: str | None) -> None:
    assert visit_scores(taps(**visit)).peak_end_2 == (None if peak_end_2 is None else Decimal(peak_end_2))


@pytest.mark.parametrize(
    ("visit", "is_valid"),
    [
        ({"farewell": 2}, False),  # one moment only
        ({"greeting": 5, "waiting": 5}, False),  # no end
        ({"greeting": 5, "farewell": 5}, True),
        ({"callback": 5, "waiting": 5}, True),  # the call back is an end
        ({"farewell": 5, "overall": 5}, False),  # the remembered overall is no moment of the visit
        ({}, False),
    ],
)
def test_a_visit_counts_in_a_ranking_from_two_moments_with_an_end_on(visit: dict[str, int], is_valid: bool) -> None:
    assert visit_scores(taps(**visit)).is_valid is is_valid


def test_a_visit_without_taps_has_no_score() -> None:
    scores = visit_scores([])

    assert (scores.peak_end, scores.average, scores.peak_end_2) == (None, None, None)


def test_the_remembered_overall_takes_no_part() -> None:
    assert visit_scores(taps(waiting=3, farewell=5, overall=1)) == visit_scores(taps(waiting=3, farewell=5))


def test_the_call_back_takes_the_place_of_the_farewell() -> None:
    # v -1 1: end 1 (the call back); -1 and 1 tie, so peak -1 -> 50 + 50 * 0/2 = 50
    assert visit_scores(taps(farewell=1, callback=5)).peak_end == Decimal(50)


def test_after_a_second_finish_the_later_farewell_is_the_end() -> None:
    first, second = taps(farewell=1)[0], taps(waiting=3, farewell=4)[1]

    # v -1 .5: peak -1, end .5 -> 50 + 50 * -.5/2 = 37.5
    assert visit_scores([second, first]).peak_end == Decimal("37.5")


def test_at_one_instant_the_call_back_comes_last() -> None:
    at_once = [Tap(moment, value, MONDAY_NINE) for moment, value in ((Moment.CALLBACK, 5), (Moment.FAREWELL, 3))]

    assert visit_scores(at_once).peak_end == visit_scores(at_once[::-1]).peak_end == Decimal(100)  # peak 1, end 1


# What holds for every visit

A_TAP = st.builds(
    Tap,
    st.sampled_from(Moment),
    st.integers(1, 5),
    st.integers(0, 3).map(lambda minutes: MONDAY_NINE + timedelta(minutes=minutes)),
)
VISITS = st.lists(A_TAP, max_size=8)


@given(VISITS)
def test_scores_stay_between_0_and_100(visit: list[Tap]) -> None:
    scores = visit_scores(visit)

    for score in (scores.peak_end, scores.average, scores.peak_end_2):
        assert score is None or 0 <= score <= 100


@given(VISITS, st.randoms(use_true_random=False))
def test_the_order_of_the_rows_does_not_matter(visit: list[Tap], random) -> None:
    shuffled = list(visit)
    random.shuffle(shuffled)

    assert visit_scores(shuffled) == visit_scores(visit)


@given(st.lists(A_TAP, min_size=1, max_size=8), st.data())
def test_a_better_tap_never_lowers_the_average(visit: list[Tap], data) -> None:
    which = data.draw(st.integers(0, len(visit) - 1))
    tap = visit[which]
    better = [*visit]
    better[which] = Tap(tap.moment, min(tap.value + 1, 5), tap.answered_at)

    before, after = visit_scores(visit).average, visit_scores(better).average

    assert (before is None and after is None) or (before is not None and after is not None and after >= before)
