"""Which promises will break soon at the present pace. Pure.

Each open counter takes its next customer every `handling_seconds`, so the counters that serve a service take one every
handling / counters. Whoever has `ahead` people before them at these counters is called once ahead + 1 of them are free,
of which those that are free already count at once:

    call in (ahead + 1 - free) x handling / counters seconds, at once where nobody need leave first.

Three busy counters and 180 s: one is called every 60 s. With 4 people ahead that is 5 x 60 = 300 s, so that a promise
due in 240 s breaks, and one due in 300 s is just kept. It is the mean of the wait that customers are told.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import inf

BREAKS_WITHIN = timedelta(minutes=5)
"""Promises due later than that may still be saved by whatever happens until then."""


@dataclass(frozen=True)
class PromisedTicket:
    """A ticket that waits, and by when it was promised to be called."""

    number: str
    service_id: int
    due_at: datetime


@dataclass(frozen=True)
class PacedCounter:
    """A counter that calls customers; `serves` None: every service."""

    serves: frozenset[int] | None
    is_free: bool

    def may_serve(self, service_id: int) -> bool:
        return self.serves is None or service_id in self.serves


def breaking(
    line: Sequence[PromisedTicket], counters: Sequence[PacedCounter], handling_seconds: float | None, now: datetime
) -> list[PromisedTicket]:
    """Those of `line`, which stands in call order, whose promise is still kept and will break within BREAKS_WITHIN.

    Without a counter that serves them all of these break; while no handling is known yet, none of the others do.
    """
    found: list[PromisedTicket] = []
    before: Counter[int] = Counter()
    paces = {service: _Pace.of(service, counters) for service in {ticket.service_id for ticket in line}}
    for ticket in line:
        if now <= ticket.due_at <= now + BREAKS_WITHIN:
            called_in = paces[ticket.service_id].called_in(before, handling_seconds)
            if called_in is not None and called_in > (ticket.due_at - now).total_seconds():
                found.append(ticket)
        before[ticket.service_id] += 1
    return found


@dataclass(frozen=True)
class _Pace:
    """The counters of one service; `rivals` are the services whose customers they call, None: every service."""

    counters: int
    free: int
    rivals: frozenset[int] | None

    @classmethod
    def of(cls, service_id: int, counters: Sequence[PacedCounter]) -> "_Pace":
        able = [counter for counter in counters if counter.may_serve(service_id)]
        served = [counter.serves for counter in able if counter.serves is not None]
        rivals = frozenset[int]().union(*served) if len(served) == len(able) else None
        return cls(len(able), sum(counter.is_free for counter in able), rivals)

    def called_in(self, before: Counter[int], handling_seconds: float | None) -> float | None:
        """In how many seconds somebody behind these is called, endless without a counter; None where nobody knows."""
        if self.counters == 0:
            return inf
        if handling_seconds is None:
            return None
        ahead = before.total() if self.rivals is None else sum(before[service] for service in self.rivals)
        departures = max(ahead + 1 - self.free, 0)
        return departures * handling_seconds / self.counters
