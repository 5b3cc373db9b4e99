"""The statistics of the detectors against values worked out by hand, and their laws."""

import math
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storeops.quality.detectors.statistics import (
    binomial_tail,
    log_linear,
    nearest_rank,
    normal_tail,
    poisson_z,
    run_tail,
    share_z,
    significant,
)

shares = st.floats(0.001, 0.999)


# The binomial tail


@pytest.mark.parametrize(
    ("hits", "total", "share", "expected"),
    [
        (0, 10, 0.3, 1.0),
        # 10 * 0.5**10 + 0.5**10 = 11/1024.
        (9, 10, 0.5, 11 / 1024),
        # 1 - 0.9**10.
        (1, 10, 0.1, 1 - 0.9**10),
        # (1/6)**3.
        (3, 3, 1 / 6, 1 / 216),
        # 6 * 0.25 * 0.25 + 4 * 0.125 * 0.5 + 0.0625 = 11/16.
        (2, 4, 0.5, 11 / 16),
        (11, 10, 0.5, 0.0),
        (1, 10, 0.0, 0.0),
        (10, 10, 1.0, 1.0),
    ],
)
def test_the_binomial_tail_is_exact(hits: int, total: int, share: float, expected: float) -> None:
    assert binomial_tail(hits, total, share) == pytest.approx(expected, rel=1e-12)


def test_a_tail_far_out_keeps_its_digits() -> None:
    # All of 300 at a share of 0.01 is 10**-600, which no float holds; 100 of 100 at 0.01 is 10**-200.
    assert binomial_tail(100, 100, 0.01) == pytest.approx(1e-200, rel=1e-9)
    assert binomial_tail(300, 300, 0.01) == 0.0


@given(st.integers(1, 400), shares)
def test_the_binomial_tail_is_a_chance_and_falls_with_the_hits(total: int, share: float) -> None:
    tails = [binomial_tail(hits, total, share) for hits in range(total + 2)]

    assert all(0 <= tail <= 1 for tail in tails)
    assert all(later <= earlier + 1e-12 for earlier, later in pairwise(tails))


@given(st.integers(1, 60), st.integers(0, 60), shares)
def test_the_binomial_tail_is_the_sum_of_its_terms(total: int, hits: int, share: float) -> None:
    terms = [math.comb(total, k) * share**k * (1 - share) ** (total - k) for k in range(hits, total + 1)]

    assert binomial_tail(hits, total, share) == pytest.approx(math.fsum(terms), rel=1e-9, abs=1e-12)


# Runs


@pytest.mark.parametrize(
    ("run", "total", "share", "expected"),
    [
        (0, 5, 0.5, 1.0),
        (6, 5, 0.5, 0.0),
        # All three.
        (3, 3, 0.5, 0.125),
        # Of the 16 rows of four coins three hold three heads in a row: HHHT, THHH, HHHH.
        (3, 4, 0.5, 3 / 16),
        # Of the 32 rows of five coins eight do: HHH.. (4), THHH. (2), .THHH (2).
        (3, 5, 0.5, 8 / 32),
    ],
)
def test_the_chance_of_a_run_is_exact(run: int, total: int, share: float, expected: float) -> None:
    assert run_tail(run, total, share) == pytest.approx(expected, rel=1e-12)


@given(st.integers(1, 30), st.integers(1, 200), shares)
def test_a_longer_run_is_rarer_and_more_draws_make_it_likelier(run: int, total: int, share: float) -> None:
    chance = run_tail(run, total, share)

    assert 0 <= chance <= 1
    assert run_tail(run + 1, total, share) <= chance + 1e-12
    assert run_tail(run, total + 1, share) >= chance - 1e-12


# Fit and z


def test_a_fit_through_a_geometric_series_finds_the_missing_term() -> None:
    # 160, 80, (40), (20), 10, 5: each bin holds half of the one before.
    assert log_linear((-2, -1, 2, 3), (160, 80, 10, 5), 0) == pytest.approx(40)
    assert log_linear((-2, -1, 2, 3), (160, 80, 10, 5), 1) == pytest.approx(20)


def test_an_empty_bin_counts_as_half_a_service() -> None:
    assert log_linear((-2, -1, 2, 3), (0, 0, 0, 0), 0) == pytest.approx(0.5)


def test_z_is_the_distance_in_standard_deviations() -> None:
    assert poisson_z(130, 100) == pytest.approx(3)
    # 20 of 100 at 0.1: (20 - 10) / sqrt(9).
    assert share_z(20, 100, 0.1) == pytest.approx(10 / 3)
    assert share_z(0, 100, 0) is None
    assert share_z(100, 100, 1) is None


def test_the_normal_tail_is_the_well_known_one() -> None:
    assert normal_tail(0) == pytest.approx(0.5)
    assert normal_tail(1.959964) == pytest.approx(0.025, rel=1e-5)


def test_the_nearest_rank_is_a_value_that_occurs() -> None:
    # ceil(0.95 * 20) = 19: the 19th of 1..20.
    assert nearest_rank(range(1, 21), 0.95) == 19
    assert nearest_rank([7], 0.95) == 7


# The false discovery rate


def test_the_steps_of_benjamini_and_hochberg() -> None:
    # Limits at 0.10 and five tests: 0.02, 0.04, 0.06, 0.08, 0.10. 0.055 is under the third, so 0.05 stands with it
    # though it is over the second; 0.09 is over the fourth and 0.5 over the fifth.
    assert significant([0.5, 0.05, 0.001, 0.055, 0.09], 0.10) == [False, True, True, True, False]


def test_nothing_stands_where_no_test_was_made_or_none_is_small() -> None:
    assert significant([], 0.10) == []
    assert significant([0.2, 0.9], 0.10) == [False, False]


p_values = st.lists(st.floats(0, 1), min_size=1, max_size=30)


@given(p_values)
def test_whatever_is_smaller_than_what_stands_stands_too(values: list[float]) -> None:
    standing = significant(values, 0.10)

    largest = max((value for value, stands in zip(values, standing, strict=True) if stands), default=-1.0)
    assert standing == [value <= largest for value in values]
    assert all(value <= 0.10 for value, stands in zip(values, standing, strict=True) if stands)


@given(p_values, st.data())
def test_a_smaller_p_never_takes_a_discovery_away(values: list[float], data: st.DataObject) -> None:
    index = data.draw(st.integers(0, len(values) - 1))
    lowered = [*values]
    lowered[index] = data.draw(st.floats(0, values[index]))

    before, after = significant(values, 0.10), significant(lowered, 0.10)

    assert all(later for earlier, later in zip(before, after, strict=True) if earlier)


@given(p_values, st.floats(0.01, 0.5), st.floats(0.01, 0.5))
def test_a_stricter_rate_finds_no_more(values: list[float], one: float, other: float) -> None:
    strict, loose = significant(values, min(one, other)), significant(values, max(one, other))

    assert all(loose_one for strict_one, loose_one in zip(strict, loose, strict=True) if strict_one)
