"""A calendar month as a hall lives it: its days, its instants and its closing. Pure."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from storeops.business_time import business_day, local_instant, month_days
from storeops.reports.closing import closing_of_month, days_of_begun_month


@dataclass(frozen=True)
class MonthSpan:
    """A month written YYYY-MM. `ends_at` is the first instant after it; both days are included."""

    month: str
    first_day: date
    last_day: date
    begins_at: datetime
    ends_at: datetime
    closes_at: datetime

    @property
    def before(self) -> str:
        """The month before this one."""
        return f"{self.first_day - timedelta(days=1):%Y-%m}"


def month_span(month: str, zone: ZoneInfo) -> MonthSpan:
    """The span of a month that is known to be one."""
    first, last = month_days(month)
    return MonthSpan(
        month=month,
        first_day=first,
        last_day=last,
        begins_at=local_instant(first, time(0), zone),
        ends_at=local_instant(last + timedelta(days=1), time(0), zone),
        closes_at=closing_of_month(last, zone),
    )


def begun_month(month: str, zone: ZoneInfo, now: datetime) -> MonthSpan:
    """The span of a month that somebody asked for. BadValue for no month or one still to come."""
    days_of_begun_month(month, business_day(now, zone))
    return month_span(month, zone)


def known_month(month: str, zone: ZoneInfo) -> MonthSpan:
    """The span of a month that somebody asked for, begun or not. BadValue for no month."""
    days_of_begun_month(month, date.max)
    return month_span(month, zone)


def months_from(first_day: date, now: datetime, zone: ZoneInfo) -> list[str]:
    """The months from that of `first_day` to the present one, newest first."""
    months, day = [], business_day(now, zone).replace(day=1)
    while day >= first_day.replace(day=1):
        months.append(f"{day:%Y-%m}")
        day = (day - timedelta(days=1)).replace(day=1)
    return months
