"""A million closed tickets cost nothing: no statement of a customer's visit walks through history.

The statements are those that the real actions and screens run; the plans are SQLite's own, without ANALYZE.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from storeops.base.actor import CUSTOMER, SYSTEM, Actor, RequestKey
from storeops.base.clock import FrozenClock
from storeops.history.import_actions import take_back_import
from storeops.people.roles import Role
from storeops.quality.desk_help_view import desk_floor
from storeops.quality.duty.duty_call_actions import call_duty_manager
from storeops.quality.duty.duty_view import floor_now
from storeops.quality.follow_ups import follow_ups_view
from storeops.quality.follow_ups.warning_actions import cases_to_warn
from storeops.quality.ratings import question_view
from storeops.quality.ratings.moments import Moment, Place
from storeops.quality.ratings.rating_actions import tap, undo
from storeops.queueing import counter_rows, kiosk_view, ticket_rows, ticket_view
from storeops.queueing.board_view import board
from storeops.queueing.calling import call_next, call_ticket, mark_no_show, recall
from storeops.queueing.close_day import close_day, days_due
from storeops.queueing.desk_view import desk
from storeops.queueing.hall_view import hall_now
from storeops.queueing.issue import Wish, cancel, issue, void, void_issued_by
from storeops.queueing.issuers_view import issuers
from storeops.queueing.moving import acknowledge, hold, reinstate, resume, transfer
from storeops.queueing.serving import finish, give_reason, next_transaction, reopen, start, system_pause, system_resume
from storeops.queueing.staffing import after_work, close_counter, open_counter, pause, ready, unpause
from storeops.queueing.ticket import Snapshot
from storeops.store import journal, told_rows
from storeops.store.database import HallDatabase, connect, write_transaction
from storeops.store.event_kinds import Audience, EventSeries
from tests.factories import (
    ANA,
    BRUNO,
    CHEN,
    DINA,
    MONDAY_NINE,
    a_called_ticket,
    a_held_ticket,
    a_no_show,
    a_served_ticket,
    a_serving_ticket,
    a_waiting_ticket,
    an_open_counter,
    copied_hall,
    rows,
    transactions,
)
from tests.history.imports import import_legs
from tests.history.legs_files import cells, write_legs

CLOSED_TICKETS = 2000
FEW_CLOSED_TICKETS = 100
NOBODY_ASKED = " IN () "
"""SQLite plans a scan for an empty list, of which it then takes no step: see the second test."""
GROWING = (
    *("stored_ticket", "event", "stored_leg", "stored_leg_transaction", "system_pause", "prompt", "follow_up"),
    *("ticket", "leg", "leg_transaction"),
)
"""The tables that grow with every customer; most others stay as small as the hall.

Ratings and duty calls grow too: the second test watches them. The plan of an insert names a scan of theirs, for a check
of foreign keys that is not taken where nothing is deferred.
"""
OPEN_CASES = "follow_up_open"
"""The index that holds nothing but open cases: to walk it is no walk through history."""


@pytest.fixture
def old_hall(db: HallDatabase) -> HallDatabase:
    """The small hall with years behind it."""
    add_history(db, CLOSED_TICKETS)
    return db


def add_history(db: HallDatabase, closed_tickets: int) -> None:
    """Closed tickets of the days before, all served at counter 1."""
    with write_transaction(db):
        db.execute(
            "WITH RECURSIVE past (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM past WHERE n < ?)"
            " INSERT INTO stored_ticket (id, token, business_day, number, service_id, segment, channel, language,"
            " state,"
            " issued_at, due_at, order_at, ended_at, counter_id, employee_id)"
            " SELECT n, 'past-' || n, date('2026-01-01', (n / 100) || ' days'), printf('A%03d', n % 100 + 1), 1,"
            " 'standard', 'kiosk', 'zh', 'served', moment.at, moment.at, moment.at, moment.at, 1, 1"
            " FROM past JOIN (SELECT '2026-01-01T02:00:00.000Z' AS at) AS moment",
            (closed_tickets,),
        )
        db.execute(
            "INSERT INTO stored_leg (id, ticket_id, leg_index, kind, service_id, queued_at, first_called_at,"
            " last_called_at,"
            " started_at, ended_at, counter_id, employee_id, outcome)"
            " SELECT id, id, 0, 'first', 1, issued_at, issued_at, issued_at, issued_at, ended_at, 1, 1, 'served'"
            " FROM ticket"
        )
        db.execute(
            "INSERT INTO stored_leg_transaction (id, leg_id, transaction_index, service_id, employee_id, started_at,"
            " ended_at,"
            " outcome) SELECT id, id, 0, 1, 1, started_at, ended_at, 'finished' FROM leg"
        )
        db.execute(
            "INSERT INTO system_pause (transaction_id, reason, started_at, ended_at)"
            " SELECT id, 'slow_system', started_at, ended_at FROM leg_transaction"
        )
        db.execute(
            "INSERT INTO event (at, kind, ticket_id, actor, data) SELECT issued_at, 'issue', id, 'customer', '{}'"
            " FROM ticket"
        )
        _add_quality_history(db)


def _add_quality_history(db: HallDatabase) -> None:
    """Every closed ticket was rated at its end, called for the duty manager, and left a case that is closed."""
    db.execute(
        "INSERT INTO prompt (id, ticket_id, moment, why_shown, place, counter_id, employee_id, shown_at, expires_at)"
        " SELECT id, id, 'farewell', 'end', 'pad', 1, 1, ended_at, ended_at FROM ticket"
    )
    db.execute(
        "INSERT INTO stored_rating (id, prompt_id, ticket_id, moment, value, answered_at, employee_id)"
        " SELECT id, id, ticket_id, moment, 5, shown_at, 1 FROM prompt"
    )
    db.execute(
        "INSERT INTO duty_call (counter_id, employee_id, ticket_id, transaction_id, reason, requested_at, arrived_at,"
        " arrived_by, outcome, settled_at) SELECT 1, 1, id, id, 'complaint', ended_at, ended_at, 1, 'settled', ended_at"
        " FROM ticket"
    )
    db.execute(
        "INSERT INTO follow_up (kind, state, summary, ticket_id, opened_at, opened_by, first_owner_id, owner_id,"
        " due_at, closed_at, closed_by, first_answered_at)"
        " SELECT 'complaint', 'closed', 'past', id, ended_at, 1, 1, 1, ended_at, ended_at, 1, ended_at FROM ticket"
    )


@contextmanager
def no_walk_through_history(db: HallDatabase) -> Iterator[None]:
    """What runs in the block may search the growing tables, but not scan them."""
    statements: dict[str, Any] = {}

    def note(sql: str, values: object) -> None:
        statements.setdefault(sql, values)

    with db.tracer(note):
        yield
    assert statements
    walks = [
        (line, sql)
        for sql, values in statements.items()
        for line in plan(db, sql, values)
        if line.startswith("SCAN ") and line.split()[1] in GROWING and not line.endswith(OPEN_CASES)
    ]
    assert walks == []


def plan(db: HallDatabase, sql: str, values: Any) -> list[str]:
    """The lines of SQLite's plan; none for a statement that has no plan."""
    if not sql.lstrip().upper().startswith(("SELECT", "UPDATE", "INSERT", "DELETE", "WITH")) or NOBODY_ASKED in sql:
        return []
    return [row[3] for row in db.conn.execute("EXPLAIN QUERY PLAN " + sql, values or ()).fetchall()]


def test_the_history_is_there_and_nothing_is_analysed(old_hall: HallDatabase) -> None:
    assert rows(old_hall, "SELECT count(*) AS tickets FROM ticket")[0]["tickets"] == CLOSED_TICKETS
    assert rows(old_hall, "SELECT name FROM sqlite_master WHERE name LIKE 'sqlite_stat%'") == []


def test_a_walk_would_be_found(old_hall: HallDatabase) -> None:
    with pytest.raises(AssertionError, match="SCAN stored_ticket"), no_walk_through_history(old_hall):
        old_hall.execute("SELECT count(*) FROM ticket WHERE segment = 'vip'").fetchone()


Story = Callable[[HallDatabase, FrozenClock], object]
"""Brings the hall to where the verb applies; what it answers is handed to the verb."""


def nothing(db: HallDatabase, clock: FrozenClock) -> None:
    pass


def waiting_called_and_served(db: HallDatabase, clock: FrozenClock) -> Snapshot:
    a_served_ticket(db, clock)
    a_no_show(db, clock)
    a_called_ticket(db, clock)
    a_serving_ticket(db, clock, counter="3")
    return a_waiting_ticket(db, clock)


def counter_and_ticket(counter: str) -> Story:
    """A counter is open and somebody waits."""

    def story(db: HallDatabase, clock: FrozenClock) -> Snapshot:
        an_open_counter(db, clock, counter)
        return a_waiting_ticket(db, clock)

    return story


def with_a_duty_call(db: HallDatabase, clock: FrozenClock) -> None:
    a_serving_ticket(db, clock)
    call_duty_manager(db, clock, ANA.actor, "1", "complaint")


VERBS: dict[str, tuple[Story, Callable[..., object]]] = {
    "issue": (nothing, lambda db, clock, _: issue(db, clock, CUSTOMER, Wish("payment"))),
    "issue with the day's count running": (
        a_waiting_ticket,
        lambda db, clock, _: issue(db, clock, CUSTOMER, Wish("payment")),
    ),
    "issue with a key": (
        nothing,
        lambda db, clock, _: issue(db, clock, Actor("device:kiosk", RequestKey("tap", "")), Wish("payment")),
    ),
    "cancel": (a_waiting_ticket, lambda db, clock, ticket: cancel(db, clock, CUSTOMER, ticket.token)),
    "void": (a_waiting_ticket, lambda db, clock, ticket: void(db, clock, CHEN.actor, ticket.number)),
    "void what a device issued": (
        a_waiting_ticket,
        lambda db, clock, _: (issuers(db, clock.now()), void_issued_by(db, clock, CHEN.actor, CUSTOMER.name, 5)),
    ),
    "call next where everything is served": (
        counter_and_ticket("1"),
        lambda db, clock, _: call_next(db, clock, ANA.actor, "1"),
    ),
    "call next where some is served": (
        counter_and_ticket("3"),
        lambda db, clock, _: call_next(db, clock, DINA.actor, "3"),
    ),
    "call a chosen ticket": (
        counter_and_ticket("2"),
        lambda db, clock, ticket: call_ticket(db, clock, BRUNO.actor, "2", ticket.number),
    ),
    "call a chosen ticket where some is served": (
        counter_and_ticket("3"),
        lambda db, clock, ticket: call_ticket(db, clock, DINA.actor, "3", ticket.number),
    ),
    "recall": (a_called_ticket, lambda db, clock, _: recall(db, clock, ANA.actor, "1")),
    "announce": (a_called_ticket, lambda db, clock, ticket: acknowledge(db, clock, SYSTEM, ticket.number)),
    "no-show": (a_called_ticket, lambda db, clock, _: mark_no_show(db, clock, ANA.actor, "1")),
    "start": (a_called_ticket, lambda db, clock, _: start(db, clock, ANA.actor, "1")),
    "next transaction": (
        a_serving_ticket,
        lambda db, clock, _: next_transaction(db, clock, ANA.actor, "1", "invoice"),
    ),
    "system pause and resume": (
        a_serving_ticket,
        lambda db, clock, _: (system_pause(db, clock, ANA.actor, "1"), system_resume(db, clock, ANA.actor, "1")),
    ),
    "finish": (a_serving_ticket, lambda db, clock, _: finish(db, clock, ANA.actor, "1")),
    "reopen": (a_served_ticket, lambda db, clock, _: reopen(db, clock, ANA.actor, "1")),
    "transfer": (a_serving_ticket, lambda db, clock, _: transfer(db, clock, ANA.actor, "1", "plan_change")),
    "hold": (a_serving_ticket, lambda db, clock, _: hold(db, clock, ANA.actor, "1")),
    "resume": (a_held_ticket, lambda db, clock, ticket: resume(db, clock, ANA.actor, ticket.number)),
    "reinstate": (a_no_show, lambda db, clock, ticket: reinstate(db, clock, CHEN.actor, ticket.number)),
    "give a reason": (
        lambda db, clock: transactions(db, a_served_ticket(db, clock, service="plan_change").number)[0]["id"],
        lambda db, clock, transaction: give_reason(db, clock, ANA.actor, "1", transaction, "long_advice"),
    ),
    "close a day": (
        waiting_called_and_served,
        lambda db, clock, _: (days_due(db, clock.now()), close_day(db, clock, SYSTEM, "2026-03-02")),
    ),
    "a day at a counter": (
        nothing,
        lambda db, clock, _: (
            open_counter(db, clock, ANA.actor, "1", ANA.code),
            pause(db, clock, ANA.actor, "1", "break"),
            unpause(db, clock, ANA.actor, "1"),
            after_work(db, clock, ANA.actor, "1"),
            ready(db, clock, ANA.actor, "1"),
            close_counter(db, clock, ANA.actor, "1"),
        ),
    ),
    "follow the journal": (
        a_served_ticket,
        lambda db, clock, _: (
            told_rows.since(db, journal.last_seq(db) - 3),
            told_rows.told_since(
                db,
                Audience.STAFF,
                told_rows.seq_of(db, EventSeries.STAFF, told_rows.last_number(db, EventSeries.STAFF) - 3),
            ),
            told_rows.last_before(db, clock.now()),
        ),
    ),
    "look at the board": (
        waiting_called_and_served,
        lambda db, clock, _: (board(db, clock.now()), board(db, clock.now(), announced_up_to=journal.last_seq(db) - 5)),
    ),
    "look at a desk": (
        waiting_called_and_served,
        lambda db, clock, _: (desk(db, clock.now(), "1"), desk(db, clock.now(), "3")),
    ),
    "look at the hall": (waiting_called_and_served, lambda db, clock, _: hall_now(db, clock.now())),
    "look at the kiosk": (
        waiting_called_and_served,
        lambda db, clock, _: (kiosk_view.start(db, clock.now()), kiosk_view.category(db, clock.now(), "payment")),
    ),
    "look at a phone": (
        waiting_called_and_served,
        lambda db, clock, ticket: ticket_view.ticket(db, clock.now(), ticket.token),
    ),
    "look at the pad of a counter": (
        a_served_ticket,
        lambda db, clock, _: (
            question_view.question_at_counter(db, clock.now(), "1"),
            question_view.pad(db, clock.now(), "1"),
        ),
    ),
    "look at the questions on a phone": (
        a_served_ticket,
        lambda db, clock, ticket: question_view.questions_for_ticket(db, clock.now(), ticket.token, Place.PHONE),
    ),
    "rate and take it back": (
        a_served_ticket,
        lambda db, clock, ticket: undo(
            db,
            clock,
            CUSTOMER,
            ticket.token,
            tap(db, clock, CUSTOMER, ticket.token, Moment.FAREWELL, 1, Place.PAD),
        ),
    ),
    "call for the duty manager": (
        a_serving_ticket,
        lambda db, clock, _: call_duty_manager(db, clock, ANA.actor, "1", "complaint"),
    ),
    "look at the floor on duty": (
        with_a_duty_call,
        lambda db, clock, _: floor_now(db, clock.now(), hall_now(db, clock.now()), CHEN.code),
    ),
    "look at the floor from a desk": (
        with_a_duty_call,
        lambda db, clock, _: desk_floor(db, clock.now(), desk(db, clock.now(), "1"), ANA.code),
    ),
    "look for follow-ups that are due": (
        nothing,
        lambda db, clock, _: (
            cases_to_warn(db, clock.now()),
            follow_ups_view.due_line(db, clock.now(), CHEN.code, Role.DUTY_MANAGER),
            follow_ups_view.for_duty(db, clock.now()),
            follow_ups_view.mine(db, clock.now(), CHEN.code),
            follow_ups_view.closed_lately(db, clock.now(), None),
        ),
    ),
    "look at a ticket and at a counter": (
        a_waiting_ticket,
        lambda db, clock, ticket: (
            ticket_rows.snapshot(db, ticket_rows.by_token(db, ticket.token)),
            counter_rows.snapshot(db, 1),
            counter_rows.snapshot(db, 3),
        ),
    ),
}


@pytest.mark.parametrize("verb", VERBS)
def test_no_verb_walks_through_history(old_hall: HallDatabase, clock: FrozenClock, verb: str) -> None:
    before, act = VERBS[verb]
    # The estimate and the rivals ask other questions while counters that serve only some services are open.
    an_open_counter(old_hall, clock, "3")
    ready_made = before(old_hall, clock)

    with no_walk_through_history(old_hall):
        act(old_hall, clock, ready_made)


def steps_of(db: HallDatabase, act: Callable[[], object]) -> int:
    """How many instructions SQLite's machine takes for what `act` runs."""
    steps = 0

    def count() -> int:
        nonlocal steps
        steps += 1
        return 0

    db.conn.set_progress_handler(count, 1)
    try:
        act()
    finally:
        db.conn.set_progress_handler(None, 0)
    return steps


def test_taking_an_import_back_takes_as_many_steps_however_many_rows_it_has(
    founded_hall: Path, tmp_path: Path, clock: FrozenClock
) -> None:
    taken = {}
    for visits in (5, 300):
        db = connect(copied_hall(founded_hall, tmp_path / f"{visits}.db"))
        told = [cells(f"A{n:03}") for n in range(visits)]
        import_legs(db, clock, SYSTEM, write_legs(tmp_path / "legs.csv", *told))
        taken[visits] = steps_of(db, lambda: take_back_import(db, clock, SYSTEM, 1))  # noqa: B023 - called at once
        db.conn.close()

    assert taken[300] < 1.02 * taken[5]


@pytest.mark.parametrize("verb", VERBS)
def test_a_verb_takes_as_many_steps_with_twenty_times_the_history(
    founded_hall: Path, tmp_path: Path, verb: str
) -> None:
    before, act = VERBS[verb]
    taken = {}
    for closed_tickets in (FEW_CLOSED_TICKETS, CLOSED_TICKETS):
        db = connect(copied_hall(founded_hall, tmp_path / f"{closed_tickets}.db"))
        clock = FrozenClock(MONDAY_NINE)
        add_history(db, closed_tickets)
        an_open_counter(db, clock, "3")
        ready_made = before(db, clock)
        taken[closed_tickets] = steps_of(db, lambda: act(db, clock, ready_made))  # noqa: B023 - called at once
        db.conn.close()

    assert taken[CLOSED_TICKETS] <= 1.02 * taken[FEW_CLOSED_TICKETS]
