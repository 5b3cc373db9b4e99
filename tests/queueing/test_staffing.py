"""Opening, pausing and closing counters: every verb in every state, and the spans of an employee's day."""

from collections.abc import Callable

import pytest

from storeops.base.clock import FrozenClock
from storeops.base.errors import BadValue, StoreOpsError
from storeops.hall.counter import COUNTER_MOVES, CounterSnapshot, CounterState, CounterVerb
from storeops.hall.refusals import CounterNotOpen, CounterNotPaused, CounterNotWrappingUp, CounterOpen, UnknownCounter
from storeops.people.refusals import EmployeeElsewhere, EmployeeInactive, UnknownEmployee
from storeops.queueing import counter_rows
from storeops.queueing.calling import call_next
from storeops.queueing.refusals import CounterBusy
from storeops.queueing.serving import finish
from storeops.queueing.staffing import after_work, close_counter, open_counter, pause, ready, unpause
from storeops.store.database import HallDatabase
from tests.factories import (
    ANA,
    BRUNO,
    DINA,
    LARS,
    a_called_ticket,
    a_serving_ticket,
    a_waiting_ticket,
    an_open_counter,
    everything,
    last_event,
    later,
    rows,
)

Act = Callable[[HallDatabase, FrozenClock], CounterSnapshot]

APPLY: dict[CounterVerb, Act] = {
    CounterVerb.OPEN: lambda db, clock: open_counter(db, clock, ANA.actor, "1", ANA.code),
    CounterVerb.PAUSE: lambda db, clock: pause(db, clock, ANA.actor, "1", "meal"),
    CounterVerb.UNPAUSE: lambda db, clock: unpause(db, clock, ANA.actor, "1"),
    CounterVerb.AFTER_WORK: lambda db, clock: after_work(db, clock, ANA.actor, "1"),
    CounterVerb.READY: lambda db, clock: ready(db, clock, ANA.actor, "1"),
    CounterVerb.CLOSE: lambda db, clock: close_counter(db, clock, ANA.actor, "1"),
}

REFUSED_WITH: dict[CounterVerb, type[StoreOpsError]] = {
    CounterVerb.OPEN: CounterOpen,
    CounterVerb.PAUSE: CounterNotOpen,
    CounterVerb.UNPAUSE: CounterNotPaused,
    CounterVerb.AFTER_WORK: CounterNotOpen,
    CounterVerb.READY: CounterNotWrappingUp,
    CounterVerb.CLOSE: CounterNotOpen,
}

ALLOWED = [(state, verb) for verb in CounterVerb for state in sorted(COUNTER_MOVES[verb].sources)]
REFUSED = [(state, verb) for verb in CounterVerb for state in CounterState if (state, verb) not in ALLOWED]
DISTURBING = [verb for verb in CounterVerb if COUNTER_MOVES[verb].needs_free]


@pytest.fixture
def counter_in(db: HallDatabase, clock: FrozenClock, state: CounterState) -> CounterState:
    """Counter 1 brought into `state` by the real actions."""
    if state is not CounterState.CLOSED:
        an_open_counter(db, clock, "1")
    if state is CounterState.PAUSED:
        pause(db, clock, ANA.actor, "1", "break")
    if state is CounterState.WRAPPING_UP:
        after_work(db, clock, ANA.actor, "1")
    return state


def counter_row(db: HallDatabase, code: str = "1") -> dict[str, object]:
    return rows(
        db,
        "SELECT counter.*, employee.code AS employee FROM counter LEFT JOIN employee ON employee.id = employee_id"
        " WHERE counter.code = ?",
        code,
    )[0]


def spans(db: HallDatabase) -> list[tuple[object, ...]]:
    """Kind, reason, start and end of the pauses and after-work of all counters, in order."""
    return [
        (span["kind"], span["reason"], span["started_at"][11:19], span["ended_at"] and span["ended_at"][11:19])
        for span in rows(db, "SELECT * FROM counter_span ORDER BY id")
    ]


@pytest.mark.parametrize(("state", "verb"), ALLOWED)
def test_an_allowed_verb_changes_the_counter_and_leaves_one_event(
    db: HallDatabase, clock: FrozenClock, counter_in: CounterState, verb: CounterVerb
) -> None:
    events_before = len(everything(db)["event"])
    later(clock, "1m")

    answer = APPLY[verb](db, clock)

    row = counter_row(db)
    target = COUNTER_MOVES[verb].target
    assert row["state"] == target
    assert row["state_since"] == "2026-03-02T01:01:00.000Z"
    assert row["employee"] == (None if target is CounterState.CLOSED else ANA.code)
    assert (answer.counter, answer.state, answer.employee) == ("1", row["state"], row["employee"])
    assert (last_event(db)["kind"], last_event(db)["counter_id"]) == (f"counter_{verb.value}", row["id"])
    assert len(everything(db)["event"]) == events_before + 1


@pytest.mark.parametrize(("state", "verb"), REFUSED)
def test_a_refused_verb_changes_nothing(
    db: HallDatabase, clock: FrozenClock, counter_in: CounterState, verb: CounterVerb
) -> None:
    before = everything(db)

    with pytest.raises(StoreOpsError) as refusal:
        APPLY[verb](db, clock)

    assert type(refusal.value) is REFUSED_WITH[verb]
    assert everything(db) == before


@pytest.mark.parametrize("verb", DISTURBING)
@pytest.mark.parametrize("arrive", [a_called_ticket, a_serving_ticket])
def test_a_counter_with_a_customer_cannot_pause_wrap_up_or_close(
    db: HallDatabase, clock: FrozenClock, verb: CounterVerb, arrive: Callable[..., object]
) -> None:
    arrive(db, clock)
    before = everything(db)

    with pytest.raises(CounterBusy, match="A001"):
        APPLY[verb](db, clock)

    assert everything(db) == before


@pytest.mark.parametrize("state", [CounterState.CLOSED, CounterState.PAUSED, CounterState.WRAPPING_UP])
def test_nobody_is_called_to_a_counter_that_is_not_open(
    db: HallDatabase, clock: FrozenClock, counter_in: CounterState
) -> None:
    a_waiting_ticket(db, clock)
    before = everything(db)

    with pytest.raises(CounterNotOpen):
        call_next(db, clock, ANA.actor, "1")

    assert everything(db) == before


def test_a_day_at_a_counter_leaves_its_spans(db: HallDatabase, clock: FrozenClock) -> None:
    open_counter(db, clock, ANA.actor, "1", ANA.code)  # 01:00
    later(clock, "1h")
    pause(db, clock, ANA.actor, "1", "break")  # 02:00
    later(clock, "10m")
    unpause(db, clock, ANA.actor, "1")  # 02:10
    later(clock, "20m")
    after_work(db, clock, ANA.actor, "1")  # 02:30
    later(clock, "5m")
    pause(db, clock, ANA.actor, "1", "meal")  # 02:35 ends the after-work
    later(clock, "25m")
    close_counter(db, clock, ANA.actor, "1")  # 03:00 ends the pause

    assert spans(db) == [
        ("pause", "break", "02:00:00", "02:10:00"),
        ("after_work", None, "02:30:00", "02:35:00"),
        ("pause", "meal", "02:35:00", "03:00:00"),
    ]
    signed_in = rows(db, "SELECT * FROM signed_in_span")
    assert [(span["signed_in_at"][11:16], span["signed_out_at"][11:16]) for span in signed_in] == [("01:00", "03:00")]
    assert signed_in[0]["left_open"] == 0


def test_an_employee_sits_at_one_counter_at_most(db: HallDatabase, clock: FrozenClock) -> None:
    open_counter(db, clock, ANA.actor, "1", ANA.code)
    before = everything(db)

    with pytest.raises(EmployeeElsewhere, match="counter 1"):
        open_counter(db, clock, ANA.actor, "2", ANA.code)

    assert everything(db) == before


def test_an_employee_who_left_cannot_be_signed_in(db: HallDatabase, clock: FrozenClock) -> None:
    before = everything(db)

    with pytest.raises(EmployeeInactive):
        open_counter(db, clock, LARS.actor, "1", LARS.code)

    assert everything(db) == before


def test_unknown_counters_and_employees_are_named(db: HallDatabase, clock: FrozenClock) -> None:
    with pytest.raises(UnknownCounter, match="no counter 77"):
        open_counter(db, clock, ANA.actor, "77", ANA.code)
    with pytest.raises(UnknownEmployee, match="no employee 77"):
        open_counter(db, clock, ANA.actor, "1", "77")


def test_a_pause_needs_a_known_reason(db: HallDatabase, clock: FrozenClock) -> None:
    an_open_counter(db, clock)

    with pytest.raises(BadValue, match="not on the list"):
        pause(db, clock, ANA.actor, "1", "bored")

    assert counter_row(db)["state"] == "open"


def test_a_colleague_takes_over_a_counter_after_it_was_closed(db: HallDatabase, clock: FrozenClock) -> None:
    open_counter(db, clock, ANA.actor, "1", ANA.code)
    close_counter(db, clock, ANA.actor, "1")

    taken_over = open_counter(db, clock, BRUNO.actor, "1", BRUNO.code)

    assert taken_over.employee == BRUNO.code


def test_a_counter_shows_the_services_it_serves_and_not_those_that_are_not_offered(
    db: HallDatabase, clock: FrozenClock
) -> None:
    serves_all = open_counter(db, clock, ANA.actor, "1", ANA.code)
    narrowed = open_counter(db, clock, BRUNO.actor, "3", BRUNO.code)

    assert sorted(serves_all.services) == ["advice", "invoice", "payment", "plan_change"]
    assert narrowed.services == ["payment", "invoice"]


def test_a_counter_shows_the_ticket_that_is_there(db: HallDatabase, clock: FrozenClock) -> None:
    a_serving_ticket(db, clock, counter="3")

    at_work = counter_rows.snapshot(db, counter_rows.by_code(db, "3").id)
    finish(db, clock, DINA.actor, "3")
    free = counter_rows.snapshot(db, counter_rows.by_code(db, "3").id)

    assert (at_work.ticket, at_work.employee) == ("A001", DINA.code)
    assert free.ticket is None


def test_a_clock_set_back_an_hour_blocks_no_counter_verb(db: HallDatabase, clock: FrozenClock) -> None:
    open_counter(db, clock, ANA.actor, "1", ANA.code)
    clock.advance(hours=-1)
    pause(db, clock, ANA.actor, "1", "break")
    clock.advance(hours=-1)
    unpause(db, clock, ANA.actor, "1")
    after_work(db, clock, ANA.actor, "1")
    clock.advance(hours=-1)
    ready(db, clock, ANA.actor, "1")

    close_counter(db, clock, ANA.actor, "1")

    assert counter_row(db)["state"] == "closed"
