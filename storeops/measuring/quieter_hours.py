"""When to come again today: the hours in which people waited less on this weekday of late. Pure."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from storeops.base.business_time import OpeningHours, business_day, local_instant
from storeops.measuring.sums import Total

LAST_WEEKS = 4
"""So many days of the same weekday are looked at."""
LEAST_DAYS = 2
"""What happened in a half hour of one day alone may have been that day's."""
LESS = 3
"""Quieter is a wait of at most this part of the one told now, a third, and not above the mean of those days."""
MOST_NAMED = 2
_HALF_HOUR = timedelta(minutes=30)
_HALF_HOURS = [time(hour, minute) for hour in range(24) for minute in (0, 30)]


@dataclass(frozen=True)
class QuieterHours:
    """A stretch of today, still to come, and the waits of those who came in it on the days before."""

    begins_at: datetime
    ends_at: datetime
    waits: Total


def quieter_hours(
    of_late: Mapping[str, Sequence[Total]], hours: OpeningHours, now: datetime, wait_seconds: float
) -> list[QuieterHours]:
    """The stretches of today that are worth coming again for, at most MOST_NAMED, the earlier first; [] for none.

    `of_late`: by half hour of the wall clock, written HH:MM, the waits of those who came in it, of each day apart.
    `wait_seconds` is what is told now. Who comes sooner than that would stand behind the very queue of now: only later
    half hours count, and of them only those that are open, and in which tickets are given, to their end.
    """
    after = now + timedelta(seconds=wait_seconds)
    usual = Total.merged([day for days in of_late.values() for day in days])
    quiet = [
        half_hour
        for half_hour in _known_half_hours(of_late, business_day(now, hours.zone), hours.zone)
        if half_hour.begins_at >= after
        and half_hour.waits.seconds * LESS <= wait_seconds * half_hour.waits.count
        and half_hour.waits.seconds * usual.count <= usual.seconds * half_hour.waits.count
        and _is_open(hours, half_hour)
    ]
    best = sorted(_joined(quiet), key=lambda stretch: (stretch.waits.mean or 0.0, stretch.begins_at))[:MOST_NAMED]
    return sorted(best, key=lambda stretch: stretch.begins_at)


def _known_half_hours(of_late: Mapping[str, Sequence[Total]], day: date, zone: ZoneInfo) -> Iterator[QuieterHours]:
    """The half hours of a day, in order, of which enough is known."""
    for clock in _HALF_HOURS:
        days = of_late.get(f"{clock:%H:%M}", ())
        if len(days) >= LEAST_DAYS:
            begins_at = local_instant(day, clock, zone)
            yield QuieterHours(begins_at, begins_at + _HALF_HOUR, Total.merged(days))


def _is_open(hours: OpeningHours, half_hour: QuieterHours) -> bool:
    """Whether the hall is open, and gives tickets, from its first second to its last."""
    ends = (half_hour.begins_at, half_hour.ends_at - timedelta(seconds=1))
    return all(hours.gives_tickets(at) and hours.opens_next(at) is None for at in ends)


def _joined(half_hours: Iterable[QuieterHours]) -> list[QuieterHours]:
    """Half hours in order, those that follow each other made one stretch."""
    found: list[QuieterHours] = []
    for own in half_hours:
        if found and found[-1].ends_at == own.begins_at:
            last = found.pop()
            own = QuieterHours(last.begins_at, own.ends_at, Total.merged([last.waits, own.waits]))
        found.append(own)
    return found
