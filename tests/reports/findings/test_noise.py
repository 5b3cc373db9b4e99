"""Whether two groups of one month differ by more than chance, computed by hand."""

import pytest

from storeops.reports.findings.noise import share_z


def test_two_shares_are_compared_with_the_pooled_share() -> None:
    # pooled 110 / 200 = 0.55; sqrt(0.55 * 0.45 * (1/100 + 1/100)) = 0.070356; 0.1 / 0.070356 = 1.4213
    assert share_z(0.6, 100, 0.5, 100) == pytest.approx(1.4213, abs=1e-4)


def test_shares_of_all_or_nothing_do_not_differ_by_chance() -> None:
    assert share_z(1.0, 50, 1.0, 40) == 0.0
