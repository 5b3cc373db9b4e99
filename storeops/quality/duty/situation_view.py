"""What presses on the floor: calls, counters, visits and promises as they stand. A read model."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta

from sqlite_utils import Database

from storeops.hall.counter import CounterState
from storeops.promises.breaking import PacedCounter, PromisedTicket, breaking
from storeops.promises.estimate_rows import RECENT, recent_handling_seconds
from storeops.quality.duty import waiting_rows
from storeops.quality.duty.duty_call import DutyCall
from storeops.quality.duty.next_step import (
    IDLE_AFTER_SECONDS,
    NEAR_TWICE,
    CallingCounter,
    IdleCounters,
    LongVisit,
    PromisesAtRisk,
    Situation,
    SpareCounter,
)
from storeops.queueing import desk_rows
from storeops.queueing.counters_view import CounterLine
from storeops.queueing.forgotten_finish import long_service, usual_seconds
from storeops.queueing.hall_view import HallNow
from storeops.queueing.stopwatch import Stopwatch, whole_seconds
from storeops.queueing.ticket import State

DUE_WITHIN = timedelta(hours=1)
"""A follow-up is worth a word from so long before its deadline on."""


def situation_of(
    db: Database, now: datetime, hall: HallNow, calls: Sequence[DutyCall], claims: int, employee_code: str
) -> Situation:
    """The floor as it presses on `employee_code`, who runs it. `claims` are those on which nobody has ruled."""
    served = list(_being_served(hall.counters.lines))
    forgotten = list(_forgotten(db, served))
    return Situation(
        calling=[
            CallingCounter(call.counter, whole_seconds(call.requested_at, now))
            for call in calls
            if call.arrived_at is None
        ],
        expected_at=[call.counter for call in calls if call.arrived_by_code == employee_code],
        low_ratings=waiting_rows.low_ratings_open(db),
        idle=_idle(hall),
        forgotten=max(forgotten, key=_times_measure, default=None),
        promises=_promises(db, now, hall),
        long=max(_long(served, {visit.counter for visit in forgotten}), key=_times_measure, default=None),
        follow_ups_due=waiting_rows.follow_ups_due(db, now + DUE_WITHIN),
        claims=claims,
        checks_due=waiting_rows.checks_due(db, hall.business_day, employee_code, now),
    )


# Counters


def _idle(hall: HallNow) -> IdleCounters | None:
    """The counters that have been free for long enough to be noticed while somebody waits for them."""
    free = [(line, line.since) for line in hall.counters.lines if hall.is_idle(line)]
    idle = {line: since.seconds for line, since in free if since and since.seconds >= IDLE_AFTER_SECONDS}
    if not idle:
        return None
    return IdleCounters([line.code for line in idle], max(idle.values()), hall.waiting_for(*idle))


# Visits


def _being_served(lines: Iterable[CounterLine]) -> Iterator[tuple[CounterLine, Stopwatch]]:
    """The counters at which business goes on, with its time; while the systems stand still nobody is too slow."""
    for line in lines:
        if line.ticket_state is State.SERVING and line.timer and not line.is_system_paused:
            yield line, line.timer


def _forgotten(db: Database, served: Iterable[tuple[CounterLine, Stopwatch]]) -> Iterator[LongVisit]:
    """Those whose finish was likely forgotten, as the desk asks too; nobody within the target is looked at."""
    for line, timer in served:
        if line.service is None or timer.seconds <= (timer.target_seconds or 0):
            continue
        usual = usual_seconds(desk_rows.latest_handlings(db, line.service.id), line.service.target_seconds)
        if usual is not None and long_service(timer, usual, timer.since):
            yield LongVisit(line.code, line.number or "", timer.seconds, usual)


def _long(served: Iterable[tuple[CounterLine, Stopwatch]], forgotten: set[str]) -> Iterator[LongVisit]:
    for line, timer in served:
        target = timer.target_seconds
        if target and timer.seconds >= NEAR_TWICE * target and line.code not in forgotten:
            yield LongVisit(line.code, line.number or "", timer.seconds, target)


def _times_measure(visit: LongVisit) -> float:
    return visit.seconds / visit.measure_seconds


# Promises


def _promises(db: Database, now: datetime, hall: HallNow) -> PromisesAtRisk:
    handling = recent_handling_seconds(db, now - RECENT)
    line = [PromisedTicket(ticket.number, ticket.service.id, ticket.due_at) for ticket in hall.waiting]
    working = [line for line in hall.counters.lines if line.state in (CounterState.OPEN, CounterState.WRAPPING_UP)]
    soon = breaking(line, [PacedCounter(line.serves, line.is_free) for line in working], handling, now)
    numbers = {ticket.number for ticket in soon}
    at_risk = [*hall.late, *(ticket for ticket in hall.waiting if ticket.number in numbers)]
    able = [line for line in hall.counters.lines if any(line.may_serve(ticket.service) for ticket in at_risk)]
    return PromisesAtRisk(
        late=len(hall.late),
        breaking=len(soon),
        first=soon[0].number if soon else "",
        first_due_at=soon[0].due_at if soon else None,
        spare=[SpareCounter(line.code, line.state) for line in able if not line.ticket_state and not line.is_free],
        are_called=len(at_risk) <= sum(line.is_free for line in able),
    )
