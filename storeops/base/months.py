"""Calendar months as a hall lives them: which texts are months, their days, instants and closing. Pure.

A month is written YYYY-MM. Every function that takes one from outside refuses what is no month by BadValue.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from storeops.base.business_time import business_day, local_instant
from storeops.base.errors import BadValue
from storeops.base.i18n import N_

CLOSES_ON_DAY = 8
CLOSES_AT = time(3, 0)
"""Late returns, appeals and ratings count until this local time of the next month."""

EARLIEST_MONTH = "1970-01"
"""No hall has figures from before, and the calendar's first years have no time zones."""

_MONTH = re.compile(r"(19[7-9][0-9]|2[0-9]{3})-(0[1-9]|1[0-2])")


@dataclass(frozen=True)
class DaySpan:
    """Local days, both included, from their first instant to `ends_at`, the first after them."""

    first_day: date
    last_day: date
    begins_at: datetime
    ends_at: datetime


@dataclass(frozen=True)
class MonthSpan(DaySpan):
    """A month, and when it closes."""

    month: str
    closes_at: datetime


def day_span(first_day: date, last_day: date, zone: ZoneInfo) -> DaySpan:
    """The span of local days, both included."""
    return DaySpan(
        first_day=first_day,
        last_day=last_day,
        begins_at=local_instant(first_day, time.min, zone),
        ends_at=local_instant(last_day + timedelta(days=1), time.min, zone),
    )


def month_of(day: date) -> str:
    """The month of a local day."""
    return day.isoformat()[:7]


def month_days(month: str) -> tuple[date, date]:
    """First and last day of a month. BadValue."""
    if not _MONTH.fullmatch(month):
        raise BadValue(N_("%(month)s is no month; write it like 2026-03."), month=month[:40] or "-")
    first = date.fromisoformat(f"{month}-01")
    following = (first + timedelta(days=31)).replace(day=1)
    return first, following - timedelta(days=1)


def month_before(month: str) -> str:
    """The month before a month. BadValue."""
    return month_of(month_days(month)[0] - timedelta(days=1))


def month_after(month: str) -> str:
    """The month after a month. BadValue."""
    return month_of(month_days(month)[1] + timedelta(days=1))


def month_to_come(now: datetime, zone: ZoneInfo) -> str:
    """The first month that has not begun."""
    return month_after(month_of(business_day(now, zone)))


def months_from(first_day: date, today: date) -> list[str]:
    """The months from that of `first_day` to that of `today`, newest first; none if today is earlier.

    Imported logs may begin before EARLIEST_MONTH; those days are in no month.
    """
    months, month, first = [], month_of(today), max(month_of(first_day), EARLIEST_MONTH)
    while month >= first:
        months.append(month)
        month = month_before(month)
    return months


def closing_of_month(last_day: date, zone: ZoneInfo) -> datetime:
    """When the month that ends on `last_day` closes."""
    return local_instant(last_day + timedelta(days=CLOSES_ON_DAY), CLOSES_AT, zone)


def month_span(month: str, zone: ZoneInfo) -> MonthSpan:
    """The span of a month. BadValue."""
    first, last = month_days(month)
    return MonthSpan(
        month=month,
        first_day=first,
        last_day=last,
        begins_at=local_instant(first, time.min, zone),
        ends_at=local_instant(last + timedelta(days=1), time.min, zone),
        closes_at=closing_of_month(last, zone),
    )


def running_on(span: MonthSpan, zone: ZoneInfo, now: datetime) -> date | None:
    """The local day, while a month runs; None once it is over."""
    today = business_day(now, zone)
    return today if today <= span.last_day else None


def begun_month(month: str, zone: ZoneInfo, now: datetime) -> MonthSpan:
    """The span of a month that has begun. BadValue for no month or one still to come."""
    span = month_span(month, zone)
    if span.first_day > business_day(now, zone):
        raise BadValue(N_("The month %(month)s has not begun yet; choose this month or an earlier one."), month=month)
    return span
