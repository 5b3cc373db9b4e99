"""The table of moves, as plain values. The expected table is written out by hand from the product's description."""

import pytest

from storeops.base.errors import StoreOpsError
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
from storeops.queueing.ticket import (
    AT_COUNTER,
    LIVE,
    MOVES,
    State,
    Verb,
    allowed_verbs,
    is_allowed,
    state_after,
)

ALLOWED = {
    ("waiting", "call_next"): "called",
    ("waiting", "call_ticket"): "called",
    ("called", "recall"): "called",
    ("called", "start"): "serving",
    ("serving", "next_transaction"): "serving",
    ("serving", "system_pause"): "serving",
    ("serving", "system_resume"): "serving",
    ("serving", "finish"): "served",
    ("served", "reopen"): "serving",
    ("called", "transfer"): "waiting",
    ("serving", "transfer"): "waiting",
    ("called", "hold"): "on_hold",
    ("serving", "hold"): "on_hold",
    ("on_hold", "resume"): "waiting",
    ("called", "mark_no_show"): "no_show",
    ("no_show", "reinstate"): "waiting",
    ("waiting", "cancel"): "cancelled",
    ("on_hold", "cancel"): "cancelled",
    ("waiting", "change_segment"): "waiting",
    ("waiting", "void"): "void",
    ("called", "void"): "void",
    ("waiting", "close_day"): "abandoned",
    ("on_hold", "close_day"): "abandoned",
    ("called", "close_day"): "no_show",
    ("serving", "close_day"): "served",
    ("abandoned", "take_back"): "waiting",
}

REFUSED_WITH: dict[str, type[StoreOpsError]] = {
    "call_next": TicketNotWaiting,
    "call_ticket": TicketNotWaiting,
    "recall": TicketNotCalled,
    "start": TicketNotCalled,
    "next_transaction": TicketNotServing,
    "system_pause": TicketNotServing,
    "system_resume": TicketNotServing,
    "finish": TicketNotServing,
    "reopen": TicketNotServed,
    "transfer": TicketNotActive,
    "hold": TicketNotActive,
    "resume": TicketNotOnHold,
    "mark_no_show": TicketNotCalled,
    "reinstate": TicketNotNoShow,
    "cancel": TicketNotWaiting,
    "void": TicketNotVoidable,
    "change_segment": TicketNotWaiting,
    "close_day": TicketNotActive,
    "take_back": TicketNotAbandoned,
}


VERBS = [verb for verb in Verb if verb is not Verb.ISSUE]


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("state", State)
def test_the_table_of_moves_says_what_the_product_says(state: State, verb: Verb) -> None:
    expected = ALLOWED.get((state.value, verb.value))

    assert is_allowed(verb, state) == (expected is not None)
    assert (verb in allowed_verbs(state)) == (expected is not None)
    if expected is None:
        with pytest.raises(REFUSED_WITH[verb.value]) as refusal:
            state_after(verb, state, number="A001", counter="1")
        assert type(refusal.value) is REFUSED_WITH[verb.value]
    else:
        assert state_after(verb, state) == expected


def test_every_verb_but_issue_stands_in_the_table() -> None:
    assert set(MOVES) == set(VERBS)


def test_only_live_tickets_can_be_closed_with_the_day() -> None:
    assert set(MOVES[Verb.CLOSE_DAY].to) == LIVE
    assert AT_COUNTER < LIVE


def test_a_cancelled_or_void_ticket_never_moves_again() -> None:
    assert allowed_verbs(State.CANCELLED) == allowed_verbs(State.VOID) == frozenset()


def test_whom_the_close_of_the_day_ended_can_only_be_taken_back() -> None:
    assert allowed_verbs(State.ABANDONED) == {Verb.TAKE_BACK}
