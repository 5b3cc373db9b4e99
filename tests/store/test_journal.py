"""The journal: the one log behind live screens, audit and replay."""

from datetime import datetime

import pytest

from storeops.base.actor import SYSTEM, Actor
from storeops.base.clock import FrozenClock
from storeops.queueing.calling import call_next, mark_no_show, recall
from storeops.queueing.moving import acknowledge, hold, reinstate, resume, transfer
from storeops.queueing.replay import replayed_state
from storeops.queueing.serving import finish, next_transaction, reopen, start, system_pause
from storeops.queueing.staffing import close_counter
from storeops.queueing.ticket import State
from storeops.running import integrity_view
from storeops.store import journal, told_rows
from storeops.store.action import action
from storeops.store.database import HallDatabase
from storeops.store.event_kinds import Audience
from tests.factories import (
    ANA,
    CHEN,
    IN_STATE,
    a_served_ticket,
    a_waiting_ticket,
    an_open_counter,
    later,
    rows,
    ticket_row,
)


def test_an_empty_journal_has_no_last_number(db: HallDatabase) -> None:
    db.execute("DELETE FROM event")

    assert journal.last_seq(db) == 0
    assert told_rows.since(db, 0) == []
    assert journal.missing_numbers(db) == 0


def test_events_after_a_number_come_oldest_first(db: HallDatabase, clock: FrozenClock) -> None:
    a_served_ticket(db, clock)  # counter_open comes between the issue and the call

    events = told_rows.since(db, 2)  # 1: the chain begins

    assert [(event.seq, event.kind) for event in events] == [
        (3, "counter_open"),
        (4, "call_ticket"),
        (5, "start"),
        (6, "finish"),
    ]
    assert journal.last_seq(db) == 6
    assert [event.seq for event in told_rows.since(db, 2, limit=2)] == [3, 4]


def test_an_event_shows_numbers_and_places_but_nobody(db: HallDatabase, clock: FrozenClock) -> None:
    ticket = a_served_ticket(db, clock)

    told = [event.shown(Audience.OFFICE) for event in told_rows.since(db, 0)]

    assert told[3] == {
        "seq": 4,
        "at": "2026-03-02T01:00:00.000Z",
        "kind": "call_ticket",
        "number": "A001",
        "business_day": "2026-03-02",
        "state": "called",
        "service": "payment",
        "counter": "1",
    }
    everything_shown = str(told)
    assert ticket.token not in everything_shown
    assert ANA.name not in everything_shown
    assert ANA.code not in everything_shown


def test_imported_events_are_not_streamed(db: HallDatabase, clock: FrozenClock) -> None:
    journal.append_imported(db, clock.now(), [journal.imported(clock.now(), "roster_imported", "import", {})])
    a_waiting_ticket(db, clock)

    assert [event.seq for event in told_rows.since(db, 0)] == [1, 3]


def test_the_journal_says_who_did_it(db: HallDatabase, clock: FrozenClock) -> None:
    an_open_counter(db, clock)
    close_counter(db, clock, CHEN.actor, "1")

    told = rows(
        db,
        "SELECT kind, actor, employee.code FROM event JOIN employee ON employee.id = employee_id ORDER BY seq",
    )
    assert told == [
        {"kind": "counter_open", "actor": "employee:1001", "code": ANA.code},
        {"kind": "counter_close", "actor": "employee:5001", "code": ANA.code},
    ]


def test_numbers_are_never_used_twice(db: HallDatabase, clock: FrozenClock) -> None:
    a_waiting_ticket(db, clock)
    db.execute("DELETE FROM event")

    a_waiting_ticket(db, clock)

    assert [row["seq"] for row in rows(db, "SELECT seq FROM event WHERE kind = 'issue'")] == [4]  # 3: a chain begins


def test_missing_numbers_are_counted(db: HallDatabase, clock: FrozenClock) -> None:
    for _ in range(5):
        a_waiting_ticket(db, clock)
    db.execute("DELETE FROM event WHERE seq IN (2, 4)")

    assert journal.missing_numbers(db) == 2


def test_an_event_without_its_state_cannot_be(db: HallDatabase, clock: FrozenClock) -> None:
    @action
    def break_off(db: HallDatabase, now: datetime, by: Actor) -> None:
        journal.append(db, now, "issue", by.name)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        break_off(db, clock, SYSTEM)

    assert journal.last_seq(db) == 1


def test_the_latest_trace_of_a_ticket_is_that_of_the_clock_not_of_the_order(
    db: HallDatabase, clock: FrozenClock
) -> None:
    later(clock, "1h")
    a_waiting_ticket(db, clock)
    an_open_counter(db, clock)
    clock.advance(minutes=-30)
    call_next(db, clock, ANA.actor, "1")

    assert journal.latest_trace(db, ticket_row(db, "A001")["id"]).hour == 2


# Replay


@pytest.mark.parametrize("state", State)
def test_a_replay_of_its_events_leads_to_a_tickets_state(db: HallDatabase, clock: FrozenClock, state: State) -> None:
    number = IN_STATE[state](db, clock).number

    ((_, stored, kinds),) = journal.kinds_by_ticket(db)

    assert replayed_state(kinds) == stored == ticket_row(db, number)["state"] == state


def test_a_long_life_replays_to_its_end(db: HallDatabase, clock: FrozenClock) -> None:
    a_waiting_ticket(db, clock)
    an_open_counter(db, clock)
    call_next(db, clock, ANA.actor, "1")
    acknowledge(db, clock, SYSTEM, "A001")
    mark_no_show(db, clock, ANA.actor, "1")
    reinstate(db, clock, ANA.actor, "A001")
    call_next(db, clock, ANA.actor, "1")
    recall(db, clock, ANA.actor, "1")
    hold(db, clock, ANA.actor, "1")
    resume(db, clock, ANA.actor, "A001")
    call_next(db, clock, ANA.actor, "1")
    start(db, clock, ANA.actor, "1")
    transfer(db, clock, ANA.actor, "1", "advice")
    call_next(db, clock, ANA.actor, "1")
    start(db, clock, ANA.actor, "1")
    system_pause(db, clock, ANA.actor, "1")
    next_transaction(db, clock, ANA.actor, "1", "invoice")
    finish(db, clock, ANA.actor, "1")
    reopen(db, clock, ANA.actor, "1")

    ((_, stored, kinds),) = journal.kinds_by_ticket(db)

    assert replayed_state(kinds) == stored == "serving"
    assert len(kinds) == 18
    assert integrity_view.findings(db) == []


@pytest.mark.parametrize(
    "kinds",
    [
        ["call_next"],  # before it was issued
        ["issue", "issue"],
        ["issue", "start"],
        ["issue", "call_next", "start", "finish", "finish"],
        ["issue", "party"],
    ],
)
def test_events_that_are_no_life_of_a_ticket_lead_nowhere(kinds: list[str]) -> None:
    assert replayed_state(kinds) is None


def test_a_ticket_without_events_has_no_state() -> None:
    assert replayed_state([]) is None


def test_a_ticket_without_events_is_told_of_as_well(db: HallDatabase, clock: FrozenClock) -> None:
    a_waiting_ticket(db, clock)
    a_waiting_ticket(db, clock)
    db.execute("DELETE FROM event WHERE ticket_id = 1")

    assert list(journal.kinds_by_ticket(db)) == [(1, "waiting", []), (2, "waiting", ["issue"])]
