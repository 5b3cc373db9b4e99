"""What a ticket's events lead to, value by value: the proof that a visit that goes on is as it was told. Pure.

Legs and transactions that have ended are told whole; what goes on at a counter is told by its verbs alone.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from storeops.queueing.ticket import Verb


@dataclass(frozen=True)
class TicketEvent:
    """One event of a ticket, as the journal holds it."""

    kind: str
    at: str
    counter_id: int | None
    employee_id: int | None
    data: Mapping[str, Any]


@dataclass
class ReplayedLeg:
    """A leg as its events tell it; instants as the database holds them."""

    kind: str
    service: str
    queued_at: str
    first_called_at: str | None = None
    last_called_at: str | None = None
    announced_at: str | None = None
    started_at: str | None = None
    counter_id: int | None = None
    employee_id: int | None = None
    is_ended: bool = False


@dataclass
class ReplayedTransaction:
    """The transaction that goes on, with its system pauses: reason, begin, end."""

    service: str
    employee_id: int | None
    started_at: str
    is_reopened: bool
    pauses: list[tuple[str, str, str | None]] = field(default_factory=list)


@dataclass
class ReplayedTicket:
    """A ticket as its events tell it. `order_at` None: no event tells of another place than the first one."""

    service: str
    legs: list[ReplayedLeg]
    counter_id: int | None = None
    employee_id: int | None = None
    call_count: int = 0
    ended_at: str | None = None
    order_at: str | None = None
    is_on_hold: bool = False
    transaction: ReplayedTransaction | None = None

    @property
    def leg(self) -> ReplayedLeg:
        return self.legs[-1]


def replayed_ticket(events: Iterable[TicketEvent]) -> ReplayedTicket | None:
    """The ticket after these events, which are a possible life of one; None where it was not issued here."""
    ticket: ReplayedTicket | None = None
    for event in events:
        if event.kind == Verb.ISSUE.value:
            service = str(event.data["service"])
            ticket = ReplayedTicket(service, [ReplayedLeg("first", service, event.at)])
        elif ticket is not None:
            _apply(ticket, event)
    return ticket


def _apply(ticket: ReplayedTicket, event: TicketEvent) -> None:
    match event.kind:
        case Verb.CALL_NEXT | Verb.CALL_TICKET:
            leg = ticket.leg
            leg.first_called_at = leg.first_called_at or event.at
            leg.last_called_at, leg.announced_at = event.at, None
            leg.counter_id = ticket.counter_id = event.counter_id
            leg.employee_id = ticket.employee_id = event.employee_id
            ticket.call_count = 1
        case Verb.RECALL:
            ticket.leg.last_called_at, ticket.leg.announced_at = event.at, None
            ticket.call_count += 1
        case "announced":
            ticket.leg.announced_at = event.at
        case Verb.START:
            ticket.leg.started_at = event.at
            _begin(ticket, event, ticket.service)
        case Verb.NEXT_TRANSACTION:
            _begin(ticket, event, str(event.data["transaction_service"]))
        case Verb.SYSTEM_PAUSE if ticket.transaction:
            ticket.transaction.pauses.append((str(event.data["reason"]), event.at, None))
        case Verb.SYSTEM_RESUME if ticket.transaction and ticket.transaction.pauses:
            reason, began, _ = ticket.transaction.pauses.pop()
            ticket.transaction.pauses.append((reason, began, event.at))
        case Verb.TRANSFER:
            _queue_again(ticket, event, "transferred")
        case Verb.HOLD:
            _end(ticket, None)
            ticket.counter_id = ticket.employee_id = None
            ticket.is_on_hold = True
        case Verb.RESUME:
            _queue_again(ticket, event, "resumed")
        case Verb.REINSTATE:
            ticket.leg.is_ended = False
            ticket.leg.counter_id = ticket.leg.employee_id = ticket.counter_id = ticket.employee_id = None
            ticket.call_count, ticket.ended_at = 0, None
            ticket.order_at = event.data.get("order_at")
        case Verb.CHANGE_SEGMENT:
            ticket.order_at = str(event.data["order_at"])
        case Verb.TAKE_BACK:
            if ticket.is_on_hold:
                _queue_again(ticket, event, "resumed")
            ticket.leg.is_ended, ticket.ended_at = False, None
            ticket.order_at = event.data.get("order_at")
        case Verb.REOPEN:
            ticket.leg.is_ended, ticket.ended_at = False, None
            ticket.employee_id = event.employee_id
            _begin(ticket, event, ticket.service, is_reopened=True)
        case Verb.MARK_NO_SHOW | Verb.CANCEL | Verb.VOID:
            _end(ticket, event.at)
        case Verb.FINISH | Verb.CLOSE_DAY:
            _end(ticket, str(event.data.get("ended_at") or event.at))


def _begin(ticket: ReplayedTicket, event: TicketEvent, service: str, is_reopened: bool = False) -> None:
    ticket.transaction = ReplayedTransaction(service, event.employee_id, event.at, is_reopened)


def _end(ticket: ReplayedTicket, at: str | None) -> None:
    ticket.leg.is_ended, ticket.transaction, ticket.ended_at = True, None, at


def _queue_again(ticket: ReplayedTicket, event: TicketEvent, kind: str) -> None:
    _end(ticket, None)
    ticket.service = str(event.data["service"])
    ticket.legs.append(ReplayedLeg(kind, ticket.service, event.at))
    ticket.counter_id = ticket.employee_id = None
    ticket.call_count, ticket.is_on_hold = 0, False
