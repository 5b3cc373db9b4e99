"""The days that a reader asks to see: a day, a week, or any stretch, and what it is compared with. Pure."""

from dataclasses import dataclass
from datetime import date, timedelta

from storeops.base.each_field import each_field
from storeops.base.errors import DayNeeded
from storeops.base.months import EARLIEST_MONTH
from storeops.reports.refusals import DayToCome, LastDayBeforeFirst, TooManyDays

LONGEST_DAYS = 366
"""Beyond a year a page of half hours and weekdays tells nothing that the months do not tell better."""

_WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Period:
    """Local days, both included."""

    first_day: date
    last_day: date

    @property
    def day_count(self) -> int:
        return (self.last_day - self.first_day).days + 1

    @property
    def is_a_day(self) -> bool:
        return self.day_count == 1


def given_day(field: str, text: str) -> date:
    """A day as typed, YYYY-MM-DD. DayNeeded for no day, and for one before any month that a report knows."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = None
    if day is None or day.isoformat() != text or text < EARLIEST_MONTH:
        raise DayNeeded(field)
    return day


def given_begun_day(field: str, text: str, today: date) -> date:
    """A day up to today as typed. DayNeeded, DayToCome."""
    day = given_day(field, text)
    if day > today:
        raise DayToCome(field, day=text)
    return day


def given_period(first: str, last: str, today: date, fields: tuple[str, str] = ("from", "to")) -> Period:
    """The days from `first` to `last` as typed in two fields; what is wrong with either is refused at once.

    DayNeeded, DayToCome, LastDayBeforeFirst, TooManyDays.
    """
    with each_field() as take:
        first_day = take(given_begun_day, fields[0], first, today)
        last_day = take(given_day, fields[1], last)
    if last_day < first_day:
        raise LastDayBeforeFirst(fields[1], first=first)
    period = Period(first_day, last_day)
    if period.day_count > LONGEST_DAYS:
        raise TooManyDays(fields[1], most=LONGEST_DAYS)
    return period


def day_of(day: date) -> Period:
    """That day alone."""
    return Period(day, day)


def week_of(day: date) -> Period:
    """The week from Monday to Sunday that holds a day."""
    monday = day - timedelta(days=day.isoweekday() - 1)
    return Period(monday, monday + timedelta(days=6))


def compared_with(period: Period) -> Period:
    """What a period is compared with unless told otherwise: a day with the same weekday of the week before, a week or
    any other stretch with as many days just before it.
    """
    return day_of(period.first_day - _WEEK) if period.is_a_day else just_before(period)


def after(period: Period) -> Period:
    """The next day, week or stretch of the same length."""
    length = timedelta(days=period.day_count)
    return Period(period.first_day + length, period.last_day + length)


def just_before(period: Period) -> Period:
    """The day, week or stretch that a reader turns back to."""
    length = timedelta(days=period.day_count)
    return Period(period.first_day - length, period.last_day - length)
