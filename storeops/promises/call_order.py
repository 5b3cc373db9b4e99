"""Who is called next: the promise that is due first is served first. Pure.

`order_at` starts as the promise `due_at`; what else may move it stands in `why_next`, which tells the desk why. Ties go
to the ticket issued first. The board, the phone page and the desk all order by this, and the SQL says ORDER BY
order_at, id.
"""

from datetime import datetime, timedelta

from storeops.hall.targets import Promises, Segment

PLACES_BEHIND = 2
"""A reinstated customer goes behind this many others of the same service."""


def promised_call(segment: Segment, issued_at: datetime, booked_at: datetime | None, promises: Promises) -> datetime:
    """The moment by which a ticket should be called. An early customer's appointment counts from the booked time."""
    begins = max(issued_at, booked_at) if segment is Segment.APPOINTMENT and booked_at else issued_at
    return begins + promises.of(segment)


def order_behind_others(waiting_orders: list[datetime], now: datetime) -> datetime:
    """The new `order_at` of a ticket that goes behind others, given those waiting for its service in call order.

    One millisecond after the second of them; after the last if there are fewer; now if there is none.
    """
    ahead = waiting_orders[:PLACES_BEHIND]
    return ahead[-1] + timedelta(milliseconds=1) if ahead else now
