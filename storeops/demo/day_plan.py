"""A day of the demo's hall put on the agenda: who comes, who works, a system fault now and then, the close."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from storeops.base.actor import SYSTEM
from storeops.demo import demo_rows
from storeops.demo.agenda import Course
from storeops.demo.clerks import SHIFT_LEAD, counters_needed, reinforcement, roster
from storeops.demo.clerks_day import ClerksDay
from storeops.demo.customers import customers_of, expected_visits
from storeops.demo.customers_day import arrivals, back_from_hold
from storeops.demo.demo_hall import DemoHall
from storeops.demo.floor_day import begin_floor
from storeops.demo.month_end import nightly_jobs, supervise
from storeops.demo.voices import look_back
from storeops.hall.counter import CounterState
from storeops.queueing import counter_rows, ticket_rows
from storeops.queueing.close_day import close_day, days_due

ALL_COUNTERS = ("1", "2", "3", "4", "5", "6")
LIVE_COUNTERS = ("1", "2", "3", "4")
"""Where the demo's clerks sit on the last day of the history and from then on: the others are left to the visitor."""
TOO_MANY = 7
LOOKS_EVERY = 150.0
FAULT_EVERY = 27
"""Days from one system fault to the next."""


def plan_day(hall: DemoHall, day: date, first_day: date, counters: Sequence[str]) -> None:
    """Put what is left of `day` from the clock's present on the agenda; `first_day` is that of the history."""
    hall.begin_day(day)
    now = hall.now()
    customers = customers_of(day, len(counters), hall.dice)
    coming = [customer for customer in customers if hall.at(customer.at) > now]
    hall.agenda.begin(arrivals(hall, coming), now)
    needed = counters_needed(expected_visits(day, len(counters)))
    day_length = hall.closes_at - hall.opens_at
    for shift in roster(day, first_day, needed, counters, day_length, hall.dice):
        hall.agenda.begin(ClerksDay(hall, shift).course(), max(hall.at(shift.begins), now))
    hall.agenda.begin(_reinforce(hall, counters), max(hall.opens_at, now))
    begin_floor(hall)
    hall.agenda.begin(look_back(hall), now)
    if not hall.has_visitors:
        hall.agenda.begin(nightly_jobs(hall), now)
        hall.agenda.begin(supervise(hall), max(hall.ends_at, now))
    _take_up_what_was_begun(hall)
    if day.toordinal() % FAULT_EVERY == 0:
        hall.fault = _fault(hall)
    hall.agenda.begin(_close(hall), max(hall.ends_at, now))


def _reinforce(hall: DemoHall, counters: Sequence[str]) -> Course:
    """Whenever too many wait, the shift lead opens a counter that stands empty."""
    while not hall.is_late():
        yield hall.after(LOOKS_EVERY)
        if hall.waiting_count() >= TOO_MANY:
            empty = [code for code in counters if counter_rows.by_code(hall.db, code).state is CounterState.CLOSED]
            if empty:
                yield from ClerksDay(hall, reinforcement(empty[-1], hall.now() - hall.opens_at)).course()


def _take_up_what_was_begun(hall: DemoHall) -> None:
    """An earlier plan of the same day may have put customers on hold and the shift lead at a counter."""
    for number in demo_rows.numbers_on_hold(hall.db):
        ticket = ticket_rows.by_number(hall.db, number)
        visit = hall.visit_of(number, ticket.token, ticket.service_code)
        visit.is_waiting = False
        hall.agenda.begin(back_from_hold(hall, visit), hall.now())
    for counter in counter_rows.not_closed(hall.db):
        if counter.employee_code == SHIFT_LEAD:
            shift = reinforcement(counter.code, hall.now() - hall.opens_at)
            hall.agenda.begin(ClerksDay(hall, shift).course(), hall.now())


def _fault(hall: DemoHall) -> tuple[datetime, datetime]:
    """An afternoon on which the systems fail for the better part of an hour."""
    begins = hall.at(timedelta(hours=5) + timedelta(minutes=hall.dice.uniform(0, 90)))
    return begins, begins + timedelta(minutes=hall.dice.uniform(35, 60))


def _close(hall: DemoHall) -> Course:
    """The close of the day, and of any earlier one that was left open."""
    for day in days_due(hall.db, hall.now()):
        close_day(hall.db, hall.clock, SYSTEM, day)
    yield from ()
