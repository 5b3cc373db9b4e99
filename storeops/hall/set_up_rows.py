"""Writing the hall's set-up: its own row, categories, services, counters and opening hours. Named SQL."""

from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from sqlite_utils import Database

from storeops.base.business_time import DayHours, Hours
from storeops.hall.counter import CounterState
from storeops.hall.offer import NewService
from storeops.hall.targets import TARGET_LIMITS, Targets
from storeops.store import rows
from storeops.store.traced_rows import TracedTable

TRACED_HALL = TracedTable(
    "hall",
    (
        *("id", "zone", "enrols_screens"),
        *("standard_wait_seconds", "assisted_wait_seconds", "vip_wait_seconds", "appointment_wait_seconds"),
        *("wait_target_seconds", "walk_target_seconds", "recall_gap_seconds", "calls_before_no_show"),
        # Nothing follows from close_day_after_minutes any more, but older events told it at this place.
        *("tickets_before_opening_minutes", "close_day_after_minutes"),
        *("issue_burst", "kiosk_gap_seconds", "program_gap_seconds"),
        *("name_zh", "name_en", "is_sample", "stars_floor", "house_colour", "logo_mark"),
        "last_ticket_minutes",
    ),
    "FROM hall WHERE true",
)
_SPANS = "json_group_array(json_array(opens, closes) ORDER BY opens)"
TRACED_HOURS = TracedTable(
    "opening_hours",
    ("day.weekday", f"(SELECT {_SPANS} FROM opening_hours WHERE weekday = day.weekday) AS spans"),
    "FROM (SELECT DISTINCT weekday FROM opening_hours) AS day WHERE true",
)
"""The spans of each weekday that has any."""
TRACED_SPECIAL_DAYS = TracedTable(
    "special_day",
    (
        *("special_day.day", "note"),
        f"(SELECT {_SPANS} FROM special_hours WHERE special_hours.day = special_day.day) AS special_hours",
    ),
    "FROM special_day WHERE true",
)
TRACED_CATEGORIES = TracedTable(
    "category", ("id", "code", "prefix", "name_zh", "name_en", "position"), "FROM category WHERE true"
)
TRACED_COUNTERS = TracedTable(
    "counter",
    (
        *("id", "code", "serves_all", "is_active", "position", "state", "state_since", "employee_id", "pause_reason"),
        "(SELECT json_group_array(service_id ORDER BY service_id) FROM counter_service WHERE counter_id = counter.id)"
        " AS counter_service",
    ),
    "FROM counter WHERE true",
)
"""Counters as they are set up and as they stand now, with the services that were chosen for them."""


@dataclass(frozen=True)
class SpecialDay:
    """A day that differs from its weekday."""

    day: date
    hours: DayHours
    note: str


@dataclass(frozen=True)
class CounterSetUp:
    """A counter as it is set up; `services` are read only where it does not serve everything."""

    id: int
    code: str
    serves_all: bool
    is_active: bool
    state: CounterState
    employee_name: str | None
    services: tuple[str, ...] = ()


def add_hall(db: Database, name_zh: str, name_en: str, zone: str, is_sample: bool, secret_key: str) -> None:
    """Insert the one hall of a new database, with the shipped promises and targets."""
    db.execute(
        "INSERT INTO hall (id, name_zh, name_en, zone, is_sample, secret_key) VALUES (1, ?, ?, ?, ?, ?)",
        (name_zh, name_en, zone, int(is_sample), secret_key),
    )


def set_enrolment(db: Database, is_on: bool) -> None:
    """Let in only enrolled screens, or all."""
    db.execute("UPDATE hall SET enrols_screens = ?", (int(is_on),))


def make_real(db: Database) -> None:
    """Let a sample hall be a real one, which lets in only screens that were enrolled."""
    db.execute("UPDATE hall SET is_sample = 0, enrols_screens = 1")


def add_category(db: Database, code: str, prefix: str, name_zh: str, name_en: str, position: int) -> int:
    """Insert a category; its id."""
    category_id = rows.scalar(
        db,
        "INSERT INTO category (code, prefix, name_zh, name_en, position) VALUES (?, ?, ?, ?, ?) RETURNING id",
        (code, prefix, name_zh, name_en, position),
    )
    return int(category_id)


def is_category_used(db: Database, category_id: int, prefix: str) -> bool:
    """Whether a category has a service, or a ticket was ever numbered by its letter."""
    return bool(
        rows.scalar(
            db,
            "SELECT EXISTS (SELECT 1 FROM service WHERE category_id = ?)"
            " OR EXISTS (SELECT 1 FROM number_sequence WHERE prefix = ?)",
            (category_id, prefix),
        )
    )


def remove_category(db: Database, category_id: int) -> None:
    """Delete a category that nothing refers to."""
    db.execute("DELETE FROM category WHERE id = ?", (category_id,))


def add_service(db: Database, category_id: int, service: NewService, position: int) -> int:
    """Insert a service; its id."""
    service_id = rows.scalar(
        db,
        "INSERT INTO service (code, category_id, name_zh, name_en, bring_zh, bring_en, target_seconds,"
        " standard_minutes, is_active, position, last_ticket_minutes)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id",
        (
            service.code,
            category_id,
            service.name_zh,
            service.name_en,
            service.bring_zh,
            service.bring_en,
            service.target_seconds,
            service.standard_minutes,
            int(service.is_active),
            position,
            service.last_ticket_minutes,
        ),
    )
    return int(service_id)


def add_counter(db: Database, code: str, serves_all: bool, position: int) -> int:
    """Insert a closed counter; its id."""
    counter_id = rows.scalar(
        db,
        "INSERT INTO counter (code, serves_all, position) VALUES (?, ?, ?) RETURNING id",
        (code, int(serves_all), position),
    )
    return int(counter_id)


# The hall


def rename_hall(db: Database, name_zh: str, name_en: str) -> None:
    """Write the hall's name."""
    db.execute("UPDATE hall SET name_zh = ?, name_en = ?", (name_zh, name_en))


def targets(db: Database) -> Targets:
    """The promises and targets in force."""
    [targets] = rows.many(db, Targets, f"SELECT {', '.join(TARGET_LIMITS)} FROM hall")
    return targets


def write_targets(db: Database, new: Targets) -> None:
    """Write the promises and targets."""
    columns = ", ".join(f"{name} = :{name}" for name in TARGET_LIMITS)
    db.execute(f"UPDATE hall SET {columns}", asdict(new))


class _WeekdaySpan(NamedTuple):
    weekday: int
    hours: Hours


def weekly_hours(db: Database) -> dict[int, DayHours]:
    """The opening hours by ISO weekday; empty in a hall that never closes."""
    spans = rows.each(
        db,
        _WeekdaySpan,
        'SELECT weekday, opens AS "hours.opens", closes AS "hours.closes" FROM opening_hours ORDER BY weekday, opens',
    )
    return {
        weekday: tuple(span.hours for span in of_day) for weekday, of_day in groupby(spans, key=attrgetter("weekday"))
    }


def write_weekly_hours(db: Database, weekly: Mapping[int, DayHours]) -> None:
    """Replace the opening hours of the week."""
    db.execute("DELETE FROM opening_hours")
    for weekday, hours in weekly.items():
        for span in hours:
            db.execute("INSERT INTO opening_hours (weekday, opens, closes) VALUES (?, ?, ?)", (weekday, *_texts(span)))


class _Special(NamedTuple):
    day: date
    note: str
    hours: Hours | None


def special_days(db: Database) -> list[SpecialDay]:
    """The days that differ from their weekday, earliest first."""
    spans = rows.each(
        db,
        _Special,
        'SELECT day, note, opens AS "hours.opens", closes AS "hours.closes"'
        " FROM special_day LEFT JOIN special_hours USING (day) ORDER BY day, opens",
    )
    return [
        SpecialDay(day, tuple(span.hours for span in own if span.hours), note)
        for (day, note), own in groupby(spans, key=attrgetter("day", "note"))
    ]


def write_special_day(db: Database, special: SpecialDay) -> None:
    """Insert a special day, or replace the one of that date."""
    day = special.day.isoformat()
    remove_special_day(db, special.day)
    db.execute("INSERT INTO special_day (day, note) VALUES (?, ?)", (day, special.note))
    for span in special.hours:
        db.execute("INSERT INTO special_hours (day, opens, closes) VALUES (?, ?, ?)", (day, *_texts(span)))


def remove_special_day(db: Database, day: date) -> bool:
    """Let a day follow its weekday again; whether it differed."""
    db.execute("DELETE FROM special_hours WHERE day = ?", (day.isoformat(),))
    return bool(db.execute("DELETE FROM special_day WHERE day = ?", (day.isoformat(),)).rowcount)


def _texts(span: Hours) -> tuple[str, str]:
    return f"{span.opens:%H:%M}", f"{span.closes:%H:%M}"


# The offer


def category_of_prefix(db: Database, prefix: str) -> str | None:
    """The code of the category whose tickets begin with this letter; None if it is free."""
    code: str | None = rows.scalar(db, "SELECT code FROM category WHERE prefix = ?", (prefix,))
    return code


def next_category_position(db: Database) -> int:
    """The place behind the last category."""
    return int(rows.scalar(db, "SELECT coalesce(max(position) + 1, 0) FROM category"))


def next_service_position(db: Database, category_id: int) -> int:
    """The place behind the last service of a category."""
    position = rows.scalar(
        db, "SELECT coalesce(max(position) + 1, 0) FROM service WHERE category_id = ?", (category_id,)
    )
    return int(position)


def update_category(db: Database, code: str, prefix: str, name_zh: str, name_en: str) -> None:
    """Write a category's letter and names."""
    db.execute(
        "UPDATE category SET prefix = ?, name_zh = ?, name_en = ? WHERE code = ?", (prefix, name_zh, name_en, code)
    )


def update_service(db: Database, category_id: int, service: NewService) -> None:
    """Write everything of a service but its code and its place."""
    db.execute(
        "UPDATE service SET category_id = ?, name_zh = ?, name_en = ?, bring_zh = ?, bring_en = ?, target_seconds = ?,"
        " standard_minutes = ?, is_active = ?, last_ticket_minutes = ? WHERE code = ?",
        (
            category_id,
            service.name_zh,
            service.name_en,
            service.bring_zh,
            service.bring_en,
            service.target_seconds,
            service.standard_minutes,
            int(service.is_active),
            service.last_ticket_minutes,
            service.code,
        ),
    )


# Counters


def counters(db: Database) -> list[CounterSetUp]:
    """Every counter, those not in use last, in their order in the hall."""
    chosen: dict[int, list[str]] = {}
    for counter_id, service in db.execute(
        "SELECT counter_service.counter_id, service.code FROM counter_service"
        " JOIN service ON service.id = counter_service.service_id ORDER BY service.position, service.id"
    ).fetchall():
        chosen.setdefault(counter_id, []).append(service)
    found = rows.many(
        db,
        CounterSetUp,
        "SELECT counter.id, counter.code, counter.serves_all, counter.is_active, counter.state,"
        " employee.name AS employee_name"
        " FROM counter LEFT JOIN employee ON employee.id = counter.employee_id"
        " ORDER BY counter.is_active DESC, counter.position, counter.id",
    )
    return [replace(counter, services=tuple(chosen.get(counter.id, ()))) for counter in found]


def next_counter_position(db: Database) -> int:
    """The place behind the last counter."""
    return int(rows.scalar(db, "SELECT coalesce(max(position) + 1, 1) FROM counter"))


def update_counter(db: Database, counter_id: int, serves_all: bool, is_active: bool) -> None:
    """Write whether a counter serves everything and whether it is in use."""
    db.execute(
        "UPDATE counter SET serves_all = ?, is_active = ? WHERE id = ?", (int(serves_all), int(is_active), counter_id)
    )


def choose_services(db: Database, counter_id: int, service_ids: Collection[int]) -> None:
    """Let a counter serve these chosen services and no other; a choice that stays is not written again."""
    kept = ", ".join(str(service_id) for service_id in service_ids)
    db.execute(f"DELETE FROM counter_service WHERE counter_id = ? AND service_id NOT IN ({kept})", (counter_id,))
    for service_id in service_ids:
        db.execute(
            "INSERT INTO counter_service (counter_id, service_id) VALUES (?, ?) ON CONFLICT DO NOTHING",
            (counter_id, service_id),
        )
