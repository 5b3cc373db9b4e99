"""Until when a press counts: until the page that sent it gives up waiting, and says that it was not done.

A server that stood still takes such a press when it wakes. Pages are told the server's stopwatch, in their head, with
each answer and with each beat of the live feed; by it they say when they give up, so nobody's clock matters. What would
be written later is refused (write_transaction).
"""

from storeops.base.clock import stopwatch
from storeops.base.whole_number import whole_number

STOPWATCH_HEADER = "X-StoreOps-Stopwatch"
COUNTS_UNTIL_HEADER = "X-StoreOps-Counts-Until"


def stopwatch_milliseconds() -> int:
    """The stopwatch as pages are told it."""
    return int(stopwatch() * 1000)


def counts_until(sent: str | None) -> float | None:
    """When a page gives up, in seconds of the stopwatch, from what it sent in milliseconds; None if it did not say."""
    milliseconds = whole_number(sent or "")
    return None if milliseconds is None else milliseconds / 1000
