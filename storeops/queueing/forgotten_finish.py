"""Whether a transaction that goes on and on was only forgotten: when the desk asks, and which end it proposes. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median

from storeops.queueing.stopwatch import Stopwatch

TIMES_USUAL = 6
"""From so many times the usual handling on, the desk asks whether the customer is still there, and beyond it a finish
was likely forgotten: nobody works that long on usual business without a break in between. The report caps it there."""

FEWEST = 10
"""Below so many finished transactions nobody knows what is usual."""


@dataclass(frozen=True)
class LongService:
    """A service that lasts so long that its finish may have been forgotten; `proposed_end` as if it took as usual."""

    usual_seconds: int
    proposed_end: datetime


def usual_seconds(handlings: Sequence[int], target_seconds: int | None) -> int | None:
    """The median handling of a service, its target where too few are known; None where neither is."""
    usual = int(median(handlings)) if len(handlings) >= FEWEST else target_seconds
    return usual or None


def asks_at(handling: Stopwatch, usual: int) -> datetime:
    """When the desk asks about an open transaction, if its systems run."""
    return handling.since + timedelta(seconds=TIMES_USUAL * usual - handling.offset_seconds)


def long_service(handling: Stopwatch, usual: int, latest_trace: datetime) -> LongService | None:
    """What the desk asks about an open transaction; None while it does not last that long."""
    if handling.seconds < TIMES_USUAL * usual:
        return None
    as_usual = handling.since + timedelta(seconds=usual - handling.offset_seconds)
    return LongService(usual, max(as_usual, latest_trace))
