"""Beginning anew with a copy of the database, while it is put back and nobody else can open it. Actions."""

from datetime import datetime, timedelta

from storeops.base.actor import Actor
from storeops.base.business_time import business_day, day_began_at, stamp
from storeops.hall import hall_rows, offer_rows
from storeops.people import session_rows
from storeops.queueing import ticket_rows
from storeops.queueing.number_reserve import numbers_to_pass_over
from storeops.store import journal, restoration_rows, told_rows
from storeops.store.action import action
from storeops.store.database import HallDatabase
from storeops.store.restoration_rows import Restoration

LATELY = timedelta(days=60)
"""Over so long a hall's busiest hour is looked for."""


@action
def begin_anew(db: HallDatabase, now: datetime, by: Actor, file: str, copy_at: datetime | None = None) -> Restoration:
    """Drop from a copy of this name what was true only when it was made.

    Everybody signs in again; screens that count events by the old epochs are told to load anew; numbers that may be in
    customers' hands since are not given again today. `copy_at`: as of when the copy knows the hall, where bringing it
    up to date has added younger events; otherwise that of its newest event.
    """
    session_rows.forget_all(db)
    told_rows.begin_epochs(db)
    restoration = Restoration(now, copy_at or journal.latest_at(db) or now)
    passed_over = _pass_over_numbers(db, now, restoration)
    day = business_day(now, hall_rows.hall(db).zone).isoformat()
    restoration_rows.add(db, restoration, day, passed_over)
    if db.has_its_key:
        # Without the key the event could not be sealed, which `check` would tell for ever; its being put back is one.
        journal.append(
            db,
            now,
            "database_restored",
            by.name,
            local=by.local,
            file=file,
            copy_at=stamp(restoration.copy_at),
            passed_over=passed_over,
        )
    return restoration


def _pass_over_numbers(db: HallDatabase, now: datetime, restoration: Restoration) -> dict[str, int]:
    """Leave out the numbers of today that may have been given since the copy; up to which, by letter."""
    hall = hall_rows.hall(db)
    unknown_since = max(restoration.copy_at, day_began_at(now, hall.zone))
    unknown = hall_rows.opening_hours(db, hall).ticket_time(unknown_since, now)
    day, since_day = (business_day(at, hall.zone).isoformat() for at in (now, now - LATELY))
    passed_over = {}
    for prefix in sorted({category.prefix for category in offer_rows.categories(db)}):
        count = numbers_to_pass_over(unknown, ticket_rows.busiest_hour(db, prefix, since_day))
        if count:
            passed_over[prefix] = ticket_rows.pass_over(db, prefix, day, count)
    return passed_over
