"""Heavy work in its turn, apart from what serves the hall. Pure: how a work is done is the runner's, and it is told.

A report, a closing or a photo takes more time and memory than everything else that a hall asks for. Each such work is
an order; orders of one lane are done one after the other, and who was served longest ago comes first. An order that
nobody waits for any more is dropped, the running one stopped, unless it goes on by itself.

What is asked for while it is being made is not made twice: whoever asks waits for the same order.
"""

import threading
from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass, field
from enum import Enum
from functools import partial
from secrets import token_urlsafe
from time import monotonic
from typing import IO, Protocol

from storeops.base import request_mark
from storeops.web.refusals import WorkshopFull, WorkStopped

PATIENCE_SECONDS = 15.0
"""A page asks every few seconds how far its work is; one that has been silent for so long was left."""
KEPT_SECONDS = 120.0
"""How long what was made stays to be fetched."""
MOST_WAITING = 40
"""Orders in all lanes that are not done yet."""
MOST_BLOCKED = 8
"""Threads of the server that may stand and wait for their orders at once."""


class Lane(Enum):
    """What is done one after the other. A photo takes a second: it does not wait until a month is closed; and nothing
    waits for what goes over a slow line."""

    LONG = "long"
    QUICK = "quick"
    SENDING = "sending"


@dataclass(frozen=True)
class Progress:
    """How far a work is: a message for translation on what is being done, the `step`th of `steps`."""

    sentence: str
    step: int
    steps: int


@dataclass(frozen=True)
class Made:
    """What came of a work: a plain value, and `size` bytes of content where it made a file."""

    value: object
    content: IO[bytes] | None = None
    size: int = 0
    _reading: threading.Lock = field(default_factory=threading.Lock, repr=False, compare=False)

    def pieces(self, piece_bytes: int = 65536) -> Iterator[bytes]:
        """The content in pieces, for any number of readers at once."""
        at = 0
        while self.content and at < self.size:
            with self._reading:
                self.content.seek(at)
                piece = self.content.read(min(piece_bytes, self.size - at))
            at += len(piece)
            yield piece


Tell = Callable[[Progress], None]
IsUnwanted = Callable[[], bool]


class Runner(Protocol):
    """Does a work to its end. It asks `is_unwanted` now and then, and stops with WorkStopped once that is so."""

    def __call__(self, work: Hashable, tell: Tell, is_unwanted: IsUnwanted) -> Made: ...


@dataclass(eq=False)
class Order:
    """A work that somebody asked for. Read and changed by the workshop, under its lock."""

    number: int
    work: Hashable
    owner: str
    lane: Lane
    goes_on: bool
    mark: str | None = field(default_factory=request_mark.current)
    """Of the request that asked first."""
    id: str = field(default_factory=lambda: token_urlsafe(12))
    owners: set[str] = field(default_factory=set)
    progress: Progress | None = None
    made: Made | None = None
    error: Exception | None = None
    is_begun: bool = False
    waiters: int = 0
    wanted_until: float = 0.0
    kept_until: float = 0.0

    @property
    def is_done(self) -> bool:
        return self.made is not None or self.error is not None

    @property
    def is_wanted(self) -> bool:
        """Whether anybody waits for it still."""
        return self.goes_on or self.waiters > 0 or monotonic() < self.wanted_until

    def result(self) -> Made:
        """What came of it, once it is done; the refusal or fault that ended it is raised."""
        if self.error:
            raise self.error
        assert self.made is not None
        return self.made


class Workshop:
    """The orders of one process and the threads, one for each lane at most, that see to them."""

    def __init__(self, run: Runner) -> None:
        self._run = run
        self._changed = threading.Condition()
        self._orders: dict[str, Order] = {}
        self._at_work: set[Lane] = set()
        self._served_at: dict[str, int] = {}
        self._count = 0
        self._is_closed = False

    def ask(self, work: Hashable, owner: str, *, goes_on: bool = False, lane: Lane = Lane.LONG) -> Order:
        """Order a work, or join whoever waits for the same. WorkshopFull.

        `goes_on`: it is done even if nobody waits for it.
        """
        with self._changed:
            self._forget()
            order = next((each for each in self._orders.values() if each.work == work and not each.is_done), None)
            if order is None:
                if sum(not each.is_done for each in self._orders.values()) >= MOST_WAITING:
                    raise WorkshopFull
                order = Order(self._next_number(), work, owner, lane, goes_on)
                self._orders[order.id] = order
            order.goes_on = order.goes_on or goes_on
            order.owners.add(owner)
            order.wanted_until = monotonic() + PATIENCE_SECONDS
            if lane not in self._at_work and not self._is_closed:
                self._at_work.add(lane)
                threading.Thread(
                    target=self._work_off, args=(lane,), name=f"workshop-{lane.value}", daemon=True
                ).start()
        return order

    def find(self, order_id: str, owner: str) -> Order | None:
        """An order that this owner asked for and still waits for; None if there is none, as after a restart."""
        with self._changed:
            self._forget()
            order = self._orders.get(order_id)
            if order is None or owner not in order.owners:
                return None
            order.wanted_until = monotonic() + PATIENCE_SECONDS
            if order.error:  # told once: whoever asks again wants it tried again
                del self._orders[order_id]
            elif order.is_done:
                order.kept_until = monotonic() + KEPT_SECONDS
            return order

    def wait(self, order: Order, seconds: float | None = None) -> bool:
        """Wait until an order is done, at most so long; whether it is. WorkshopFull where too many wait like this."""
        with self._changed:
            if not order.goes_on and sum(each.waiters for each in self._orders.values()) >= MOST_BLOCKED:
                raise WorkshopFull
            order.waiters += 1
            self._changed.wait_for(lambda: order.is_done or self._is_closed, seconds)
            order.waiters -= 1
            order.wanted_until = monotonic() + PATIENCE_SECONDS
            if self._is_closed and not order.is_done:
                raise WorkStopped
            return order.is_done

    def done(self, work: Hashable, owner: str, *, goes_on: bool = False, lane: Lane = Lane.LONG) -> Made:
        """Order a work and wait for what comes of it; its refusal or fault is raised. WorkshopFull."""
        order = self.ask(work, owner, goes_on=goes_on, lane=lane)
        self.wait(order)
        return order.result()

    def ahead_of(self, order: Order) -> int:
        """How many orders of its lane come before one that has not begun; 0 where it is next or has begun."""
        with self._changed:
            if order.is_begun or order.is_done:
                return 0
            lane = [each for each in self._orders.values() if each.lane is order.lane and not each.is_done]
            begun = sum(each.is_begun for each in lane)
            return begun + self._in_turn(lane).index(order) if order.is_wanted else begun

    def close(self) -> None:
        """Stop what runs and take nothing more; what goes on by itself is due again at the next start."""
        with self._changed:
            self._is_closed = True
            self._changed.notify_all()

    # In its turn

    def _next_number(self) -> int:
        self._count += 1
        return self._count

    def _in_turn(self, orders: list[Order]) -> list[Order]:
        """Those that wait: who was served longest ago first, and each in order of asking."""
        waiting = [each for each in orders if not each.is_begun and not each.is_done and each.is_wanted]
        nth: dict[str, int] = {}
        places = []
        for order in sorted(waiting, key=lambda each: each.number):
            nth[order.owner] = nth.get(order.owner, 0) + 1
            places.append((nth[order.owner], self._served_at.get(order.owner, 0), order.number, order))
        return [order for *_, order in sorted(places, key=lambda place: place[:3])]

    def _work_off(self, lane: Lane) -> None:
        """Do the orders of a lane until there are none; in a thread."""
        while order := self._begin_next(lane):
            made, error = None, None
            request_mark.go_on_under(order.mark)
            try:
                made = self._run(order.work, self._teller(order), partial(self._is_unwanted, order))
            except Exception as raised:
                error = raised
            with self._changed:
                order.made, order.error = made, error
                order.kept_until = monotonic() + KEPT_SECONDS
                self._changed.notify_all()

    def _begin_next(self, lane: Lane) -> Order | None:
        with self._changed:
            turn = self._in_turn([each for each in self._orders.values() if each.lane is lane])
            if not turn or self._is_closed:
                self._at_work.discard(lane)
                return None
            turn[0].is_begun = True
            self._served_at[turn[0].owner] = self._next_number()
            return turn[0]

    def _teller(self, order: Order) -> Tell:
        def tell(progress: Progress) -> None:
            with self._changed:
                order.progress = progress

        return tell

    def _is_unwanted(self, order: Order) -> bool:
        with self._changed:
            return self._is_closed or not order.is_wanted

    def _forget(self) -> None:
        """Let go of what nobody fetched, and of what nobody waits for; owners that have no order are served anew."""
        now = monotonic()
        for order in list(self._orders.values()):
            if now > order.kept_until if order.is_done else not (order.is_begun or order.is_wanted):
                del self._orders[order.id]
        if not self._orders:
            self._served_at.clear()


def no_runner(work: Hashable, tell: Tell, is_unwanted: IsUnwanted) -> Made:
    """The runner of a site that has no heavy work: it is asked for none."""
    del work, tell, is_unwanted
    raise RuntimeError("heavy work on a site without a workshop")
