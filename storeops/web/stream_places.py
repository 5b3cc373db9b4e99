"""Who gets one of the places for live streams: no address takes all, and screens that are known find some. Pure."""

from collections import Counter
from dataclasses import dataclass

from storeops.web.refusals import TooManyStreams

MOST_OF_AN_ADDRESS = 60
"""Phones in a guest Wi-Fi often share one address; those beyond this poll."""
KEPT_SHARE = 1 / 3
"""Of all places, so many are for enrolled screens, signed-in staff and programs alone."""


@dataclass(frozen=True)
class Listener:
    """Who listens, from which address. `is_known`: they have shown who they are. A program has no limit of its own.

    `device` is the id of an enrolled device.
    """

    address: str
    is_known: bool = False
    is_program: bool = False
    device: int | None = None


class StreamPlaces:
    """Counts the streams that are open. Not safe by itself: the caller holds a lock."""

    def __init__(self, cap: int, of_an_address: int = MOST_OF_AN_ADDRESS) -> None:
        self._cap = cap
        self._for_strangers = cap - int(cap * KEPT_SHARE)
        self._of_an_address = of_an_address
        self._taken: Counter[tuple[str, bool]] = Counter()

    @property
    def taken(self) -> int:
        return self._taken.total()

    def take(self, listener: Listener) -> None:
        """TooManyStreams where no place is left, or none for this listener."""
        strangers = sum(count for (_, is_known), count in self._taken.items() if not is_known)
        if (
            self.taken >= self._cap
            or (not listener.is_known and strangers >= self._for_strangers)
            or (not listener.is_program and self._taken[_share(listener)] >= self._of_an_address)
        ):
            raise TooManyStreams
        self._taken[_share(listener)] += 1

    def leave(self, listener: Listener) -> None:
        """Give a place back."""
        share = _share(listener)
        self._taken[share] -= 1
        if not self._taken[share]:
            del self._taken[share]


def _share(listener: Listener) -> tuple[str, bool]:
    """With whom a listener shares the places of an address: strangers apart from those who are known."""
    return listener.address, listener.is_known
