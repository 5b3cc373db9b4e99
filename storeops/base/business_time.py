"""Days and hours as a hall lives them. Pure: instants are aware UTC datetimes, days are local dates.

A wall-clock time that a daylight-saving change repeats means its first occurrence; one that the change skips moves
forward by the gap.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

NIGHT = time(4, 0)
"""At this local time of D + 1 the last of business day D is over, in a hall that never closes and in any other."""

SATURDAY = 6


def stamp(instant: datetime) -> str:
    """An instant as the database holds it: UTC, milliseconds, fixed width, so that text order is time order."""
    return f"{instant.astimezone(UTC).isoformat(timespec='milliseconds')[:23]}Z"


def instant(text: str) -> datetime:
    """The aware UTC instant of a stamp."""
    return datetime.fromisoformat(text)


def instant_or_none(text: str | None) -> datetime | None:
    """The aware UTC instant of a stamp; None where there is none."""
    return instant(text) if text else None


def stamp_or_none(instant: datetime | None) -> str | None:
    """The stamp of an instant; None where there is none."""
    return stamp(instant) if instant else None


def local_instant(day: date, clock: time, zone: ZoneInfo) -> datetime:
    """The instant at which the hall's wall clock shows `clock` on `day`."""
    return datetime.combine(day, clock, zone).astimezone(UTC)


def day_began_at(now: datetime, zone: ZoneInfo) -> datetime:
    """The midnight at which the business day of an instant began."""
    return local_instant(business_day(now, zone), time.min, zone)


def business_day(at: datetime, zone: ZoneInfo) -> date:
    """The local date of an instant: the business day of a ticket issued then."""
    return at.astimezone(zone).date()


def working_days_after(day: date, count: int) -> date:
    """The last of `count` working days (Monday to Friday) after a local day; that day itself for 0."""
    while count:
        day += timedelta(days=1)
        count -= day.isoweekday() < SATURDAY
    return day


@dataclass(frozen=True)
class Hours:
    """One span of a day, from opening to closing on the wall clock."""

    opens: time
    closes: time


DayHours = tuple[Hours, ...]
"""The spans of a day, earliest first; none: the hall stays shut."""


@dataclass(frozen=True)
class OpenSpan:
    """One span of a day as instants."""

    opens_at: datetime
    closes_at: datetime


@dataclass(frozen=True)
class LastTicket:
    """When the last tickets of a day are given; `is_over`: they were, and the hall is still open."""

    at: datetime
    is_over: bool


@dataclass(frozen=True)
class OpeningHours:
    """When a hall is open. No weekly hours at all: always open. A special day overrules its weekday.

    Tickets are given from `tickets_before` each opening, and on each day until `last_ticket_before` its last closing.
    """

    zone: ZoneInfo
    weekly: Mapping[int, DayHours]
    special: Mapping[date, DayHours]
    tickets_before: timedelta
    last_ticket_before: timedelta = timedelta(0)

    @property
    def never_closes(self) -> bool:
        return not self.weekly

    def spans(self, day: date) -> list[OpenSpan]:
        """The spans of a day, earliest first; none in a hall that never closes, or on a day that it stays shut."""
        if self.never_closes:
            return []
        hours = self.special[day] if day in self.special else self.weekly.get(day.isoweekday(), ())
        return [
            OpenSpan(local_instant(day, span.opens, self.zone), local_instant(day, span.closes, self.zone))
            for span in hours
        ]

    def opening(self, day: date) -> datetime | None:
        """The first opening of a day; None in a hall that never closes, or on a day that it stays shut."""
        spans = self.spans(day)
        return spans[0].opens_at if spans else None

    def opening_for(self, day: date, issued_at: datetime) -> datetime | None:
        """The opening before which the wait of a ticket of `day` does not count; None where opening() is.

        Of the first span that is not over at the issue, else of the last: who draws a ticket in the break waits from
        the end of the break on, who was inside when it began waits through it.
        """
        spans = self.spans(day)
        coming = [span for span in spans if issued_at < span.closes_at] or spans[-1:]
        return coming[0].opens_at if coming else None

    def night_after(self, day: date) -> datetime:
        """04:00 of the next day: whatever of business day `day` is left then is forgotten."""
        return local_instant(day + timedelta(days=1), NIGHT, self.zone)

    def closing(self, day: date) -> datetime:
        """The instant at which business day `day` ends: the last closing, or 04:00 of the next day if there is none."""
        spans = self.spans(day)
        return spans[-1].closes_at if spans else self.night_after(day)

    def shuts_at(self, day: date) -> datetime:
        """From when on nobody new is let in on `day`: its last closing, its very beginning where the hall stays shut.

        A hall that never closes lets people in until the night after.
        """
        if self.never_closes or self.spans(day):
            return self.closing(day)
        return local_instant(day, time.min, self.zone)

    def gives_tickets(self, at: datetime) -> bool:
        """Whether the kiosk may issue at `at`."""
        spans = self.spans(business_day(at, self.zone))
        return self.never_closes or (
            any(span.opens_at - self.tickets_before <= at < span.closes_at for span in spans)
            and at < spans[-1].closes_at - self.last_ticket_before
        )

    def ticket_time(self, since: datetime, until: datetime) -> timedelta:
        """How long tickets were given between two instants of one business day."""
        if self.never_closes:
            return max(until - since, timedelta(0))
        given = [
            min(span.closes_at, until) - max(span.opens_at - self.tickets_before, since)
            for span in self.spans(business_day(until, self.zone))
        ]
        return sum((each for each in given if each > timedelta(0)), timedelta(0))

    def last_ticket(self, at: datetime, own: timedelta = timedelta(0)) -> LastTicket | None:
        """When the last tickets are given on the day of `at`, of a service with a time of its `own` before closing.

        The earlier of both counts; None where tickets are given until closing time, or always. The break at noon ends
        nothing sooner: people who are inside wait through it.
        """
        before = max(self.last_ticket_before, own)
        spans = self.spans(business_day(at, self.zone))
        if not before or not spans:
            return None
        closes_at = spans[-1].closes_at
        return LastTicket(closes_at - before, closes_at - before <= at < closes_at)

    def opens_next(self, at: datetime) -> datetime | None:
        """The next opening of the day of `at`; None while the hall is open, and after its last span."""
        spans = self.spans(business_day(at, self.zone))
        if any(span.opens_at <= at < span.closes_at for span in spans):
            return None
        return min((span.opens_at for span in spans if span.opens_at > at), default=None)

    def tickets_from(self, at: datetime) -> datetime | None:
        """The next instant from `at` on at which tickets start; None if not within two weeks."""
        day = business_day(at, self.zone)
        for ahead in range(15):
            for span in self.spans(day + timedelta(days=ahead)):
                if span.opens_at - self.tickets_before >= at:
                    return span.opens_at - self.tickets_before
        return None
