"""Tickets with their legs and what goes on at the counters, beside their events: what a replay compares. Named SQL."""

import json
from collections import defaultdict
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from sqlite_utils import Database

from storeops.queueing.ticket_replay import TicketEvent

_TICKETS = """
SELECT ticket.id, ticket.is_imported, service.code AS service, ticket.state, ticket.due_at, ticket.order_at,
       ticket.ended_at, ticket.leg_index, ticket.counter_id, ticket.employee_id, ticket.call_count
FROM ticket LEFT JOIN service ON service.id = ticket.service_id ORDER BY ticket.id
"""
_LEGS = """
SELECT leg.ticket_id, leg.id, leg.leg_index, leg.kind, service.code AS service, leg.queued_at, leg.first_called_at,
       leg.last_called_at, leg.announced_at, leg.started_at, leg.ended_at, leg.counter_id, leg.employee_id,
       leg.outcome, leg.left_open
FROM leg LEFT JOIN service ON service.id = leg.service_id ORDER BY leg.ticket_id, leg.leg_index
"""
_OPEN_TRANSACTIONS = """
SELECT leg.ticket_id, leg_transaction.id, leg_transaction.leg_id, leg_transaction.transaction_index,
       service.code AS service, leg_transaction.employee_id, leg_transaction.class, leg_transaction.started_at,
       leg_transaction.outcome, leg_transaction.over_target_reason, leg_transaction.is_reopened,
       (SELECT count(*) FROM leg_transaction AS before WHERE before.leg_id = leg.id
        AND before.ended_at IS NOT NULL) AS place
FROM leg_transaction JOIN leg ON leg.id = leg_transaction.leg_id
LEFT JOIN service ON service.id = leg_transaction.service_id
WHERE leg_transaction.ended_at IS NULL
"""
_OPEN_PAUSES = """
SELECT transaction_id, reason, system_pause.started_at, system_pause.ended_at FROM system_pause
JOIN leg_transaction ON leg_transaction.id = transaction_id WHERE leg_transaction.ended_at IS NULL
ORDER BY system_pause.id
"""
_EVENTS = """
SELECT ticket_id, mac IS NOT NULL, kind, at, counter_id, employee_id, is_imported, data FROM event
WHERE ticket_id IS NOT NULL ORDER BY ticket_id, seq
"""

Values = dict[str, Any]
"""A row by the names of its columns; of a service its code."""


@dataclass
class TicketWithEvents:
    """A ticket as it stands. `transaction` is the one that goes on, None where none does; `pauses` are its own.

    `is_sealed`: all its events are, so that none is from before the chain began.
    """

    row: Values
    legs: list[Values] = field(default_factory=list)
    transaction: Values | None = None
    pauses: list[tuple[str, str, str | None]] = field(default_factory=list)
    events: list[TicketEvent] = field(default_factory=list)
    is_told_as_imported: bool = False
    is_sealed: bool = False


def tickets_with_events(db: Database) -> Iterator[TicketWithEvents]:
    """Every ticket with all that hangs on it, by id. An event whose data cannot be read is left out."""
    legs, transactions = defaultdict(list), {}
    for leg in db.query(_LEGS):
        legs[leg["ticket_id"]].append(leg)
    for transaction in db.query(_OPEN_TRANSACTIONS):
        transactions[transaction["ticket_id"]] = transaction
    pauses = defaultdict(list)
    for transaction_id, *pause in db.execute(_OPEN_PAUSES):
        pauses[transaction_id].append(tuple(pause))
    events = _EventsByTicket(db)
    for row in db.query(_TICKETS):
        found = TicketWithEvents(row, legs.get(row["id"], []), transactions.get(row["id"]))
        if found.transaction:
            found.pauses = pauses[found.transaction["id"]]
        events.give(found)
        yield found


class _EventsByTicket:
    """Reads the events of the tickets side by side with them, so that a journal of years needs no memory."""

    def __init__(self, db: Database) -> None:
        self._events = iter(db.execute(_EVENTS))
        self._next = next(self._events, None)

    def give(self, ticket: TicketWithEvents) -> None:
        """Give a ticket its events; tickets are given theirs in the order of their ids."""
        ticket.is_sealed = True
        while self._next is not None and self._next[0] <= ticket.row["id"]:
            of_ticket, is_sealed, kind, at, counter_id, employee_id, is_imported, data = self._next
            if of_ticket == ticket.row["id"]:
                ticket.is_told_as_imported = ticket.is_told_as_imported or bool(is_imported)
                ticket.is_sealed = ticket.is_sealed and bool(is_sealed)
                with suppress(ValueError):
                    ticket.events.append(TicketEvent(kind, at, counter_id, employee_id, json.loads(data)))
            self._next = next(self._events, None)
