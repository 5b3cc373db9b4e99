"""The facts of one report, or of one part of it, laid out as the metrics ask for them. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from storeops.reports.facts import DeskFacts, VisitFact
from storeops.reports.measures import MeasuredLeg, MeasuredTransaction, MeasuredVisit, measured

LEAVERS = frozenset({"no_show", "cancelled", "abandoned"})


@dataclass(frozen=True)
class QueueFacts:
    """Void visits are left out. Legs and transactions are those of the visits, unless grouped by their own service.

    `desks` is None for a part of the report, and where nobody was signed in.
    """

    visits: Sequence[MeasuredVisit]
    legs: Sequence[MeasuredLeg]
    transactions: Sequence[MeasuredTransaction]
    wait_target_seconds: int
    desks: DeskFacts | None = None

    @classmethod
    def of(cls, visits: Iterable[VisitFact], wait_target_seconds: int, desks: DeskFacts | None = None) -> "QueueFacts":
        """The facts of these visits."""
        return cls.of_measured(
            [measured(visit) for visit in visits if visit.state != "void"], wait_target_seconds, desks
        )

    @classmethod
    def of_measured(
        cls, visits: Sequence[MeasuredVisit], wait_target_seconds: int, desks: DeskFacts | None = None
    ) -> "QueueFacts":
        """The facts of these visits, none of them void."""
        legs = [leg for visit in visits for leg in visit.legs]
        transactions = [transaction for leg in legs for transaction in leg.transactions]
        return cls(visits, legs, transactions, wait_target_seconds, desks)

    @cached_property
    def served(self) -> list[MeasuredVisit]:
        """The visits that ended served."""
        return [visit for visit in self.visits if visit.fact.state == "served"]

    @cached_property
    def leavers(self) -> list[MeasuredVisit]:
        """The visits that ended otherwise."""
        return [visit for visit in self.visits if visit.fact.state in LEAVERS]

    @cached_property
    def first_waits(self) -> list[int]:
        """The waits of the first legs, if called, of visits that ended served, shortest first."""
        return sorted(visit.first_wait for visit in self.served if visit.first_wait is not None)

    @cached_property
    def handlings(self) -> list[int]:
        """The handling of every finished transaction, shortest first."""
        return sorted(item.handling for item in self.transactions if item.handling is not None)

    @cached_property
    def estimated_waits(self) -> list[tuple[int, int, int]]:
        """The first wait of each called visit that was shown a range, with the range's ends."""
        found = []
        for visit in self.visits:
            low, high = visit.fact.estimate_low_seconds, visit.fact.estimate_high_seconds
            if low is not None and high is not None and visit.first_wait is not None:
                found.append((visit.first_wait, low, high))
        return found

    @cached_property
    def estimate_errors(self) -> list[float]:
        """How far each real first wait lay from the middle of the range shown at issue, smallest first."""
        return sorted(abs(wait - (low + high) / 2) for wait, low, high in self.estimated_waits)

    @cached_property
    def timed(self) -> list[MeasuredVisit]:
        """The visits that ended served and whose time from first issue to last end is known."""
        return [visit for visit in self.served if visit.visit_time is not None]
