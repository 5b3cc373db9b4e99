"""Which visits stand behind a figure, and what each adds to it. Pure.

Lines of a share say whether they count for it; lines of a duration carry it. Added up they give the very figure: a test
keeps that true for each metric.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from storeops.measuring import durations
from storeops.measuring.facts import LegFact, TransactionFact, VisitFact
from storeops.measuring.measures import MeasuredVisit
from storeops.measuring.metric_table import METRICS
from storeops.measuring.metrics import QueueTargets
from storeops.measuring.tally import LEAVERS


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
_LinesOf = Callable[[Sequence[MeasuredVisit], QueueTargets], Lines]


def _served(visits: Sequence[MeasuredVisit]) -> Iterator[MeasuredVisit]:
    return (visit for visit in visits if visit.fact.state == "served")


def _every_visit(visits: Sequence[MeasuredVisit], _: QueueTargets) -> Lines:
    return (LineBehind(visit.fact) for visit in visits)


def _served_visits(visits: Sequence[MeasuredVisit], _: QueueTargets) -> Lines:
    return (LineBehind(visit.fact) for visit in _served(visits))


def _assisted(visits: Sequence[MeasuredVisit], _: QueueTargets) -> Lines:
    return (LineBehind(visit.fact) for visit in visits if visit.fact.segment == "assisted")


def _finished(visits: Sequence[MeasuredVisit], _: QueueTargets) -> Lines:
    for visit in visits:
        for leg in visit.legs:
            for item in leg.transactions:
                if item.handling is not None:
                    yield LineBehind(visit.fact, item.handling, leg=leg.fact, transaction=item.fact)


def _gross_handlings(visits: Sequence[MeasuredVisit], _: QueueTargets) -> Lines:
    for visit in visits:
        for leg in visit.legs:
            for item in leg.transactions:
                if item.gross_handling is not None:
                    yield LineBehind(visit.fact, item.gross_handling, leg=leg.fact, transaction=item.fact)


def _within_target(visits: Sequence[MeasuredVisit], targets: QueueTargets) -> Lines:
    for line in _finished(visits, targets):
        if line.transaction is None or line.seconds is None or line.transaction.transaction_class != "normal":
            continue
        target = targets.handling_seconds.get(line.transaction.service)
        if target is not None:
            yield LineBehind(line.visit, line.seconds, line.seconds <= target, line.leg, line.transaction)


def _leg_waits(visits: Sequence[MeasuredVisit], _: QueueTargets) -> Lines:
    for visit in visits:
        for leg in visit.legs:
            if leg.wait is not None:
                yield LineBehind(visit.fact, leg.wait, leg=leg.fact)


def _walks(visits: Sequence[MeasuredVisit], _: QueueTargets) -> Lines:
    for visit in visits:
        for leg in visit.legs:
            if leg.walk is not None:
                yield LineBehind(visit.fact, leg.walk, leg=leg.fact)


def _first_waits(visits: Sequence[MeasuredVisit], _: QueueTargets) -> Lines:
    for visit in _served(visits):
        if visit.first_wait is not None:
            yield LineBehind(visit.fact, visit.first_wait, leg=visit.legs[0].fact)


def _visit_waits(visits: Sequence[MeasuredVisit], _: QueueTargets) -> Lines:
    return (LineBehind(visit.fact, visit.visit_wait) for visit in _served(visits) if visit.visit_wait is not None)


def _plain_service_level(visits: Sequence[MeasuredVisit], targets: QueueTargets) -> Lines:
    for visit in _served(visits):
        wait = visit.first_wait
        in_time = wait is not None and wait <= targets.wait_seconds
        yield LineBehind(visit.fact, wait, in_time, visit.legs[0].fact)


def _service_level(visits: Sequence[MeasuredVisit], targets: QueueTargets) -> Lines:
    yield from _plain_service_level(visits, targets)
    for visit in visits:
        if visit.fact.state in LEAVERS:
            wait = durations.wait_at_leaving(visit.fact)
            if wait is not None and wait > targets.wait_seconds:
                yield LineBehind(visit.fact, wait, False, visit.legs[-1].fact)


def _left(visits: Sequence[MeasuredVisit], _: QueueTargets) -> Lines:
    return (LineBehind(visit.fact, counts=visit.fact.state in LEAVERS) for visit in visits)


def _before_opening(visits: Sequence[MeasuredVisit], _: QueueTargets) -> Lines:
    for visit in visits:
        early = durations.pre_open(visit.fact)
        if early is not None:
            yield LineBehind(visit.fact, early, early > 0)


def _early(visits: Sequence[MeasuredVisit], targets: QueueTargets) -> Lines:
    return (LineBehind(line.visit, line.seconds) for line in _before_opening(visits, targets) if line.counts)


def _one_stop(visits: Sequence[MeasuredVisit], _: QueueTargets) -> Lines:
    for visit in _served(visits):
        yield LineBehind(visit.fact, counts=len(visit.legs) == 1 and not visit.fact.left_with_follow_up)


def _transferred(visits: Sequence[MeasuredVisit], _: QueueTargets) -> Lines:
    for visit in visits:
        if visit.fact.state == "served" or visit.fact.state in LEAVERS:
            yield LineBehind(visit.fact, counts=any(leg.fact.outcome == "transferred" for leg in visit.legs))


def _promises_kept(visits: Sequence[MeasuredVisit], _: QueueTargets) -> Lines:
    for visit in visits:
        first = visit.fact.legs[0]
        called_at = durations.first_call(first)
        if called_at is not None:
            yield LineBehind(visit.fact, visit.first_wait, called_at <= visit.fact.due_at, first)


def _estimates(visits: Sequence[MeasuredVisit], _: QueueTargets) -> Lines:
    for visit in visits:
        low, high = visit.fact.estimate_low_seconds, visit.fact.estimate_high_seconds
        if low is not None and high is not None and visit.first_wait is not None:
            error = abs(visit.first_wait - (low + high) / 2)
            yield LineBehind(visit.fact, error, low <= visit.first_wait <= high, visit.legs[0].fact)


def _estimate_errors(visits: Sequence[MeasuredVisit], targets: QueueTargets) -> Lines:
    return (LineBehind(line.visit, line.seconds, leg=line.leg) for line in _estimates(visits, targets))


def _of_timed(seconds: Callable[[MeasuredVisit], float | None]) -> _LinesOf:
    """The lines of visits that ended served and whose end is known."""

    def lines(visits: Sequence[MeasuredVisit], _: QueueTargets) -> Lines:
        return (LineBehind(visit.fact, seconds(visit)) for visit in _served(visits) if visit.visit_time is not None)

    return lines


_LINES: dict[str, _LinesOf] = {
    "issued": _every_visit,
    "served": _served_visits,
    "transactions": _finished,
    "wait": _leg_waits,
    "wait_mean": _first_waits,
    "wait_median": _first_waits,
    "wait_p90": _first_waits,
    "visit_wait": _visit_waits,
    "pre_open": _early,
    "pre_open_share": _before_opening,
    "walk_mean": _walks,
    "handling_mean": _finished,
    "handling_median": _finished,
    "handling_p90": _finished,
    "handling_gross_mean": _gross_handlings,
    "service_level": _service_level,
    "service_level_plain": _plain_service_level,
    "abandonment": _left,
    "speed_compliance": _within_target,
    "one_stop_gross": _one_stop,
    "transfer_rate": _transferred,
    "assisted_count": _assisted,
    "promise_kept": _promises_kept,
    "estimate_error_median": _estimate_errors,
    "estimate_error_p90": _estimate_errors,
    "estimate_in_range": _estimates,
    "visit_time": _of_timed(lambda visit: visit.visit_time),
    "held_time": _of_timed(lambda visit: visit.held),
    "unaccounted_time": _of_timed(lambda visit: visit.unaccounted),
}
WITH_VISITS = frozenset(_LINES)
"""The metrics that single visits stand behind; the others are of counters, ratings, checks or cases."""

_LOWER_IS_BETTER = frozenset(metric.id for metric in METRICS if metric.better == "lower")


def lines_behind(metric: str, visits: Iterable[MeasuredVisit], targets: QueueTargets) -> list[LineBehind]:
    """The lines behind a metric of WITH_VISITS, those first that spoil it: misses, then the longest durations.

    `visits` hold no void ones.
    """
    spoils = metric in _LOWER_IS_BETTER

    def worst_first(line: LineBehind) -> tuple[bool, float, str, str]:
        return line.counts is not spoils, -(line.seconds or 0), line.visit.business_day, line.visit.number

    return sorted(_LINES[metric](list(visits), targets), key=worst_first)
