"""Whether what a clock shows can be the time, by hand."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from storeops.base.business_time import DayHours, Hours, OpeningHours
from storeops.base.clock_trust import TimeDoubt, doubt_at_start, doubt_of_step, is_step, longest_closure

SHANGHAI = ZoneInfo("Asia/Shanghai")
LATE = datetime(2026, 3, 6, 10, 0, tzinfo=UTC)
"""Friday, 18:00 in Shanghai."""
DAY = (Hours(time(9), time(18)),)
WEEKDAYS: dict[int, DayHours] = dict.fromkeys(range(1, 6), DAY)


def hours(weekly: dict[int, DayHours], **special: DayHours) -> OpeningHours:
    days = {date.fromisoformat(day.replace("_", "-")[1:]): spans for day, spans in special.items()}
    return OpeningHours(SHANGHAI, weekly, days, timedelta(0))


@pytest.mark.parametrize(
    ("open_at", "closure"),
    [
        (hours(dict.fromkeys(range(1, 8), DAY)), timedelta(hours=15)),  # 18:00 to 09:00
        (hours(WEEKDAYS), timedelta(days=2, hours=15)),  # Friday 18:00 to Monday 09:00
        # Thursday 1 October 2026 to Thursday 8 October is shut: Wednesday 18:00 to Friday 09:00 of the week after.
        (
            hours(WEEKDAYS, **{f"d2026_10_0{day}": () for day in range(1, 9)}),
            timedelta(days=8, hours=15),
        ),
        (hours({}), timedelta(0)),  # never closes
        (hours({1: ()}), timedelta(0)),  # never opens
    ],
)
def test_the_longest_closure_is_that_between_a_closing_and_the_next_opening(
    open_at: OpeningHours, closure: timedelta
) -> None:
    assert longest_closure(open_at, date(2026, 3, 6)) == closure


@pytest.mark.parametrize(
    ("shown", "doubt"),
    [
        (LATE, None),
        (LATE - timedelta(minutes=2), None),
        (LATE - timedelta(minutes=2, seconds=1), TimeDoubt.BEHIND),
        (datetime(2015, 1, 1, tzinfo=UTC), TimeDoubt.BEHIND),
        # Shut for 63 hours at most: 9 days and 15 hours after Friday 18:00 it is Monday 09:00, a week later.
        (LATE + timedelta(days=9, hours=15), None),
        (LATE + timedelta(days=9, hours=15, seconds=1), TimeDoubt.AHEAD),
        (LATE + timedelta(days=40), TimeDoubt.AHEAD),
    ],
)
def test_a_clock_that_starts_is_judged_by_what_happened_last(shown: datetime, doubt: TimeDoubt | None) -> None:
    assert doubt_at_start(shown, LATE, timedelta(hours=63)) is doubt


def test_nothing_is_doubted_where_nothing_ever_happened() -> None:
    assert doubt_at_start(datetime(2015, 1, 1, tzinfo=UTC), None, timedelta(0)) is None


@pytest.mark.parametrize(
    ("step", "is_one", "doubt"),
    [
        (timedelta(minutes=2), False, None),
        (timedelta(minutes=-3), True, None),
        (timedelta(hours=-1), True, None),
        (timedelta(days=9, hours=15), True, None),  # 63 hours and a week
        (timedelta(days=9, hours=16), True, TimeDoubt.AHEAD),
        (timedelta(days=-9, hours=-16), True, TimeDoubt.BEHIND),
    ],
)
def test_a_running_clock_may_be_set_right_but_not_by_weeks(
    step: timedelta, is_one: bool, doubt: TimeDoubt | None
) -> None:
    assert is_step(LATE + step, LATE) is is_one
    assert doubt_of_step(LATE + step, LATE, timedelta(hours=63)) is doubt
