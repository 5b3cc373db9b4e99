"""Every verb in every state, against the database: allowed ones leave one event, refused ones leave nothing."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import pytest

from storeops.base.actor import CUSTOMER, SYSTEM
from storeops.base.clock import FrozenClock
from storeops.base.errors import StoreOpsError
from storeops.hall.targets import Segment
from storeops.queueing import issue as issuing
from storeops.queueing import moving, serving
from storeops.queueing.calling import call_next, call_ticket, mark_no_show, recall
from storeops.queueing.close_day import close_day
from storeops.queueing.refusals import (
    CounterBusy,
    QueueEmpty,
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
from storeops.queueing.ticket import LIVE, MOVES, Snapshot, State, Verb
from storeops.store.database import HallDatabase
from tests.factories import (
    ANA,
    BRUNO,
    CHEN,
    IN_STATE,
    MONDAY_NINE,
    an_open_counter,
    event_kinds,
    everything,
    last_event,
    ticket_row,
)


@dataclass
class Story:
    """A hall in which counter 1 has, or had, the ticket, and counter 2 is open and free."""

    db: HallDatabase
    clock: FrozenClock
    ticket: Snapshot


def _taken_back(story: Story) -> Snapshot:
    """Still on the business day of the ticket: the factory lets its day end in the night after."""
    story.clock.instant = MONDAY_NINE + timedelta(hours=9)
    return moving.take_back(story.db, story.clock, CHEN.actor, story.ticket.number)


APPLY: dict[Verb, Callable[[Story], object]] = {
    Verb.CALL_NEXT: lambda story: call_next(story.db, story.clock, BRUNO.actor, "2"),
    Verb.CALL_TICKET: lambda story: call_ticket(story.db, story.clock, BRUNO.actor, "2", story.ticket.number),
    Verb.RECALL: lambda story: recall(story.db, story.clock, ANA.actor, "1"),
    Verb.START: lambda story: serving.start(story.db, story.clock, ANA.actor, "1"),
    Verb.NEXT_TRANSACTION: lambda story: serving.next_transaction(story.db, story.clock, ANA.actor, "1", "invoice"),
    Verb.SYSTEM_PAUSE: lambda story: serving.system_pause(story.db, story.clock, ANA.actor, "1"),
    Verb.SYSTEM_RESUME: lambda story: serving.system_resume(story.db, story.clock, ANA.actor, "1"),
    Verb.FINISH: lambda story: serving.finish(story.db, story.clock, ANA.actor, "1"),
    Verb.REOPEN: lambda story: serving.reopen(story.db, story.clock, ANA.actor, "1"),
    Verb.TRANSFER: lambda story: moving.transfer(story.db, story.clock, ANA.actor, "1", "plan_change"),
    Verb.HOLD: lambda story: moving.hold(story.db, story.clock, ANA.actor, "1"),
    Verb.RESUME: lambda story: moving.resume(story.db, story.clock, ANA.actor, story.ticket.number),
    Verb.MARK_NO_SHOW: lambda story: mark_no_show(story.db, story.clock, ANA.actor, "1"),
    Verb.REINSTATE: lambda story: moving.reinstate(story.db, story.clock, CHEN.actor, story.ticket.number),
    Verb.CANCEL: lambda story: issuing.cancel(story.db, story.clock, CUSTOMER, story.ticket.token),
    Verb.VOID: lambda story: issuing.void(story.db, story.clock, CHEN.actor, story.ticket.number),
    Verb.CHANGE_SEGMENT: lambda story: moving.change_segment(
        story.db, story.clock, CHEN.actor, story.ticket.number, Segment.VIP
    ),
    Verb.TAKE_BACK: _taken_back,
}

REFUSED_WITH: dict[Verb, type[StoreOpsError]] = {
    Verb.CALL_NEXT: QueueEmpty,
    Verb.CALL_TICKET: TicketNotWaiting,
    Verb.RECALL: TicketNotCalled,
    Verb.START: TicketNotCalled,
    Verb.NEXT_TRANSACTION: TicketNotServing,
    Verb.SYSTEM_PAUSE: TicketNotServing,
    Verb.SYSTEM_RESUME: TicketNotServing,
    Verb.FINISH: TicketNotServing,
    Verb.REOPEN: TicketNotServed,
    Verb.TRANSFER: TicketNotActive,
    Verb.HOLD: TicketNotActive,
    Verb.RESUME: TicketNotOnHold,
    Verb.MARK_NO_SHOW: TicketNotCalled,
    Verb.REINSTATE: TicketNotNoShow,
    Verb.CANCEL: TicketNotWaiting,
    Verb.VOID: TicketNotVoidable,
    Verb.CHANGE_SEGMENT: TicketNotWaiting,
    Verb.TAKE_BACK: TicketNotAbandoned,
}

# Only the last ticket served at a free counter can be reopened, so a ticket that is still there comes first.
REFUSED_OTHERWISE = {
    (State.CALLED, Verb.REOPEN): CounterBusy,
    (State.SERVING, Verb.REOPEN): CounterBusy,
}


@pytest.fixture
def story(db: HallDatabase, clock: FrozenClock, state: State) -> Story:
    an_open_counter(db, clock, "1")
    an_open_counter(db, clock, "2")
    return Story(db, clock, IN_STATE[state](db, clock))


@pytest.mark.parametrize("state", State)
def test_the_factories_bring_a_ticket_into_every_state(story: Story, state: State) -> None:
    assert ticket_row(story.db, story.ticket.number)["state"] == state


ALLOWED = [(state, verb) for verb in APPLY for state in sorted(MOVES[verb].to)]
REFUSED = [(state, verb) for verb in APPLY for state in State if state not in MOVES[verb].to]


@pytest.mark.parametrize(("state", "verb"), ALLOWED)
def test_an_allowed_verb_changes_the_row_and_leaves_one_event(story: Story, state: State, verb: Verb) -> None:
    if verb is Verb.SYSTEM_RESUME:
        APPLY[Verb.SYSTEM_PAUSE](story)
    events_before = event_kinds(story.db, story.ticket.number)
    seq_before = last_event(story.db)["seq"]
    rows_before = everything(story.db)

    answer = APPLY[verb](story)

    row = ticket_row(story.db, story.ticket.number)
    event = last_event(story.db)
    assert row["state"] == MOVES[verb].to[state]
    assert (row["ended_at"] is None) == (row["state"] in LIVE)
    assert isinstance(answer, Snapshot)
    assert (answer.number, answer.state) == (story.ticket.number, row["state"])
    assert event_kinds(story.db, story.ticket.number) == [*events_before, verb.value]
    assert (event["seq"], event["ticket_id"]) == (seq_before + 1, row["id"])
    assert json.loads(event["data"])["state"] == row["state"]
    assert everything(story.db) != rows_before


@pytest.mark.parametrize(("state", "verb"), REFUSED)
def test_a_refused_verb_changes_nothing(story: Story, state: State, verb: Verb) -> None:
    before = everything(story.db)

    with pytest.raises(StoreOpsError) as refusal:
        APPLY[verb](story)

    assert type(refusal.value) is REFUSED_OTHERWISE.get((state, verb), REFUSED_WITH[verb])
    assert everything(story.db) == before


@pytest.mark.parametrize("state", sorted(MOVES[Verb.CLOSE_DAY].to))
def test_closing_the_day_ends_a_live_ticket_with_one_event(story: Story, state: State) -> None:
    events_before = event_kinds(story.db, story.ticket.number)

    close_day(story.db, story.clock, SYSTEM, story.ticket.business_day)

    row = ticket_row(story.db, story.ticket.number)
    assert row["state"] == MOVES[Verb.CLOSE_DAY].to[state]
    assert row["ended_at"] is not None
    assert event_kinds(story.db, story.ticket.number) == [*events_before, "close_day"]


@pytest.mark.parametrize("state", sorted(set(State) - LIVE))
def test_closing_the_day_leaves_an_ended_ticket_alone(story: Story, state: State) -> None:
    tables_before = everything(story.db)

    close_day(story.db, story.clock, SYSTEM, story.ticket.business_day)

    tables = everything(story.db)
    for table in ("ticket", "leg", "leg_transaction", "event"):
        assert tables[table] == tables_before[table]


def test_every_verb_is_tried() -> None:
    assert {*APPLY, Verb.ISSUE, Verb.CLOSE_DAY} == set(Verb)
    assert len(ALLOWED) + len(REFUSED) == len(APPLY) * len(State)
