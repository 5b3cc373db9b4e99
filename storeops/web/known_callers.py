"""Who has shown lately who they are: enrolled screens, programs, signed-in staff, by what their requests carry. Pure.

The server asks before it gives a request to a thread: when a crowd floods the hall, these have threads of their own.
Nothing else follows from it; whether a request may do what it asks is found out anew each time.
"""

import hashlib
import threading
from time import monotonic

REMEMBERED_SECONDS = 900.0
MOST_REMEMBERED = 10_000


class KnownCallers:
    """Remembers proofs, as digests: what stands in the bearer's or the cookies' header."""

    def __init__(self) -> None:
        self._until: dict[bytes, float] = {}
        self._guard = threading.Lock()

    def note(self, proof: bytes) -> None:
        """Remember a proof that was just found good."""
        digest = _digest(proof)
        with self._guard:
            self._until.pop(digest, None)
            self._until[digest] = monotonic() + REMEMBERED_SECONDS
            if len(self._until) > MOST_REMEMBERED:
                del self._until[next(iter(self._until))]

    def knows(self, proof: bytes) -> bool:
        """Whether such a proof was found good lately."""
        return self._until.get(_digest(proof), 0.0) > monotonic()


def _digest(proof: bytes) -> bytes:
    return hashlib.sha256(proof).digest()
