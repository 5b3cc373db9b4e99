"""Counters, who sits at them, and the spans of their day. Named SQL."""

from datetime import datetime
from typing import NamedTuple

from sqlite_utils import Database

from storeops.base.business_time import instant_or_none, stamp
from storeops.base.errors import ChangedMeanwhile
from storeops.hall.counter import Counter, CounterSnapshot, CounterState
from storeops.hall.refusals import UnknownCounter
from storeops.store import rows, traced_rows
from storeops.store.traced_rows import TracedTable, WrittenRows

_COUNTER = """
SELECT counter.id, counter.code, counter.state, counter.serves_all, counter.employee_id,
       employee.code AS employee_code, counter.pause_reason
FROM counter LEFT JOIN employee ON employee.id = counter.employee_id
"""

TRACED_STRETCHES = TracedTable(
    "signed_in_span",
    ("id", "employee_id", "signed_in_at", "signed_out_at", "counter_id", "left_open", "is_imported", "import_id"),
    "FROM stored_signed_in_span WHERE signed_out_at IS NOT NULL",
    begun_empty=1,
)
"""Stretches that have ended, of this hall and from an import."""
TRACED_OPEN_STRETCHES = TracedTable(
    "signed_in_span_open",
    ("id", "employee_id", "signed_in_at", "counter_id", "left_open", "is_imported", "import_id"),
    "FROM stored_signed_in_span WHERE signed_out_at IS NULL",
    begun_empty=1,
)
TRACED_SPANS = TracedTable(
    "counter_span",
    ("id", "counter_id", "employee_id", "kind", "reason", "started_at", "ended_at", "left_open"),
    "FROM counter_span WHERE true",
)
"""Pauses and after-work, those that go on too."""


def by_code(db: Database, code: str) -> Counter:
    """The counter of this code; UnknownCounter."""
    counter = rows.one(db, Counter, _COUNTER + "WHERE counter.code = ? AND counter.is_active = 1", (code,))
    if counter is None:
        raise UnknownCounter(counter=code)
    return counter


def of_employee(db: Database, employee_id: int) -> Counter | None:
    """The counter at which an employee is signed in; None if at none."""
    return rows.one(db, Counter, _COUNTER + "WHERE counter.employee_id = ?", (employee_id,))


def serves(db: Database, counter: Counter, service_id: int) -> bool:
    """Whether a counter serves a service."""
    if counter.serves_all:
        return True
    chosen = rows.scalar(
        db, "SELECT 1 FROM counter_service WHERE counter_id = ? AND service_id = ?", (counter.id, service_id)
    )
    return chosen is not None


def not_closed(db: Database) -> list[Counter]:
    """The counters with somebody signed in."""
    return rows.many(db, Counter, _COUNTER + "WHERE counter.state != 'closed' ORDER BY counter.position")


def change_state(
    db: Database,
    counter: Counter,
    state: CounterState,
    now: datetime,
    *,
    employee_id: int | None,
    pause_reason: str | None = None,
) -> None:
    """Write a counter's new state if it is still the one read; else ChangedMeanwhile."""
    changed = db.execute(
        "UPDATE counter SET state = ?, state_since = ?, employee_id = ?, pause_reason = ? WHERE id = ? AND state = ?",
        (state.value, stamp(now), employee_id, pause_reason, counter.id, counter.state.value),
    ).rowcount
    if changed != 1:
        raise ChangedMeanwhile


def sign_in(db: Database, counter_id: int, employee_id: int, now: datetime) -> int:
    """Begin a signed-in span; its id."""
    span_id = rows.scalar(
        db,
        "INSERT INTO stored_signed_in_span (employee_id, counter_id, signed_in_at) VALUES (?, ?, ?) RETURNING id",
        (employee_id, counter_id, stamp(now)),
    )
    return int(span_id)


def sign_out(db: Database, counter_id: int, at: datetime, left_open: bool = False) -> int:
    """End the counter's signed-in span, never before it began; its id."""
    span_id = rows.scalar(
        db,
        "UPDATE stored_signed_in_span SET signed_out_at = max(signed_in_at, ?), left_open = ?"
        " WHERE counter_id = ? AND signed_out_at IS NULL RETURNING id",
        (stamp(at), int(left_open), counter_id),
    )
    return int(span_id)


def begin_span(db: Database, counter: Counter, kind: str, reason: str | None, now: datetime) -> int:
    """Begin a pause or after-work; its id."""
    span_id = rows.scalar(
        db,
        "INSERT INTO counter_span (counter_id, employee_id, kind, reason, started_at) VALUES (?, ?, ?, ?, ?)"
        " RETURNING id",
        (counter.id, counter.employee_id, kind, reason, stamp(now)),
    )
    return int(span_id)


def end_span(db: Database, counter_id: int, at: datetime, left_open: bool = False) -> list[int]:
    """End the counter's open pause or after-work, never before it began; its id, none where there is none."""
    return rows.column(
        db,
        "UPDATE counter_span SET ended_at = max(started_at, ?), left_open = ?"
        " WHERE counter_id = ? AND ended_at IS NULL RETURNING id",
        (stamp(at), int(left_open), counter_id),
    )


def written_stretch(db: Database, span_id: int) -> WrittenRows:
    """Somebody's stay at a counter as it is traced now, whether it goes on or has ended."""
    return {
        **traced_rows.written(db, TRACED_STRETCHES, span_id),
        **traced_rows.written(db, TRACED_OPEN_STRETCHES, span_id),
    }


def signed_in_since(db: Database, counter_id: int) -> str:
    """The stamp at which the present employee signed in at a counter that is not closed."""
    signed_in_at = rows.scalar(
        db, "SELECT signed_in_at FROM signed_in_span WHERE counter_id = ? AND signed_out_at IS NULL", (counter_id,)
    )
    return str(signed_in_at)


def last_close(db: Database, after: datetime, before: datetime) -> datetime | None:
    """When the last counter was closed, from `after` on, of those that were opened before `before`; None: none was."""
    closed_at: str | None = rows.scalar(
        db,
        "SELECT max(signed_out_at) FROM signed_in_span WHERE counter_id IS NOT NULL AND is_imported = 0"
        " AND signed_in_at < ? AND signed_out_at >= ?",
        (stamp(before), stamp(after)),
    )
    return instant_or_none(closed_at)


def last_act(db: Database, counter_id: int, since: datetime) -> datetime | None:
    """The last time since then that anything was done at a counter; None: nothing was. Closing a day does nothing."""
    acted_at: str | None = rows.scalar(
        db,
        "SELECT max(at) FROM event WHERE at >= ? AND counter_id = ? AND is_imported = 0 AND kind != 'close_day'",
        (stamp(since), counter_id),
    )
    return instant_or_none(acted_at)


class _AsItStands(NamedTuple):
    """What the API shows of a counter, but for its services."""

    counter: str
    state: str
    employee: str | None
    pause_reason: str | None
    state_since: str | None
    ticket: str | None


def snapshot(db: Database, counter_id: int) -> CounterSnapshot:
    """A counter as the API shows it."""
    [now] = rows.many(
        db,
        _AsItStands,
        "SELECT counter.code AS counter, counter.state, employee.code AS employee, counter.pause_reason,"
        " counter.state_since, ticket.number AS ticket"
        " FROM counter LEFT JOIN employee ON employee.id = counter.employee_id"
        " LEFT JOIN ticket ON ticket.counter_id = counter.id AND ticket.ended_at IS NULL"
        " AND ticket.state IN ('called', 'serving') WHERE counter.id = ?",
        (counter_id,),
    )
    services = rows.column(
        db,
        "SELECT service.code FROM service WHERE service.is_active = 1 AND (EXISTS"
        " (SELECT 1 FROM counter WHERE counter.id = :id AND counter.serves_all = 1) OR EXISTS"
        " (SELECT 1 FROM counter_service WHERE counter_id = :id AND service_id = service.id))"
        " ORDER BY service.position",
        {"id": counter_id},
    )
    return CounterSnapshot(**now._asdict(), services=services)
