"""The table of verbs agrees with the tables of moves, with the actions and with itself."""

import inspect
from itertools import product

import pytest

from storeops.hall.counter import CounterSnapshot, CounterState, CounterVerb
from storeops.queueing.offered import offered_at, offered_in_lists
from storeops.queueing.ticket import Snapshot, State, Verb
from storeops.queueing.verb_table import VERB_TABLE, DeskPlace, NamedBy, VerbRow

BESIDE_THE_VERBS = set("DJLMKVW")
"""Keys of the desk that are no verbs of tickets and counters."""
rows = pytest.mark.parametrize("row", VERB_TABLE.values(), ids=lambda row: row.path)


def test_every_verb_has_its_row() -> None:
    assert set(VERB_TABLE) == {*Verb, *CounterVerb} - {Verb.ISSUE, Verb.CLOSE_DAY}


def test_no_two_verbs_share_an_address() -> None:
    addresses = {(row.named_by, row.path) for row in VERB_TABLE.values()}

    assert len(addresses) == len(VERB_TABLE)


@rows
def test_an_action_takes_what_the_body_holds(row: VerbRow) -> None:
    """After the database, the clock and who asks: what it is for, and the fields of the body in their order."""
    parameters = list(inspect.signature(row.action).parameters)[3:]
    fields = list(row.body.model_fields)

    assert len(parameters) == 1 + len(fields)
    assert row.named_by in parameters[0]
    assert all(field.split("_")[0] in parameter for field, parameter in zip(fields, parameters[1:], strict=True))


@rows
def test_a_verb_of_a_counter_answers_the_counter_and_any_other_the_ticket(row: VerbRow) -> None:
    answer = inspect.signature(row.action).return_annotation

    assert answer is (CounterSnapshot if isinstance(row.verb, CounterVerb) else Snapshot)


@rows
def test_the_desk_asks_for_the_first_fields_of_the_body(row: VerbRow) -> None:
    fields = [info.alias or name for name, info in row.body.model_fields.items()]
    needed = [info.alias or name for name, info in row.body.model_fields.items() if info.is_required()]

    assert list(row.asks) == fields[: len(row.asks)]
    if row.is_at_desk:
        assert set(needed) <= set(row.asks)
    if row.is_in_hall and row.in_lists is None:
        assert needed == []


@rows
def test_a_verb_that_is_shown_has_its_words(row: VerbRow) -> None:
    if not row.is_at_desk and not row.is_in_hall:
        return
    assert row.button is not None
    assert (row.button.key == "") <= (row.button.place is DeskPlace.WITHIN)
    if row.is_in_hall or row.named_by is not NamedBy.COUNTER:
        assert row.button.in_full


def test_no_two_verbs_of_the_desk_share_a_key_at_the_same_time() -> None:
    for counter, ticket in product(CounterState, [None, State.CALLED, State.SERVING]):
        for is_paused in (False, True):
            offered = offered_at(counter, ticket, is_system_paused=is_paused, may_reopen=True)
            shown = [row for row in VERB_TABLE.values() if row.is_at_desk and row.verb in offered]
            keys = [row.button.key for row in shown if row.button and row.button.key]

            assert len(keys) == len(set(keys))
            assert not BESIDE_THE_VERBS & set(keys)


def test_a_list_offers_only_verbs_that_name_their_ticket_on_a_page_that_has_them() -> None:
    for row in VERB_TABLE.values():
        if row.in_lists:
            assert row.hall_named_by is NamedBy.NUMBER
            assert row.is_at_desk or row.is_in_hall


@pytest.mark.parametrize(
    ("state", "is_new", "shown"),
    [
        (State.WAITING, True, [Verb.VOID, Verb.CHANGE_SEGMENT, Verb.CANCEL]),
        (State.WAITING, False, [Verb.CHANGE_SEGMENT, Verb.CANCEL]),
        (State.ON_HOLD, False, [Verb.CANCEL, Verb.RESUME]),
        (State.NO_SHOW, False, [Verb.REINSTATE]),
        (State.ABANDONED, False, [Verb.TAKE_BACK]),
        (State.SERVED, False, []),
    ],
)
def test_lists_offer_what_the_state_of_a_ticket_allows(state: State, is_new: bool, shown: list[Verb]) -> None:
    offered = offered_in_lists(state, is_new=is_new)

    assert [row.verb for row in VERB_TABLE.values() if row.in_lists and row.verb in offered] == shown
