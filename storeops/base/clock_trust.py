"""Whether what a clock shows can be the time. Pure.

A computer whose battery is flat begins years ago; one that was set by a slip of the hand stands weeks ahead. What a
hall does for good (closing, planning, clearing) must not be done by such a clock.
"""

from datetime import date, datetime, timedelta
from enum import StrEnum
from itertools import pairwise

from storeops.base.business_time import OpeningHours

STEP = timedelta(minutes=2)
"""Further than this no clock strays by itself between two looks: somebody, or the network, has set it."""
SPARE = timedelta(days=7)
"""So much longer than its longest planned closure a hall may be switched off without anybody having to say so."""

_WEEKS_LOOKED_AT = timedelta(days=21)
_NEVER_LONGER = timedelta(days=3653)
"""A special day further away than ten years is a slip of the pen."""


class TimeDoubt(StrEnum):
    """Why a clock is not believed."""

    BEHIND = "behind"
    """It shows a time before something that has happened."""
    AHEAD = "ahead"
    """It shows a time further ahead than the hall is ever shut."""


class FoundAt(StrEnum):
    """When it was seen that the clock shows another time than it should."""

    START = "start"
    RUNNING = "running"


class SettledBecause(StrEnum):
    """Why a time in doubt is taken for right, or is past."""

    PERSON = "person"
    """Somebody said that the clock is right."""
    NETWORK = "network"
    """The network's time is the same."""
    CLOCK = "clock"
    """The clock was set right."""


def longest_closure(hours: OpeningHours, day: date) -> timedelta:
    """The longest time between a closing and the next opening, by the week and all special days, as planned on `day`.

    Nothing in a hall that never closes, and in one that never opens.
    """
    near = [each for each in (*hours.special, day) if abs(each - day) <= _NEVER_LONGER]
    first, last = min(near) - _WEEKS_LOOKED_AT, max(near) + _WEEKS_LOOKED_AT
    spans = [span for ahead in range((last - first).days + 1) for span in hours.spans(first + timedelta(days=ahead))]
    closures = (later.opens_at - earlier.closes_at for earlier, later in pairwise(spans))
    return max(closures, default=timedelta(0))


def doubt_at_start(now: datetime, known_at: datetime | None, closure: timedelta) -> TimeDoubt | None:
    """Why a time is doubted that a clock shows at the start; None: it is not.

    `known_at`: when the last thing happened. Nothing is doubted where nothing ever did.
    """
    if known_at is None:
        return None
    if is_behind(now, known_at):
        return TimeDoubt.BEHIND
    return TimeDoubt.AHEAD if now > known_at + closure + SPARE else None


def is_behind(now: datetime, known_at: datetime) -> bool:
    """Whether a clock shows a time before something that has happened."""
    return now < known_at - STEP


def doubt_of_step(shown: datetime, expected: datetime, closure: timedelta) -> TimeDoubt | None:
    """Why a time is doubted to which a running clock was set; None where it may well be the right one at last."""
    if abs(shown - expected) <= closure + SPARE:
        return None
    return TimeDoubt.AHEAD if shown > expected else TimeDoubt.BEHIND


def is_step(shown: datetime, expected: datetime) -> bool:
    """Whether a running clock was set: it shows another time than its stopwatch says."""
    return abs(shown - expected) > STEP
