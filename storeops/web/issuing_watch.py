"""Whether tickets can be issued, as those who asked for one found it. Kept in memory; /healthz tells it."""

from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic

from storeops.base.errors import StoreOpsError
from storeops.store.told_errors import described

TOLD_FOR_SECONDS = 600.0
"""A failure is told for so long, unless a ticket is issued before."""


class IssuingWatch:
    """Remembers the last try to issue that failed otherwise than by a refusal, until one succeeds."""

    def __init__(self) -> None:
        self._failed: tuple[float, str] | None = None

    @contextmanager
    def issuing(self) -> Iterator[None]:
        """A block that issues a ticket, at the end of which it is issued."""
        try:
            yield
        except Exception as error:
            if not isinstance(error, StoreOpsError) or error.status >= 500:
                self._failed = monotonic(), described(error)
            raise
        self._failed = None

    @property
    def failure(self) -> tuple[float, str] | None:
        """How many seconds ago issuing failed, and by what; None where it has succeeded since, or it is long ago."""
        failed = self._failed
        if failed is None or monotonic() - failed[0] > TOLD_FOR_SECONDS:
            return None
        return monotonic() - failed[0], failed[1]
