"""The table of counter moves, as plain values. The expected table is written out by hand."""

import pytest

from storeops.base.errors import StoreOpsError
from storeops.hall.counter import COUNTER_MOVES, CounterState, CounterVerb, allowed_counter_verbs, counter_state_after
from storeops.hall.refusals import CounterNotOpen, CounterNotPaused, CounterNotWrappingUp, CounterOpen

ALLOWED = {
    ("closed", "open"): "open",
    ("open", "pause"): "paused",
    ("wrapping_up", "pause"): "paused",
    ("paused", "unpause"): "open",
    ("open", "after_work"): "wrapping_up",
    ("wrapping_up", "ready"): "open",
    ("open", "close"): "closed",
    ("paused", "close"): "closed",
    ("wrapping_up", "close"): "closed",
}

REFUSED_WITH: dict[str, type[StoreOpsError]] = {
    "open": CounterOpen,
    "pause": CounterNotOpen,
    "unpause": CounterNotPaused,
    "after_work": CounterNotOpen,
    "ready": CounterNotWrappingUp,
    "close": CounterNotOpen,
}


@pytest.mark.parametrize("verb", CounterVerb)
@pytest.mark.parametrize("state", CounterState)
def test_the_table_of_counter_moves_says_what_the_product_says(state: CounterState, verb: CounterVerb) -> None:
    expected = ALLOWED.get((state.value, verb.value))

    assert (verb in allowed_counter_verbs(state)) == (expected is not None)
    if expected is None:
        with pytest.raises(REFUSED_WITH[verb.value]) as refusal:
            counter_state_after(verb, state, "1")
        assert type(refusal.value) is REFUSED_WITH[verb.value]
    else:
        assert counter_state_after(verb, state, "1") == expected


def test_a_customer_at_the_counter_forbids_just_pausing_after_work_and_closing() -> None:
    disturbing = {verb for verb, move in COUNTER_MOVES.items() if move.needs_free}

    assert disturbing == {CounterVerb.PAUSE, CounterVerb.AFTER_WORK, CounterVerb.CLOSE}
