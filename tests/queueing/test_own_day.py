"""A clerk's own day."""

from storeops.base.clock import FrozenClock
from storeops.queueing.own_day_view import OwnDay, own_day
from storeops.store.database import HallDatabase
from tests.factories import ANA, a_served_ticket, later


def test_a_day_counts_customers_their_mean_and_who_was_in_time(db: HallDatabase, clock: FrozenClock) -> None:
    assert own_day(db, clock.now(), ANA.code) == OwnDay(0, None, None)

    a_served_ticket(db, clock, handled="2m")
    a_served_ticket(db, clock, handled="10m")

    # (120 + 600) / 2 = 360 s; payment's target is 180 s: one of two.
    assert own_day(db, clock.now(), ANA.code) == OwnDay(2, 360, 0.5)
    later(clock, "15h")
    assert own_day(db, clock.now(), ANA.code) == OwnDay(0, None, None)
