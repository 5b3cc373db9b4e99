"""A month with something to see in it."""

from storeops.base.clock import FrozenClock
from storeops.queueing.serving import finish
from storeops.queueing.ticket import TransactionClass
from storeops.store.database import HallDatabase
from tests.factories import CLERK_OF_COUNTER, a_served_ticket, a_serving_ticket, later

MARCH = "2026-03"


def many_short_services(db: HallDatabase, clock: FrozenClock) -> None:
    """Ana finishes eight of ten customers within 5 s, Bruno none of thirty.

    Pooled 8 of 40 = 20 %: z = (8 - 2) / sqrt(10 * 0.2 * 0.8) = 4.74, with a tail of 8 in 100,000.
    """
    for count in range(10):
        a_served_ticket(db, clock, walked="20s", handled="5s" if count < 8 else "2m", counter="1")
    for _ in range(30):
        a_served_ticket(db, clock, walked="20s", handled="2m", counter="2")


def many_technical_transactions(db: HallDatabase, clock: FrozenClock) -> None:
    """Ana finishes eight of ten transactions as technical, Bruno none of thirty, all of the same service."""
    for count in range(40):
        counter = "1" if count < 10 else "2"
        a_serving_ticket(db, clock, counter=counter)
        later(clock, "2m")
        class_ = TransactionClass.TECHNICAL if count < 8 else TransactionClass.NORMAL
        finish(db, clock, CLERK_OF_COUNTER[counter].actor, counter, class_)
