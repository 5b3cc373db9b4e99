"""When a copy is due, by hand; with a clock that is set back, a stick that is pulled, a try that failed."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from storeops.backups.backup_plan import LastCopies, is_due, is_too_old, last_planned, period

SHANGHAI = ZoneInfo("Asia/Shanghai")
NIGHT = (time(4, 30),)
NINE = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
"""Monday 2 March 2026, 09:00 in Shanghai; the last 04:30 was four and a half hours ago."""
THIS_MORNING = NINE - timedelta(hours=4, minutes=30)


def due(
    now: datetime = NINE,
    good_at: datetime | None = THIS_MORNING,
    *,
    has_failed: bool = False,
    is_there: bool = True,
    tried_at: datetime | None = THIS_MORNING,
) -> bool:
    return is_due(now, NIGHT, SHANGHAI, LastCopies(good_at, has_failed, is_there, tried_at))


@pytest.mark.parametrize(
    ("times", "hours"),
    [
        ([time(4, 30)], 24),
        ([time(4, 30), time(13)], 15.5),  # 13:00 to 04:30
        ([time(0), time(8), time(16)], 8),
        ([time(20), time(4, 30), time(12)], 8.5),  # 20:00 to 04:30
    ],
)
def test_a_period_is_the_longest_stretch_between_two_times(times: list[time], hours: float) -> None:
    assert period(times) == timedelta(hours=hours)


def test_the_last_planned_time_is_of_today_or_of_yesterday() -> None:
    assert last_planned(NINE, NIGHT, SHANGHAI) == THIS_MORNING
    assert last_planned(THIS_MORNING, NIGHT, SHANGHAI) == THIS_MORNING
    assert last_planned(THIS_MORNING - timedelta(seconds=1), NIGHT, SHANGHAI) == THIS_MORNING - timedelta(days=1)


def test_one_is_due_at_once_then_once_a_night() -> None:
    assert due(good_at=None, is_there=False, tried_at=None)
    assert not due()
    assert not due(THIS_MORNING + timedelta(hours=23, minutes=59))
    assert due(THIS_MORNING + timedelta(days=1))


def test_a_hall_that_was_off_in_the_night_makes_it_in_the_morning() -> None:
    assert due(good_at=NINE - timedelta(days=1), tried_at=NINE - timedelta(days=1))


def test_after_a_failure_it_is_tried_again_every_quarter_of_an_hour() -> None:
    tried_at = NINE - timedelta(minutes=14)
    assert not due(has_failed=True, tried_at=tried_at)
    assert due(NINE + timedelta(minutes=1), has_failed=True, tried_at=tried_at)


def test_a_try_that_was_killed_is_not_begun_again_each_minute() -> None:
    assert not due(good_at=NINE - timedelta(days=2), tried_at=NINE - timedelta(minutes=1))


def test_a_copy_that_is_gone_from_its_folder_is_made_again() -> None:
    assert due(is_there=False)


def test_a_clock_that_was_set_back_by_forty_days_does_not_stop_copies_for_as_long() -> None:
    back = NINE - timedelta(days=40)
    assert due(back)
    assert not due(back + timedelta(minutes=5), good_at=back, tried_at=back)


def test_too_old_is_more_than_two_periods() -> None:
    assert not is_too_old(THIS_MORNING + timedelta(hours=48), THIS_MORNING, NIGHT)
    assert is_too_old(THIS_MORNING + timedelta(hours=48, seconds=1), THIS_MORNING, NIGHT)
    assert not is_too_old(THIS_MORNING - timedelta(days=40), THIS_MORNING, NIGHT)
