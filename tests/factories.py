"""Stories for tests: a small hall with a named cast, and tickets brought to a point of their life.

Every ticket gets there by the real actions, and the clock moves as the story tells. Durations are written "4m", "90s"
or "1h30m". A factory opens the counter that it needs.
"""

import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

from argon2 import PasswordHasher

from storeops.base.actor import CUSTOMER, SYSTEM, Actor
from storeops.base.business_time import business_day
from storeops.base.clock import FrozenClock
from storeops.base.key_file import key_file
from storeops.hall import hall_rows, set_up_rows
from storeops.hall.counter import CounterState
from storeops.hall.offer import NewService
from storeops.hall.targets import Segment
from storeops.people import devices_view, employee_rows
from storeops.people.devices import DeviceKind
from storeops.people.origin import Origin, SessionPlace
from storeops.people.pairing_actions import WaitingScreen, pair, show_code
from storeops.people.roles import Role
from storeops.people.secrets import PEPPER, bound
from storeops.people.session_seal import SESSIONS
from storeops.people.session_view import SignedInEmployee, signed_in_employee
from storeops.quality.checks import plan_rows, sheet_rows
from storeops.quality.checks.check_actions import save_check
from storeops.quality.checks.marking import TOLD_MARKS, Mark
from storeops.quality.checks.sheet_rules import SheetKind, sheet_kind_of
from storeops.quality.ratings.moments import Moment
from storeops.quality.ratings.sampling import drawn_moments
from storeops.queueing import counter_rows
from storeops.queueing.calling import call_ticket, mark_no_show
from storeops.queueing.close_day import close_day
from storeops.queueing.issue import Wish, cancel, issue, void
from storeops.queueing.moving import hold
from storeops.queueing.serving import finish, start
from storeops.queueing.staffing import open_counter
from storeops.queueing.ticket import Snapshot, State
from storeops.store.database import HallDatabase, write_transaction

MONDAY_NINE = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
"""Monday 2 March 2026, 09:00 in Shanghai."""
MONDAY = "2026-03-02"
PIN = "246810"
UNBOUND_PIN = PasswordHasher(time_cost=1, memory_cost=16384, parallelism=1).hash(PIN)
"""Its hash as the first version kept it: it knew neither a key nor whose it was."""
"""Everybody's PIN."""
AT_DESK = Origin(SessionPlace.CONSOLE, "10.0.0.5", "Edge, Windows")
"""From where people sign in: a browser at a desk."""
AS_PROGRAM = Origin(SessionPlace.API, "10.0.0.6")


@dataclass(frozen=True)
class Person:
    """Somebody of the cast."""

    code: str
    name: str
    role: Role

    @property
    def actor(self) -> Actor:
        return Actor(f"employee:{self.code}")


ANA = Person("1001", "Ana", Role.CLERK)
BRUNO = Person("1002", "Bruno", Role.CLERK)
DINA = Person("1003", "Dina", Role.CLERK)
GRETA = Person("3001", "Greta", Role.GREETER)
SHAN = Person("4001", "Shan", Role.SHIFT_LEAD)
CHEN = Person("5001", "Chen", Role.DUTY_MANAGER)
HAN = Person("5002", "Han", Role.DUTY_MANAGER)
SUN = Person("7001", "Sun", Role.SUPERVISOR)
ADA = Person("9001", "Ada", Role.ADMINISTRATOR)
LARS = Person("1009", "Lars", Role.CLERK)
"""Lars has left."""
CAST = (ANA, BRUNO, DINA, GRETA, SHAN, CHEN, HAN, SUN, ADA, LARS)

CLERK_OF_COUNTER = {"1": ANA, "2": BRUNO, "3": DINA}

SERVICES = {
    ("payment", "A"): (
        NewService("payment", "交话费", "Pay a bill", 180, 2),
        NewService("invoice", "打印发票", "Print an invoice", 180, 2),
    ),
    ("plans", "B"): (NewService("plan_change", "变更套餐", "Change the plan", 180, 3),),
    ("other", "J"): (
        NewService("advice", "咨询与投诉", "Advice and complaints", None, 4),
        NewService("fax", "收发传真", "Send a fax", 180, 2, is_active=False),
    ),
}
"""Nobody can send a fax: that service is not offered any more."""

SERVED_AT_COUNTER_3 = ("payment", "invoice")


def found_small_hall(db: HallDatabase) -> None:
    """Always open, Shanghai time. Counters 1 and 2 serve everything, counter 3 only payment and invoice."""
    with write_transaction(db):
        set_up_rows.add_hall(db, "测试厅", "Test hall", "Asia/Shanghai", False, "0" * 64)
        for category_position, ((code, prefix), services) in enumerate(SERVICES.items()):
            category_id = set_up_rows.add_category(db, code, prefix, code, code, category_position)
            for position, service in enumerate(services):
                set_up_rows.add_service(db, category_id, service, position)
        for position, code in enumerate(CLERK_OF_COUNTER, start=1):
            set_up_rows.add_counter(db, code, code != "3", position)
        narrow_counter(db, "3", *SERVED_AT_COUNTER_3)
        for person in CAST:
            give_pin(db, employee_rows.add(db, person.code, person.name, person.role, MONDAY_NINE))
        lars = employee_rows.by_code(db, LARS.code)
        employee_rows.update(db, lars.id, LARS.name, LARS.role, is_active=False)


def give_pin(db: HallDatabase, employee_id: int) -> None:
    """Let somebody have everybody's PIN."""
    employee_rows.set_pin(db, employee_id, bound(UNBOUND_PIN, db.subkey(PEPPER), employee_id), is_one_time=False)


def whose_session(db: HallDatabase, token: str, place: SessionPlace, now: datetime) -> SignedInEmployee | None:
    """Who is signed in with a token, as the doors ask."""
    return signed_in_employee(db, db.standing_subkey(SESSIONS), token, place, now)


def narrow_counter(db: HallDatabase, counter: str, *services: str) -> None:
    """Let a counter serve nothing but `services`."""
    db.execute("UPDATE counter SET serves_all = 0 WHERE code = ?", (counter,))
    for service in services:
        db.execute(
            "INSERT INTO counter_service SELECT counter.id, service.id FROM counter, service"
            " WHERE counter.code = ? AND service.code = ?",
            (counter, service),
        )


def set_hall(db: HallDatabase, **settings: object) -> None:
    """Change settings of the hall's row."""
    for column, value in settings.items():
        db.execute(f"UPDATE hall SET {column} = ?", (value,))


def open_daily(db: HallDatabase, opens: str = "09:00", closes: str = "18:00") -> None:
    """Give the hall opening hours, the same every day."""
    db.execute("DELETE FROM opening_hours")
    for weekday in range(1, 8):
        db.execute("INSERT INTO opening_hours VALUES (?, ?, ?)", (weekday, opens, closes))


def draw_next(db: HallDatabase, *moments: Moment) -> None:
    """Give the hall a key with which the next ticket draws just these key moments; none: only its end is asked."""
    ticket_id = db.execute("SELECT coalesce(max(id), 0) + 1 FROM ticket").fetchone()[0]
    keys = (f"{number:064x}" for number in count())
    set_hall(db, secret_key=next(key for key in keys if drawn_moments(ticket_id, key).moments == frozenset(moments)))


def duration(text: str) -> timedelta:
    """A duration written such as "4m", "90s", "1h30m" or "250ms"."""
    units = {"h": "hours", "m": "minutes", "s": "seconds", "ms": "milliseconds"}
    parts = re.findall(r"(\d+)(ms|h|m|s)", text)
    if not parts or "".join(number + unit for number, unit in parts) != text:
        raise ValueError(f"{text!r} is no duration")
    return timedelta(**{units[unit]: int(number) for number, unit in parts})


def later(clock: FrozenClock, text: str) -> None:
    """Let time pass."""
    clock.instant += duration(text)


# Screens


def an_enrolled_screen(
    db: HallDatabase, clock: FrozenClock, kind: DeviceKind, name: str, counter: str | None = None
) -> str:
    """A browser of a test was paired as a screen; its token."""
    screen = WaitingScreen(kind, counter, "127.0.0.1", "other, other")
    token = show_code(db, clock, SYSTEM, None, screen)
    shown = devices_view.shown_code(db, token, clock.now())
    assert shown is not None
    pair(db, clock, ADA.actor, shown.code, name, kind, counter)
    return token


def copied_hall(hall: Path, to: Path) -> Path:
    """A copy of a hall's file and of the key file beside it."""
    shutil.copyfile(key_file(hall), key_file(to))
    return Path(shutil.copyfile(hall, to))


# Counters


def an_open_counter(db: HallDatabase, clock: FrozenClock, counter: str = "1", by: Person | None = None) -> None:
    """The counter with its clerk (or `by`) signed in; nothing happens if it is open already."""
    if counter_rows.by_code(db, counter).state is CounterState.CLOSED:
        clerk = by or CLERK_OF_COUNTER[counter]
        open_counter(db, clock, clerk.actor, counter, clerk.code)


def clerk_at(db: HallDatabase, counter: str) -> Actor:
    """Whoever is signed in at a counter."""
    return Actor(f"employee:{counter_rows.by_code(db, counter).employee_code}")


# Tickets


def a_waiting_ticket(
    db: HallDatabase,
    clock: FrozenClock,
    *,
    service: str = "payment",
    segment: str = "standard",
    booked_at: datetime | None = None,
    waited: str = "0s",
) -> Snapshot:
    """Somebody took a ticket, `waited` ago."""
    ticket = issue(db, clock, CUSTOMER, Wish(service, Segment(segment), booked_at=booked_at))
    later(clock, waited)
    return ticket


def a_called_ticket(
    db: HallDatabase,
    clock: FrozenClock,
    *,
    service: str = "payment",
    waited: str = "0s",
    counter: str = "1",
    by: Person | None = None,
) -> Snapshot:
    """Somebody waited and was then called to `counter`, however many others were waiting."""
    ticket = a_waiting_ticket(db, clock, service=service, waited=waited)
    an_open_counter(db, clock, counter, by)
    return call_ticket(db, clock, clerk_at(db, counter), counter, ticket.number)


def a_serving_ticket(
    db: HallDatabase,
    clock: FrozenClock,
    *,
    service: str = "payment",
    waited: str = "0s",
    walked: str = "0s",
    counter: str = "1",
    by: Person | None = None,
) -> Snapshot:
    """Somebody is being served at `counter`."""
    a_called_ticket(db, clock, service=service, waited=waited, counter=counter, by=by)
    later(clock, walked)
    return start(db, clock, clerk_at(db, counter), counter)


def a_served_ticket(
    db: HallDatabase,
    clock: FrozenClock,
    *,
    service: str = "payment",
    waited: str = "0s",
    walked: str = "0s",
    handled: str = "0s",
    counter: str = "1",
    by: Person | None = None,
) -> Snapshot:
    """Somebody waited, walked to `counter`, was handled and left."""
    a_serving_ticket(db, clock, service=service, waited=waited, walked=walked, counter=counter, by=by)
    later(clock, handled)
    return finish(db, clock, clerk_at(db, counter), counter)


def a_held_ticket(db: HallDatabase, clock: FrozenClock, *, counter: str = "1") -> Snapshot:
    """Somebody was being served and was put aside."""
    a_serving_ticket(db, clock, counter=counter)
    return hold(db, clock, clerk_at(db, counter), counter)


def a_no_show(
    db: HallDatabase, clock: FrozenClock, *, service: str = "payment", waited: str = "0s", counter: str = "1"
) -> Snapshot:
    """Somebody was called to `counter` and did not come."""
    a_called_ticket(db, clock, service=service, waited=waited, counter=counter)
    return mark_no_show(db, clock, clerk_at(db, counter), counter)


def a_cancelled_ticket(db: HallDatabase, clock: FrozenClock) -> Snapshot:
    """Somebody took a ticket and gave it back."""
    return cancel(db, clock, CUSTOMER, a_waiting_ticket(db, clock).token)


def a_void_ticket(db: HallDatabase, clock: FrozenClock) -> Snapshot:
    """A test ticket, taken back."""
    return void(db, clock, GRETA.actor, a_waiting_ticket(db, clock).number)


def an_abandoned_ticket(db: HallDatabase, clock: FrozenClock) -> Snapshot:
    """Somebody took a ticket and was still waiting when the hall shut: the day is closed then."""
    ticket = a_waiting_ticket(db, clock)
    hours = hall_rows.opening_hours(db, hall_rows.hall(db))
    day = business_day(clock.now(), hours.zone)
    clock.instant = hours.closing(day)
    close_day(db, clock, SYSTEM, day.isoformat())
    return ticket


# Checks


def a_check(
    db: HallDatabase,
    clock: FrozenClock,
    *,
    of: Person | None = ANA,
    by: Person = CHEN,
    took: str = "1m",
    planned_id: int | None = None,
    **marks: str,
) -> int:
    """`by` checked `of` (None: the hall's environment) on the sheet of their role; the check's id.

    Every item got a 1, unless `marks` says otherwise by item code (0x3: seen three times); a 0 or a 0.5 has the reason
    "not_done".
    """
    kind = sheet_kind_of(of.role) if of else SheetKind.ENVIRONMENT
    sheet = sheet_rows.in_force(db, kind, business_day(clock.now(), hall_rows.hall(db).zone))
    started_at = clock.now()
    later(clock, took)
    given = {item.code: TOLD_MARKS.get(marks.get(item.code, "1"), (Mark.FULL, 1)) for item in sheet.items}
    marked = {code: (mark, "not_done" if mark.needs_reason else "", times) for code, (mark, times) in given.items()}
    code = of.code if of else None
    return save_check(db, clock, by.actor, by.code, sheet.id, code, started_at, marked, planned_id)


def a_pair_of_checks(
    db: HallDatabase, clock: FrozenClock, *, of: Person = ANA, first: Person = CHEN, second: Person = HAN
) -> tuple[int, int]:
    """A double check of `of` that two inspectors are to make now, each blind for the other; the planned ids."""
    day = business_day(clock.now(), hall_rows.hall(db).zone)
    with write_transaction(db):
        plan_rows.add_plan(db, day, "seed", clock.now())
        checked, one, two = (employee_rows.by_code(db, person.code).id for person in (of, first, second))
        planned = plan_rows.add_planned(db, day, checked, one, clock.now())
        return planned, plan_rows.add_planned(db, day, checked, two, clock.now(), planned)


IN_STATE: dict[State, Callable[[HallDatabase, FrozenClock], Snapshot]] = {
    State.WAITING: a_waiting_ticket,
    State.CALLED: a_called_ticket,
    State.SERVING: a_serving_ticket,
    State.ON_HOLD: a_held_ticket,
    State.SERVED: a_served_ticket,
    State.NO_SHOW: a_no_show,
    State.CANCELLED: a_cancelled_ticket,
    State.ABANDONED: an_abandoned_ticket,
    State.VOID: a_void_ticket,
}
"""A factory for each state; where a counter takes part it is counter 1."""


# What the database holds


def rows(db: HallDatabase, sql: str, *values: object) -> list[dict[str, Any]]:
    """The rows of a query, by column name."""
    cursor = db.conn.execute(sql, values)
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def ticket_row(db: HallDatabase, number: str) -> dict[str, Any]:
    """A ticket's row; of the latest business day with that number."""
    return rows(db, "SELECT * FROM ticket WHERE number = ? ORDER BY business_day DESC LIMIT 1", number)[0]


def legs(db: HallDatabase, number: str) -> list[dict[str, Any]]:
    """A ticket's legs in order."""
    return rows(db, "SELECT * FROM leg WHERE ticket_id = ? ORDER BY leg_index", ticket_row(db, number)["id"])


def transactions(db: HallDatabase, number: str) -> list[dict[str, Any]]:
    """A ticket's transactions in order, with the index of their leg and the code of their service."""
    return rows(
        db,
        "SELECT leg.leg_index, service.code AS service, leg_transaction.* FROM leg_transaction"
        " JOIN leg ON leg.id = leg_id JOIN service ON service.id = leg_transaction.service_id"
        " WHERE leg.ticket_id = ? ORDER BY leg.leg_index, transaction_index",
        ticket_row(db, number)["id"],
    )


def system_pauses(db: HallDatabase, number: str) -> list[dict[str, Any]]:
    """The system pauses of a ticket's transactions in order."""
    return rows(
        db,
        "SELECT system_pause.* FROM system_pause JOIN leg_transaction ON leg_transaction.id = transaction_id"
        " JOIN leg ON leg.id = leg_id WHERE leg.ticket_id = ? ORDER BY system_pause.id",
        ticket_row(db, number)["id"],
    )


def event_kinds(db: HallDatabase, number: str) -> list[str]:
    """What happened to a ticket, in order."""
    ticket_id = ticket_row(db, number)["id"]
    return [row["kind"] for row in rows(db, "SELECT kind FROM event WHERE ticket_id = ? ORDER BY seq", ticket_id)]


def last_event(db: HallDatabase) -> dict[str, Any]:
    """The newest event of the journal."""
    return rows(db, "SELECT * FROM event ORDER BY seq DESC LIMIT 1")[0]


def event_names(db: HallDatabase) -> list[str]:
    """The kinds of all events, in order."""
    return [row["kind"] for row in rows(db, "SELECT kind FROM event ORDER BY seq")]


TRACES_OF_READING = ("access_refused", "file_downloaded")


def lose(db: HallDatabase, table: str) -> None:
    """Take a table of the set-up away, so that whatever reads it breaks, also what is kept while the set-up stands."""
    db.execute(f"UPDATE {table} SET id = id")
    db.execute(f"ALTER TABLE {table} RENAME TO lost")


def everything(db: HallDatabase) -> dict[str, list[dict[str, Any]]]:
    """All rows of all tables: equal before and after where nothing may have changed.

    That somebody was refused for want of a right, or took a file, leaves a trace and nothing else: it is left out, and
    when somebody was last at their page: whoever opens one is there. So is the number that tells one set-up from the
    next, which is drawn at random. Tables go by the names under which they are read.
    """
    names = rows(db, "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name")
    found = {
        table["name"].removeprefix("stored_"): rows(db, f"SELECT * FROM {table['name']}")
        for table in names
        if table["name"] != "set_up_edition"
    }
    for session in found.get("session", []):
        session.pop("last_seen_at", None)
    traces = {row["seq"] for row in found["event"] if row["kind"] in TRACES_OF_READING}
    for table in ("event", "told_event"):
        found[table] = [row for row in found.get(table, []) if row["seq"] not in traces]
    return found
