"""What the log says while a hall's database cannot be used: one line a minute, however many are turned away by it."""

import logging
import threading
from pathlib import Path

from storeops.base.clock import stopwatch
from storeops.base.request_mark import fault_number

log = logging.getLogger("storeops.store.away")

AGAIN_SECONDS = 60


class AwayLog:
    """Of one database file in this process."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._said: str | None = None
        self._said_at = 0.0
        self._number = ""

    def say(self, error: BaseException, asked: str) -> str:
        """Say why `asked` could not be done, unless that was said within the last minute; the number of that line."""
        why = str(error)
        with self._guard:
            now = stopwatch()
            if why != self._said or now - self._said_at >= AGAIN_SECONDS:
                self._said, self._said_at, self._number = why, now, fault_number()
                log.error("fault %s: %s could not be done: %s", self._number, asked, why)
            return self._number


_logs: dict[Path, AwayLog] = {}
_logs_guard = threading.Lock()


def away_log_of(path: Path) -> AwayLog:
    """The one of a database file in this process."""
    with _logs_guard:
        return _logs.setdefault(path, AwayLog())
