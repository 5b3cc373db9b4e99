"""What state a ticket's events lead to: the proof that state and trace agree. Pure."""

from collections.abc import Iterable

from storeops.base.errors import StoreOpsError
from storeops.queueing.ticket import MOVES, State, Verb, state_after

UNMOVING = frozenset(
    {
        "announced",
        "reason_given",
        "prompt_shown",
        "rated",
        "rating_undone",
        "rating_reason",
        "recovery_raised",
        "recovery_withdrawn",
        "recovery_taken",
        "recovery_closed",
        "moment_observed",
        "duty_called",
        "duty_arrived",
        "duty_settled",
        "duty_withdrawn",
        "wish_noted",
        "retention_recorded",
    }
)
"""Events of a ticket that are no verb of the table."""

TOLD_ANEW = "told_anew"
"""A later import brought more of this visit: what follows tells the whole of it again."""


def replayed_state(kinds: Iterable[str]) -> State | None:
    """The state after these events, in order; None if they are no possible life of a ticket."""
    state: State | None = None
    for kind in kinds:
        if kind in UNMOVING:
            continue
        if kind == TOLD_ANEW:
            state = None
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
