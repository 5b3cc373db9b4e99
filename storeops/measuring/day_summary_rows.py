"""Kept summaries of days. Named SQL.

They are a cache: what a settled day's tickets and desks add up to. Whatever changes such a day drops its summary in the
same transaction: an import by `drop`, changed hours and counters by triggers of the schema.
"""

import json
from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from sqlite_utils import Database

from storeops.store.event_kinds import EVENT_KINDS


def keep(db: Database, day: date, bodies: Mapping[str, Mapping[str, Any]]) -> None:
    """Keep the parts of a day's summary in place of any kept before."""
    drop(db, [day.isoformat()])
    rows = [(day.isoformat(), part, json.dumps(body, separators=(",", ":"))) for part, body in bodies.items()]
    db.conn.executemany("INSERT INTO day_summary (business_day, part, body) VALUES (?, ?, ?)", rows)


def kept_days(db: Database, first_day: date, last_day: date) -> set[date]:
    """The days, both ends included, of which a summary is kept."""
    rows = db.execute(
        "SELECT business_day FROM day_summary WHERE business_day BETWEEN ? AND ? AND part = 'hall'",
        (first_day.isoformat(), last_day.isoformat()),
    ).fetchall()
    return {date.fromisoformat(row[0]) for row in rows}


def days_with_any_part(db: Database) -> list[date]:
    """The days of which anything is kept, whole or not; earliest first."""
    rows = db.execute("SELECT DISTINCT business_day FROM day_summary ORDER BY business_day").fetchall()
    return [date.fromisoformat(row[0]) for row in rows]


def hall_bodies(db: Database, first_day: date, last_day: date) -> list[tuple[date, dict[str, Any]]]:
    """The hall's part of each day, both ends included, of which a summary is kept; earliest first."""
    rows = db.execute(
        "SELECT business_day, body FROM day_summary WHERE business_day BETWEEN ? AND ? AND part = 'hall'"
        " ORDER BY business_day",
        (first_day.isoformat(), last_day.isoformat()),
    ).fetchall()
    return [(date.fromisoformat(day), json.loads(body)) for day, body in rows]


def bodies(db: Database, first_day: date, last_day: date) -> list[tuple[date, dict[str, dict[str, Any]]]]:
    """All parts of each day, both ends included, of which a summary is kept; earliest first."""
    rows = db.execute(
        "SELECT business_day, part, body FROM day_summary WHERE business_day BETWEEN ? AND ? ORDER BY business_day",
        (first_day.isoformat(), last_day.isoformat()),
    ).fetchall()
    found: dict[date, dict[str, dict[str, Any]]] = {}
    for day, part, body in rows:
        found.setdefault(date.fromisoformat(day), {})[part] = json.loads(body)
    return list(found.items())


def drop(db: Database, days: Collection[str]) -> None:
    """Forget the summaries of these days: something of them changed."""
    db.conn.executemany("DELETE FROM day_summary WHERE business_day = ?", [(day,) for day in days])


_CHANGES = tuple(kind.name for kind in EVENT_KINDS.values() if kind.changes_settled_days)
"""The kinds of events that may change a settled day."""


def was_changed_since(db: Database, seq: int) -> bool:
    """Whether the journal tells, after `seq`, of anything that may change a settled day."""
    kinds = ", ".join("?" * len(_CHANGES))
    row = db.execute(
        f"SELECT EXISTS (SELECT 1 FROM event WHERE seq > ? AND kind IN ({kinds}))", (seq, *_CHANGES)
    ).fetchone()
    return bool(row[0])
