"""How many counters keep a wait target: Erlang's delay formula. Pure.

Customers come at random at an even pace, are served in order of arrival, each by any counter, and nobody leaves. With
load a = arrivals x handling and c counters, B(0) = 1 and B(k) = a B(k-1) / (k + a B(k-1)) (Erlang B), the share of
customers who wait is C = B / (1 - (a / c)(1 - B)), and a wait is longer than t with probability
C exp(-(c - a) t / handling). A hall in which customers leave needs no more than this.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from math import exp, log


@dataclass(frozen=True)
class Rung:
    """What a number of counters gives. `wait_p90` in seconds; None where the queue would grow without end."""

    counters: int
    service_level: float
    wait_p90: float | None
    occupancy: float


def erlang_b(load: float, counters: int) -> float:
    """The share of customers who find every counter busy where nobody may wait."""
    blocked = 1.0
    for count in range(1, counters + 1):
        blocked = load * blocked / (count + load * blocked)
    return blocked


def erlang_c(load: float, counters: int) -> float:
    """The share of customers who have to wait; 1 where the counters cannot keep up."""
    return 1.0 if counters <= load else _delayed(load, counters, erlang_b(load, counters))


def _delayed(load: float, counters: int, blocked: float) -> float:
    return blocked / (1 - load / counters * (1 - blocked))


def service_level(arrivals_per_hour: float, handling_seconds: float, counters: int, target_seconds: float) -> float:
    """The share of customers who wait for the target at most; 0 where the counters cannot keep up."""
    load = arrivals_per_hour * handling_seconds / 3600
    return _level(load, counters, target_seconds / handling_seconds, erlang_c(load, counters))


def _level(load: float, counters: int, handlings: float, delayed: float) -> float:
    return 0.0 if counters <= load else 1 - delayed * exp(-(counters - load) * handlings)


def counters_needed(
    arrivals_per_hour: float, handling_seconds: float | None, target_seconds: float, wanted: float = 0.8
) -> int | None:
    """The smallest number of counters at which the share `wanted` of the customers waits for the target at most.

    None where nobody comes or nothing is known of the handling. `wanted` is below 1: no number keeps it for everybody.
    """
    if arrivals_per_hour <= 0 or not handling_seconds:
        return None
    load = arrivals_per_hour * handling_seconds / 3600
    handlings = target_seconds / handling_seconds
    levels = (
        (counters, _level(load, counters, handlings, _delayed(load, counters, blocked)))
        for counters, blocked in _blocked(load)
        if counters > load
    )
    return next(counters for counters, level in levels if level >= wanted)


def _blocked(load: float) -> Iterator[tuple[int, float]]:
    """Erlang B of 1, 2, 3 ... counters."""
    counters, blocked = 0, 1.0
    while True:
        counters += 1
        blocked = load * blocked / (counters + load * blocked)
        yield counters, blocked


def ladder(arrivals_per_hour: float, handling_seconds: float, target_seconds: float, counters: int) -> list[Rung]:
    """What one counter less, these counters and one more would give: a number alone hides how close the call is."""
    return [
        _rung(arrivals_per_hour, handling_seconds, target_seconds, count)
        for count in range(max(counters - 1, 1), counters + 2)
    ]


def _rung(arrivals_per_hour: float, handling_seconds: float, target_seconds: float, counters: int) -> Rung:
    load = arrivals_per_hour * handling_seconds / 3600
    level = service_level(arrivals_per_hour, handling_seconds, counters, target_seconds)
    if counters <= load:
        return Rung(counters, level, None, 1.0)
    delayed = erlang_c(load, counters)
    p90 = log(delayed / 0.1) * handling_seconds / (counters - load) if delayed > 0.1 else 0.0
    return Rung(counters, level, p90, load / counters)
