"""How fast one kiosk or program may issue: a few tickets at once, then one after another. Pure; kept in memory.

A finger that plays, or a stranger's script, fills a queue with tickets that nobody holds. People come one by one.
"""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from storeops.base.actor import CUSTOMER
from storeops.hall.targets import IssueLimits
from storeops.people.devices import device_of
from storeops.queueing.refusals import TooManyTickets

NAMES_KEPT = 10_000
LIMITS_HOLD = timedelta(seconds=5)
"""How long the hall's limits are taken as they were read."""
MOST_MINUTES_BACK = 60
"""What a device issued is taken back as long as somebody can remember why."""


def is_taken_back_together(issuer: str) -> bool:
    """Whether all that an issuer of the journal issued may go at once: a device's, never a person's.

    The kiosks that are not enrolled are one.
    """
    return issuer == CUSTOMER.name or device_of(issuer) is not None


class IssuerKind(StrEnum):
    KIOSK = "kiosk"
    PROGRAM = "program"


class IssuePaces:
    """Remembers of each issuer by when it has caught up with its pace."""

    def __init__(self) -> None:
        self._even_at: dict[str, datetime] = {}
        self._limits: IssueLimits | None = None
        self._read_at: datetime | None = None
        self._guard = threading.Lock()

    def count(self, name: str, kind: IssuerKind, read: Callable[[], IssueLimits], now: datetime) -> None:
        """Count one ticket. TooManyTickets where it comes too soon; it is not counted then.

        `read` tells the hall's limits; it is asked seldom, so a change of theirs holds within seconds.
        """
        with self._guard:
            if not (self._limits and self._read_at and self._read_at <= now < self._read_at + LIMITS_HOLD):
                self._limits, self._read_at = read(), now
            burst, gap = self._limits.issue_burst, _gap(kind, self._limits)
            if not gap:
                return
            even_at = max(self._even_at.get(name, now), now)
            if even_at - now > gap * burst:  # the clock was put back, or the limits were changed
                even_at = now
            too_soon = even_at - now - gap * (burst - 1)
            if too_soon > timedelta(0):
                raise TooManyTickets(seconds=-(-too_soon // timedelta(seconds=1)))
            if len(self._even_at) >= NAMES_KEPT:
                self._even_at.clear()
            self._even_at[name] = even_at + gap


def _gap(kind: IssuerKind, limits: IssueLimits) -> timedelta:
    return timedelta(seconds=limits.kiosk_gap_seconds if kind is IssuerKind.KIOSK else limits.program_gap_seconds)


@dataclass(frozen=True)
class Issuer:
    """The device that asks for a ticket, whose tickets are counted by its name."""

    name: str
    kind: IssuerKind
    paces: IssuePaces
