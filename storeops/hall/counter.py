"""The life of a counter: its states and the one table of moves. Pure."""

from dataclasses import dataclass
from enum import StrEnum

from storeops.base.errors import StoreOpsError
from storeops.hall.refusals import CounterNotOpen, CounterNotPaused, CounterNotWrappingUp, CounterOpen


class CounterState(StrEnum):
    CLOSED = "closed"
    OPEN = "open"
    PAUSED = "paused"
    WRAPPING_UP = "wrapping_up"


class CounterVerb(StrEnum):
    OPEN = "open"
    PAUSE = "pause"
    UNPAUSE = "unpause"
    AFTER_WORK = "after_work"
    READY = "ready"
    CLOSE = "close"


@dataclass(frozen=True)
class CounterMove:
    """One verb: the states it may be used in, the state it leads to, and how it is refused elsewhere.

    `needs_free`: refused with CounterBusy while a ticket is called or served there.
    """

    sources: frozenset[CounterState]
    target: CounterState
    refusal: type[StoreOpsError]
    needs_free: bool


COUNTER_MOVES: dict[CounterVerb, CounterMove] = {
    CounterVerb.OPEN: CounterMove(frozenset({CounterState.CLOSED}), CounterState.OPEN, CounterOpen, False),
    CounterVerb.PAUSE: CounterMove(
        frozenset({CounterState.OPEN, CounterState.WRAPPING_UP}), CounterState.PAUSED, CounterNotOpen, True
    ),
    CounterVerb.UNPAUSE: CounterMove(frozenset({CounterState.PAUSED}), CounterState.OPEN, CounterNotPaused, False),
    CounterVerb.AFTER_WORK: CounterMove(frozenset({CounterState.OPEN}), CounterState.WRAPPING_UP, CounterNotOpen, True),
    CounterVerb.READY: CounterMove(
        frozenset({CounterState.WRAPPING_UP}), CounterState.OPEN, CounterNotWrappingUp, False
    ),
    CounterVerb.CLOSE: CounterMove(
        frozenset({CounterState.OPEN, CounterState.PAUSED, CounterState.WRAPPING_UP}),
        CounterState.CLOSED,
        CounterNotOpen,
        True,
    ),
}


def counter_state_after(verb: CounterVerb, state: CounterState, counter: str) -> CounterState:
    """The state that `verb` leads to; its refusal where it is not allowed."""
    move = COUNTER_MOVES[verb]
    if state not in move.sources:
        raise move.refusal(counter=counter)
    return move.target


def allowed_counter_verbs(state: CounterState) -> frozenset[CounterVerb]:
    """The verbs that a counter in `state` takes."""
    return frozenset(verb for verb, move in COUNTER_MOVES.items() if state in move.sources)


@dataclass(frozen=True)
class Counter:
    """A counter as the actions work on it."""

    id: int
    code: str
    state: CounterState
    serves_all: bool
    employee_id: int | None
    employee_code: str | None
    pause_reason: str | None


@dataclass(frozen=True)
class CounterSnapshot:
    """A counter as the API shows it; the ticket is the number called or served there, None if it is free."""

    counter: str
    state: str
    employee: str | None
    pause_reason: str | None
    state_since: str | None
    services: list[str]
    ticket: str | None
