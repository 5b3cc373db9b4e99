"""The hall itself: its name, zone, promises, targets and opening hours. Named SQL."""

from dataclasses import dataclass
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from sqlite_utils import Database

from storeops.base.business_time import Hours, OpeningHours
from storeops.hall.targets import IssueLimits, Promises
from storeops.store import rows


@dataclass(frozen=True)
class Hall:
    """The hall's own settings. Durations in seconds where the name says so."""

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
    close_day_after_minutes: int

    def name(self, language: str) -> str:
        return self.name_en if language == "en" else self.name_zh


def hall(db: Database) -> Hall:
    """The one hall of this database."""
    [hall] = rows.many(
        db,
        Hall,
        'SELECT name_zh, name_en, zone, is_sample, standard_wait_seconds AS "promises.standard",'
        ' assisted_wait_seconds AS "promises.assisted", vip_wait_seconds AS "promises.vip",'
        ' appointment_wait_seconds AS "promises.appointment", wait_target_seconds, walk_target_seconds,'
        " recall_gap_seconds, calls_before_no_show, tickets_before_opening_minutes, close_day_after_minutes FROM hall",
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


@dataclass(frozen=True)
class _Day:
    """A weekday or a special day; `hours` None: the hall stays shut."""

    weekday: int | None
    day: date | None
    hours: Hours | None


def opening_hours(db: Database, hall: Hall) -> OpeningHours:
    """When the hall is open, special days included."""
    days = rows.many(
        db,
        _Day,
        'SELECT weekday, NULL AS day, opens AS "hours.opens", closes AS "hours.closes" FROM opening_hours'
        " UNION ALL SELECT NULL, day, opens, closes FROM special_day",
    )
    return OpeningHours(
        zone=hall.zone,
        weekly={day.weekday: day.hours for day in days if day.weekday and day.hours},
        special={day.day: day.hours for day in days if day.day},
        tickets_before=timedelta(minutes=hall.tickets_before_opening_minutes),
        close_after=timedelta(minutes=hall.close_day_after_minutes),
    )
