"""The hall itself: its name, zone, promises, targets and opening hours. Named SQL."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from sqlite_utils import Database

from storeops.base.business_time import DayHours, Hours, OpeningHours, business_day
from storeops.base.clock_trust import longest_closure
from storeops.hall.targets import IssueLimits, Promises
from storeops.store import rows
from storeops.store.standing_rows import standing


@dataclass(frozen=True)
class Hall:
    """The hall's own settings. Durations in seconds where the name says so.

    `house_colour` None: the shipped one. `logo_mark` tells one logo from the next; None: there is none.
    """

    name_zh: str
    name_en: str
    zone: ZoneInfo
    is_sample: bool
    promises: Promises
    wait_target_seconds: int
    walk_target_seconds: int
    recall_gap_seconds: int
    calls_before_no_show: int
    tickets_before_opening_minutes: int
    last_ticket_minutes: int
    house_colour: str | None
    logo_mark: str | None

    def name(self, language: str) -> str:
        return self.name_en if language == "en" else self.name_zh


@standing
def hall(db: Database) -> Hall:
    """The one hall of this database."""
    [hall] = rows.many(
        db,
        Hall,
        'SELECT name_zh, name_en, zone, is_sample, standard_wait_seconds AS "promises.standard",'
        ' assisted_wait_seconds AS "promises.assisted", vip_wait_seconds AS "promises.vip",'
        ' appointment_wait_seconds AS "promises.appointment", wait_target_seconds, walk_target_seconds,'
        " recall_gap_seconds, calls_before_no_show, tickets_before_opening_minutes, last_ticket_minutes,"
        " house_colour, logo_mark FROM hall",
    )
    return hall


def enrols_screens(db: Database) -> bool:
    """Whether only enrolled screens are let in."""
    return bool(rows.scalar(db, "SELECT enrols_screens FROM hall"))


def issue_limits(db: Database) -> IssueLimits:
    """How fast tickets may be taken."""
    [limits] = rows.many(db, IssueLimits, "SELECT issue_burst, kiosk_gap_seconds, program_gap_seconds FROM hall")
    return limits


def secret_key(db: Database) -> str:
    """The key that signs this hall's browser cookies."""
    return str(rows.scalar(db, "SELECT secret_key FROM hall"))


class _Span(NamedTuple):
    """A span of a weekday or of a special day; `hours` None: the special day is shut."""

    weekday: int | None
    day: date | None
    hours: Hours | None


_SPANS = """
SELECT weekday, NULL AS day, opens AS "hours.opens", closes AS "hours.closes" FROM opening_hours
UNION ALL SELECT NULL, day, opens, closes FROM special_day LEFT JOIN special_hours USING (day)
ORDER BY "hours.opens"
"""


@standing
def opening_hours(db: Database, hall: Hall) -> OpeningHours:
    """When the hall is open, special days included."""
    weekly: dict[int, DayHours] = {}
    special: dict[date, DayHours] = {}
    for weekday, day, hours in rows.each(db, _Span, _SPANS):
        spans = (hours,) if hours else ()
        if weekday is not None:
            weekly[weekday] = weekly.get(weekday, ()) + spans
        elif day is not None:
            special[day] = special.get(day, ()) + spans
    return OpeningHours(
        zone=hall.zone,
        weekly=weekly,
        special=special,
        tickets_before=timedelta(minutes=hall.tickets_before_opening_minutes),
        last_ticket_before=timedelta(minutes=hall.last_ticket_minutes),
    )


def planned_closure(db: Database, at: datetime) -> timedelta:
    """The longest that the hall is planned to be shut, as planned on the day of an instant."""
    hours = opening_hours(db, hall(db))
    return longest_closure(hours, business_day(at, hours.zone))


def opening_for(issued_at: str, spans: str) -> str:
    """SQL: the second of the opening before which a wait does not count, as OpeningHours.opening_for tells it.

    `issued_at` is a second, `spans` the JSON of spans_json(). 0 where nothing holds a wait back.
    """
    return (
        f"coalesce((SELECT span.value ->> 0 FROM json_each({spans}) AS span WHERE {issued_at} < span.value ->> 1"
        " ORDER BY span.key LIMIT 1), 0)"
    )


def spans_json(hours: OpeningHours, day: date) -> list[list[int]]:
    """The spans of a day as opening_for() reads them: seconds of opening and closing."""
    return [[int(span.opens_at.timestamp()), int(span.closes_at.timestamp())] for span in hours.spans(day)]
