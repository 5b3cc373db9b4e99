"""What visits add up to: exact sums from which every figure of the queue is computed. Pure; whole seconds.

Tallies may be added up in any grouping: half hours to a day, days to a month, months to a year. Medians and quantiles
stay exact, because each value is kept with its count. Nothing depends on targets: they are asked when a figure is
computed. What a tally holds is kept in day summaries, each with SUMS: one that holds other sums is counted anew.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from functools import cached_property
from hashlib import sha256
from typing import Any

from storeops.measuring import durations
from storeops.measuring.desk_tally import DeskTally
from storeops.measuring.facts import Second, VisitFact
from storeops.measuring.measures import LEAVERS, MeasuredLeg, MeasuredTransaction, MeasuredVisit
from storeops.measuring.sums import ServiceCounts, Total, ValueCounts
from storeops.queueing.ticket import LIVE


@dataclass(frozen=True)
class Tally:
    """The sums of some visits; void ones are in none."""

    issued: int = 0
    served: int = 0
    """Visits that ended served."""
    left: int = 0
    """Visits that ended otherwise: no-shows, cancelled and abandoned ones."""
    assisted: int = 0
    vip: int = 0
    appointments: int = 0
    assisted_served: int = 0
    one_stop: int = 0
    """Served visits that were done in one leg and left no open follow-up behind."""
    transferred: int = 0
    """Visits that have ended, with at least one transfer."""
    called: int = 0
    """First legs that were called."""
    promises_kept: int = 0
    """First legs that were called by the promised time."""
    estimates_in_range: int = 0
    """First waits inside the range shown at issue."""
    with_opening: int = 0
    """Visits of days that have an opening."""
    first_waits: ValueCounts = field(default_factory=ValueCounts)
    """First waits of visits that ended served."""
    assisted_waits: ValueCounts = field(default_factory=ValueCounts)
    """Those of them of customers who needed help."""
    waits_at_leaving: ValueCounts = field(default_factory=ValueCounts)
    waits_so_far: ValueCounts = field(default_factory=ValueCounts)
    """First waits of visits that go on: until the call or, not called yet, until the moment of counting."""
    estimate_errors_doubled: ValueCounts = field(default_factory=ValueCounts)
    """Twice the distance of first waits from the middle of the range shown at issue, which may lie at half a second."""
    leg_waits: Total = field(default_factory=Total)
    visit_waits: Total = field(default_factory=Total)
    """Waits of all legs together, of visits that ended served."""
    pre_open: Total = field(default_factory=Total)
    """Time before opening, of tickets drawn before it."""
    walks: Total = field(default_factory=Total)
    normal_handlings: ServiceCounts = field(default_factory=ServiceCounts)
    """Handlings of normal finished transactions by their service, because targets are those of services."""
    other_handlings: ValueCounts = field(default_factory=ValueCounts)
    """Handlings of exceptional and technical finished transactions."""
    gross_handlings: Total = field(default_factory=Total)
    visit_times: Total = field(default_factory=Total)
    """Time from first issue to last end, of visits that ended served; held and unaccounted are of the same visits."""
    held: Total = field(default_factory=Total)
    unaccounted: Total = field(default_factory=Total)
    at_counters: Total = field(default_factory=Total)
    """Time from last call to end of all legs, of visits that ended served; legs that the system closed left out."""
    legs_left_open: int = 0
    """Legs that the system closed."""
    legs_without_employee: int = 0
    """Legs that nobody known started."""
    unfinished_transactions: int = 0
    desk: DeskTally = field(default_factory=DeskTally)

    @classmethod
    def of(cls, visits: Sequence[MeasuredVisit]) -> "Tally":
        """The sums of these visits, none of them void, with their legs and transactions."""
        legs = [leg for visit in visits for leg in visit.legs]
        return cls.of_parts(visits, legs, [transaction for leg in legs for transaction in leg.transactions])

    @classmethod
    def of_parts(
        cls,
        visits: Sequence[MeasuredVisit],
        legs: Iterable[MeasuredLeg],
        transactions: Iterable[MeasuredTransaction],
    ) -> "Tally":
        """The sums of visits, legs and transactions that are not each other's: those of one service."""
        return cls(**_of_visits(visits), **_of_legs(legs), **_of_transactions(transactions))

    @classmethod
    def merged(cls, parts: Iterable["Tally"]) -> "Tally":
        """All parts together."""
        parts = list(parts)
        values: dict[str, Any] = {}
        for name, kind in _KINDS.items():
            own = [getattr(part, name) for part in parts]
            values[name] = sum(own) if kind is int else kind.merged(own)
        return cls(**values)

    @cached_property
    def handlings(self) -> ValueCounts:
        """The handlings of all finished transactions."""
        return ValueCounts.merged([self.other_handlings, *self.normal_handlings.services.values()])

    def as_json(self) -> dict[str, Any]:
        """JSON-ready, always in the same order; what is nothing is left out."""
        values = {name: getattr(self, name) for name in _KINDS}
        stored = {name: value if _KINDS[name] is int else value.as_json() for name, value in values.items()}
        return {name: value for name, value in stored.items() if value}

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> "Tally":
        """What as_json wrote."""
        return cls(
            **{name: value if _KINDS[name] is int else _KINDS[name].from_json(value) for name, value in stored.items()}
        )


def waits_tally(visits: Iterable[VisitFact], at: Second) -> Tally:
    """Those sums of visits, measured `at` a moment, of which the service level is made, and no others."""
    counting = [visit for visit in visits if visit.state != "void"]
    served = [visit for visit in counting if visit.state == "served"]
    leavers = (visit for visit in counting if visit.state in LEAVERS)
    here = (visit for visit in counting if visit.state in LIVE)
    return Tally(
        served=len(served),
        first_waits=ValueCounts.of(durations.wait(visit, visit.legs[0]) for visit in served),
        waits_at_leaving=ValueCounts.of(map(durations.wait_at_leaving, leavers)),
        waits_so_far=ValueCounts.of(durations.first_wait_so_far(visit, at) for visit in here),
    )


_KINDS: dict[str, Any] = {own.name: own.type for own in fields(Tally)}

MEANING = 1
"""Goes up where a sum comes to mean something else under its old name: sums that come or go are told by their names."""

SUMS = sha256(f"{MEANING} {sorted(_KINDS)} {[own.name for own in fields(DeskTally)]}".encode()).hexdigest()[:16]
"""Which sums a tally holds, in few letters: summaries that were kept by another release may hold others."""


def _of_visits(visits: Sequence[MeasuredVisit]) -> dict[str, Any]:
    served = [visit for visit in visits if visit.fact.state == "served"]
    leavers = [visit.fact for visit in visits if visit.fact.state in LEAVERS]
    timed = [visit for visit in served if visit.visit_time is not None]
    early = [seconds for visit in visits if (seconds := durations.pre_open(visit.fact)) is not None]
    ended = (visit for visit in visits if visit.fact.state == "served" or visit.fact.state in LEAVERS)
    return {
        "issued": len(visits),
        "served": len(served),
        "left": len(leavers),
        "assisted": sum(visit.fact.segment == "assisted" for visit in visits),
        "vip": sum(visit.fact.segment == "vip" for visit in visits),
        "appointments": sum(visit.fact.segment == "appointment" for visit in visits),
        "assisted_served": sum(visit.fact.segment == "assisted" for visit in served),
        "one_stop": sum(len(visit.legs) == 1 and not visit.fact.left_with_follow_up for visit in served),
        "transferred": sum(any(leg.fact.outcome == "transferred" for leg in visit.legs) for visit in ended),
        "with_opening": len(early),
        "pre_open": Total.of(seconds for seconds in early if seconds > 0),
        "first_waits": ValueCounts.of(visit.first_wait for visit in served),
        "assisted_waits": ValueCounts.of(visit.first_wait for visit in served if visit.fact.segment == "assisted"),
        "waits_at_leaving": ValueCounts.of(map(durations.wait_at_leaving, leavers)),
        "waits_so_far": ValueCounts.of(visit.wait_so_far for visit in visits),
        "visit_waits": Total.of(visit.visit_wait for visit in served),
        "visit_times": Total.of(visit.visit_time for visit in timed),
        "held": Total.of(visit.held for visit in timed),
        "unaccounted": Total.of(visit.unaccounted for visit in timed),
        "at_counters": Total.of(durations.at_counters(visit.fact) for visit in served),
        **_of_promises(visits),
    }


def _of_promises(visits: Sequence[MeasuredVisit]) -> dict[str, Any]:
    called_at = [(durations.first_call(visit.fact.legs[0]), visit.fact.due_at) for visit in visits]
    calls = [(called, due) for called, due in called_at if called is not None]
    shown = [
        (visit.first_wait, visit.fact.estimate_low_seconds, visit.fact.estimate_high_seconds)
        for visit in visits
        if visit.first_wait is not None
    ]
    ranges = [(wait, low, high) for wait, low, high in shown if low is not None and high is not None]
    return {
        "called": len(calls),
        "promises_kept": sum(called <= due for called, due in calls),
        "estimate_errors_doubled": ValueCounts.of(abs(2 * wait - low - high) for wait, low, high in ranges),
        "estimates_in_range": sum(low <= wait <= high for wait, low, high in ranges),
    }


def _of_legs(legs: Iterable[MeasuredLeg]) -> dict[str, Any]:
    legs = list(legs)
    counted = [leg.fact for leg in legs if leg.fact.outcome != "void"]
    return {
        "leg_waits": Total.of(leg.wait for leg in legs),
        "walks": Total.of(leg.walk for leg in legs),
        "legs_left_open": sum(leg.left_open for leg in counted),
        "legs_without_employee": sum(leg.started_at is not None and leg.employee is None for leg in counted),
    }


def _of_transactions(transactions: Iterable[MeasuredTransaction]) -> dict[str, Any]:
    transactions = list(transactions)
    finished = [(item.fact, item.handling) for item in transactions if item.handling is not None]
    return {
        "normal_handlings": ServiceCounts.of(
            (fact.service, handling) for fact, handling in finished if fact.transaction_class == "normal"
        ),
        "other_handlings": ValueCounts.of(
            handling for fact, handling in finished if fact.transaction_class != "normal"
        ),
        "gross_handlings": Total.of(item.gross_handling for item in transactions),
        "unfinished_transactions": sum(item.fact.outcome == "unfinished" for item in transactions),
    }
