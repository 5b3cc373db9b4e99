"""Thousands of steps of a hall with sixteen counters, compared at each step with a model of a few plain rules.

Every step may be allowed or not: the model says which, and with what refusal. The clock moves on and, at times, back.
"""

import tempfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from storeops.base.actor import CUSTOMER, SYSTEM, Actor
from storeops.base.business_time import stamp
from storeops.base.clock import FrozenClock
from storeops.base.errors import StoreOpsError
from storeops.base.key_file import key_file
from storeops.hall import set_up_rows
from storeops.hall.offer import NewService
from storeops.hall.set_up_actions import change_targets
from storeops.hall.targets import Segment
from storeops.people import employee_rows
from storeops.people.roles import Role
from storeops.queueing import calling, issue, moving, serving, staffing
from storeops.queueing.close_day import close_day, days_due
from storeops.queueing.ticket import Snapshot
from storeops.running import integrity_view
from storeops.store import journal
from storeops.store.database import HallDatabase, connect, create, write_transaction
from storeops.tracing.chain_actions import begin_chain
from tests.factories import MONDAY_NINE, duration, narrow_counter, rows
from tests.queueing.hall_model import COUNTERS, NARROW, PREFIXES, PROMISED_SECONDS, HallModel

Choice = TypeVar("Choice")


def change_segment(db: HallDatabase, clock: FrozenClock, by: Actor, number: str, segment: str) -> Snapshot:
    return moving.change_segment(db, clock, by, number, Segment(segment))


ACTIONS: dict[str, Callable[..., Any]] = {
    verb.__name__: verb
    for verb in (
        *(staffing.open_counter, staffing.close_counter, staffing.pause, staffing.unpause),
        *(staffing.after_work, staffing.ready, calling.call_next, calling.call_ticket, calling.recall),
        *(calling.mark_no_show, serving.start, serving.next_transaction, serving.system_pause),
        *(serving.system_resume, serving.finish, serving.reopen, moving.transfer, moving.hold),
        *(moving.resume, moving.reinstate, moving.take_back, change_segment, issue.cancel, issue.void),
    )
}
"""The model's verbs have the same names."""

SENSIBLE: dict[str | None, list[str]] = {
    None: ["call_next", "call_next", "call_next", "call_ticket", "reopen"],
    "called": ["start", "start", "start", "recall", "mark_no_show", "transfer", "hold"],
    "serving": ["finish", "finish", "next_transaction", "system_pause", "system_resume", "transfer", "hold"],
}
"""What makes sense at a counter, by the state of the ticket there; None: nobody is there."""
AT_A_COUNTER = sorted(set().union(*SENSIBLE.values()))
OF_A_TICKET = {
    "resume": ["on_hold"],
    "reinstate": ["no_show"],
    "take_back": ["abandoned"],
    "change_segment": ["waiting"],
    "cancel": ["waiting", "on_hold"],
    "void": ["waiting", "called"],
}
OF_THE_STAFF = ["open_counter", "open_counter", "close_counter", "pause", "unpause", "after_work", "ready"]

services = st.sampled_from(sorted(PREFIXES))
segments = st.sampled_from(sorted(PROMISED_SECONDS))
anything = st.integers(min_value=0, max_value=10**9)
"""Spent bit by bit: which verb, which counter, which ticket."""


def one_of(pick: int, choices: Sequence[Choice]) -> tuple[int, Choice]:
    """What is left of `pick`, and one of `choices`."""
    rest, index = divmod(pick, len(choices))
    return rest, choices[index]


def one_that_fits(pick: int, fitting: Sequence[Choice], others: Sequence[Choice]) -> tuple[int, Choice]:
    """What is left of `pick`, and mostly one that fits, if there is one; now and then any other."""
    rest, oddity = divmod(pick, 8)
    return one_of(rest, fitting if fitting and oddity != 7 else others)


@cache
def the_hall() -> tuple[bytes, bytes]:
    """The file of a hall with sixteen counters and as many clerks, and its key file."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "hall.db"
        db = create(path)
        with write_transaction(db):
            set_up_rows.add_hall(db, "大厅", "Large hall", "Asia/Shanghai", False, "0" * 64)
            category = {prefix: set_up_rows.add_category(db, prefix, prefix, prefix, prefix, 1) for prefix in "ABC"}
            for code, prefix in PREFIXES.items():
                set_up_rows.add_service(db, category[prefix], NewService(code, code, code, 180, 3), 1)
            for position, code in enumerate(COUNTERS):
                set_up_rows.add_counter(db, code, True, position)
                employee_rows.add(db, code, code, Role.CLERK, MONDAY_NINE)
            for code, narrow in NARROW.items():
                narrow_counter(db, code, *narrow)
        begin_chain(db, FrozenClock(MONDAY_NINE), SYSTEM, "founded")
        db.conn.close()
        return path.read_bytes(), key_file(path).read_bytes()


class HallMachine(RuleBasedStateMachine):
    """The hall and its model, side by side."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        path = Path(self.folder.name) / "hall.db"
        hall, keys = the_hall()
        path.write_bytes(hall)
        key_file(path).write_bytes(keys)
        self.db = connect(path)
        self.db.execute("PRAGMA synchronous = OFF")
        self.clock = FrozenClock(MONDAY_NINE)
        self.model = HallModel()

    def teardown(self) -> None:
        told = [kinds for _, _, kinds in journal.kinds_by_ticket(self.db)]
        assert told == [ticket.kinds for ticket in self.model.tickets]
        assert integrity_view.findings(self.db) == []
        self.db.conn.close()
        self.folder.cleanup()

    def do(self, verb: str, *values: str) -> None:
        """Let the hall do as the model does, or refuse it alike; a refusal writes nothing."""
        refusal = getattr(self.model, verb)(self.clock.now(), *values)
        seq = journal.last_seq(self.db)
        if refusal is None:
            ACTIONS[verb](self.db, self.clock, SYSTEM, *values)
            assert journal.last_seq(self.db) == seq + 1
            return
        with pytest.raises(StoreOpsError) as refused:
            ACTIONS[verb](self.db, self.clock, SYSTEM, *values)
        assert type(refused.value) is refusal
        assert journal.last_seq(self.db) == seq

    @initialize(gap=st.sampled_from([0, 20]), calls=st.sampled_from([1, 2]), opened=st.sampled_from([2, 8, 16]))
    def open_the_hall(self, gap: int, calls: int, opened: int) -> None:
        before = set_up_rows.targets(self.db)
        targets = replace(before, recall_gap_seconds=gap, calls_before_no_show=calls)
        change_targets(self.db, self.clock, SYSTEM, targets)
        self.model.gap, self.model.calls_needed = duration(f"{gap}s"), calls
        for code in COUNTERS[-opened:]:
            self.do("open_counter", code, code)

    # What happens

    @rule(people=st.lists(st.tuples(services, segments), min_size=1, max_size=6))
    def people_come(self, people: list[tuple[str, str]]) -> None:
        for service, segment in people:
            answer = issue.issue(self.db, self.clock, CUSTOMER, issue.Wish(service, Segment(segment)))
            ticket = self.model.issue(self.clock.now(), service, segment)
            ticket.token = answer.token
            assert answer.ahead_count == self.model.ahead_of(ticket)

    @rule(picks=st.lists(anything, min_size=2, max_size=12))
    def the_counters_work(self, picks: list[int]) -> None:
        for pick in picks:
            open_ones = [code for code, counter in self.model.counters.items() if counter.state == "open"]
            rest, code = one_that_fits(pick, open_ones, COUNTERS)
            present = self.model.here(code)
            rest, verb = one_that_fits(rest, SENSIBLE[present.state if present else None], AT_A_COUNTER)
            if verb in ("next_transaction", "transfer"):
                self.do(verb, code, one_of(rest, sorted(PREFIXES))[1])
            elif verb != "call_ticket":
                self.do(verb, code)
            elif self.model.tickets:
                self.do(verb, code, self.a_ticket(rest, ["waiting"])[0])

    @rule(picks=st.lists(anything, min_size=1, max_size=3))
    def tickets_are_moved(self, picks: list[int]) -> None:
        """Somebody away from a counter is resumed, reinstated, taken back, of another segment, cancelled or voided."""
        for pick in picks if self.model.tickets else []:
            rest, verb = one_of(
                pick, ["reinstate", "resume", "reinstate", "resume", "cancel", "void", "change_segment", "take_back"]
            )
            rest, segment = one_of(rest, sorted(PROMISED_SECONDS))
            number, token = self.a_ticket(rest, OF_A_TICKET[verb])
            more = [segment] if verb == "change_segment" else []
            self.do(verb, token if verb == "cancel" else number, *more)

    def a_ticket(self, pick: int, states: list[str]) -> tuple[str, str]:
        """The number and token of a ticket, mostly of one in some of `states`."""
        fitting = [ticket for ticket in self.model.tickets if ticket.state in states]
        _, ticket = one_that_fits(pick, fitting, self.model.tickets)
        return ticket.number, ticket.token

    @rule(pick=anything)
    def the_staff_moves(self, pick: int) -> None:
        rest, verb = one_of(pick, OF_THE_STAFF)
        rest, code = one_of(rest, COUNTERS)
        more = {"open_counter": [one_of(rest, [code, *COUNTERS])[1]], "pause": ["break"]}
        self.do(verb, code, *more.get(verb, []))

    @rule(text=st.sampled_from(["1ms", "1s", "20s", "59s999ms", "1m", "61s", "3m", "5m", "15m", "15m1ms", "1h", "6h"]))
    def time_passes(self, text: str) -> None:
        self.clock.instant += duration(text)

    @rule(text=st.sampled_from(["1s", "1m", "1h"]))
    def the_clock_is_set_back(self, text: str) -> None:
        self.clock.instant -= duration(text)

    @rule(pick=anything)
    def a_day_is_closed(self, pick: int) -> None:
        """One that is due, and now and then one that is not."""
        whenever = sorted({ticket.day for ticket in self.model.tickets if pick % 20 == 19})
        for day in (days_due(self.db, self.clock.now()) or whenever)[:1]:
            close_day(self.db, self.clock, SYSTEM, day)
            self.model.close_day(self.clock.now(), day)

    # What is always so

    @invariant()
    def the_tickets_are_as_the_model_says(self) -> None:
        stored = rows(
            self.db,
            "SELECT number, business_day, ticket.state, order_at, ended_at, call_count, counter.code AS counter"
            " FROM ticket LEFT JOIN counter ON counter.id = counter_id ORDER BY ticket.id",
        )
        assert [tuple(row.values()) for row in stored] == [
            (
                ticket.number,
                ticket.day,
                ticket.state,
                stamp(ticket.order_at),
                ticket.ended_at and stamp(ticket.ended_at),
                ticket.calls,
                ticket.counter,
            )
            for ticket in self.model.tickets
        ]

    @invariant()
    def the_counters_are_as_the_model_says(self) -> None:
        stored = rows(
            self.db,
            "SELECT counter.code, state, employee.code AS employee FROM counter"
            " LEFT JOIN employee ON employee.id = employee_id ORDER BY position",
        )
        assert [tuple(row.values()) for row in stored] == [
            (counter.code, counter.state, counter.employee) for counter in self.model.counters.values()
        ]

    @invariant()
    def no_number_is_used_twice_on_a_day(self) -> None:
        numbers = [(ticket.day, ticket.number) for ticket in self.model.tickets]
        assert len(set(numbers)) == len(numbers)

    @invariant()
    def no_two_customers_stand_at_one_counter(self) -> None:
        taken = [ticket.counter for ticket in self.model.tickets if ticket.state in ("called", "serving")]
        assert len(set(taken)) == len(taken)

    @invariant()
    def each_served_customer_and_nobody_else_has_one_open_transaction(self) -> None:
        open_ones = rows(
            self.db,
            "SELECT ticket.number FROM leg_transaction JOIN leg ON leg.id = leg_id JOIN ticket"
            " ON ticket.id = leg.ticket_id AND ticket.leg_index = leg.leg_index"
            " WHERE leg_transaction.ended_at IS NULL ORDER BY ticket.id",
        )
        served = [ticket.number for ticket in self.model.tickets if ticket.state == "serving"]
        assert [row["number"] for row in open_ones] == served


TestHall = HallMachine.TestCase
TestHall.settings = settings(max_examples=60, stateful_step_count=60)
