"""How the hall fares, as /healthz tells it: whether it can issue tickets, and what else is not as it should be.

Asked within two seconds whatever stands still: the write is tried in a thread of its own, one at a time, and whoever
asks waits for it no longer than that.
"""

import threading
from dataclasses import dataclass, field
from time import monotonic

from storeops.base.errors import StoreOpsError
from storeops.store.database import Pool, try_to_write
from storeops.store.told_errors import described
from storeops.web.feed_reader import FeedState

ANSWERS_WITHIN_SECONDS = 1.5


@dataclass(frozen=True)
class HealthReason:
    """What is not as it should be. `stops_issuing`: no ticket can be had as long as it is so."""

    what: str
    says: str
    stops_issuing: bool = False


@dataclass
class _Try:
    """One try to write, which may still be under way."""

    began_at: float
    is_over: threading.Event = field(default_factory=threading.Event)
    trouble: str | None = None


class WriteProbe:
    """Finds out whether a change could be committed now."""

    def __init__(self, pool: Pool) -> None:
        self._pool = pool
        self._guard = threading.Lock()
        self._last: _Try | None = None

    def trouble(self) -> str | None:
        """Why no change could be committed; None where one was."""
        with self._guard:
            if self._last is None or self._last.is_over.is_set():
                begun = _Try(monotonic())
                try:
                    threading.Thread(target=self._write, args=(begun,), name="health", daemon=True).start()
                except RuntimeError as error:  # the system gives no thread; the next who asks tries again
                    return described(error)
                self._last = begun
            tried = self._last
        left = tried.began_at + ANSWERS_WITHIN_SECONDS - monotonic()
        if tried.is_over.wait(max(left, 0)):
            return tried.trouble
        return f"a write has waited for {monotonic() - tried.began_at:.1f} s"

    def _write(self, tried: _Try) -> None:
        try:
            with self._pool.lend() as db:
                try_to_write(db)
        except StoreOpsError as error:
            tried.trouble = str(error)
        except Exception as error:
            tried.trouble = described(error)
        finally:
            tried.is_over.set()


def reasons(write_trouble: str | None, issuing_failed: tuple[float, str] | None, feed: FeedState) -> list[HealthReason]:
    """All that is not as it should be, what stops issuing first."""
    found = []
    if write_trouble is not None:
        found.append(HealthReason("writing", write_trouble, stops_issuing=True))
    if issuing_failed is not None:
        seconds, error = issuing_failed
        said = f"the last ticket that was asked for, {seconds:.0f} s ago, could not be issued ({error})"
        found.append(HealthReason("issuing", said, stops_issuing=True))
    if not feed.is_reading:
        error = feed.last_error or "no answer from the database"
        said = f"screens are not told what happens: the journal was last read {feed.lag_seconds:.0f} s ago ({error})"
        found.append(HealthReason("feed", said))
    return found
