"""Writing imported visits: tickets, legs, transactions and events, many at a time. Named SQL."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import Any, NamedTuple

from sqlite_utils import Database

from storeops.base.business_time import stamp
from storeops.history.legs_format import LegOutcome, LegRow
from storeops.history.told_visit import ToldEvent, ToldVisit
from storeops.queueing.ticket import State, TransactionClass, Verb
from storeops.queueing.ticket_rows import TRACED_LEGS, TRACED_TICKETS
from storeops.queueing.transaction_rows import NO_PAUSES, TRACED_TRANSACTIONS
from storeops.store import journal, rows
from storeops.store.database import HallDatabase
from storeops.store.event_kinds import TOLD_ANEW
from storeops.store.event_seal import Shippable
from storeops.store.traced_rows import TracedTable

# A moment is written up to four times: with its ticket, its leg, its transaction and its event.
_stamp = lru_cache(maxsize=64)(stamp)
_json = json.JSONEncoder(ensure_ascii=False).encode
_AS_NO_OTHER = ("import", "zh", None, None, None)
"""Channel and language of an imported ticket; nothing is known of a booking or an estimate."""
_KEEPS_COUNTER = frozenset({State.CALLED, State.SERVING, State.SERVED, State.NO_SHOW})


TRACED_AS_IMPORTED = TracedTable(
    "leg_as_imported", ("leg_id", "segment", "held_seconds"), "FROM leg_as_imported WHERE true"
)


@dataclass(frozen=True)
class Ids:
    """Row ids by code."""

    services: Mapping[str, int]
    counters: Mapping[str, int]
    employees: Mapping[str, int]

    def counter(self, leg: LegRow) -> int | None:
        return self.counters[leg.counter] if leg.counter else None

    def employee(self, leg: LegRow) -> int | None:
        return self.employees[leg.employee] if leg.employee else None


@dataclass(frozen=True)
class TakenVisit:
    """A visit to be written: its legs that are new, its promise and the events that tell it.

    `ticket_id` is that of the ticket that the hall has already from an earlier import; None: a new one.
    """

    visit: ToldVisit
    new_legs: Sequence[LegRow]
    ticket_id: int | None
    token: str
    due_at: datetime
    ended_at: datetime
    events: Sequence[ToldEvent]


def add_visits(
    db: HallDatabase, now: datetime, visits: Iterable[TakenVisit], ids: Ids, actor: str, import_id: int
) -> None:
    """Write visits with everything that hangs on them. The event of a visit's issue carries the rows that are new."""
    next_ticket, next_leg = _next_id(db, "stored_ticket"), _next_id(db, "stored_leg")
    batch = _Batch(import_id, _next_id(db, "stored_leg_transaction"))
    for taken in visits:
        ticket_id = taken.ticket_id
        if ticket_id is None:
            ticket_id, next_ticket = next_ticket, next_ticket + 1
            batch.tickets.append((*_ticket(ticket_id, taken, ids), import_id))
            stands = _Stands(taken.visit.segment.value, import_id)
        else:
            batch.changed_tickets.append(_changes(ticket_id, taken, ids))
            batch.changed_legs.extend((taken.visit.kind(leg), ticket_id, leg.leg) for leg in taken.visit.legs)
            batch.events.append(_told_anew(ticket_id, taken, actor))
            stands = _stands(db, ticket_id)
        first_leg, first_transaction, first_as_told = (
            len(each) for each in (batch.legs, batch.transactions, batch.legs_as_imported)
        )
        for leg in taken.new_legs:
            _add_leg(batch, next_leg, ticket_id, leg, taken, ids)
            next_leg += 1
        issued, *others = taken.events
        written = {
            TRACED_TICKETS.name: [_as_traced(ticket_id, stands, taken)],
            TRACED_LEGS.name: [(*leg[:-2], import_id) for leg in batch.legs[first_leg:]],
            TRACED_TRANSACTIONS.name: [
                (*done[:-1], NO_PAUSES, import_id, None) for done in batch.transactions[first_transaction:]
            ],
            TRACED_AS_IMPORTED.name: batch.legs_as_imported[first_as_told:],
        }
        batch.events.append(_event(ticket_id, taken, issued, ids, actor)._replace(written_rows=_json(written)))
        batch.events.extend(_event(ticket_id, taken, told, ids, actor) for told in others)
    _write(db, batch)
    journal.append_imported(db, now, batch.events)


@dataclass
class _Batch:
    import_id: int
    next_transaction: int
    tickets: list[tuple[Any, ...]] = field(default_factory=list)
    changed_tickets: list[tuple[Any, ...]] = field(default_factory=list)
    legs: list[tuple[Any, ...]] = field(default_factory=list)
    changed_legs: list[tuple[Any, ...]] = field(default_factory=list)
    legs_as_imported: list[tuple[Any, ...]] = field(default_factory=list)
    transactions: list[tuple[Any, ...]] = field(default_factory=list)
    events: list[Shippable] = field(default_factory=list)


def _next_id(db: Database, table: str) -> int:
    return int(rows.scalar(db, f"SELECT coalesce(max(id), 0) + 1 FROM {table}"))


def _ticket(ticket_id: int, taken: TakenVisit, ids: Ids) -> tuple[Any, ...]:
    day, number = taken.visit.first.visit
    return (ticket_id, taken.token, day, number, taken.visit.segment.value, *_changes(ticket_id, taken, ids)[:-1])


def _changes(ticket_id: int, taken: TakenVisit, ids: Ids) -> tuple[Any, ...]:
    """What further legs may change of a ticket. Its segment stays: a leg of another one says so itself."""
    last, due_at = taken.visit.last, _stamp(taken.due_at)
    return (
        ids.services[last.service],
        taken.visit.state.value,
        _stamp(taken.visit.first.issued_at),
        due_at,
        due_at,
        _stamp(taken.ended_at),
        last.leg,
        ids.counter(last),
        ids.employee(last),
        (last.called_at is not None) + (last.last_called_at != last.called_at),
        ticket_id,
    )


def _add_leg(batch: _Batch, leg_id: int, ticket_id: int, leg: LegRow, taken: TakenVisit, ids: Ids) -> None:
    started_at, ended_at = _text(leg.started_at), _text(leg.ended_at)
    service_id, employee_id = ids.services[leg.service], ids.employee(leg)
    batch.legs.append(
        (
            leg_id,
            ticket_id,
            leg.leg,
            service_id,
            _stamp(leg.issued_at),
            _text(leg.called_at),
            _text(leg.last_called_at),
            started_at,
            ended_at,
            ids.counter(leg),
            employee_id,
            leg.outcome.value,
            int(leg.left_open),
            taken.visit.kind(leg),
            batch.import_id,
        )
    )
    own_segment = taken.ticket_id is not None or leg.segment is not taken.visit.segment
    if own_segment or leg.held_seconds is not None:
        batch.legs_as_imported.append((leg_id, leg.segment.value if own_segment else None, leg.held_seconds))
    if started_at and ended_at and leg.outcome is not LegOutcome.VOID:
        outcome = "finished" if leg.outcome is LegOutcome.SERVED else "unfinished"
        outcome = "left_open" if leg.left_open else outcome
        batch.transactions.append(
            (
                *(batch.next_transaction, leg_id, 0, service_id, employee_id, started_at, ended_at),
                *(TransactionClass.NORMAL.value, outcome, None, 0, batch.import_id),
            )
        )
        batch.next_transaction += 1


def _event(ticket_id: int, taken: TakenVisit, told: ToldEvent, ids: Ids, actor: str) -> Shippable:
    leg = told.leg if told.verb is not Verb.ISSUE else None
    data: dict[str, object] = {
        "number": taken.visit.first.ticket,
        "business_day": taken.visit.first.business_day,
        "state": told.state.value,
        "service": told.service,
        "counter": leg.counter if leg and told.state in _KEEPS_COUNTER else None,
    }
    if leg and told.verb in (Verb.TRANSFER, Verb.HOLD):
        data["from_counter"] = leg.counter
    if leg and told.verb is Verb.TRANSFER:
        data["from_service"] = leg.service
    if told.verb is Verb.FINISH:
        data["ended_class"] = TransactionClass.NORMAL.value
    counter_id, employee_id = (ids.counter(leg), ids.employee(leg)) if leg else (None, None)
    return Shippable(_stamp(told.at), told.verb.value, ticket_id, counter_id, employee_id, actor, 1, _json(data))


class _Stands(NamedTuple):
    """What of a ticket further legs do not change."""

    segment: str
    import_id: int | None


def _stands(db: Database, ticket_id: int) -> _Stands:
    """The same of a ticket that stands there already."""
    [stands] = rows.many(db, _Stands, "SELECT segment, import_id FROM stored_ticket WHERE id = ?", (ticket_id,))
    return stands


def _as_traced(ticket_id: int, stands: _Stands, taken: TakenVisit) -> tuple[Any, ...]:
    """A ticket as it is traced."""
    first = taken.visit.first
    told = (ticket_id, *first.visit, stands.segment, _stamp(first.issued_at), _stamp(taken.due_at))
    return (*told, *_AS_NO_OTHER, stands.import_id)


def _told_anew(ticket_id: int, taken: TakenVisit, actor: str) -> Shippable:
    day, number = taken.visit.first.visit
    data = _json({"number": number, "business_day": day})
    return Shippable(_stamp(taken.visit.first.issued_at), TOLD_ANEW, ticket_id, None, None, actor, 1, data)


def _text(moment: datetime | None) -> str | None:
    return _stamp(moment) if moment else None


def _write(db: Database, batch: _Batch) -> None:
    for sql, values in (
        (_ADD_TICKET, batch.tickets),
        (_CHANGE_TICKET, batch.changed_tickets),
        (_ADD_LEG, batch.legs),
        ("UPDATE stored_leg SET kind = ? WHERE ticket_id = ? AND leg_index = ?", batch.changed_legs),
        ("INSERT INTO leg_as_imported (leg_id, segment, held_seconds) VALUES (?, ?, ?)", batch.legs_as_imported),
        (_ADD_TRANSACTION, batch.transactions),
    ):
        db.conn.executemany(sql, values)


_ADD_TICKET = """
INSERT INTO stored_ticket (id, token, business_day, number, segment, service_id, state, issued_at, due_at, order_at,
                           ended_at, leg_index, counter_id, employee_id, call_count, channel, language, is_imported,
                           import_id)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'import', 'zh', 1, ?)
"""
_CHANGE_TICKET = """
UPDATE stored_ticket SET service_id = ?, state = ?, issued_at = ?, due_at = ?, order_at = ?, ended_at = ?,
                         leg_index = ?, counter_id = ?, employee_id = ?, call_count = ?
WHERE id = ?
"""
_ADD_LEG = """
INSERT INTO stored_leg (id, ticket_id, leg_index, service_id, queued_at, first_called_at, last_called_at, started_at,
                        ended_at, counter_id, employee_id, outcome, left_open, kind, import_id)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_ADD_TRANSACTION = """
INSERT INTO stored_leg_transaction (id, leg_id, transaction_index, service_id, employee_id, started_at, ended_at, class,
                                    outcome, over_target_reason, is_reopened, import_id)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
