"""The duty manager stops tickets, in the whole hall or of one service, and gives them again. Actions.

Nobody who has a ticket loses anything by it. A stop that was forgotten ends with its business day, in the night.
"""

from datetime import datetime

from storeops.base.actor import Actor
from storeops.base.business_time import business_day, stamp
from storeops.base.errors import no_choice
from storeops.hall import hall_rows, offer_rows
from storeops.hall.reasons import STOP_REASONS
from storeops.queueing import issuing_stop_rows
from storeops.queueing.issuing_stop_rows import TRACED_STOPS, IssuingStop
from storeops.queueing.refusals import IssuingGoesOn, StoppedAlready
from storeops.store import journal, traced_rows
from storeops.store.action import action
from storeops.store.database import HallDatabase


@action
def stop_issuing(db: HallDatabase, now: datetime, by: Actor, service_code: str | None, reason: str) -> None:
    """Give no tickets of a service, or none at all, until somebody gives them again or the business day is over.

    UnknownService, StoppedAlready, BadValue.
    """
    if reason not in STOP_REASONS:
        raise no_choice("reason", reason, STOP_REASONS)
    hours = hall_rows.opening_hours(db, hall_rows.hall(db))
    service_id = offer_rows.service_by_code(db, service_code).id if service_code else None
    if _standing(db, now, service_id):
        raise StoppedAlready
    until = hours.night_after(business_day(now, hours.zone))
    stop_id = issuing_stop_rows.add_stop(db, service_id, reason, now, until)
    written = traced_rows.written(db, TRACED_STOPS, stop_id)
    journal.append(
        db,
        now,
        "issuing_stopped",
        by.name,
        written=written,
        service=service_code,
        reason=reason,
        until_at=stamp(until),
    )


@action
def resume_issuing(db: HallDatabase, now: datetime, by: Actor, service_code: str | None) -> None:
    """Give tickets again, of a service or in the whole hall. UnknownService, IssuingGoesOn."""
    service_id = offer_rows.service_by_code(db, service_code).id if service_code else None
    stop = _standing(db, now, service_id)
    if stop is None:
        raise IssuingGoesOn
    issuing_stop_rows.end_stop(db, stop.id, now)
    written = traced_rows.written(db, TRACED_STOPS, stop.id)
    journal.append(db, now, "issuing_resumed", by.name, written=written, service=service_code)


def _standing(db: HallDatabase, now: datetime, service_id: int | None) -> IssuingStop | None:
    return next((stop for stop in issuing_stop_rows.stops(db, now) if stop.service_id == service_id), None)
