"""Beginning anew with a copy of the database, while it is put back and nobody else can open it. Actions."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta

from storeops.base.actor import Actor
from storeops.base.business_time import business_day, day_began_at, local_instant, stamp
from storeops.base.clock_trust import is_behind
from storeops.hall import hall_rows, offer_rows
from storeops.hall.clock_steps import judge
from storeops.people import session_rows
from storeops.queueing import ticket_rows
from storeops.queueing.number_reserve import numbers_to_pass_over
from storeops.store import clock_rows, journal, restoration_rows, told_rows
from storeops.store.action import action
from storeops.store.database import HallDatabase
from storeops.store.refusals import ClockBehindCopy
from storeops.store.restoration_rows import PassedOver, Restoration

LATELY = timedelta(days=60)
"""Over so long a hall's busiest hour is looked for."""


@action
def begin_anew(
    db: HallDatabase,
    now: datetime,
    by: Actor,
    file: str,
    copy_at: datetime | None = None,
    *,
    clock_is_right: bool = False,
) -> Restoration:
    """Drop from a copy of this name what was true only when it was made.

    Everybody signs in again; screens that count events by the old epochs are told to load anew; numbers that may be in
    customers' hands since are not given again. `copy_at`: as of when the copy knows the hall, where bringing it up to
    date has added younger events; otherwise that of its newest event.

    The clock is judged by that before anything is noted. `clock_is_right`: somebody says so. ClockBehindCopy: what
    was given in a time that such a clock does not know could not be passed over.
    """
    copy_at = copy_at or journal.latest_at(db)
    if not clock_is_right:
        _refuse_clock_behind(db, now, copy_at)
        if db.has_its_key:
            judge(db, now, by, copy_at)
    session_rows.forget_all(db)
    told_rows.begin_epochs(db)
    restoration = Restoration(now, copy_at or now)
    passed_over = list(_pass_over_numbers(db, now, restoration.copy_at))
    restoration_rows.add(db, restoration, passed_over)
    if db.has_its_key:
        today = business_day(now, hall_rows.hall(db).zone).isoformat()
        # Without the key the event could not be sealed, which `check` would tell for ever; its being put back is one.
        journal.append(
            db,
            now,
            "database_restored",
            by.name,
            local=by.local,
            file=file,
            copy_at=stamp(restoration.copy_at),
            passed_over={each.prefix: each.last_number for each in passed_over if each.business_day == today},
        )
    return restoration


def _refuse_clock_behind(db: HallDatabase, now: datetime, copy_at: datetime | None) -> None:
    doubt = clock_rows.open_doubt(db)
    known_at = doubt.expected_at if doubt else copy_at
    if known_at and is_behind(now, known_at):
        raise ClockBehindCopy(shown=stamp(now), known=stamp(known_at))


def _pass_over_numbers(db: HallDatabase, now: datetime, copy_at: datetime) -> Iterator[PassedOver]:
    """Leave out the numbers that may have been given since the copy, on each day: today is one of them, by whatever
    clock. What a copy says of a later time than now tells nothing of today, all of which is unknown then."""
    hall = hall_rows.hall(db)
    hours = hall_rows.opening_hours(db, hall)
    unknown_since = copy_at if copy_at <= now else day_began_at(now, hall.zone)
    lately = business_day(unknown_since - LATELY, hall.zone).isoformat()
    prefixes = sorted({category.prefix for category in offer_rows.categories(db)})
    busiest = {prefix: ticket_rows.busiest_hour(db, prefix, lately) for prefix in prefixes}
    first, last = business_day(unknown_since, hall.zone), business_day(now, hall.zone)
    for day in (first + timedelta(days=ahead) for ahead in range((last - first).days + 1)):
        begins, ends = (local_instant(day, at, hall.zone) for at in (time.min, time.max))
        unknown = hours.ticket_time(max(unknown_since, begins), min(now, ends))
        for prefix in prefixes:
            count = numbers_to_pass_over(unknown, busiest[prefix])
            if count:
                name = day.isoformat()
                yield PassedOver(prefix, name, ticket_rows.pass_over(db, prefix, name, count))
