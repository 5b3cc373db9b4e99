"""Calls for the duty manager, and what to do now: what the hall page shows beyond the queues. A read model."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlite_utils import Database

from storeops.hall import offer_rows
from storeops.hall.offer_rows import Service
from storeops.quality.duty import duty_call_rows
from storeops.quality.duty.claims_view import ClaimLine, claims_today
from storeops.quality.duty.next_step import NextStep, next_steps
from storeops.quality.duty.situation_view import situation_of
from storeops.queueing.hall_view import HallNow
from storeops.queueing.stopwatch import Stopwatch

LOOK_AGAIN = timedelta(seconds=30)
"""While anybody waits or is served, time alone makes a counter idle, a visit long and a promise late."""


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
    """Open calls, the oldest first; today's claims; and what comes first of all, empty if nothing presses.

    `changes_at` is when to look again because time has passed; None while nobody is there.
    """

    calls: list[CallLine]
    claims: list[ClaimLine]
    next_steps: list[NextStep]
    changes_at: datetime | None


def floor_now(db: Database, now: datetime, hall: HallNow, runner_code: str | None) -> FloorNow:
    """The floor as `runner_code`, who runs it, should see it; None for a reader whom nothing tells what to do next."""
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
    unruled = sum(line.claim.is_confirmed is None for line in claims)
    steps = next_steps(situation_of(db, now, hall, found, unruled, runner_code)) if runner_code else []
    is_calm = not hall.waiting and all(line.ticket_state is None for line in hall.counters.lines)
    return FloorNow(calls, claims, steps, None if is_calm else now + LOOK_AGAIN)
