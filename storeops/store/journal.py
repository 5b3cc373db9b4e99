"""The one log of everything that happened: audit and replay read it, live screens what they are told of it (told_rows).

Named SQL.
"""

import json
from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from sqlite_utils import Database

from storeops.base.actor import SYSTEM
from storeops.base.business_time import instant, instant_or_none, stamp
from storeops.base.retention import CLEARED
from storeops.store import chain_rows, rows, told_rows
from storeops.store.chain_rows import Sealer
from storeops.store.database import HallDatabase
from storeops.store.event_kinds import CHAIN_BEGUN, refuse_unknown
from storeops.store.event_seal import LocalPart, Shippable, salted
from storeops.store.traced_rows import WrittenRows

_json = json.JSONEncoder(ensure_ascii=False).encode
_ADD = """
INSERT INTO event (at, kind, ticket_id, counter_id, employee_id, actor, is_imported, data, written_rows, local_digest,
                   local_part, local_salt, mac)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""


def append(
    db: HallDatabase,
    at: datetime,
    kind: str,
    actor: str,
    *,
    ticket_id: int | None = None,
    counter_id: int | None = None,
    employee_id: int | None = None,
    written: WrittenRows | None = None,
    local: LocalPart | None = None,
    **data: object,
) -> None:
    """Write one event; the caller holds the write transaction in which the state changes too. Kinds: event_kinds.py.

    `written` are the traced rows as they stand after it. `local` never leaves the hall, and may be cleared.
    """
    refuse_unknown(kind, ticket_id is not None, data)
    kept = salted(local) if local else None
    event = Shippable(
        stamp(at),
        kind,
        ticket_id,
        counter_id,
        employee_id,
        actor,
        0,
        _json(data),
        _json(written) if written else None,
        kept.digest if kept else None,
    )
    text, salt = (kept.text, kept.salt) if kept else (None, None)
    db.conn.execute(_ADD, (*event, text, salt, _sealer(db, at).seal(event)))
    told_rows.number_last(db, kind)


def append_cleared(
    db: HallDatabase, at: datetime, actor: str, what: str, count: int, written: WrittenRows | None = None
) -> None:
    """Record that personal data were cleared, by the name of their kind; nothing where there were none."""
    if count:
        append(db, at, CLEARED, actor, written=written, what=what, count=count)


def imported(at: datetime, kind: str, actor: str, written: WrittenRows) -> Shippable:
    """An event that tells rows which an import took, and nothing else."""
    refuse_unknown(kind, False, {})
    return Shippable(stamp(at), kind, None, None, None, actor, 1, "{}", _json(written))


def append_imported(db: HallDatabase, now: datetime, events: Iterable[Shippable]) -> None:
    """Write many events that tell what another system recorded; the caller holds the write transaction."""
    sealer = _sealer(db, now)
    db.conn.executemany(_ADD, ((*event, None, None, sealer.seal(event)) for event in events))


def begin_chain(db: HallDatabase, at: datetime, actor: str, because: str, written: WrittenRows | None = None) -> None:
    """Begin a chain of sealed events after all that stand there. Nothing happens where the hall's key is missing."""
    chain = chain_rows.begin(db, db.path)
    if chain is not None:
        told = {"chain": chain.number, "because": because, "after": chain.after, "fingerprint": chain.fingerprint}
        refuse_unknown(CHAIN_BEGUN, False, told)
        event = Shippable(
            stamp(at), CHAIN_BEGUN, None, None, None, actor, 0, _json(told), _json(written) if written else None
        )
        db.conn.execute(_ADD, (*event, None, None, chain.sealer.seal(event)))
        told_rows.number_last(db, CHAIN_BEGUN)


def _sealer(db: HallDatabase, at: datetime) -> Sealer:
    """What seals the next event. Where the key is back after events without it, a new chain begins first."""
    sealer = chain_rows.sealer(db, db.path)
    if sealer.has_lost_the_thread:
        begin_chain(db, at, SYSTEM.name, "key_back")
        return chain_rows.sealer(db, db.path)
    return sealer


def last_seq(db: Database) -> int:
    """The number of the newest event; 0 in an empty journal."""
    return int(rows.scalar(db, "SELECT coalesce(max(seq), 0) FROM event"))


def latest_at(db: Database) -> datetime | None:
    """When the newest event of this hall's own happened; None in an empty journal."""
    return instant_or_none(rows.scalar(db, "SELECT at FROM event WHERE is_imported = 0 ORDER BY seq DESC LIMIT 1"))


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
