"""One customer at a counter, from the call on: the courses of happenings that the clerk goes through."""

from collections.abc import Generator

from storeops.demo import demo_rows
from storeops.demo.agenda import Course, Wait
from storeops.demo.customers import Business, Errand, errand_after
from storeops.demo.customers_day import back_after_no_show, back_from_hold
from storeops.demo.demo_hall import SimulatedVisit
from storeops.demo.desk_cases import call_for_help, write_down
from storeops.demo.seat import Seat
from storeops.demo.voices import after_the_finish, at_the_start
from storeops.queueing import calling, moving, serving, staffing
from storeops.queueing.ticket import TransactionClass

REASONS = {
    "papers_incomplete": 22,
    "entered_twice": 12,
    "needless_step": 12,
    "complicated_procedure": 26,
    "long_advice": 28,
}
"""What an over-target transaction is put down to, with weights."""


def attend_to(seat: Seat, visit: SimulatedVisit) -> Course:
    """All that follows the call."""
    if visit.has_left:
        yield from _call_in_vain(seat, visit)
    else:
        yield from _wait_for_customer(seat)
        seat.do(serving.start)
        seat.hall.agenda.begin(at_the_start(seat.hall, visit, seat.counter), seat.hall.after(1).until)
        yield from serve(seat, visit)


def _call_in_vain(seat: Seat, visit: SimulatedVisit) -> Course:
    dice = seat.hall.dice
    for _ in range(dice.choice((1, 1, 2))):
        yield seat.hall.after(dice.uniform(20, 32))
        seat.do(calling.recall)
    yield seat.hall.after(dice.uniform(22, 35))
    seat.do(calling.mark_no_show)
    if seat.hall.chance(0.2):
        seat.hall.agenda.begin(back_after_no_show(seat.hall, visit), seat.hall.now())


def _wait_for_customer(seat: Seat) -> Course:
    """The customer walks up; some have to be called twice."""
    yield seat.hall.after(seat.hall.dice.lognormvariate(2.8, 0.5))
    if seat.hall.chance(0.05):
        seat.do(calling.recall)
        yield seat.hall.after(seat.hall.dice.uniform(8, 25))


def serve(seat: Seat, visit: SimulatedVisit) -> Course:
    """From the start of the first transaction until the clerk is ready for the next customer."""
    errand = visit.errand
    if errand.moves_to or errand.lacks_papers:
        yield from _send_away(seat, visit, errand)
    else:
        yield from _do_all(seat, visit, errand)
    yield from _catch_breath(seat)


def _send_away(seat: Seat, visit: SimulatedVisit, errand: Errand) -> Course:
    """It turns out that the customer needs another service, or has to fetch something first."""
    yield seat.hall.after(errand.businesses[0].seconds * seat.shift.pace * seat.hall.dice.uniform(0.2, 0.6))
    visit.errand = errand_after(errand, seat.hall.dice)
    if errand.moves_to:
        seat.do(moving.transfer, errand.moves_to)
        seat.hall.join_queue(visit)
    else:
        seat.do(moving.hold)
        seat.hall.agenda.begin(back_from_hold(seat.hall, visit), seat.hall.now())


def _do_all(seat: Seat, visit: SimulatedVisit, errand: Errand) -> Course:
    first, *more = errand.businesses
    reason = yield from _do(seat, first)
    done = first
    for business in more:
        seat.do(serving.next_transaction, business.service, done.handled_as, reason)
        reason = yield from _do(seat, business)
        done = business
    write_down(seat, visit, errand)
    seat.do(serving.finish, done.handled_as)
    voice = after_the_finish(seat.hall, visit, seat.counter, seat.shift.employee)
    seat.hall.agenda.begin(voice, seat.hall.after(1.5).until)
    if reason:
        transaction = demo_rows.last_transaction_at(seat.hall.db, seat.counter)
        yield seat.hall.after(seat.hall.dice.uniform(2, 6))
        seat.do(serving.give_reason, transaction, reason)
    if seat.hall.chance(0.004):
        yield from _one_thing_more(seat)


def _do(seat: Seat, business: Business) -> Generator[Wait, None, str | None]:
    """Do one piece of business; the reason code if it ran over its target and the clerk says why."""
    seconds = business.seconds * seat.shift.pace
    if business.handled_as is TransactionClass.EXCEPTIONAL:
        call_for_help(seat)
    if seat.hall.chance(0.6 if seat.hall.has_fault() else 0.012):
        yield seat.hall.after(seconds / 2)
        yield from _wait_for_systems(seat)
        yield seat.hall.after(seconds / 2)
    else:
        yield seat.hall.after(seconds)
    target = seat.hall.targets.get(business.service)
    if target is None or seconds <= target or seat.hall.chance(0.15):
        return None
    if business.handled_as is TransactionClass.EXCEPTIONAL:
        return "exceptional"
    return seat.hall.dice.choices(tuple(REASONS), tuple(REASONS.values()))[0]


def _wait_for_systems(seat: Seat) -> Course:
    if seat.hall.has_fault():
        reason, longest = "system_fault", 240.0
    else:
        reason, longest = seat.hall.dice.choice(("slow_system", "waiting_for_approval")), 90.0
    seat.do(serving.system_pause, reason)
    yield seat.hall.after(seat.hall.dice.uniform(40, longest))
    seat.do(serving.system_resume)


def _one_thing_more(seat: Seat) -> Course:
    """The customer turns round at the door."""
    yield seat.hall.after(seat.hall.dice.uniform(10, 60))
    seat.do(serving.reopen)
    yield seat.hall.after(seat.hall.dice.uniform(30, 100))
    seat.do(serving.finish)


def _catch_breath(seat: Seat) -> Course:
    if seat.hall.chance(seat.shift.after_work):
        seat.do(staffing.after_work)
        yield seat.hall.after(seat.hall.dice.uniform(20, 90))
        seat.do(staffing.ready)
    else:
        yield seat.hall.after(seat.hall.dice.uniform(3, 12))
