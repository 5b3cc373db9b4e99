"""Whether a movement is more than chance, computed by hand."""

import pytest

from storeops.reports.findings.noise import count_z, score_z, share_z, time_z


def test_two_shares_are_compared_with_the_pooled_share() -> None:
    # pooled 110 / 200 = 0.55; sqrt(0.55 * 0.45 * (1/100 + 1/100)) = 0.070356; 0.1 / 0.070356 = 1.4213
    assert share_z(0.6, 100, 0.5, 100) == pytest.approx(1.4213, abs=1e-4)


def test_shares_of_all_or_nothing_do_not_differ_by_chance() -> None:
    assert share_z(1.0, 50, 1.0, 40) == 0.0


def test_two_times_are_compared_as_if_they_spread_exponentially() -> None:
    # sqrt(120² / 144 + 100² / 100) = sqrt(200) = 14.1421; 20 / (1.44 * 14.1421) = 0.98209
    assert time_z(120, 144, 100, 100) == pytest.approx(0.98209, abs=1e-5)


def test_two_mean_scores_are_compared_by_the_spread_of_one_check() -> None:
    # 2 / (6 * sqrt(1/36 + 1/36)) = 2 / 1.41421
    assert score_z(92, 36, 90, 36) == pytest.approx(1.41421, abs=1e-5)


def test_events_are_compared_by_customers() -> None:
    # 40 events, half expected in each month: (30 - 20) / sqrt(40 / 4) = 3.1623
    assert count_z(30, 1000, 10, 1000) == pytest.approx(3.1623, abs=1e-4)


def test_twice_the_events_of_twice_the_customers_are_no_movement() -> None:
    assert count_z(40, 2000, 20, 1000) == pytest.approx(0.0, abs=1e-9)


def test_a_handful_of_events_says_nothing() -> None:
    assert count_z(9, 1000, 0, 1000) == 0.0
