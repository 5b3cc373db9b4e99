"""Calls for the duty manager, and what to do now: what the hall page shows beyond the queues. A read model."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlite_utils import Database

from storeops.hall import offer_rows
from storeops.hall.offer_rows import Service
from storeops.quality.duty import duty_call_rows, waiting_rows
from storeops.quality.duty.claims_view import ClaimLine, claims_today
from storeops.quality.duty.next_step import NextStep, Situation, SpareCounter, next_step
from storeops.queueing.hall_view import HallNow
from storeops.queueing.stopwatch import Stopwatch

DUE_WITHIN = timedelta(hours=1)
"""A follow-up is worth a word from so long before its deadline on."""


@dataclass(frozen=True)
class CallLine:
    """An open call. `comer` is who comes, None while nobody does; `service` and `number` None: nobody stood there."""

    id: int
    counter: str
    reason: str
    number: str | None
    service: Service | None
    called: Stopwatch
    comer: str | None


@dataclass(frozen=True)
class FloorNow:
    """Open calls, the oldest first; today's claims; and what comes first of all, None if nothing presses."""

    calls: list[CallLine]
    claims: list[ClaimLine]
    next_step: NextStep | None


def floor_now(db: Database, now: datetime, hall: HallNow, employee_code: str) -> FloorNow:
    """The floor as `employee_code`, who runs it, should see it."""
    services = {service.id: service for service in offer_rows.all_services(db)}
    found = duty_call_rows.open_calls(db)
    calls = [
        CallLine(
            id=call.id,
            counter=call.counter,
            reason=call.reason,
            number=call.number,
            service=services[call.service_id] if call.service_id else None,
            called=Stopwatch(call.requested_at, now, True, None),
            comer=call.arrived_by_name,
        )
        for call in found
    ]
    claims = claims_today(db, now)
    situation = Situation(
        calling=[call.counter for call in found if call.arrived_at is None],
        expected_at=[call.counter for call in found if call.arrived_by_code == employee_code],
        low_ratings=waiting_rows.low_ratings_open(db),
        late_tickets=len(hall.late),
        spare_counters=[
            SpareCounter(line.code, line.state) for line in hall.counters.lines if line.ticket_state is None
        ],
        follow_ups_due=waiting_rows.follow_ups_due(db, now + DUE_WITHIN),
        claims=sum(line.claim.is_confirmed is None for line in claims),
        checks_due=waiting_rows.checks_due(db, hall.business_day, employee_code, now),
    )
    return FloorNow(calls, claims, next_step(situation))
