"""A day's visits as they stood at an hour: what a day that has begun is compared with. Pure."""

from collections.abc import Iterable

from storeops.measuring.facts import LegFact, Second, TransactionFact, VisitFact

GOING_ON = "waiting"
"""The state of a visit that was not over yet: no figure asks whether it was called already."""


def visits_as_of(visits: Iterable[VisitFact], at: Second) -> list[VisitFact]:
    """The visits issued by `at`, without what happened later. One voided later counts nowhere all the same."""
    return [_visit(visit, at) for visit in visits if visit.issued_at <= at]


def _visit(visit: VisitFact, at: Second) -> VisitFact:
    legs = [_leg(leg, at) for leg in visit.legs if leg.queued_at <= at] or [_leg(visit.legs[0], at)]
    is_over = visit.ended_at is None or visit.ended_at <= at
    if visit.state == "void" or is_over:
        return visit._replace(legs=legs)
    return visit._replace(legs=legs, state=GOING_ON, ended_at=None)


def _leg(leg: LegFact, at: Second) -> LegFact:
    first = _by(leg.first_called_at, at)
    is_over = leg.ended_at is None or leg.ended_at <= at
    return leg._replace(
        first_called_at=first,
        last_called_at=_by(leg.last_called_at, at) or first,
        started_at=_by(leg.started_at, at),
        ended_at=_by(leg.ended_at, at),
        outcome=leg.outcome if is_over else None,
        left_open=leg.left_open and is_over,
        transactions=[_transaction(own, at) for own in leg.transactions if own.started_at <= at],
    )


def _transaction(own: TransactionFact, at: Second) -> TransactionFact:
    is_over = own.ended_at is None or own.ended_at <= at
    return own if is_over else own._replace(ended_at=None, outcome=None)


def _by(happened: Second | None, at: Second) -> Second | None:
    """When something happened, if it had by then."""
    return happened if happened is not None and happened <= at else None
