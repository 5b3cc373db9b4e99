"""When whoever tries PINs must wait: a minute first, then twice as long each time, an hour at most. Pure."""

from dataclasses import dataclass
from datetime import datetime, timedelta

TRIES_OF_NUMBER = 5
TRIES_OF_ADDRESS = 20
"""A hall's desks may share one address."""
SHORTEST_LOCK, LONGEST_LOCK = timedelta(minutes=1), timedelta(hours=1)
FORGOTTEN_AFTER = timedelta(days=1)
_LONGEST_NAME = 60
"""A number as typed, or an address, in characters."""


@dataclass(frozen=True)
class Subject:
    """Whose tries are counted, and how many come before the first lock."""

    name: str
    free: int
    is_address: bool = False


@dataclass(frozen=True)
class CountedTries:
    """How often it was tried, when last, and until when it may not be."""

    tries: int
    seen_at: datetime
    locked_until: datetime | None

    def wait(self, now: datetime) -> timedelta:
        """How long nobody may try; nothing where they may. A clock put back ends a lock, else it would grow."""
        if self.locked_until is None or now < self.seen_at:
            return timedelta(0)
        return max(self.locked_until - now, timedelta(0))


def subjects_of_stranger(number: str, address: str) -> tuple[Subject, ...]:
    """What counts where nobody knows the browser; a number that nobody has counts alike."""
    return (
        Subject(f"number:{number[:_LONGEST_NAME]}", TRIES_OF_NUMBER),
        Subject(f"address:{address[:_LONGEST_NAME]}", TRIES_OF_ADDRESS, is_address=True),
    )


def subjects_at_known_browser(browser_hash: str, employee_id: int) -> tuple[Subject, ...]:
    """What counts where somebody signed in before: nothing that strangers do elsewhere."""
    return (Subject(f"browser:{browser_hash}:{employee_id}", TRIES_OF_NUMBER),)


def number_of(code: str) -> str:
    """The name under which an employee's tries at strange browsers are counted."""
    return subjects_of_stranger(code, "")[0].name


def lock_after(tries: int, free: int) -> timedelta | None:
    """For how long this try, the last of `tries`, locks: it is lifted again if the PIN was right."""
    if tries < free:
        return None
    doublings = min(tries - free, 10)
    return min(SHORTEST_LOCK * (1 << doublings), LONGEST_LOCK)
