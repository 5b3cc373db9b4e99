"""A clerk's day at a counter: one course of happenings, each an action that the clerk takes.

Somebody at the console may act at the counter meanwhile. Then the clerk leaves the counter alone until nobody has
touched it for a while, looks at it as it is, and goes on from there.
"""

from datetime import datetime, timedelta

from storeops.base.errors import StoreOpsError
from storeops.demo.agenda import Course, Wait
from storeops.demo.clerks import Break, ClerkShift
from storeops.demo.demo_hall import DemoHall
from storeops.demo.one_customer import attend_to, serve
from storeops.demo.seat import Seat, SomebodyActs
from storeops.hall.counter import CounterState
from storeops.queueing import calling, counter_rows, staffing, ticket_rows
from storeops.queueing.refusals import QueueEmpty
from storeops.queueing.ticket import Snapshot, State

LOOKS_AGAIN_SECONDS = 25.0
"""After a refusal."""
LEAVES_ALONE_SECONDS = 900.0
"""A counter at which somebody acts or sits, or which somebody has paused, is left alone for so long."""

A_FEW = 4
"""So many people waiting bring a clerk back from an errand."""
LONG_QUEUE = 6
"""So many people waiting put off a break, but not for longer than BREAK_WAITS."""
BREAK_WAITS = timedelta(minutes=25)


class ClerksDay:
    """One shift."""

    def __init__(self, hall: DemoHall, shift: ClerkShift) -> None:
        self.hall = hall
        self.seat = Seat(hall, shift)
        self.ends = hall.at(shift.ends)
        present = max(hall.now(), hall.at(shift.begins))
        self.breaks = [each for each in shift.breaks if hall.at(each.at) > present]
        self.gone_home = False
        self.stays_paused = hall.dice.uniform(20, 150)
        """Seconds: at first the rest of an earlier plan's errand; after a disturbance, what a visitor's pause gets."""

    def course(self) -> Course:
        """From sitting down to going home."""
        while not self.gone_home and self.hall.now() < self.hall.ends_at:
            try:
                yield from self._take_stock()
                while not self.gone_home:
                    yield from self._next_thing()
            except SomebodyActs:
                self._note_disturbance()
                yield from self._leave_alone()
            except StoreOpsError:
                self._note_disturbance()
                yield self.hall.after(LOOKS_AGAIN_SECONDS)

    def _note_disturbance(self) -> None:
        self.hall.refusals += 1
        self.stays_paused = LEAVES_ALONE_SECONDS

    # The counter as it is

    def _leave_alone(self) -> Course:
        yield self.hall.after(LEAVES_ALONE_SECONDS)
        while self.seat.somebody_acted():
            yield self.hall.after(LEAVES_ALONE_SECONDS)

    def _take_stock(self) -> Course:
        """Bring the counter from whatever state it is in to where the clerk is signed in and nobody is served."""
        counter = counter_rows.by_code(self.hall.db, self.seat.counter)
        if counter.employee_code not in (None, self.seat.shift.employee):
            yield from self._leave_to_others()
        elif counter.state is CounterState.CLOSED:
            self._sit_down()
        elif counter.state is CounterState.PAUSED:
            yield self.hall.after(self.stays_paused)
            self.seat.do(staffing.unpause)
        elif counter.state is CounterState.WRAPPING_UP:
            yield self.hall.after(self.hall.dice.uniform(20, 60))
            self.seat.do(staffing.ready)
        else:
            yield from self._take_over(counter.id)

    def _leave_to_others(self) -> Course:
        """Stay away until whoever sits there has gone."""
        sits_there = counter_rows.by_code(self.hall.db, self.seat.counter).employee_code
        while sits_there not in (None, self.seat.shift.employee) and not self._is_over():
            yield self.hall.after(LEAVES_ALONE_SECONDS)
            sits_there = counter_rows.by_code(self.hall.db, self.seat.counter).employee_code
        self.seat.somebody_acted()  # what the colleague did there is over
        self._sit_down()

    def _sit_down(self) -> None:
        if self._is_over():
            self.gone_home = True
        else:
            self.seat.do(staffing.open_counter, self.seat.shift.employee)

    def _take_over(self, counter_id: int) -> Course:
        """Go on with whoever is at the counter already."""
        ticket = ticket_rows.at_counter(self.hall.db, counter_id)
        if ticket:
            visit = self.hall.visit_of(ticket.number, ticket.token, ticket.service_code)
            visit.is_waiting = False
            yield from (serve if ticket.state is State.SERVING else attend_to)(self.seat, visit)

    # The clerk's plans

    def _next_thing(self) -> Course:
        if self.hall.now() < self.hall.opens_at:
            yield Wait(self.hall.opens_at + timedelta(seconds=self.hall.dice.uniform(2, 20)))
        waiting = self.hall.waiting_count()
        if self._break_is_due(waiting):
            yield from self._take_a_break(self.breaks.pop(0))
        elif self.hall.has_fault() and self.hall.chance(0.25):
            yield from self._take_a_break(Break(timedelta(0), timedelta(minutes=6), "system_fault"))
        elif self._is_over() and not (self.hall.is_late() and waiting):
            self.seat.do(staffing.close_counter)
            self.gone_home = True
        elif not waiting and self.hall.chance(0.85 if self.hall.agenda.idle_count else 0.35):
            yield from self._run_an_errand()
        else:
            yield from self._call(waiting)

    def _is_over(self) -> bool:
        return self.hall.now() >= self.ends

    def _break_is_due(self, waiting: int) -> bool:
        if not self.breaks or self.hall.is_late():
            return False
        overdue = self.hall.now() - self.hall.at(self.breaks[0].at)
        return overdue >= (BREAK_WAITS if waiting >= LONG_QUEUE else timedelta(0))

    def _take_a_break(self, pause: Break) -> Course:
        self.seat.do(staffing.pause, pause.reason)
        yield self.hall.after(pause.lasts.total_seconds() * self.hall.dice.uniform(0.9, 1.15))
        self.seat.do(staffing.unpause)

    def _run_an_errand(self) -> Course:
        """Nobody waits: do something else in the hall, and be back when a few are waiting again."""
        self.seat.do(staffing.pause, self.hall.dice.choice(("errand", "errand", "helping", "other")))
        for _ in range(self.hall.dice.choice((2, 3, 4))):
            yield self.hall.after(self.hall.dice.uniform(120, 200))
            if self.hall.waiting_count() >= A_FEW:
                break
        self.seat.do(staffing.unpause)

    def _call(self, waiting: int) -> Course:
        ticket = self._next_ticket() if waiting else None
        if ticket is None:
            yield Wait(self._gets_up_at(), is_idle=True)
            return
        visit = self.hall.visit_of(ticket.number, ticket.token, ticket.service)
        visit.is_waiting = False
        visit.called_at = visit.called_at or self.hall.now()
        yield from attend_to(self.seat, visit)

    def _next_ticket(self) -> Snapshot | None:
        try:
            return self.seat.do(calling.call_next)
        except QueueEmpty:  # those who wait want what this counter does not serve
            return None

    def _gets_up_at(self) -> datetime:
        """When an idle clerk gets up in any case: for a break, or to go home."""
        moments = [self.ends, *(self.hall.at(each.at) for each in self.breaks)]
        return min(
            (moment for moment in moments if moment > self.hall.now()),
            default=self.hall.now() + timedelta(seconds=LOOKS_AGAIN_SECONDS),
        )
