"""How long whoever tries PINs must wait."""

from datetime import timedelta

import pytest

from storeops.people.counted_tries import CountedTries, lock_after
from tests.factories import MONDAY_NINE


@pytest.mark.parametrize(
    ("tries", "minutes"),
    [(1, None), (4, None), (5, 1), (6, 2), (7, 4), (8, 8), (9, 16), (10, 32), (11, 60), (12, 60), (5000, 60)],
)
def test_the_lock_grows_from_a_minute_to_an_hour(tries: int, minutes: int | None) -> None:
    assert lock_after(tries, free=5) == (timedelta(minutes=minutes) if minutes else None)


@pytest.mark.parametrize(
    ("seconds", "waits"),
    [(0, 60), (59, 1), (60, 0), (3600, 0), (-1, 0), (-86400, 0)],
)
def test_a_lock_is_over_at_its_end_and_when_the_clock_was_put_back(seconds: int, waits: int) -> None:
    tries = CountedTries(5, MONDAY_NINE, MONDAY_NINE + timedelta(minutes=1))

    assert tries.wait(MONDAY_NINE + timedelta(seconds=seconds)) == timedelta(seconds=waits)


def test_without_a_lock_nobody_waits() -> None:
    assert CountedTries(4, MONDAY_NINE, None).wait(MONDAY_NINE) == timedelta(0)
