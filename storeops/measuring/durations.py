"""How long things took, one definition each. Pure; whole seconds, None where it did not happen.

What ends before it begins, because somebody set the clock back between, took no time: no duration is below zero.
"""

from itertools import pairwise

from storeops.measuring.facts import LegFact, Second, TransactionFact, VisitFact


def first_call(leg: LegFact) -> Second | None:
    """When a leg was first called; a log that tells no call tells it by the start. None: never called."""
    return leg.started_at if leg.first_called_at is None else leg.first_called_at


def waits_from(queued_at: Second, opens_at: Second | None, booked_at: Second | None) -> Second:
    """From when on a wait counts: not before the hall opens, and not before an appointment."""
    begins_at = queued_at
    if opens_at is not None:
        begins_at = max(begins_at, opens_at)
    if booked_at is not None:
        begins_at = max(begins_at, booked_at)
    return begins_at


def wait_began(visit: VisitFact, leg: LegFact) -> Second:
    """From when on a leg's wait counts."""
    return waits_from(leg.queued_at, visit.opens_at, visit.booked_at)


def wait(visit: VisitFact, leg: LegFact) -> int | None:
    """From queueing to the first call; None for a leg that was not called."""
    called_at = first_call(leg)
    return None if called_at is None else max(called_at - wait_began(visit, leg), 0)


def first_wait_so_far(visit: VisitFact, at: Second) -> int | None:
    """The first wait of a visit that goes on: until its call or, not called yet, until `at`."""
    called = wait(visit, visit.legs[0])
    return max(at - wait_began(visit, visit.legs[0]), 0) if called is None else called


def pre_open(visit: VisitFact) -> int | None:
    """How long before opening the ticket was drawn, 0 for one drawn later; None where there is no opening."""
    return None if visit.opens_at is None else max(visit.opens_at - visit.issued_at, 0)


def wait_at_leaving(visit: VisitFact) -> int | None:
    """How long somebody who was never finished had waited in the last queue; None where the log does not tell.

    A no-show leaves at the last call. Who was transferred or put on hold and never came back had waited until called.
    """
    leg = visit.legs[-1]
    called_at = first_call(leg)
    left_at: Second | None
    if leg.outcome == "no_show" and called_at is not None:
        left_at = called_at if leg.last_called_at is None else leg.last_called_at
    elif leg.outcome in ("transferred", "held") and called_at is not None:
        left_at = called_at
    elif leg.outcome == "abandoned" and leg.ended_at is None:
        left_at = visit.ended_at
    else:
        left_at = leg.ended_at
    return None if left_at is None else max(left_at - wait_began(visit, leg), 0)


def walk(leg: LegFact) -> int | None:
    """From the last call to the start; None unless both are known."""
    if leg.last_called_at is None or leg.started_at is None:
        return None
    return max(leg.started_at - leg.last_called_at, 0)


def at_counters(visit: VisitFact) -> int | None:
    """From the last call, or else the start, to the end of all legs together that the system did not close; None
    without any."""
    times = [
        max(leg.ended_at - (leg.started_at if leg.last_called_at is None else leg.last_called_at), 0)
        for leg in visit.legs
        if leg.started_at is not None and leg.ended_at is not None and not leg.left_open and leg.outcome != "void"
    ]
    return sum(times) if times else None


def handling(transaction: TransactionFact) -> int | None:
    """The time of a finished transaction less its pauses; None if unfinished, left open or still going on."""
    if transaction.outcome != "finished" or transaction.ended_at is None:
        return None
    return max(transaction.ended_at - transaction.started_at - transaction.paused_seconds, 0)


def gross_handling(transaction: TransactionFact) -> int | None:
    """From start to end with all pauses, closed by the system or not; None if unfinished or still going on."""
    if transaction.outcome not in ("finished", "left_open") or transaction.ended_at is None:
        return None
    return max(transaction.ended_at - transaction.started_at, 0)


def visit_time(visit: VisitFact) -> int | None:
    """From the first issue to the last end; None while it goes on, and where the last end is not a true one."""
    last_end: Second | None = None
    for leg in visit.legs:
        if leg.left_open:
            return None
        if leg.ended_at is not None and (last_end is None or leg.ended_at > last_end):
            last_end = leg.ended_at
    return None if visit.ended_at is None or last_end is None else max(last_end - visit.issued_at, 0)


def held(visit: VisitFact) -> int:
    """The time on hold between the legs of a visit."""
    if len(visit.legs) == 1:
        return 0
    return sum(
        max(following.queued_at - leg.ended_at, 0)
        for leg, following in pairwise(visit.legs)
        if leg.outcome == "held" and leg.ended_at is not None
    )


def in_legs(visit: VisitFact) -> int:
    """The time from queueing to the end of each leg, together."""
    return sum(max(leg.ended_at - leg.queued_at, 0) for leg in visit.legs if leg.ended_at is not None)
