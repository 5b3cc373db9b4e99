"""What the desk shows for service quality: guideposts, answer cards, the open call, wishes noted. A read model."""

from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from storeops.base.business_time import business_day, day_began_at
from storeops.base.months import month_of
from storeops.hall import hall_rows
from storeops.people import employee_rows
from storeops.quality.duty import duty_call_rows
from storeops.quality.duty.claims_view import ClaimLine, own_claims_today
from storeops.quality.guideposts import card_rows
from storeops.quality.guideposts.card import Card
from storeops.quality.guideposts.guidepost_view import Guideposts, guideposts_at_desk
from storeops.quality.heard import wish_rows
from storeops.quality.heard.retention_choices import LEAVING_SERVICES
from storeops.quality.heard.wish_rows import NotedWish
from storeops.quality.policy import policy_rows
from storeops.quality.policy.policy import ChangedDefinition
from storeops.queueing.desk_view import Desk
from storeops.queueing.stopwatch import Stopwatch


@dataclass(frozen=True)
class OpenCall:
    """The counter's open call. `comer` is who comes, None while nobody does.

    `may_withdraw`: nobody comes yet, and its transaction is not finished.
    """

    reason: str
    called: Stopwatch
    comer: str | None
    may_withdraw: bool


@dataclass(frozen=True)
class DeskFloor:
    """`noted_today` are the wishes that the reader noted today, the latest first; `claims` is their exceptional
    business of today for which nobody was called. `needs_confirming`: such business counts as normal until it is
    confirmed.
    """

    guideposts: Guideposts
    cards: list[Card]
    call: OpenCall | None
    noted_today: list[NotedWish]
    is_leaving: bool
    claims: list[ClaimLine]
    needs_confirming: bool


def desk_floor(db: Database, now: datetime, desk: Desk, employee_code: str) -> DeskFloor:
    """What stands beside the queueing part of a desk, for the employee who looks at it."""
    visit = desk.visit
    open_since = next((line.started_at for line in visit.transactions if line.outcome is None), None) if visit else None
    state = visit.ticket.state if visit else None
    return DeskFloor(
        guideposts=guideposts_at_desk(db, now, employee_code, state, open_since),
        cards=card_rows.shown_for(db, visit.service.id) if visit else [],
        call=_open_call(db, now, desk.counter.id),
        noted_today=_noted_today(db, now, employee_code),
        is_leaving=visit is not None and visit.service.code in LEAVING_SERVICES,
        claims=own_claims_today(db, now, employee_code),
        needs_confirming=visit is not None and _needs_confirming(db, now, visit.ticket.leg.id),
    )


def _open_call(db: Database, now: datetime, counter_id: int) -> OpenCall | None:
    call = duty_call_rows.open_at(db, counter_id)
    if call is None:
        return None
    return OpenCall(
        reason=call.reason,
        called=Stopwatch(call.requested_at, now, True, None),
        comer=call.arrived_by_name,
        may_withdraw=call.arrived_at is None and not call.is_counted,
    )


def _needs_confirming(db: Database, now: datetime, leg_id: int) -> bool:
    """Whether exceptional business would count as normal if it ended now."""
    month = month_of(business_day(now, hall_rows.hall(db).zone))
    holds = month >= policy_rows.since(db, ChangedDefinition.CONFIRMED_EXCEPTIONS)
    return holds and not duty_call_rows.is_called_for(db, leg_id)


def _noted_today(db: Database, now: datetime, employee_code: str) -> list[NotedWish]:
    since = day_began_at(now, hall_rows.hall(db).zone)
    return wish_rows.noted_since(db, employee_rows.by_code(db, employee_code).id, since)
