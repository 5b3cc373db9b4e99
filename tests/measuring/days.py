"""Facts for tests, told in minutes and seconds after nine o'clock."""

from storeops.measuring.facts import LegFact, Second, TransactionFact, VisitFact
from storeops.measuring.measures import measured_visits
from storeops.measuring.metric import QueueTargets
from storeops.measuring.tally import Tally

NINE = 1_772_413_200
"""Monday 2 March 2026, 09:00 in Shanghai, as seconds since 1970."""

TARGETS = QueueTargets(wait_seconds=300, handling_seconds={"payment": 180, "sim": 180})
"""Those of the shipped hall; advice has none."""


def at(text: str | None) -> Second | None:
    """The second of a time such as "12:30": 12 min 30 s after nine; below nine with a minus."""
    if text is None:
        return None
    minutes, seconds = text.removeprefix("-").split(":")
    after = int(minutes) * 60 + int(seconds)
    return NINE - after if text.startswith("-") else NINE + after


def transaction(
    started: str,
    ended: str | None,
    *,
    outcome: str | None = "finished",
    kind: str = "normal",
    target: int | None = 180,
    paused: int = 0,
    service: str = "payment",
) -> TransactionFact:
    return TransactionFact(service, target, kind, at(started) or 0, at(ended), outcome, paused)


def leg(
    queued: str = "0:00",
    called: str | None = None,
    started: str | None = None,
    ended: str | None = None,
    outcome: str | None = "served",
    *,
    last_called: str | None = None,
    transactions: list[TransactionFact] | None = None,
    service: str = "payment",
    left_open: bool = False,
) -> LegFact:
    """A leg; served ones have one normal transaction unless told otherwise."""
    if transactions is None:
        transactions = [transaction(started, ended)] if started and ended and outcome == "served" else []
    return LegFact(
        service=service,
        queued_at=at(queued) or 0,
        first_called_at=at(called),
        last_called_at=at(last_called or called),
        started_at=at(started),
        ended_at=at(ended),
        counter="1",
        employee="1001",
        outcome=outcome,
        left_open=left_open,
        transactions=transactions,
    )


def visit(
    *legs: LegFact,
    state: str = "served",
    segment: str = "standard",
    due: str = "5:00",
    opens: str | None = None,
    booked: str | None = None,
    estimate: tuple[int, int] | None = None,
    day: str = "2026-03-02",
    left_with_follow_up: bool = False,
) -> VisitFact:
    """A visit of these legs, issued when its first leg began to wait."""
    ends = [leg.ended_at for leg in legs if leg.ended_at is not None]
    low, high = estimate or (None, None)
    return VisitFact(
        business_day=day,
        number="A001",
        segment=segment,
        state=state,
        issued_at=legs[0].queued_at,
        booked_at=at(booked),
        due_at=at(due) or 0,
        ended_at=max(ends) if ends and state != "waiting" else None,
        estimate_low_seconds=low,
        estimate_high_seconds=high,
        service=legs[0].service,
        opens_at=at(opens),
        legs=legs,
        left_with_follow_up=left_with_follow_up,
    )


def so_far(time: str, *visits: VisitFact) -> Tally:
    """What these visits add up to at a time of day at which some may still go on."""
    return Tally.of(measured_visits(visits, at(time)))


def tally_of(*visits: VisitFact) -> Tally:
    """What these visits add up to; void ones do not count."""
    return Tally.of(measured_visits(visits))
