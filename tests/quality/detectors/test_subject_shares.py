"""Shares against the pooled share."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storeops.quality.detectors.subject_shares import counted, funnel


def test_everybody_is_compared_with_all_together() -> None:
    whole = funnel({"a": (20, 100), "b": (4, 100), "c": (6, 100)}, 30, 0.10)

    assert whole is not None
    assert (whole.hits, whole.total, whole.pooled_share) == (30, 300, 0.1)
    first = whole.shares[0]
    # (20 - 10) / sqrt(100 * 0.1 * 0.9).
    assert (first.subject, first.share) == ("a", 0.2)
    assert first.z == pytest.approx(10 / 3)
    # The exact tail of 20 or more at 0.1 is 0.00198; the limit of the smallest of three is 0.0333.
    assert first.p == pytest.approx(0.00198, abs=5e-6)
    assert [share.is_significant for share in whole.shares] == [True, False, False]


def test_too_few_cases_are_not_judged_but_belong_to_the_pool() -> None:
    whole = funnel({"a": (10, 40), "b": (5, 10)}, 30, 0.10)

    assert whole is not None
    assert [share.subject for share in whole.shares] == ["a"]
    assert whole.pooled_share == 15 / 50


def test_without_anybody_to_judge_there_is_no_funnel() -> None:
    assert funnel({}, 30, 0.10) is None
    assert funnel({"a": (1, 29)}, 30, 0.10) is None
    assert funnel({"a": (0, 0)}, 0, 0.10) is None


def test_every_case_counts_but_those_of_nobody() -> None:
    counts = counted({("a", 1): 2, (None, 1): 5, ("a", 0): 1}, lambda fact: fact[0], lambda fact: bool(fact[1]))

    assert counts == {"a": (2, 3)}


counts_of_many = st.dictionaries(
    st.text("abcdef", min_size=1, max_size=3),
    st.integers(1, 200).flatmap(lambda total: st.tuples(st.integers(0, total), st.just(total))),
    min_size=1,
)


@given(counts_of_many, st.randoms(use_true_random=False))
def test_the_order_of_the_rows_changes_nothing(counts: dict[str, tuple[int, int]], random) -> None:
    shuffled = list(counts.items())
    random.shuffle(shuffled)

    assert funnel(dict(shuffled), 1, 0.10) == funnel(counts, 1, 0.10)


@given(counts_of_many)
def test_whoever_stands_out_lies_above_the_pooled_share(counts: dict[str, tuple[int, int]]) -> None:
    whole = funnel(counts, 1, 0.10)

    assert whole is not None
    assert all(share.share > whole.pooled_share for share in whole.shares if share.is_significant)
