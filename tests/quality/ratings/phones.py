"""Visits that are rated on phone pages, by whichever browser."""

from storeops.base.actor import CUSTOMER
from storeops.base.clock import FrozenClock
from storeops.quality.ratings.moments import Moment, Place
from storeops.quality.ratings.rating_actions import tap
from storeops.store.database import HallDatabase
from tests.factories import a_served_ticket


def rated_from(db: HallDatabase, clock: FrozenClock, mark: str, *values: int, counter: str = "1") -> list[int]:
    """As many visits served at a counter as there are values, each rated at its end from the same browser; the ids."""
    return [
        tap(
            db,
            clock,
            CUSTOMER,
            a_served_ticket(db, clock, handled="1m", counter=counter).token,
            Moment.FAREWELL,
            value,
            Place.PHONE,
            browser_mark=mark,
        )
        for value in values
    ]
