"""The hall's counters as they stand: who sits there, who stands there, and for how long. A read model."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlite_utils import Database

from storeops.hall.counter import CounterState
from storeops.hall.hall_rows import Hall
from storeops.hall.offer_rows import Service
from storeops.queueing import desk_rows, hall_view_rows
from storeops.queueing.hall_view_rows import StandingCounter
from storeops.queueing.offered import Offered, offered_at
from storeops.queueing.stopwatch import PauseSpan, Stopwatch, handling
from storeops.queueing.ticket import State


@dataclass(frozen=True)
class CounterLine:
    """A counter with whoever sits and stands there.

    `serves` are the services that it serves, None: all. `since` is None before it was first opened. `timer` is the walk
    of a called customer or the handling of the open transaction; None where nobody stands there.
    """

    code: str
    serves: frozenset[int] | None
    state: CounterState
    employee_name: str | None
    since: Stopwatch | None
    pause_reason: str | None
    number: str | None
    ticket_state: State | None
    service: Service | None
    timer: Stopwatch | None
    is_system_paused: bool
    offered: Offered

    @property
    def is_free(self) -> bool:
        """Whether it could call somebody now."""
        return self.state is CounterState.OPEN and self.ticket_state is None

    def may_serve(self, service: Service) -> bool:
        return self.serves is None or service.id in self.serves


@dataclass(frozen=True)
class CalledLine:
    """A called customer who has not come to the counter within the hall's target."""

    number: str
    counter: str
    called: Stopwatch


@dataclass(frozen=True)
class Counters:
    """All counters in use. `changes_at`: when the next called customer becomes one who has not come."""

    lines: list[CounterLine]
    not_started: list[CalledLine]
    changes_at: datetime | None


def counters_now(db: Database, now: datetime, day: str, hall: Hall, services: Mapping[int, Service]) -> Counters:
    """The counters in their order in the hall; `day` is the present business day."""
    standing = hall_view_rows.standing_counters(db)
    pauses = desk_rows.pauses_in(db, [counter.transaction_id for counter in standing if counter.transaction_id])
    left_at = hall_view_rows.left_counters_at(db, day)
    serves = hall_view_rows.served_services(db)
    walks = [walk for counter in standing if (walk := _walk(counter, hall, now))]
    due = [walk.since + timedelta(seconds=hall.walk_target_seconds + 1) for walk in walks]
    return Counters(
        lines=[
            _line(
                counter,
                serves.get(counter.id),
                left_at.get(counter.id),
                pauses.get(counter.transaction_id or 0, []),
                hall,
                services,
                now,
            )
            for counter in standing
        ],
        not_started=_not_started(standing, now, hall),
        changes_at=min((moment for moment in due if moment >= now), default=None),
    )


def _line(
    counter: StandingCounter,
    serves: frozenset[int] | None,
    left_at: datetime | None,
    pauses: Sequence[PauseSpan],
    hall: Hall,
    services: Mapping[int, Service],
    now: datetime,
) -> CounterLine:
    service = services[counter.service_id] if counter.service_id else None
    since = _since(counter, left_at)
    is_system_paused = any(pause.ended_at is None for pause in pauses)
    return CounterLine(
        code=counter.code,
        serves=serves,
        state=counter.state,
        employee_name=counter.employee_name,
        since=Stopwatch(since, now, True, None) if since else None,
        pause_reason=counter.pause_reason,
        number=counter.number,
        ticket_state=counter.ticket_state,
        service=service,
        timer=_timer(counter, service, pauses, hall, now),
        is_system_paused=is_system_paused,
        offered=offered_at(counter.state, counter.ticket_state, is_system_paused=is_system_paused, may_reopen=False),
    )


def _since(counter: StandingCounter, left_at: datetime | None) -> datetime | None:
    """Since when a counter is as it is: busy with this customer, free since the last one left, or in its state."""
    if counter.ticket_state:
        return counter.started_at or counter.last_called_at
    if counter.state is CounterState.OPEN and counter.state_since and left_at:
        return max(counter.state_since, left_at)
    return counter.state_since


def _timer(
    counter: StandingCounter, service: Service | None, pauses: Sequence[PauseSpan], hall: Hall, now: datetime
) -> Stopwatch | None:
    if counter.started_at and service:
        return handling(counter.started_at, None, pauses, service.target_seconds, now)
    return _walk(counter, hall, now)


def _walk(counter: StandingCounter, hall: Hall, now: datetime) -> Stopwatch | None:
    if counter.ticket_state is State.CALLED and counter.last_called_at:
        return Stopwatch(counter.last_called_at, now, True, hall.walk_target_seconds)
    return None


def _not_started(standing: Sequence[StandingCounter], now: datetime, hall: Hall) -> list[CalledLine]:
    walks = [(counter, _walk(counter, hall, now)) for counter in standing]
    return [
        CalledLine(counter.number, counter.code, walk)
        for counter, walk in walks
        if counter.number and walk and walk.seconds > hall.walk_target_seconds
    ]
