"""The hall's board: who was called where, who waits, and which calls are still to be announced."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlite_utils import Database

from storeops.hall import offer_rows
from storeops.hall.offer_rows import Category
from storeops.queueing import screen_rows
from storeops.queueing.announcement import AnnouncedCall, is_news, is_unheard
from storeops.queueing.board_places import FILLED_PLACES, in_largest_place, on_board
from storeops.queueing.issuing_stop_view import StopLine, stop_lines
from storeops.queueing.ticket import State
from storeops.store import journal

NUMBERS_SHOWN = 4
"""How many of a category's waiting numbers are named; the rest is a count."""
SERVED_SHOWN_FOR = timedelta(minutes=15)
EVENTS_LOOKED_BACK = 2000
"""A screen that was away for longer than this gets no old calls: reading must stay short after a large import."""


@dataclass(frozen=True)
class BoardLine:
    """The people waiting in one category, the next ones by number."""

    category: Category
    next_numbers: tuple[str, ...]
    waiting_count: int


@dataclass(frozen=True)
class BoardView:
    """Numbers and counters, nothing personal.

    `seq` is the journal's number at which this was read; `largest` stands in the largest place, None where nobody is
    called or served; `others` beside it, in their order; `announcements` are the calls to be shown and spoken one after
    the other, the oldest first; `still_there` are the numbers of all who are called or being served: to announce
    another would call who has left; `lines` are the categories with somebody waiting; `stops` is what no tickets are
    given for.
    """

    seq: int
    read_at: datetime
    largest: AnnouncedCall | None
    others: tuple[AnnouncedCall, ...]
    announcements: tuple[AnnouncedCall, ...]
    still_there: tuple[str, ...]
    lines: tuple[BoardLine, ...]
    waiting_count: int
    stops: tuple[StopLine, ...]

    @property
    def calls(self) -> tuple[AnnouncedCall, ...]:
        """All that are shown, in their order."""
        return (*([self.largest] if self.largest else []), *self.others)


def board(db: Database, now: datetime, announced_up_to: int | None = None) -> BoardView:
    """The board at `now`. `announced_up_to` is the `seq` that the screen last had; None: it has just been opened."""
    seq = journal.last_seq(db)
    calls = screen_rows.latest_calls(db, now - SERVED_SHOWN_FOR, FILLED_PLACES)
    shown = on_board(calls)
    largest = in_largest_place(shown)
    lines = _lines(db)
    return BoardView(
        seq=seq,
        read_at=now,
        largest=largest,
        others=tuple(call for call in shown if call is not largest),
        announcements=_announcements(db, now, seq, calls, announced_up_to),
        still_there=tuple(call.number for call in calls if call.state in (State.CALLED, State.SERVING)),
        lines=lines,
        waiting_count=sum(line.waiting_count for line in lines),
        stops=tuple(stop_lines(db, now)),
    )


def _announcements(
    db: Database, now: datetime, seq: int, calls: list[AnnouncedCall], announced_up_to: int | None
) -> tuple[AnnouncedCall, ...]:
    """A new screen takes up the calls that no board has announced; an open one every call since it last looked."""
    if announced_up_to is None:
        return tuple(call for call in reversed(calls) if is_unheard(call) and call.seq <= seq)
    after = max(announced_up_to, seq - EVENTS_LOOKED_BACK)
    return tuple(call for call in screen_rows.calls_between(db, after, seq) if is_news(call, now))


def _lines(db: Database) -> tuple[BoardLine, ...]:
    numbers: dict[int, list[str]] = defaultdict(list)
    for ticket in screen_rows.waiting(db):
        numbers[ticket.category_id].append(ticket.number)
    return tuple(
        BoardLine(category, tuple(numbers[category.id][:NUMBERS_SHOWN]), len(numbers[category.id]))
        for category in offer_rows.categories(db)
        if category.id in numbers
    )
