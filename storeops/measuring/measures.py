"""Facts with their durations, each worked out once: what the metrics add up. Pure."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from storeops.measuring import durations
from storeops.measuring.facts import LegFact, Second, TransactionFact, VisitFact
from storeops.queueing.ticket import LIVE

LEAVERS = frozenset({"no_show", "cancelled", "abandoned"})


class MeasuredTransaction(NamedTuple):
    """A transaction with its durations in seconds; None as in durations.py."""

    fact: TransactionFact
    handling: int | None
    gross_handling: int | None


class MeasuredLeg(NamedTuple):
    """A leg with its durations in seconds; None as in durations.py."""

    fact: LegFact
    wait: int | None
    walk: int | None
    transactions: Sequence[MeasuredTransaction]


class MeasuredVisit(NamedTuple):
    """A visit with its durations in seconds; None as in durations.py.

    `wait_so_far` is the first wait of a visit that goes on, as it stood at the moment of measuring; None once it is
    over, and where no moment was told.
    """

    fact: VisitFact
    legs: Sequence[MeasuredLeg]
    visit_wait: int | None
    visit_time: int | None
    held: int
    wait_so_far: int | None

    @property
    def first_wait(self) -> int | None:
        return self.legs[0].wait

    @property
    def unaccounted(self) -> int | None:
        """What legs and holds leave of the visit's time; below 0 where legs overlap. None without a visit time."""
        if self.visit_time is None:
            return None
        return self.visit_time - durations.in_legs(self.fact) - self.held

    @property
    def handlings(self) -> list[int]:
        """The handling of each finished transaction."""
        items = [item for leg in self.legs for item in leg.transactions]
        return [item.handling for item in items if item.handling is not None]


def measured_visits(visits: Iterable[VisitFact], at: Second | None = None) -> list[MeasuredVisit]:
    """All visits that count, measured `at` a moment: void ones are left out."""
    return [measured(visit, at) for visit in visits if visit.state != "void"]


def measured(visit: VisitFact, at: Second | None = None) -> MeasuredVisit:
    """A visit and all below it, measured `at` a moment."""
    legs = [_measured_leg(visit, leg) for leg in visit.legs]
    waits = [leg.wait for leg in legs if leg.wait is not None]
    return MeasuredVisit(
        visit,
        legs,
        sum(waits) if waits else None,
        durations.visit_time(visit),
        durations.held(visit),
        durations.first_wait_so_far(visit, at) if at is not None and visit.state in LIVE else None,
    )


def _measured_leg(visit: VisitFact, leg: LegFact) -> MeasuredLeg:
    transactions = [
        MeasuredTransaction(fact, durations.handling(fact), durations.gross_handling(fact)) for fact in leg.transactions
    ]
    return MeasuredLeg(leg, durations.wait(visit, leg), durations.walk(leg), transactions)
