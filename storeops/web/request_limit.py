"""How often somebody may ask: a moving window in memory, right for the one process that serves. Pure."""

import threading
from collections import deque
from dataclasses import dataclass
from datetime import datetime, timedelta

WINDOW = timedelta(minutes=1)
NAMES_KEPT = 10_000
"""When more have asked than this, all are forgotten: a flood of names must not fill the memory."""


@dataclass(frozen=True)
class Limit:
    """So many requests of a kind within any minute."""

    kind: str
    requests: int


class RequestLimits:
    """Counts the requests of each name."""

    def __init__(self) -> None:
        self._asked: dict[tuple[str, str], deque[datetime]] = {}
        self._guard = threading.Lock()

    def allows(self, limit: Limit, name: str, now: datetime) -> bool:
        """Whether `name` may ask at `now`; if so, this request is counted."""
        with self._guard:
            if len(self._asked) > NAMES_KEPT:
                self._asked.clear()
            asked = self._asked.setdefault((limit.kind, name), deque())
            while asked and not timedelta(0) <= now - asked[0] < WINDOW:
                asked.popleft()
            if len(asked) >= limit.requests:
                return False
            asked.append(now)
            return True
