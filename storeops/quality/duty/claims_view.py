"""Today's exceptional business for which nobody was called: what the duty manager and the clerk see. A read model."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time

from sqlite_utils import Database

from storeops.base.business_time import business_day, local_instant
from storeops.hall import hall_rows, offer_rows
from storeops.hall.offer_rows import Service
from storeops.queueing import claim_rows, desk_rows
from storeops.queueing.claim_rows import Claim
from storeops.queueing.stopwatch import Stopwatch, handling


@dataclass(frozen=True)
class ClaimLine:
    """One transaction, with the handling by which it is judged if it counts as normal."""

    claim: Claim
    service: Service
    handling: Stopwatch


def claims_today(db: Database, now: datetime) -> list[ClaimLine]:
    """Everybody's of today: those on which nobody has ruled first, the latest first."""
    lines = _lines(db, _of_today(db, now))
    return sorted(lines, key=lambda line: line.claim.is_confirmed is not None)


def own_claims_today(db: Database, now: datetime, employee_code: str) -> list[ClaimLine]:
    """An employee's own of today, the latest first."""
    return _lines(db, [claim for claim in _of_today(db, now) if claim.employee == employee_code])


def _of_today(db: Database, now: datetime) -> list[Claim]:
    zone = hall_rows.hall(db).zone
    return claim_rows.since(db, local_instant(business_day(now, zone), time.min, zone))


def _lines(db: Database, claims: Sequence[Claim]) -> list[ClaimLine]:
    pauses = desk_rows.pauses_in(db, [claim.transaction_id for claim in claims])
    services = {service.id: service for service in offer_rows.all_services(db)} if claims else {}
    return [
        ClaimLine(
            claim,
            service := services[claim.service_id],
            handling(
                claim.started_at,
                claim.ended_at,
                pauses.get(claim.transaction_id, []),
                service.target_seconds,
                claim.ended_at,
            ),
        )
        for claim in claims
    ]
