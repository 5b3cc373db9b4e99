"""Kept summaries of days. Named SQL.

They are a cache: what a settled day's tickets and desks add up to. Whatever changes such a day drops its summary in the
same transaction: an import by `drop`, changed hours and counters by triggers of the schema. A summary of a release that
added up other sums is as good as none: its day is counted anew.
"""

import json
from collections.abc import Collection, Mapping
from datetime import date
from typing import Any, NamedTuple

from sqlite_utils import Database

from storeops.measuring.sums import Total, ValueCounts
from storeops.measuring.tally import SUMS
from storeops.store import rows
from storeops.store.event_kinds import EVENT_KINDS


class _Kept(NamedTuple):
    """One part of a day's summary; `body` is JSON."""

    business_day: date
    part: str
    body: str


def keep(db: Database, day: date, bodies: Mapping[str, Mapping[str, Any]]) -> None:
    """Keep the parts of a day's summary in place of any kept before."""
    drop(db, [day.isoformat()])
    new = [(day.isoformat(), part, json.dumps(body, separators=(",", ":")), SUMS) for part, body in bodies.items()]
    db.conn.executemany("INSERT INTO day_summary (business_day, part, body, sums) VALUES (?, ?, ?, ?)", new)


def kept_days(db: Database, first_day: date, last_day: date) -> set[date]:
    """The days, both ends included, of which a summary is kept."""
    days = rows.column(
        db,
        "SELECT business_day FROM day_summary WHERE business_day BETWEEN ? AND ? AND sums = ? AND part = 'hall'",
        (first_day.isoformat(), last_day.isoformat(), SUMS),
    )
    return set(map(date.fromisoformat, days))


def days_with_any_part(db: Database) -> list[date]:
    """The days of which anything is kept, whole or not; earliest first."""
    days = rows.column(
        db, "SELECT DISTINCT business_day FROM day_summary WHERE sums = ? ORDER BY business_day", (SUMS,)
    )
    return list(map(date.fromisoformat, days))


def hall_bodies(db: Database, first_day: date, last_day: date) -> list[tuple[date, dict[str, Any]]]:
    """The hall's part of each day, both ends included, of which a summary is kept; earliest first."""
    kept = rows.each(
        db,
        _Kept,
        "SELECT business_day, part, body FROM day_summary WHERE business_day BETWEEN ? AND ? AND sums = ?"
        " AND part = 'hall' ORDER BY business_day",
        (first_day.isoformat(), last_day.isoformat(), SUMS),
    )
    return [(each.business_day, json.loads(each.body)) for each in kept]


def bodies(db: Database, first_day: date, last_day: date) -> list[tuple[date, dict[str, dict[str, Any]]]]:
    """All parts of each day, both ends included, of which a summary is kept; earliest first."""
    kept = rows.each(
        db,
        _Kept,
        "SELECT business_day, part, body FROM day_summary WHERE business_day BETWEEN ? AND ? AND sums = ?"
        " ORDER BY business_day",
        (first_day.isoformat(), last_day.isoformat(), SUMS),
    )
    found: dict[date, dict[str, dict[str, Any]]] = {}
    for each in kept:
        found.setdefault(each.business_day, {})[each.part] = json.loads(each.body)
    return list(found.items())


class _HalfHourWaits(NamedTuple):
    """The waits of those who came in one half hour; both are JSON, None where there are none."""

    half_hour: str
    first_waits: str | None
    waits_at_leaving: str | None


def waits_by_half_hour(db: Database, days: Collection[date]) -> dict[str, list[Total]]:
    """How long those waited who came in a half hour, HH:MM, until their first call or until they left.

    One total for each of these days, earliest first, in which somebody came then and of which a summary is kept: other
    days are not counted.
    """
    kept = rows.each(
        db,
        _HalfHourWaits,
        "SELECT came.key AS half_hour, came.value -> 'first_waits' AS first_waits,"
        " came.value -> 'waits_at_leaving' AS waits_at_leaving FROM day_summary, json_each(body) AS came"
        f" WHERE business_day IN ({', '.join('?' * len(days))}) AND sums = ? AND part = 'half_hours'"
        " ORDER BY business_day",
        (*(day.isoformat() for day in days), SUMS),
    )
    found: dict[str, list[Total]] = {}
    for each in kept:
        stored = (each.first_waits, each.waits_at_leaving)
        waits = ValueCounts.merged(ValueCounts.from_json(json.loads(one)) for one in stored if one)
        if waits.count:
            found.setdefault(each.half_hour, []).append(Total(waits.count, waits.total))
    return found


def drop(db: Database, days: Collection[str]) -> None:
    """Forget the summaries of these days: something of them changed."""
    db.conn.executemany("DELETE FROM day_summary WHERE business_day = ?", [(day,) for day in days])


def drop_months(db: Database, months: Collection[str]) -> None:
    """Forget the summaries of all days of these months, and of the days beside them, which a stretch may reach."""
    for month in months:
        first = f"{month}-01"
        db.execute(
            "DELETE FROM day_summary WHERE business_day BETWEEN date(?, '-1 day') AND date(?, '+1 month')",
            (first, first),
        )


_CHANGES = tuple(kind.name for kind in EVENT_KINDS.values() if kind.changes_settled_days)
"""The kinds of events that may change a settled day."""


def was_changed_since(db: Database, seq: int) -> bool:
    """Whether the journal tells, after `seq`, of anything that may change a settled day."""
    kinds = ", ".join("?" * len(_CHANGES))
    sql = f"SELECT EXISTS (SELECT 1 FROM event WHERE seq > ? AND kind IN ({kinds}))"
    return bool(rows.scalar(db, sql, (seq, *_CHANGES)))
