"""The hall itself: its name, zone, promises, targets and opening hours. Named SQL."""

from dataclasses import dataclass
from datetime import date, time, timedelta
from zoneinfo import ZoneInfo

from sqlite_utils import Database

from storeops.base.business_time import Hours, OpeningHours
from storeops.hall.targets import Promises


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
    row = db.execute(
        "SELECT name_zh, name_en, zone, is_sample, standard_wait_seconds, assisted_wait_seconds, vip_wait_seconds,"
        " appointment_wait_seconds, wait_target_seconds, walk_target_seconds, recall_gap_seconds,"
        " calls_before_no_show, tickets_before_opening_minutes, close_day_after_minutes FROM hall"
    ).fetchone()
    return Hall(
        name_zh=row[0],
        name_en=row[1],
        zone=ZoneInfo(row[2]),
        is_sample=bool(row[3]),
        promises=Promises(*(timedelta(seconds=seconds) for seconds in row[4:8])),
        wait_target_seconds=row[8],
        walk_target_seconds=row[9],
        recall_gap_seconds=row[10],
        calls_before_no_show=row[11],
        tickets_before_opening_minutes=row[12],
        close_day_after_minutes=row[13],
    )


def secret_key(db: Database) -> str:
    """The key that signs this hall's browser cookies."""
    return str(db.execute("SELECT secret_key FROM hall").fetchone()[0])


def opening_hours(db: Database, hall: Hall) -> OpeningHours:
    """When the hall is open, special days included."""
    rows = db.execute(
        "SELECT weekday, NULL, opens, closes FROM opening_hours"
        " UNION ALL SELECT NULL, day, opens, closes FROM special_day"
    ).fetchall()
    return OpeningHours(
        zone=hall.zone,
        weekly={weekday: _hours(opens, closes) for weekday, day, opens, closes in rows if day is None},
        special={
            date.fromisoformat(day): _hours(opens, closes) if opens else None for _, day, opens, closes in rows if day
        },
        tickets_before=timedelta(minutes=hall.tickets_before_opening_minutes),
        close_after=timedelta(minutes=hall.close_day_after_minutes),
    )


def _hours(opens: str, closes: str) -> Hours:
    return Hours(time.fromisoformat(opens), time.fromisoformat(closes))
