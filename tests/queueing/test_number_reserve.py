"""How many numbers are passed over where it is not known which were given."""

from datetime import timedelta

import pytest

from storeops.queueing.number_reserve import numbers_to_pass_over


@pytest.mark.parametrize(
    ("minutes", "busiest_hour", "count"),
    [
        (0, 120, 0),  # nothing is unknown
        (-5, 120, 0),  # a clock that was set back
        (1, 0, 11),  # 10 at once + 1 minute * 1
        (30, 20, 40),  # 2 * 20 / 60 = .67 a minute is less than 1: 10 + 30
        (30, 90, 100),  # 2 * 90 / 60 = 3 a minute: 10 + 30 * 3
        (0.5, 90, 12),  # 10 + 1.5, rounded up
    ],
)
def test_the_reserve_grows_with_the_time_and_the_pace(minutes: float, busiest_hour: int, count: int) -> None:
    assert numbers_to_pass_over(timedelta(minutes=minutes), busiest_hour) == count
