"""When a month closes, and which months can be asked for. Pure."""

import re
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from storeops.business_time import local_instant, month_days
from storeops.errors import BadValue

CLOSES_ON_DAY = 8
CLOSES_AT = time(3, 0)
"""Late returns, appeals and ratings count until this local time of the next month."""

EARLIEST_MONTH = "1970-01"
"""No hall has figures from before, and the calendar's first years have no time zones."""

_MONTH = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])")


def closing_of_month(last_day: date, zone: ZoneInfo) -> datetime:
    """When the month that ends on `last_day` closes."""
    return local_instant(last_day + timedelta(days=CLOSES_ON_DAY), CLOSES_AT, zone)


def days_of_begun_month(month: str, today: date) -> tuple[date, date]:
    """First and last day of a month written YYYY-MM. BadValue for no month, or one that has not begun by `today`."""
    if not _MONTH.fullmatch(month) or month < EARLIEST_MONTH:
        raise BadValue(name="month", value=month[:40], rule="a month written like 2026-03")
    if month > f"{today:%Y-%m}":
        raise BadValue(name="month", value=month, rule="a month that has begun")
    return month_days(month)
