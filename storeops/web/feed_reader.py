"""How the one reader of the journal fares: since when it has not read, what stopped it, when it tries again.

Times are seconds of a clock that never jumps. Pure.
"""

from dataclasses import dataclass

READS_WITHIN_SECONDS = 3.0
"""It reads every second; one that has not for so long is in trouble."""
AWAY_AFTER_SECONDS = 10.0
"""After so long streams end, and screens ask by themselves for what they show."""
FIRST_PAUSE_SECONDS = 0.1
LONGEST_PAUSE_SECONDS = 2.0
"""Before it tries again it waits, twice as long each time; healed, it goes on within this."""


@dataclass(frozen=True)
class FeedState:
    """How long ago the journal was last read to its end, and the error that came since; None if there was none."""

    lag_seconds: float
    last_error: str | None

    @property
    def is_reading(self) -> bool:
        return self.last_error is None and self.lag_seconds < READS_WITHIN_SECONDS

    @property
    def is_away(self) -> bool:
        return self.lag_seconds >= AWAY_AFTER_SECONDS


class FeedReader:
    """What is known of the reader. One thread writes it; what others read of it may be a moment old."""

    def __init__(self, now: float) -> None:
        self._read_at = now
        self._error: str | None = None
        self._known: set[str] = set()
        self.pause_seconds = FIRST_PAUSE_SECONDS

    def state(self, now: float) -> FeedState:
        return FeedState(max(now - self._read_at, 0.0), self._error)

    def read(self, now: float) -> float | None:
        """It has read all there is; for how many seconds it had not, where an error stood in the way, else None."""
        before, self._read_at = self._read_at, now
        if self._error is None:
            return None
        self._error = None
        self._known.clear()
        self.pause_seconds = FIRST_PAUSE_SECONDS
        return now - before

    def failed(self, error: str) -> bool:
        """An error stands in the way; whether it is one that was not told yet. The next pause is longer."""
        if self._error is not None:
            self.pause_seconds = min(2 * self.pause_seconds, LONGEST_PAUSE_SECONDS)
        self._error = error
        return self.is_new(error)

    def is_new(self, error: str) -> bool:
        """Whether an error has not been told since the reader last went on; it counts as told then."""
        if error in self._known:
            return False
        self._known.add(error)
        return True
