"""The catalogue of events: the journal takes nothing that it does not know."""

from typing import Any

import pytest

from storeops.base.clock import FrozenClock
from storeops.measuring.day_summary_rows import was_changed_since
from storeops.queueing.ticket import Verb
from storeops.store import journal
from storeops.store.database import HallDatabase, write_transaction
from storeops.store.event_kinds import EVENT_KINDS
from tests.factories import a_waiting_ticket, everything


def test_the_verbs_of_a_ticket_are_the_kinds_that_move_it() -> None:
    assert {kind.name for kind in EVENT_KINDS.values() if kind.moves_ticket} == {verb.value for verb in Verb}


@pytest.mark.parametrize(
    ("kind", "fields", "why"),
    [
        ("rated", {"value": 1}, "the event rated has no field value"),
        ("rating", {}, "the catalogue of events has no kind rating"),
        ("sign_in", {"pin": "1234", "name": "Ana"}, "the event sign_in has no field name, pin"),
    ],
)
def test_a_kind_or_a_field_that_is_not_in_the_catalogue_is_not_written(
    db: HallDatabase, clock: FrozenClock, kind: str, fields: dict[str, Any], why: str
) -> None:
    before = everything(db)

    with pytest.raises(TypeError, match=why), write_transaction(db):
        journal.append(db, clock.now(), kind, "system", **fields)

    assert everything(db) == before


def test_what_belongs_to_no_ticket_is_not_written_into_a_ticket_s_life(db: HallDatabase, clock: FrozenClock) -> None:
    a_waiting_ticket(db, clock)
    before = everything(db)

    with pytest.raises(TypeError, match="the event sign_in belongs to no ticket"), write_transaction(db):
        journal.append(db, clock.now(), "sign_in", "system", ticket_id=1)

    assert everything(db) == before


def test_only_the_kinds_that_say_so_change_days_that_are_over(db: HallDatabase, clock: FrozenClock) -> None:
    for kind, changes in [("hours_changed", True), ("hall_renamed", False)]:
        seq = journal.last_seq(db)
        with write_transaction(db):
            journal.append(db, clock.now(), kind, "system", changed={})
        assert was_changed_since(db, seq) is changes
