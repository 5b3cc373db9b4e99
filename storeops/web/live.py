"""The live feed: the journal's events, pushed to open screens as server-sent events.

One thread per process reads new events once and wakes all streams. A commit of this process wakes it at once; those
of other processes (a job, the command line) are noticed within a second.
"""

import json
import threading
from collections import deque
from collections.abc import Iterator
from time import monotonic
from typing import cast

from storeops.store import journal
from storeops.store.database import Pool
from storeops.store.journal import Event
from storeops.web.stream_places import MOST_OF_AN_ADDRESS, Listener, StreamPlaces

HEARTBEAT_SECONDS = 10.0
"""A closed browser frees its thread only at a write, so every stream writes this often."""
STREAM_SECONDS = 600.0
"""A stream ends after this and the browser opens the next: a forgotten one does not live for ever."""
RECENT_EVENTS = 1000
REVOKED = b"event: revoked\ndata: {}\n\n"
"""The last word to a screen that is enrolled no more: it loads its page anew, and shows a code."""
POLL_SECONDS = 1.0


class LiveFeed:
    """Fans new events out to at most `cap` streams, of which one address gets so many."""

    def __init__(self, pool: Pool, cap: int, of_an_address: int = MOST_OF_AN_ADDRESS) -> None:
        self._pool = pool
        self._places = StreamPlaces(cap, of_an_address)
        self._changed = threading.Condition()
        self._recent: deque[tuple[int, bytes]] = deque()
        self._recent_after = 0
        self._last_seq = 0
        self._revoked: set[int] = set()
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

    def stream(self, since: int | None, listener: Listener) -> "Stream":
        """A stream of the events after `since` (None: from now on). TooManyStreams when there is no place for it.

        That of an enrolled device ends when the device is revoked.
        """
        with self._changed:
            self._places.take(listener)
            if self._watcher is None:
                self._start_watching()
            return Stream(self, self._last_seq if since is None else since, listener)

    def _start_watching(self) -> None:
        with self._pool.lend() as db:
            self._last_seq = self._recent_after = journal.last_seq(db)
        self._watcher = threading.Thread(target=self._watch, name="live-feed", daemon=True)
        self._watcher.start()

    def _watch(self) -> None:
        with self._pool.lend() as db:
            commits = db.gate.commits
            while not self._stopping.is_set():
                fresh = journal.since(db, self._last_seq)
                if fresh:
                    self._publish(fresh)
                else:
                    commits = db.gate.wait_for_commit(commits, POLL_SECONDS)

    def _publish(self, events: list[Event]) -> None:
        with self._changed:
            self._revoked.update(cast(int, event.data["device"]) for event in events if event.kind == "device_revoked")
            for event in events:
                self._recent.append((event.seq, frame(event)))
            while len(self._recent) > RECENT_EVENTS:
                self._recent_after = self._recent.popleft()[0]
            self._last_seq = events[-1].seq
            self._changed.notify_all()

    def _leave(self, listener: Listener) -> None:
        with self._changed:
            self._places.leave(listener)

    def _wait_after(self, seq: int, seconds: float) -> list[tuple[int, bytes]]:
        """The frames after `seq`: at once if there are some, else as they come; none after `seconds`."""
        with self._changed:
            self._changed.wait_for(lambda: self._last_seq > seq or self._stopping.is_set(), timeout=seconds)
            if seq >= self._recent_after:
                return [(number, data) for number, data in self._recent if number > seq]
        with self._pool.lend() as db:
            return [(event.seq, frame(event)) for event in journal.since(db, seq)]

    def is_revoked(self, device: int | None) -> bool:
        """Whether a device was revoked since this process began to watch."""
        return device in self._revoked

    @property
    def is_stopping(self) -> bool:
        return self._stopping.is_set()


class Stream:
    """One open screen. Its place is free again after close(), which the server calls when the response ends."""

    def __init__(self, feed: LiveFeed, seq: int, listener: Listener) -> None:
        self._feed = feed
        self._seq = seq
        self._listener = listener
        self._is_open = True

    def __iter__(self) -> Iterator[bytes]:
        ends = monotonic() + STREAM_SECONDS
        yield b": connected\nretry: 2000\n\n"
        while not self._feed.is_stopping and monotonic() < ends:
            frames = self._feed._wait_after(self._seq, HEARTBEAT_SECONDS)
            if frames:
                self._seq = frames[-1][0]
                yield b"".join(data for _, data in frames)
            else:
                yield b": still here\n\n"
            if self._feed.is_revoked(self._listener.device):
                yield REVOKED
                return

    def close(self) -> None:
        if self._is_open:
            self._is_open = False
            self._feed._leave(self._listener)


def frame(event: Event) -> bytes:
    """One event in the wire format of server-sent events; its id is the journal's number."""
    data = json.dumps(event.public(), ensure_ascii=False, separators=(",", ":"))
    return f"id: {event.seq}\ndata: {data}\n\n".encode()
