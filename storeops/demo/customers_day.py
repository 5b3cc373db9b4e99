"""What customers do away from the counters: take a ticket, lose patience, give it back, come back."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import timedelta

from storeops.base.actor import CUSTOMER, Actor
from storeops.base.errors import StoreOpsError
from storeops.demo.agenda import Course, Wait
from storeops.demo.clerks import GREETER
from storeops.demo.customers import Customer, errand_for
from storeops.demo.demo_hall import DemoHall, SimulatedVisit
from storeops.demo.voices import after_the_ticket
from storeops.queueing.issue import Wish, cancel, issue, void
from storeops.queueing.moving import reinstate, resume

GREETING = Actor(f"employee:{GREETER}")


def arrivals(hall: DemoHall, customers: Sequence[Customer]) -> Course:
    """Everybody comes in and takes a ticket."""
    for customer in customers:
        yield Wait(hall.at(customer.at))
        try:
            visit = _take_ticket(hall, customer)
        except StoreOpsError:  # somebody has closed the hall or the service
            hall.refusals += 1
            continue
        hall.agenda.begin(_lose_patience(hall, customer, visit), hall.now() + customer.leaves_after)
        if customer.presses_twice:
            hall.agenda.begin(_press_again(hall, customer), hall.now() + timedelta(seconds=hall.dice.uniform(3, 9)))


def _take_ticket(hall: DemoHall, customer: Customer) -> SimulatedVisit:
    booked_at = None if customer.booked_at is None else hall.at(customer.booked_at)
    wish = Wish(customer.service, customer.segment, customer.language, customer.channel, booked_at)
    by = GREETING if customer.channel == "greeter" else CUSTOMER
    ticket = issue(hall.db, hall.clock, by, wish)
    errand = errand_for(customer.service, hall.dice)
    visit = SimulatedVisit(ticket.number, ticket.token, errand, is_waiting=True, came_at=max(hall.now(), hall.opens_at))
    hall.join_queue(visit)
    if customer.channel == "kiosk":
        hall.agenda.begin(after_the_ticket(hall, visit), hall.after(1).until)
    return visit


def _lose_patience(hall: DemoHall, customer: Customer, visit: SimulatedVisit) -> Course:
    """Whoever still waits leaves: some give the ticket back, some just go."""
    if visit.is_waiting and not customer.says_so:
        visit.has_left = True
    elif visit.is_waiting:
        visit.is_waiting = False
        with suppress(StoreOpsError):
            cancel(hall.db, hall.clock, CUSTOMER, visit.token)
    yield from ()


def _press_again(hall: DemoHall, customer: Customer) -> Course:
    """The same customer draws a second ticket by mistake, and the greeter takes it back."""
    with suppress(StoreOpsError):
        second = _take_ticket(hall, customer)
        yield hall.after(hall.dice.uniform(10, 45))
        if second.is_waiting:
            void(hall.db, hall.clock, GREETING, second.number)
            second.is_waiting = False


def back_after_no_show(hall: DemoHall, visit: SimulatedVisit) -> Course:
    """A customer who was not there when called comes after all."""
    yield hall.after(hall.dice.uniform(60, 600))
    visit.has_left = False
    with suppress(StoreOpsError):
        reinstate(hall.db, hall.clock, GREETING, visit.number)
        hall.join_queue(visit)


def back_from_hold(hall: DemoHall, visit: SimulatedVisit) -> Course:
    """A customer who had to fetch something is back; a few do not come again."""
    yield hall.after(hall.dice.uniform(180, 1080))
    with suppress(StoreOpsError):
        if hall.chance(0.93):
            resume(hall.db, hall.clock, GREETING, visit.number)
            hall.join_queue(visit)
