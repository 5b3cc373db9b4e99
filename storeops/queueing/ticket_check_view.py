"""Whether tickets, and what goes on at the counters, are what their events lead to: what `storeops check` finds."""

from collections.abc import Iterator, Mapping
from typing import Any

from sqlite_utils import Database

from storeops.queueing import ticket_check_rows
from storeops.queueing.replay import replayed_state
from storeops.queueing.ticket_check_rows import TicketWithEvents, Values
from storeops.queueing.ticket_replay import ReplayedTicket, replayed_ticket


def ticket_findings(db: Database) -> Iterator[str]:
    """One sentence for each ticket, leg and open transaction that is not what its events lead to."""
    for ticket in ticket_check_rows.tickets_with_events(db):
        if not ticket.is_sealed or not ticket.legs or replayed_state(event.kind for event in ticket.events) is None:
            continue  # from before the chain, or found by the check of states and of legs
        if ticket.is_told_as_imported or ticket.row["is_imported"]:
            yield from _of_imported(ticket)
        elif replayed := replayed_ticket(ticket.events):
            yield from _of_own(ticket, replayed)


def _of_own(ticket: TicketWithEvents, replayed: ReplayedTicket) -> Iterator[str]:
    yield from _compared(
        "ticket",
        ticket.row,
        {
            "is_imported": 0,
            "service": replayed.service,
            "ended_at": replayed.ended_at,
            "leg_index": len(replayed.legs) - 1,
            "counter_id": replayed.counter_id,
            "employee_id": replayed.employee_id,
            "call_count": replayed.call_count,
        },
    )
    if _knows_order(ticket, replayed):
        yield from _compared("ticket", ticket.row, {"order_at": replayed.order_at or ticket.row["due_at"]})
    for leg, told in zip(ticket.legs, replayed.legs, strict=False):
        expected: Values = {"kind": told.kind, "announced_at": told.announced_at}
        if not told.is_ended:  # what has ended is told whole
            expected |= {name: value for name, value in vars(told).items() if name != "is_ended"}
            expected |= {"ended_at": None, "outcome": None, "left_open": 0}
        yield from _compared("leg", leg, expected)
    yield from _of_transaction(ticket, replayed)


def _knows_order(ticket: TicketWithEvents, replayed: ReplayedTicket) -> bool:
    """Whether the events tell the ticket's place in the order: a no-show that was taken back got another one, and
    events from before said no which."""
    return replayed.order_at is not None or all(event.kind != "reinstate" for event in ticket.events)


def _of_transaction(ticket: TicketWithEvents, replayed: ReplayedTicket) -> Iterator[str]:
    stands, told = ticket.transaction, replayed.transaction
    if stands is None or told is None:
        if stands is not None:
            yield f"leg_transaction {stands['id']} goes on, but its ticket's events tell of none"
        elif told is not None:
            yield f"leg_transaction of ticket {ticket.row['id']} is gone: its events tell that one goes on"
        return
    yield from _compared(
        "leg_transaction",
        stands,
        {
            "leg_id": ticket.legs[-1]["id"],
            "transaction_index": stands["place"],
            "service": told.service,
            "employee_id": told.employee_id,
            "class": "normal",
            "started_at": told.started_at,
            "outcome": None,
            "over_target_reason": None,
            "is_reopened": int(told.is_reopened),
        },
    )
    if ticket.pauses != told.pauses:
        yield f"system_pause of leg_transaction {stands['id']} is not what its events tell"


def _of_imported(ticket: TicketWithEvents) -> Iterator[str]:
    """An imported visit: its legs are told whole, and the ticket follows from them."""
    real = [leg for leg in ticket.legs if leg["outcome"] != "void"] or ticket.legs
    last = real[-1]
    called_twice = last["last_called_at"] != last["first_called_at"]
    yield from _compared(
        "ticket",
        ticket.row,
        {
            "is_imported": 1,
            "service": last["service"],
            "order_at": ticket.row["due_at"],
            "ended_at": ticket.events[-1].at,
            "leg_index": last["leg_index"],
            "counter_id": last["counter_id"],
            "employee_id": last["employee_id"],
            "call_count": int(last["first_called_at"] is not None) + int(called_twice),
        },
    )
    for leg in ticket.legs:
        before = [other for other in real if other["leg_index"] < leg["leg_index"] and other["outcome"] != "void"]
        kind = "first" if not before else "resumed" if before[-1]["outcome"] == "held" else "transferred"
        yield from _compared("leg", leg, {"kind": kind, "announced_at": None})


def _compared(table: str, stands: Values, told: Mapping[str, Any]) -> Iterator[str]:
    differences = [
        f"{name} is {stands[name]!r}, not {value!r}" for name, value in told.items() if stands[name] != value
    ]
    if differences:
        yield f"{table} {stands['id']} is not what its events lead to: {', '.join(differences)}"
