"""A hall in a few plain rules, written apart from the product: what a verb does, or with what it is refused.

Each verb takes the present moment and answers None where it is allowed (and has then happened), else the refusal.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from storeops.base.errors import StoreOpsError
from storeops.hall.refusals import CounterNotOpen, CounterNotPaused, CounterNotWrappingUp, CounterOpen
from storeops.people.refusals import EmployeeElsewhere
from storeops.queueing.refusals import (
    AlreadyPaused,
    CounterBusy,
    DayIsOver,
    NotPaused,
    QueueEmpty,
    SegmentAlready,
    TicketNotAbandoned,
    TicketNotActive,
    TicketNotCalled,
    TicketNotNoShow,
    TicketNotOnHold,
    TicketNotServed,
    TicketNotServedHere,
    TicketNotServing,
    TicketNotVoidable,
    TicketNotWaiting,
    TooFewCalls,
    TooLate,
    TooSoon,
)

Refusal = type[StoreOpsError] | None

COUNTERS = [str(number) for number in range(1, 17)]
PREFIXES = {"pay": "A", "refund": "A", "plan": "B", "sim": "C"}
NARROW = {"13": {"pay"}, "14": {"pay", "refund"}, "15": {"plan"}, "16": {"plan", "sim"}}
"""The other counters serve everything."""
PROMISED_SECONDS = {"standard": 300, "assisted": 120, "vip": 120, "appointment": 60}
SHANGHAI = timedelta(hours=8)
AT_COUNTER = ("called", "serving")


@dataclass
class ModelTicket:
    """`rank` is the order of issue; `traced_at` the latest moment at which something happened to it."""

    rank: int
    number: str
    day: str
    service: str
    segment: str
    issued_at: datetime
    order_at: datetime
    state: str = "waiting"
    counter: str | None = None
    ended_at: datetime | None = None
    called_at: datetime | None = None
    calls: int = 0
    is_paused: bool = False
    token: str = ""
    kinds: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.traced_at = self.issued_at

    @property
    def turn(self) -> tuple[datetime, int]:
        return (self.order_at, self.rank)

    def tell(self, now: datetime, kind: str, state: str) -> None:
        self.kinds.append(kind)
        self.traced_at = max(self.traced_at, now)
        self.state = state

    def end(self, now: datetime, kind: str, state: str) -> None:
        self.tell(now, kind, state)
        self.ended_at, self.is_paused = now, False

    def queue_again(self, now: datetime, kind: str) -> None:
        self.tell(now, kind, "waiting")
        self.counter, self.ended_at, self.calls, self.is_paused = None, None, 0, False

    def ended_longer_ago(self, now: datetime, **limit: float) -> bool:
        return self.ended_at is not None and now - self.ended_at > timedelta(**limit)


@dataclass
class ModelCounter:
    code: str
    state: str = "closed"
    employee: str | None = None

    @property
    def serves(self) -> set[str]:
        return NARROW.get(self.code, set(PREFIXES))


class HallModel:
    """Tickets in the order of issue, and counters."""

    def __init__(self) -> None:
        self.tickets: list[ModelTicket] = []
        self.counters = {code: ModelCounter(code) for code in COUNTERS}
        self.counts: dict[tuple[str, str], int] = {}
        self.opened_at: dict[str, datetime] = {}
        self.stays: list[tuple[datetime, datetime]] = []
        """From when until when somebody sat at a counter."""
        self.gap = timedelta(0)
        self.calls_needed = 1

    def here(self, code: str, *states: str) -> ModelTicket | None:
        """The ticket at a counter, if it is in one of `states`."""
        return next((one for one in self.tickets if one.counter == code and one.state in (states or AT_COUNTER)), None)

    def by_number(self, number: str) -> ModelTicket:
        """A number means the one that is alive, else its latest day."""
        return max((one for one in self.tickets if one.number == number), key=lambda one: (not one.ended_at, one.day))

    def in_line(self, services: Iterable[str]) -> list[ModelTicket]:
        """The waiting tickets of some services, in their turn."""
        return sorted((one for one in self.tickets if one.state == "waiting" and one.service in services), key=turn)

    def ahead_of(self, ticket: ModelTicket) -> int:
        """Those whose turn is before, among the services of the counters that may call this ticket."""
        able = [counter for counter in self.counters.values() if ticket.service in counter.serves]
        staffed = [counter for counter in able if counter.state != "closed"] or able
        return self.in_line(set().union(*(counter.serves for counter in staffed))).index(ticket)

    # Counters

    def _change(self, code: str, sources: set[str], target: str, wrong: Refusal, needs_free: bool = True) -> Refusal:
        counter = self.counters[code]
        if needs_free and self.here(code):
            return CounterBusy
        if counter.state not in sources:
            return wrong
        counter.state = target
        if target == "closed":
            counter.employee = None
        return None

    def open_counter(self, now: datetime, code: str, employee: str) -> Refusal:
        if self.counters[code].state != "closed":
            return CounterOpen
        if any(counter.employee == employee for counter in self.counters.values()):
            return EmployeeElsewhere
        self.counters[code] = ModelCounter(code, "open", employee)
        self.opened_at[code] = now
        return None

    def close_counter(self, now: datetime, code: str) -> Refusal:
        refusal = self._change(code, {"open", "paused", "wrapping_up"}, "closed", CounterNotOpen)
        if refusal is None:
            self.stays.append((self.opened_at[code], max(self.opened_at[code], now)))
        return refusal

    def pause(self, now: datetime, code: str, reason: str) -> Refusal:
        return self._change(code, {"open", "wrapping_up"}, "paused", CounterNotOpen)

    def unpause(self, now: datetime, code: str) -> Refusal:
        return self._change(code, {"paused"}, "open", CounterNotPaused, needs_free=False)

    def after_work(self, now: datetime, code: str) -> Refusal:
        return self._change(code, {"open"}, "wrapping_up", CounterNotOpen)

    def ready(self, now: datetime, code: str) -> Refusal:
        return self._change(code, {"wrapping_up"}, "open", CounterNotWrappingUp, needs_free=False)

    # Issuing and calling

    def issue(self, now: datetime, service: str, segment: str) -> ModelTicket:
        key = ((now + SHANGHAI).date().isoformat(), PREFIXES[service])
        self.counts[key] = self.counts.get(key, 0) + 1
        while self._is_held_since_another_day(now, f"{key[1]}{self.counts[key]:03d}", key[0]):
            self.counts[key] += 1
        number = f"{key[1]}{self.counts[key]:03d}"
        due_at = now + timedelta(seconds=PROMISED_SECONDS[segment])
        ticket = ModelTicket(len(self.tickets), number, key[0], service, segment, now, due_at)
        ticket.tell(now, "issue", "waiting")
        self.tickets.append(ticket)
        return ticket

    def _is_held_since_another_day(self, now: datetime, number: str, day: str) -> bool:
        """Whether somebody of another day is here under a number, or may come back under it."""
        return any(
            one.number == number and one.day != day and not one.ended_longer_ago(now, minutes=15)
            for one in self.tickets
        )

    def _not_free(self, code: str) -> Refusal:
        if self.counters[code].state != "open":
            return CounterNotOpen
        return CounterBusy if self.here(code) else None

    def _call(self, now: datetime, kind: str, ticket: ModelTicket, code: str) -> None:
        ticket.tell(now, kind, "called")
        ticket.counter, ticket.calls, ticket.called_at = code, 1, now

    def call_next(self, now: datetime, code: str) -> Refusal:
        line = self.in_line(self.counters[code].serves)
        refusal = self._not_free(code) or (None if line else QueueEmpty)
        if refusal is None:
            self._call(now, "call_next", line[0], code)
        return refusal

    def call_ticket(self, now: datetime, code: str, number: str) -> Refusal:
        ticket = self.by_number(number)
        refusal = self._not_free(code)
        if refusal is None and ticket.service not in self.counters[code].serves:
            refusal = TicketNotServedHere
        if refusal is None and ticket.state != "waiting":
            refusal = TicketNotWaiting
        if refusal is None:
            self._call(now, "call_ticket", ticket, code)
        return refusal

    def recall(self, now: datetime, code: str) -> Refusal:
        ticket = self.here(code, "called")
        if ticket is None:
            return TicketNotCalled
        if ticket.called_at and timedelta(0) <= now - ticket.called_at < self.gap:
            return TooSoon
        ticket.tell(now, "recall", "called")
        ticket.calls, ticket.called_at = ticket.calls + 1, now
        return None

    def mark_no_show(self, now: datetime, code: str) -> Refusal:
        ticket = self.here(code, "called")
        if ticket is None:
            return TicketNotCalled
        if ticket.calls < self.calls_needed:
            return TooFewCalls
        ticket.end(now, "mark_no_show", "no_show")
        return None

    # Serving

    def start(self, now: datetime, code: str) -> Refusal:
        ticket = self.here(code, "called")
        if ticket is None:
            return TicketNotCalled
        ticket.tell(now, "start", "serving")
        return None

    def _serve(self, now: datetime, code: str, kind: str, is_paused: bool) -> Refusal:
        ticket = self.here(code, "serving")
        if ticket is None:
            return TicketNotServing
        ticket.tell(now, kind, "serving")
        ticket.is_paused = is_paused
        return None

    def next_transaction(self, now: datetime, code: str, service: str) -> Refusal:
        return self._serve(now, code, "next_transaction", is_paused=False)

    def system_pause(self, now: datetime, code: str) -> Refusal:
        ticket = self.here(code, "serving")
        return AlreadyPaused if ticket and ticket.is_paused else self._serve(now, code, "system_pause", is_paused=True)

    def system_resume(self, now: datetime, code: str) -> Refusal:
        ticket = self.here(code, "serving")
        return NotPaused if ticket and not ticket.is_paused else self._serve(now, code, "system_resume", False)

    def finish(self, now: datetime, code: str) -> Refusal:
        ticket = self.here(code, "serving")
        if ticket is None:
            return TicketNotServing
        ticket.end(now, "finish", "served")
        return None

    def reopen(self, now: datetime, code: str) -> Refusal:
        served = [one for one in self.tickets if one.counter == code and one.state == "served"]
        last = max(served, key=lambda one: (one.ended_at or one.issued_at, one.rank), default=None)
        refusal = self._not_free(code)
        if refusal or last is None:
            return refusal or TicketNotServed
        if last.ended_longer_ago(now, minutes=15):
            return TooLate
        last.tell(now, "reopen", "serving")
        last.ended_at = None
        return None

    # Moving

    def transfer(self, now: datetime, code: str, service: str) -> Refusal:
        ticket = self.here(code)
        if ticket is None:
            return TicketNotActive
        ticket.queue_again(now, "transfer")
        ticket.service = service
        return None

    def hold(self, now: datetime, code: str) -> Refusal:
        ticket = self.here(code)
        if ticket is None:
            return TicketNotActive
        ticket.tell(now, "hold", "on_hold")
        ticket.counter, ticket.is_paused = None, False
        return None

    def resume(self, now: datetime, number: str) -> Refusal:
        ticket = self.by_number(number)
        if ticket.state != "on_hold":
            return TicketNotOnHold
        ticket.queue_again(now, "resume")
        return None

    def reinstate(self, now: datetime, number: str) -> Refusal:
        ticket = self.by_number(number)
        if ticket.state != "no_show":
            return TicketNotNoShow
        if ticket.ended_longer_ago(now, minutes=15):
            return TooLate
        line = self.in_line({ticket.service})[:2]
        ticket.order_at = line[-1].order_at + timedelta(milliseconds=1) if line else now
        ticket.queue_again(now, "reinstate")
        return None

    def change_segment(self, now: datetime, number: str, segment: str) -> Refusal:
        ticket = self.by_number(number)
        if ticket.state != "waiting":
            return TicketNotWaiting
        if ticket.segment == segment:
            return SegmentAlready
        ticket.segment = segment
        ticket.order_at = ticket.issued_at + timedelta(seconds=PROMISED_SECONDS[segment])
        ticket.tell(now, "change_segment", "waiting")
        return None

    def take_back(self, now: datetime, number: str) -> Refusal:
        ticket = self.by_number(number)
        if ticket.state != "abandoned":
            return TicketNotAbandoned
        if (now + SHANGHAI).date().isoformat() != ticket.day:
            return DayIsOver
        line = self.in_line({ticket.service})[:2]
        ticket.order_at = line[-1].order_at + timedelta(milliseconds=1) if line else now
        if ticket.kinds[-2] == "hold":  # a leg of its own, at no counter
            ticket.queue_again(now, "take_back")
        else:
            ticket.tell(now, "take_back", "waiting")
            ticket.ended_at = None
        return None

    def cancel(self, now: datetime, token: str) -> Refusal:
        ticket = next(one for one in self.tickets if one.token == token)
        if ticket.state not in ("waiting", "on_hold"):
            return TicketNotWaiting
        ticket.end(now, "cancel", "cancelled")
        return None

    def void(self, now: datetime, number: str) -> Refusal:
        ticket = self.by_number(number)
        if ticket.state not in ("waiting", "called"):
            return TicketNotVoidable
        if now - ticket.issued_at > timedelta(seconds=60):
            return TooLate
        ticket.end(now, "void", "void")
        return None

    def close_day(self, now: datetime, day: str) -> None:
        """The hall never closes: day D ends at 04:00 of the next day; who waits does until the last counter closes."""
        closing = datetime.fromisoformat(f"{day}T00:00:00.000Z") - SHANGHAI + timedelta(hours=28)
        late = [until for since, until in self.stays if since < closing <= until]
        waited_until = max(late, default=closing)
        ends = {"waiting": "abandoned", "on_hold": "abandoned", "called": "no_show", "serving": "served"}
        for ticket in self.tickets:
            if ticket.day == day and ticket.state in ends:
                ended_at = max(closing if ticket.state in AT_COUNTER else waited_until, ticket.traced_at)
                ticket.end(now, "close_day", ends[ticket.state])
                ticket.ended_at = ended_at


def turn(ticket: ModelTicket) -> tuple[datetime, int]:
    """By this the next customer is chosen."""
    return ticket.turn
