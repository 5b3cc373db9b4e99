"""What state a ticket's events lead to: the proof that state and trace agree. Pure."""

from collections.abc import Iterable

from storeops.base.errors import StoreOpsError
from storeops.queueing.ticket import MOVES, State, Verb, state_after
from storeops.store.event_kinds import EVENT_KINDS, TOLD_ANEW


def replayed_state(kinds: Iterable[str]) -> State | None:
    """The state after these events, in order; None if they are no possible life of a ticket."""
    state: State | None = None
    for kind in kinds:
        if kind == TOLD_ANEW:
            state = None
            continue
        known = EVENT_KINDS.get(kind)
        if known and known.has_ticket and not known.moves_ticket:
            continue
        if kind == Verb.ISSUE.value and state is None:
            state = State.WAITING
            continue
        if state is None or kind not in set(MOVES):
            return None
        try:
            state = state_after(Verb(kind), state)
        except StoreOpsError:
            return None
    return state
