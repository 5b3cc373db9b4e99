"""A month of the hall, from its first instant to the first of the next. Pure."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from storeops.business_time import business_day, local_instant, month_days
from storeops.errors import BadValue


def month_of(now: datetime, zone: ZoneInfo) -> str:
    """The month in which an instant lies, as YYYY-MM."""
    return f"{business_day(now, zone):%Y-%m}"


def month_span(month: str, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """The first instant of a month and that of the next; BadValue if it is no month."""
    try:
        first, last = month_days(month)
        return local_instant(first, time.min, zone), local_instant(last + timedelta(days=1), time.min, zone)
    except (ValueError, OverflowError):
        raise BadValue(name="month", value=month[:40], rule="a month such as 2026-03") from None
