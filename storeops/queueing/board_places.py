"""Who stands on the board, and in which order: nobody who is called is forgotten for one who was served. Pure."""

from collections.abc import Iterable

from storeops.queueing.announcement import AnnouncedCall
from storeops.queueing.ticket import State

PLACES = 12
"""So many calls can be read from five metres on one screen: those of twelve counters."""
MOST_CALLED = 24
"""Where more counters call at once, the board shows them smaller, up to so many."""
FILLED_PLACES = 5
"""Served customers fill no more than these: fewer calls are larger."""


def on_board(calls: Iterable[AnnouncedCall]) -> list[AnnouncedCall]:
    """Every called ticket first, then those being served, then the served that fill what is left; the newest first."""
    newest = sorted(calls, key=lambda call: call.seq, reverse=True)
    called, serving, served = (
        [call for call in newest if call.state is state] for state in (State.CALLED, State.SERVING, State.SERVED)
    )
    shown = [*called, *serving][: max(PLACES, min(len(called), MOST_CALLED))]
    return [*shown, *served[: max(FILLED_PLACES - len(shown), 0)]]


def in_largest_place(shown: list[AnnouncedCall]) -> AnnouncedCall | None:
    """The one of those on the board that everybody should see first; None where nobody is expected anywhere."""
    first = next(iter(shown), None)
    return None if first is None or first.state is State.SERVED else first
