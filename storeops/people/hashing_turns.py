"""Turns at what takes much memory and all of a processor: checking PINs, of which sixteen at once help nobody."""

import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager

from storeops.people.refusals import ManySignIn

AT_ONCE = 2
"""Each takes 16 MiB for some 11 ms; more at once would only make each other slow."""
WAITS_SECONDS = 10.0


class HashingTurns:
    """Lets so many in at once, and the others in order of arrival, each of whom waits so many seconds at most."""

    def __init__(self, at_once: int = AT_ONCE, waits_seconds: float = WAITS_SECONDS) -> None:
        self._free = at_once
        self._waits_seconds = waits_seconds
        self._guard = threading.Lock()
        self._waiting: deque[threading.Lock] = deque()

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Hold a turn for the block. ManySignIn where none came in time."""
        self._take()
        try:
            yield
        finally:
            self._hand_on()

    @property
    def waiting(self) -> int:
        """How many wait now."""
        return len(self._waiting)

    def _take(self) -> None:
        with self._guard:
            if self._free:
                self._free -= 1
                return
            mine = threading.Lock()
            mine.acquire()
            self._waiting.append(mine)
        if mine.acquire(timeout=self._waits_seconds):  # released by whoever hands a turn on
            return
        with self._guard:
            if mine in self._waiting:
                self._waiting.remove(mine)
                raise ManySignIn
        # It was handed to us in the very moment in which we gave up.

    def _hand_on(self) -> None:
        with self._guard:
            if self._waiting:
                self._waiting.popleft().release()
            else:
                self._free += 1


TURNS = HashingTurns()
"""The one of this process, whose memory it guards."""
