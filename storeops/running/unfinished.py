"""Who keeps the hall waiting: connections whose request has not come whole, or those that leave their answer. Pure.

Where an address keeps too many the oldest goes, never the newest: whoever asks now is served, and a connection that is
quick is never the oldest.
"""

from typing import Generic, TypeVar

Waiting = TypeVar("Waiting")

MOST_OF_AN_ADDRESS = 64


class Unfinished(Generic[Waiting]):
    """The waiting ones in the order in which they began to, by address. `most` None: no address has a limit."""

    def __init__(self, most: int | None = MOST_OF_AN_ADDRESS) -> None:
        self._most = most
        self._all: dict[Waiting, str] = {}
        self._of: dict[str, dict[Waiting, None]] = {}

    def __len__(self) -> int:
        return len(self._all)

    def add(self, waiting: Waiting, address: str, *, is_limited: bool = True) -> Waiting | None:
        """Note that a connection begins to wait now; whoever has to go for it, None if nobody."""
        self.remove(waiting)
        self._all[waiting] = address
        own = self._of.setdefault(address, {})
        own[waiting] = None
        if is_limited and self._most is not None and len(own) > self._most:
            return next(iter(own))
        return None

    def remove(self, waiting: Waiting) -> None:
        """Note that a connection waits no more, or is gone."""
        address = self._all.pop(waiting, None)
        if address is not None:
            del self._of[address][waiting]
            if not self._of[address]:
                del self._of[address]

    def oldest(self) -> Waiting | None:
        """The one that has waited longest; None if nobody waits."""
        return next(iter(self._all), None)
