"""The life of a ticket: its states, and the one table of moves between them. Pure.

Buttons, refusals, the replay check and the documentation are all made from MOVES.
"""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from storeops.base.errors import StoreOpsError
from storeops.hall.targets import Segment
from storeops.queueing.refusals import (
    TicketNotAbandoned,
    TicketNotActive,
    TicketNotCalled,
    TicketNotNoShow,
    TicketNotOnHold,
    TicketNotServed,
    TicketNotServing,
    TicketNotVoidable,
    TicketNotWaiting,
)


class State(StrEnum):
    WAITING = "waiting"
    CALLED = "called"
    SERVING = "serving"
    ON_HOLD = "on_hold"
    SERVED = "served"
    NO_SHOW = "no_show"
    CANCELLED = "cancelled"
    ABANDONED = "abandoned"
    VOID = "void"


class Verb(StrEnum):
    ISSUE = "issue"
    CALL_NEXT = "call_next"
    CALL_TICKET = "call_ticket"
    RECALL = "recall"
    START = "start"
    NEXT_TRANSACTION = "next_transaction"
    SYSTEM_PAUSE = "system_pause"
    SYSTEM_RESUME = "system_resume"
    FINISH = "finish"
    REOPEN = "reopen"
    TRANSFER = "transfer"
    HOLD = "hold"
    RESUME = "resume"
    MARK_NO_SHOW = "mark_no_show"
    REINSTATE = "reinstate"
    CANCEL = "cancel"
    VOID = "void"
    CHANGE_SEGMENT = "change_segment"
    CLOSE_DAY = "close_day"
    TAKE_BACK = "take_back"


class TransactionClass(StrEnum):
    NORMAL = "normal"
    EXCEPTIONAL = "exceptional"
    TECHNICAL = "technical"


LIVE = frozenset({State.WAITING, State.CALLED, State.SERVING, State.ON_HOLD})
AT_COUNTER = frozenset({State.CALLED, State.SERVING})

VOID_WITHIN = timedelta(seconds=60)
REOPEN_WITHIN = timedelta(minutes=15)
REINSTATE_WITHIN = timedelta(minutes=15)
NUMBER_RESTS = max(REOPEN_WITHIN, REINSTATE_WITHIN)
"""So long after its end a ticket may come alive again: until then a new day does not give its number to another."""


@dataclass(frozen=True)
class Move:
    """One verb: the states it may be used in, the state it leads to from each, and how it is refused elsewhere."""

    to: dict[State, State]
    refusal: type[StoreOpsError]


def _move(sources: Iterable[State], target: State, refusal: type[StoreOpsError]) -> Move:
    return Move(dict.fromkeys(sources, target), refusal)


MOVES: dict[Verb, Move] = {
    Verb.CALL_NEXT: _move([State.WAITING], State.CALLED, TicketNotWaiting),
    Verb.CALL_TICKET: _move([State.WAITING], State.CALLED, TicketNotWaiting),
    Verb.RECALL: _move([State.CALLED], State.CALLED, TicketNotCalled),
    Verb.START: _move([State.CALLED], State.SERVING, TicketNotCalled),
    Verb.NEXT_TRANSACTION: _move([State.SERVING], State.SERVING, TicketNotServing),
    Verb.SYSTEM_PAUSE: _move([State.SERVING], State.SERVING, TicketNotServing),
    Verb.SYSTEM_RESUME: _move([State.SERVING], State.SERVING, TicketNotServing),
    Verb.FINISH: _move([State.SERVING], State.SERVED, TicketNotServing),
    Verb.REOPEN: _move([State.SERVED], State.SERVING, TicketNotServed),
    Verb.TRANSFER: _move(AT_COUNTER, State.WAITING, TicketNotActive),
    Verb.HOLD: _move(AT_COUNTER, State.ON_HOLD, TicketNotActive),
    Verb.RESUME: _move([State.ON_HOLD], State.WAITING, TicketNotOnHold),
    Verb.MARK_NO_SHOW: _move([State.CALLED], State.NO_SHOW, TicketNotCalled),
    Verb.REINSTATE: _move([State.NO_SHOW], State.WAITING, TicketNotNoShow),
    Verb.CANCEL: _move([State.WAITING, State.ON_HOLD], State.CANCELLED, TicketNotWaiting),
    Verb.VOID: _move([State.WAITING, State.CALLED], State.VOID, TicketNotVoidable),
    Verb.CHANGE_SEGMENT: _move([State.WAITING], State.WAITING, TicketNotWaiting),
    Verb.CLOSE_DAY: Move(
        {
            State.WAITING: State.ABANDONED,
            State.ON_HOLD: State.ABANDONED,
            State.CALLED: State.NO_SHOW,
            State.SERVING: State.SERVED,
        },
        TicketNotActive,
    ),
    Verb.TAKE_BACK: _move([State.ABANDONED], State.WAITING, TicketNotAbandoned),
}
"""Every verb but `issue`, which makes a ticket out of nothing."""


def is_allowed(verb: Verb, state: State) -> bool:
    """Whether the table lets `verb` happen to a ticket in `state`."""
    return state in MOVES[verb].to


def state_after(verb: Verb, state: State, **values: object) -> State:
    """The state that `verb` leads to; its refusal, with `values` in the sentence, where it is not allowed."""
    move = MOVES[verb]
    if state not in move.to:
        raise move.refusal(**values)
    return move.to[state]


def allowed_verbs(state: State) -> frozenset[Verb]:
    """The verbs that a ticket in `state` takes: the desk shows just these buttons."""
    return frozenset(verb for verb, move in MOVES.items() if state in move.to)


@dataclass(frozen=True)
class Snapshot:
    """A ticket as customers, clerks and the API see it: what every verb answers.

    `id` tells tickets of one number apart, None in an answer that was kept before it was told. `ahead_count` counts
    the people to be called before this one, None unless it waits. The estimate is the range in seconds that was shown
    at issue, None where it was not known. Stamps are UTC text.
    """

    number: str
    token: str
    business_day: str
    state: str
    service: str
    segment: str
    issued_at: str
    due_at: str
    ahead_count: int | None
    estimate_low_seconds: int | None
    estimate_high_seconds: int | None
    counter: str | None
    id: int | None = None


@dataclass(frozen=True)
class Ticket:
    """A ticket with its current leg, as the actions work on it. Instants are aware UTC; None: did not happen."""

    id: int
    token: str
    business_day: str
    number: str
    service_id: int
    service_code: str
    segment: Segment
    state: State
    issued_at: datetime
    due_at: datetime
    order_at: datetime
    ended_at: datetime | None
    counter_id: int | None
    counter_code: str | None
    employee_id: int | None
    call_count: int
    is_imported: bool
    estimate_low_seconds: int | None
    estimate_high_seconds: int | None
    leg: "Leg"


@dataclass(frozen=True)
class Leg:
    """One stay in one queue and its service at one counter."""

    id: int
    index: int
    service_id: int
    queued_at: datetime
    first_called_at: datetime | None
    last_called_at: datetime | None
    announced_at: datetime | None
    started_at: datetime | None
    ended_at: datetime | None
    counter_id: int | None
    employee_id: int | None
    outcome: str | None
    left_open: bool


def ticket_number(prefix: str, count: int) -> str:
    """The number of the `count`-th ticket of a prefix: A001, and after A999 it grows to A1000."""
    return f"{prefix}{count:03d}"


def new_ticket_token() -> str:
    """A ticket's token of 128 random bits: short enough for a small QR code, too long to guess."""
    return secrets.token_urlsafe(16)
