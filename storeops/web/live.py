"""The live feed: the journal's events, pushed to open screens as server-sent events, to each what it may know.

One thread per process reads new events once and wakes all streams. A commit of this process wakes it at once; those
of other processes (a job, the command line) are noticed within a second.
"""

import json
import threading
from collections import deque
from collections.abc import Iterator
from itertools import takewhile
from time import monotonic
from typing import cast

from storeops.store import journal, told_rows
from storeops.store.database import Pool
from storeops.store.event_kinds import SERIES_OF, Audience, EventSeries
from storeops.store.told_rows import NumberedEvent
from storeops.web.press_deadline import stopwatch_milliseconds
from storeops.web.stream_places import MOST_OF_AN_ADDRESS, Listener, StreamPlaces

BEAT_SECONDS = 5.0
"""A closed browser frees its thread only at a write, so every stream writes this often; a screen that hears nothing for
longer knows that it is cut off."""
STREAM_SECONDS = 600.0
"""A stream ends after this and the browser opens the next: a forgotten one does not live for ever."""
RECENT_EVENTS = 1000
REVOKED = b"event: revoked\ndata: {}\n\n"
"""The last word to a screen that is enrolled no more: it loads its page anew, and shows a code."""
POLL_SECONDS = 1.0

HELLO = b": connected\nretry: 2000\n\n"


class LiveFeed:
    """Fans new events out to at most `cap` streams, of which one address gets so many."""

    def __init__(self, pool: Pool, cap: int, of_an_address: int = MOST_OF_AN_ADDRESS) -> None:
        self._pool = pool
        self._places = StreamPlaces(cap, of_an_address)
        self._changed = threading.Condition()
        self._recent: deque[NumberedEvent] = deque()
        self._recent_after = 0
        self._last_seq = 0
        self._revoked: set[int] = set()
        self._epochs: dict[EventSeries, str] = {}
        self._frames: dict[tuple[int, Audience], bytes] = {}
        self._stopping = threading.Event()
        self._watcher: threading.Thread | None = None

    def stop(self) -> None:
        """End every stream and the watching thread."""
        self._stopping.set()
        with self._changed:
            self._changed.notify_all()

    @property
    def open_streams(self) -> int:
        return self._places.taken

    def stream(self, audience: Audience, after: int | None, listener: Listener, first: bytes = b"") -> "Stream":
        """A stream of what an audience is told after a seq of the journal (None: from now on), begun with `first`.

        TooManyStreams when there is no place for it. That of an enrolled device ends when the device is revoked.
        """
        with self._changed:
            self._places.take(listener)
            if self._watcher is None:
                self._start_watching()
            return Stream(self, audience, self._last_seq if after is None else after, listener, first)

    def _start_watching(self) -> None:
        with self._pool.lend() as db:
            self._last_seq = self._recent_after = journal.last_seq(db)
            self._epochs = {series: told_rows.epoch(db, series) for series in EventSeries}
        self._watcher = threading.Thread(target=self._watch, name="live-feed", daemon=True)
        self._watcher.start()

    def _watch(self) -> None:
        with self._pool.lend() as db:
            commits = db.gate.commits
            while not self._stopping.is_set():
                fresh = told_rows.since(db, self._last_seq)
                if fresh:
                    self._publish(fresh)
                else:
                    commits = db.gate.wait_for_commit(commits, POLL_SECONDS)

    def _publish(self, events: list[NumberedEvent]) -> None:
        with self._changed:
            self._revoked.update(cast(int, event.data["device"]) for event in events if event.kind == "device_revoked")
            self._recent.extend(events)
            while len(self._recent) > RECENT_EVENTS:
                self._recent_after = self._recent.popleft().seq
                for audience in Audience:
                    self._frames.pop((self._recent_after, audience), None)
            self._last_seq = events[-1].seq
            self._changed.notify_all()

    def _leave(self, listener: Listener) -> None:
        with self._changed:
            self._places.leave(listener)

    def _wait_after(self, audience: Audience, seq: int, seconds: float, device: int | None) -> tuple[int, bytes]:
        """What an audience is told after `seq`, and the seq up to which that is all: at once if there is something,
        else as it comes; nothing after `seconds`, and none where the device is revoked meanwhile."""
        ends = monotonic() + seconds
        with self._changed:
            while seq >= self._recent_after:
                told = b"".join(self._frame(event, audience) for event in self._recent_since(seq))
                seq = max(seq, self._last_seq)
                is_over = self._stopping.is_set() or self.is_revoked(device)
                if told or is_over or not self._changed.wait(max(ends - monotonic(), 0)):
                    return seq, told
            kept_after = self._recent_after
        with self._pool.lend() as db:
            found = told_rows.told_since(db, audience, seq)
        told = b"".join(self._frame(event, audience) for event in found)
        return (found[-1].seq if found else kept_after), told

    def _recent_since(self, seq: int) -> list[NumberedEvent]:
        """The events after `seq` that are kept in memory, the oldest first."""
        return list(takewhile(lambda event: event.seq > seq, reversed(self._recent)))[::-1]

    def _frame(self, event: NumberedEvent, audience: Audience) -> bytes:
        """An event in the wire format, made once for all streams; empty where the audience does not hear of it."""
        known = self._frames.get((event.seq, audience))
        if known is None:
            shown = event.shown(audience)
            known = frame(self._epochs[SERIES_OF[audience]], shown) if shown else b""
            if event.seq > self._recent_after:
                self._frames[event.seq, audience] = known
        return known

    def is_revoked(self, device: int | None) -> bool:
        """Whether a device was revoked since this process began to watch."""
        return device in self._revoked

    @property
    def is_stopping(self) -> bool:
        return self._stopping.is_set()


class Stream:
    """One open screen. Its place is free again after close(), which the server calls when the response ends."""

    def __init__(self, feed: LiveFeed, audience: Audience, seq: int, listener: Listener, first: bytes) -> None:
        self._feed = feed
        self._audience = audience
        self._seq = seq
        self._listener = listener
        self._first = first
        self._is_open = True

    def __iter__(self) -> Iterator[bytes]:
        ends = monotonic() + STREAM_SECONDS
        yield HELLO + self._first + beat()
        beats_at = monotonic() + BEAT_SECONDS
        while not self._feed.is_stopping and monotonic() < ends:
            until_beat = max(beats_at - monotonic(), 0)
            self._seq, told = self._feed._wait_after(self._audience, self._seq, until_beat, self._listener.device)
            if told:
                yield told
            if self._feed.is_revoked(self._listener.device):
                yield REVOKED
                return
            if monotonic() >= beats_at:
                # In its own time, whatever else is told: only so does a beat tell nothing of what is not.
                beats_at += BEAT_SECONDS
                yield beat()

    def close(self) -> None:
        if self._is_open:
            self._is_open = False
            self._feed._leave(self._listener)


def beat() -> bytes:
    """That the line stands, and the server's stopwatch, in the wire format."""
    return f"event: beat\ndata: {stopwatch_milliseconds()}\n\n".encode()


def frame(epoch: str, shown: dict[str, object], name: str = "") -> bytes:
    """What is told of one event, in the wire format of server-sent events; its id is epoch and number."""
    data = json.dumps(shown, ensure_ascii=False, separators=(",", ":"))
    kind = f"event: {name}\n" if name else ""
    return f"{kind}id: {epoch}-{shown['seq']}\ndata: {data}\n\n".encode()
