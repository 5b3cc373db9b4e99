"""What stands behind a figure of the queue: its visits, legs or transactions, and what each adds to it. Pure.

Lines of a share say whether they count for it; lines of a duration carry it. Added up they give the very figure: a test
keeps that true for each metric.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from storeops.measuring import durations
from storeops.measuring.facts import LegFact, TransactionFact, VisitFact
from storeops.measuring.measures import LEAVERS, MeasuredVisit
from storeops.measuring.metric import QueueTargets

THREE_MINUTES = 180
"""What a hall promises for its usual business, whatever the target of each service is."""


@dataclass(frozen=True)
class LineBehind:
    """One visit, leg or transaction behind a figure.

    `seconds`: what it adds to a duration, None where the figure is a count or a share. `counts`: whether it counts for
    a share, None where the figure is none. `leg` and `transaction` are None where the whole visit is meant.
    """

    visit: VisitFact
    seconds: float | None = None
    counts: bool | None = None
    leg: LegFact | None = None
    transaction: TransactionFact | None = None


Lines = Iterator[LineBehind]
LinesOf = Callable[[Sequence[MeasuredVisit], QueueTargets], Lines]


def _served(visits: Sequence[MeasuredVisit]) -> Iterator[MeasuredVisit]:
    return (visit for visit in visits if visit.fact.state == "served")


def every_visit(visits: Sequence[MeasuredVisit], _: QueueTargets) -> Lines:
    return (LineBehind(visit.fact) for visit in visits)


def visits_that(are_meant: Callable[[VisitFact], bool]) -> LinesOf:
    """The lines of a count of visits: a metric says itself which are meant."""

    def lines(visits: Sequence[MeasuredVisit], _: QueueTargets) -> Lines:
        return (LineBehind(visit.fact) for visit in visits if are_meant(visit.fact))

    return lines


def finished(visits: Sequence[MeasuredVisit], _: QueueTargets) -> Lines:
    for visit in visits:
        for leg in visit.legs:
            for item in leg.transactions:
                if item.handling is not None:
                    yield LineBehind(visit.fact, item.handling, leg=leg.fact, transaction=item.fact)


def gross_handlings(visits: Sequence[MeasuredVisit], _: QueueTargets) -> Lines:
    for visit in visits:
        for leg in visit.legs:
            for item in leg.transactions:
                if item.gross_handling is not None:
                    yield LineBehind(visit.fact, item.gross_handling, leg=leg.fact, transaction=item.fact)


def within_three_minutes(visits: Sequence[MeasuredVisit], targets: QueueTargets) -> Lines:
    for line in finished(visits, targets):
        if line.transaction is not None and line.transaction.transaction_class == "normal":
            in_time = line.seconds is not None and line.seconds <= THREE_MINUTES
            yield LineBehind(line.visit, line.seconds, in_time, line.leg, line.transaction)


def within_target(visits: Sequence[MeasuredVisit], targets: QueueTargets) -> Lines:
    for line in finished(visits, targets):
        if line.transaction is None or line.seconds is None or line.transaction.transaction_class != "normal":
            continue
        target = targets.handling_seconds.get(line.transaction.service)
        if target is not None:
            yield LineBehind(line.visit, line.seconds, line.seconds <= target, line.leg, line.transaction)


def leg_waits(visits: Sequence[MeasuredVisit], _: QueueTargets) -> Lines:
    for visit in visits:
        for leg in visit.legs:
            if leg.wait is not None:
                yield LineBehind(visit.fact, leg.wait, leg=leg.fact)


def walks(visits: Sequence[MeasuredVisit], _: QueueTargets) -> Lines:
    for visit in visits:
        for leg in visit.legs:
            if leg.walk is not None:
                yield LineBehind(visit.fact, leg.walk, leg=leg.fact)


def first_waits(visits: Sequence[MeasuredVisit], _: QueueTargets) -> Lines:
    for visit in _served(visits):
        if visit.first_wait is not None:
            yield LineBehind(visit.fact, visit.first_wait, leg=visit.legs[0].fact)


def visit_waits(visits: Sequence[MeasuredVisit], _: QueueTargets) -> Lines:
    return (LineBehind(visit.fact, visit.visit_wait) for visit in _served(visits) if visit.visit_wait is not None)


def plain_service_level(visits: Sequence[MeasuredVisit], targets: QueueTargets) -> Lines:
    for visit in _served(visits):
        wait = visit.first_wait
        in_time = wait is not None and wait <= targets.wait_seconds
        yield LineBehind(visit.fact, wait, in_time, visit.legs[0].fact)


def service_level(visits: Sequence[MeasuredVisit], targets: QueueTargets) -> Lines:
    yield from plain_service_level(visits, targets)
    for visit in visits:
        if visit.fact.state in LEAVERS:
            wait = durations.wait_at_leaving(visit.fact)
            if wait is not None and wait > targets.wait_seconds:
                yield LineBehind(visit.fact, wait, False, visit.legs[-1].fact)
        elif visit.wait_so_far is not None and visit.wait_so_far > targets.wait_seconds:
            yield LineBehind(visit.fact, visit.wait_so_far, False, visit.legs[0].fact)


def left(visits: Sequence[MeasuredVisit], _: QueueTargets) -> Lines:
    return (LineBehind(visit.fact, counts=visit.fact.state in LEAVERS) for visit in visits)


def before_opening(visits: Sequence[MeasuredVisit], _: QueueTargets) -> Lines:
    for visit in visits:
        early = durations.pre_open(visit.fact)
        if early is not None:
            yield LineBehind(visit.fact, early, early > 0)


def early(visits: Sequence[MeasuredVisit], targets: QueueTargets) -> Lines:
    return (LineBehind(line.visit, line.seconds) for line in before_opening(visits, targets) if line.counts)


def one_stop(visits: Sequence[MeasuredVisit], _: QueueTargets) -> Lines:
    for visit in _served(visits):
        yield LineBehind(visit.fact, counts=len(visit.legs) == 1 and not visit.fact.left_with_follow_up)


def transferred(visits: Sequence[MeasuredVisit], _: QueueTargets) -> Lines:
    for visit in visits:
        if visit.fact.state == "served" or visit.fact.state in LEAVERS:
            yield LineBehind(visit.fact, counts=any(leg.fact.outcome == "transferred" for leg in visit.legs))


def promises_kept(visits: Sequence[MeasuredVisit], _: QueueTargets) -> Lines:
    for visit in visits:
        first = visit.fact.legs[0]
        called_at = durations.first_call(first)
        if called_at is not None:
            yield LineBehind(visit.fact, visit.first_wait, called_at <= visit.fact.due_at, first)


def estimates(visits: Sequence[MeasuredVisit], _: QueueTargets) -> Lines:
    for visit in visits:
        low, high = visit.fact.estimate_low_seconds, visit.fact.estimate_high_seconds
        if low is not None and high is not None and visit.first_wait is not None:
            error = abs(visit.first_wait - (low + high) / 2)
            yield LineBehind(visit.fact, error, low <= visit.first_wait <= high, visit.legs[0].fact)


def estimate_errors(visits: Sequence[MeasuredVisit], targets: QueueTargets) -> Lines:
    return (LineBehind(line.visit, line.seconds, leg=line.leg) for line in estimates(visits, targets))


def of_timed(seconds: Callable[[MeasuredVisit], float | None]) -> LinesOf:
    """The lines of visits that ended served and whose end is known."""

    def lines(visits: Sequence[MeasuredVisit], _: QueueTargets) -> Lines:
        return (LineBehind(visit.fact, seconds(visit)) for visit in _served(visits) if visit.visit_time is not None)

    return lines
