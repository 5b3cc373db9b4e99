"""The one log of everything that happened: live screens, audit and replay read it. Named SQL."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from sqlite_utils import Database

from storeops.base.business_time import instant, stamp
from storeops.store import rows
from storeops.store.event_kinds import refuse_unknown


@dataclass(frozen=True)
class Event:
    """One thing that happened; `data` holds only what may be shown in public."""

    seq: int
    at: str
    kind: str
    data: dict[str, object]

    def public(self) -> dict[str, object]:
        """The event as live screens and the API see it: nothing personal, no names, no tokens."""
        return {"seq": self.seq, "at": self.at, "kind": self.kind, **self.data}


def append(
    db: Database,
    at: datetime,
    kind: str,
    actor: str,
    *,
    ticket_id: int | None = None,
    counter_id: int | None = None,
    employee_id: int | None = None,
    **data: object,
) -> None:
    """Write one event; the caller holds the write transaction in which the state changes too. Kinds: event_kinds.py."""
    refuse_unknown(kind, ticket_id is not None, data)
    db.conn.execute(
        "INSERT INTO event (at, kind, ticket_id, counter_id, employee_id, actor, data) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (stamp(at), kind, ticket_id, counter_id, employee_id, actor, json.dumps(data, ensure_ascii=False)),
    )


def last_seq(db: Database) -> int:
    """The number of the newest event; 0 in an empty journal."""
    return int(rows.scalar(db, "SELECT coalesce(max(seq), 0) FROM event"))


def since(db: Database, seq: int, limit: int = 500) -> list[Event]:
    """The live events after `seq`, oldest first; imported history is never streamed."""
    return rows.many(
        db,
        Event,
        "SELECT seq, at, kind, data FROM event WHERE seq > ? AND is_imported = 0 ORDER BY seq LIMIT ?",
        (seq, limit),
    )


def latest_trace(db: Database, ticket_id: int) -> datetime:
    """The latest instant at which something happened to a ticket, which has at least its issue."""
    return instant(rows.scalar(db, "SELECT max(at) FROM event WHERE ticket_id = ?", (ticket_id,)))


class _Trace(NamedTuple):
    """An event of a ticket; `kind` None: it has none."""

    ticket_id: int
    state: str
    kind: str | None


def kinds_by_ticket(db: Database) -> Iterator[tuple[int, str, list[str]]]:
    """For each ticket its id, its stored state and the kinds of its events in order: what a replay needs."""
    traces = rows.each(
        db,
        _Trace,
        "SELECT ticket.id AS ticket_id, ticket.state, event.kind FROM ticket"
        " LEFT JOIN event ON event.ticket_id = ticket.id ORDER BY ticket.id, event.seq",
    )
    for (ticket_id, state), group in groupby(traces, key=attrgetter("ticket_id", "state")):
        yield ticket_id, state, [trace.kind for trace in group if trace.kind is not None]


def missing_numbers(db: Database) -> int:
    """How many sequence numbers are missing between the first and the last event; 0 in an unbroken journal."""
    return int(rows.scalar(db, "SELECT coalesce(max(seq) - min(seq) + 1 - count(*), 0) FROM event"))
