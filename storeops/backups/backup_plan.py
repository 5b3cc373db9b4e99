"""When the next copy of the hall is due. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from storeops.base.business_time import business_day, local_instant

RESTS = timedelta(minutes=15)
"""After a try that made no good copy, or was killed, so long nothing is tried again."""
OLD_AFTER_PERIODS = 2
"""The last good copy is too old once so many periods have passed since."""

_DAY = timedelta(days=1)


@dataclass(frozen=True)
class LastCopies:
    """What is known when it is asked whether a copy is due.

    `good_at`: when the last good copy was made, None if none ever was. `has_failed`: something went wrong since.
    `is_there`: that copy stands in its folder. `tried_at`: when a copy was last begun.
    """

    good_at: datetime | None
    has_failed: bool
    is_there: bool
    tried_at: datetime | None


def period(times: Sequence[time]) -> timedelta:
    """The longest stretch between two of the day's times; a day where there is one only."""
    at = sorted(timedelta(hours=each.hour, minutes=each.minute) for each in times)
    return max(later - sooner for sooner, later in zip(at, [*at[1:], at[0] + _DAY], strict=True))


def last_planned(now: datetime, times: Sequence[time], zone: ZoneInfo) -> datetime:
    """The latest of the planned instants that has come."""
    today = business_day(now, zone)
    planned = (local_instant(day, each, zone) for day in (today, today - _DAY, today - 2 * _DAY) for each in times)
    return max(each for each in planned if each <= now)


def rests(now: datetime, tried_at: datetime | None) -> bool:
    """Whether it was tried so lately that nothing is tried now."""
    return tried_at is not None and timedelta(0) <= now - tried_at < RESTS


def is_due(now: datetime, times: Sequence[time], zone: ZoneInfo, last: LastCopies) -> bool:
    """Whether a copy shall be made now: its time has come, the last one failed, or is gone from its folder.

    A good copy "from later on" tells of a clock that was set back, and stands for none: else no copy would be made for
    as long as the step was.
    """
    if rests(now, last.tried_at):
        return False
    is_of_now = last.good_at is not None and last_planned(now, times, zone) <= last.good_at <= now
    return not is_of_now or last.has_failed or not last.is_there


def is_too_old(now: datetime, good_at: datetime, times: Sequence[time]) -> bool:
    """Whether a last good copy of this instant is one that somebody has to be told of."""
    return now - good_at > OLD_AFTER_PERIODS * period(times)
