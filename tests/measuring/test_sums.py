"""Value counts against the plain values."""

import math
import statistics

from hypothesis import given
from hypothesis import strategies as st

from storeops.measuring.sums import Total, ValueCounts

VALUES = st.lists(st.integers(-50, 200), min_size=1)


@given(VALUES)
def test_counts_tell_the_mean_and_the_median_of_their_values(values: list[int]) -> None:
    counts = ValueCounts.of(values)

    assert (counts.count, counts.total) == (len(values), sum(values))
    assert counts.mean == sum(values) / len(values) == Total.of(values).mean
    assert counts.median == statistics.median(values)


@given(VALUES, st.integers(-60, 210))
def test_nine_in_ten_is_the_nearest_rank_and_a_limit_counts_itself(values: list[int], limit: int) -> None:
    counts = ValueCounts.of(values)

    assert counts.p90 == sorted(values)[math.ceil(9 * len(values) / 10) - 1]
    assert counts.at_most(limit) == sum(value <= limit for value in values)


def test_no_values_have_no_mean_median_or_quantile() -> None:
    nothing = ValueCounts.of([None])

    assert (nothing.count, nothing.mean, nothing.median, nothing.p90) == (0, None, None, None)
    assert Total.of([None]).mean is None
    assert (nothing.as_json(), Total.of([None]).as_json()) == ([], [])
