"""Time as stretches."""

from hypothesis import given
from hypothesis import strategies as st

from storeops.measuring.stretches import Stretch, common, seconds, union, without

STRETCHES = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=8)


def moments(stretches: list[Stretch]) -> set[int]:
    """Every second that lies in one of them."""
    return {second for begin, end in stretches for second in range(begin, end)}


@given(STRETCHES)
def test_a_union_is_the_same_time_without_overlaps(stretches: list[Stretch]) -> None:
    joined = union(stretches)

    assert moments(joined) == moments(stretches)
    assert seconds(joined) == len(moments(stretches))


@given(STRETCHES, STRETCHES)
def test_common_time_is_in_both_and_the_rest_is_without(one: list[Stretch], other: list[Stretch]) -> None:
    assert moments(common(one, other)) == moments(one) & moments(other)
    assert moments(without(one, other)) == moments(one) - moments(other)
    assert seconds(common(one, other)) + seconds(without(one, other)) == len(moments(one))
