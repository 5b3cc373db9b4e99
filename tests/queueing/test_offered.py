"""The desk offers just what the two tables of moves allow."""

import pytest

from storeops.hall.counter import COUNTER_MOVES, CounterState, CounterVerb
from storeops.queueing.offered import offered_at
from storeops.queueing.ticket import MOVES, State, Verb


@pytest.mark.parametrize("counter", CounterState)
@pytest.mark.parametrize("ticket", [None, State.CALLED, State.SERVING])
@pytest.mark.parametrize("is_system_paused", [False, True])
def test_nothing_is_offered_that_the_tables_refuse(
    counter: CounterState, ticket: State | None, is_system_paused: bool
) -> None:
    offered = offered_at(counter, ticket, is_system_paused=is_system_paused, may_reopen=True)

    for counter_verb in offered.counter:
        assert counter in COUNTER_MOVES[counter_verb].sources
        assert ticket is None or not COUNTER_MOVES[counter_verb].needs_free
    for verb in offered.ticket:
        if ticket is not None:
            assert ticket in MOVES[verb].to
        else:
            assert counter is CounterState.OPEN
            assert verb in {Verb.CALL_NEXT, Verb.CALL_TICKET, Verb.REOPEN}


def test_a_called_ticket() -> None:
    offered = offered_at(CounterState.OPEN, State.CALLED, is_system_paused=False, may_reopen=True)

    assert offered.ticket == {Verb.RECALL, Verb.START, Verb.TRANSFER, Verb.HOLD, Verb.MARK_NO_SHOW}
    assert offered.counter == set()


def test_a_ticket_that_is_served_is_paused_or_resumed_never_both() -> None:
    common = {Verb.NEXT_TRANSACTION, Verb.FINISH, Verb.TRANSFER, Verb.HOLD}

    running = offered_at(CounterState.OPEN, State.SERVING, is_system_paused=False, may_reopen=False)
    paused = offered_at(CounterState.OPEN, State.SERVING, is_system_paused=True, may_reopen=False)

    assert running.ticket == common | {Verb.SYSTEM_PAUSE}
    assert paused.ticket == common | {Verb.SYSTEM_RESUME}


def test_a_free_counter() -> None:
    offered = offered_at(CounterState.OPEN, None, is_system_paused=False, may_reopen=False)

    assert offered.ticket == {Verb.CALL_NEXT, Verb.CALL_TICKET}
    assert offered.counter == {CounterVerb.PAUSE, CounterVerb.AFTER_WORK, CounterVerb.CLOSE}


def test_a_paused_counter_calls_nobody() -> None:
    offered = offered_at(CounterState.PAUSED, None, is_system_paused=False, may_reopen=True)

    assert offered.ticket == set()
    assert offered.counter == {CounterVerb.UNPAUSE, CounterVerb.CLOSE}
