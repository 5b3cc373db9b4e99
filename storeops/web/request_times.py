"""How many requests were answered, how, and how fast: counted as they are answered, for whoever watches the hall.

Anybody in the hall's network may watch it, colleagues included. So the screens of customers are one class, and what is
told of it and others is minutes old: nobody sees whether the customer who just left has answered a question.
"""

import threading
from bisect import bisect_left
from dataclasses import dataclass, field, replace
from enum import StrEnum

from storeops.base.clock import stopwatch
from storeops.people.door_table import Site

TOLD_EVERY_SECONDS = 300.0
"""What is told of other classes than issuing is as old as this, at most."""
BOUNDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
"""Seconds: each answer counts below the first of these that it did not exceed, or beyond them all."""


class RequestClass(StrEnum):
    """What was asked, as far as it matters to whoever watches the hall."""

    ISSUE = "issue"
    """A ticket, wherever it is taken."""
    SCREENS = "screens"
    """Kiosk, board, pads and phones."""
    CONSOLE_READ = "console_read"
    CONSOLE_WRITE = "console_write"
    API_READ = "api_read"
    API_WRITE = "api_write"
    LIVE = "live"
    """A live connection; what is timed is how long it took to begin."""
    ASSET = "asset"
    MONITOR = "monitor"
    NOWHERE = "nowhere"
    """Where no address is."""


ISSUING = frozenset({(Site.SCREENS, "/tickets"), (Site.API, "/tickets"), (Site.CONSOLE, "/duty/issue")})


def class_of(site: Site, path: str, *, is_read: bool) -> RequestClass:
    """The class of an address of a web app, by the pattern of its path."""
    if path.startswith(("/static/", "/shared/")):
        return RequestClass.ASSET
    if path == "/events":
        return RequestClass.LIVE
    if not is_read and (site, path) in ISSUING:
        return RequestClass.ISSUE
    match site:
        case Site.SCREENS:
            return RequestClass.SCREENS
        case Site.CONSOLE:
            return RequestClass.CONSOLE_READ if is_read else RequestClass.CONSOLE_WRITE
        case Site.API:
            return RequestClass.API_READ if is_read else RequestClass.API_WRITE
        case Site.MONITOR:
            return RequestClass.MONITOR


@dataclass
class ClassTimes:
    """The answers of one class. `counts` by BOUNDS, one more for what took longer; `failed` of all are faults of ours,
    `refused` were told why not."""

    counts: list[int] = field(default_factory=lambda: [0] * (len(BOUNDS) + 1))
    seconds: float = 0.0
    refused: int = 0
    failed: int = 0

    def copy(self) -> "ClassTimes":
        """The same, which counts no more."""
        return replace(self, counts=list(self.counts))


class RequestTimes:
    """The answers of this process since it began. To note one costs about a microsecond."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._of = {kind: ClassTimes() for kind in RequestClass}
        self._told = self._copied()
        self._told_at = stopwatch()

    def note(self, kind: RequestClass, seconds: float, status: str) -> None:
        """Count an answer with this status line."""
        place = bisect_left(BOUNDS, seconds)
        with self._guard:
            own = self._of[kind]
            own.counts[place] += 1
            own.seconds += seconds
            if status >= "5":
                own.failed += 1
            elif status >= "4":
                own.refused += 1

    def told(self, at: float) -> dict[RequestClass, ClassTimes]:
        """What is told by the stopwatch's time `at`: of issuing as it stands, of all else as it stood minutes ago."""
        with self._guard:
            if at - self._told_at >= TOLD_EVERY_SECONDS:
                self._told, self._told_at = self._copied(), at
            return {**self._told, RequestClass.ISSUE: self._of[RequestClass.ISSUE].copy()}

    def _copied(self) -> dict[RequestClass, ClassTimes]:
        return {kind: own.copy() for kind, own in self._of.items()}
