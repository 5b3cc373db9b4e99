"""Who stands on the board, and in which order: nobody who is called is forgotten for one who was served. Pure."""

from collections.abc import Iterable
from unicodedata import east_asian_width

from storeops.queueing.announcement import AnnouncedCall
from storeops.queueing.ticket import State

PLACES = 12
"""So many calls can be read from five metres on one screen: those of twelve counters."""
PLACES_ON_A_PAGE = 23
"""Where more counters call at once, those beside the newest are smaller, and so many at a time: the board turns its
pages."""
FILLED_PLACES = 5
"""Served customers fill no more than these: fewer calls are larger."""


def on_board(calls: Iterable[AnnouncedCall]) -> list[AnnouncedCall]:
    """Every called ticket first, then those being served, then the served that fill what is left; the newest first."""
    newest = sorted(calls, key=lambda call: call.seq, reverse=True)
    called, serving, served = (
        [call for call in newest if call.state is state] for state in (State.CALLED, State.SERVING, State.SERVED)
    )
    shown = [*called, *serving][: max(PLACES, len(called))]
    return [*shown, *served[: max(FILLED_PLACES - len(shown), 0)]]


def in_largest_place(shown: list[AnnouncedCall]) -> AnnouncedCall | None:
    """The one of those on the board that everybody should see first; None where nobody is expected anywhere."""
    first = next(iter(shown), None)
    return None if first is None or first.state is State.SERVED else first


def breadth(text: str) -> float:
    """How broad a text is in half squares: a Chinese character fills a square, a letter or digit a little over half."""
    return sum(2.0 if east_asian_width(character) in "WF" else 1.2 for character in text)
