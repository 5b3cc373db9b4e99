"""Time and people by the half hour of the hall's wall clock, written HH:MM. Pure."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

from storeops.measuring.facts import Second
from storeops.measuring.stretches import Stretch

HALF_HOUR_SECONDS = 1800


def half_hour(at: Second, zone: ZoneInfo) -> str:
    """The half hour in which a second lies."""
    return _written(datetime.fromtimestamp(at, zone))


def _written(local: datetime) -> str:
    return f"{local.hour:02d}:{local.minute // 30 * 30:02d}"


def seconds_by_half_hour(stretches: Iterable[Stretch], zone: ZoneInfo) -> Counter[str]:
    """How many seconds of stretches lie in each half hour of the day; those of overlapping stretches count each."""
    found: Counter[str] = Counter()
    for begin, end in stretches:
        at = begin
        while at < end:
            local = datetime.fromtimestamp(at, zone)
            following = at + HALF_HOUR_SECONDS - (local.minute % 30 * 60 + local.second)
            found[_written(local)] += min(following, end) - at
            at = following
    return found
