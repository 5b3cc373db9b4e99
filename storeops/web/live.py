"""The live feed: the journal's events, pushed to open screens as server-sent events, to each what it may know.

One thread per process reads new events once and wakes all streams. A commit of this process wakes it at once; those
of other processes (a job, the command line) are noticed within a second, and so is everything while nobody listens:
reading after each commit would only hold up who commits. Whatever stops it from reading is logged once
and tried again; until it reads, no stream beats, so that every screen says that it is not live, and nothing is lost.
"""

import json
import logging
import threading
from collections import Counter, deque
from collections.abc import Callable, Iterator
from itertools import takewhile
from time import monotonic
from typing import cast

from storeops.store import journal, told_rows
from storeops.store.database import HallDatabase, Pool, is_away, is_damage
from storeops.store.event_kinds import SERIES_OF, Audience, EventSeries
from storeops.store.refusals import SchemaChanged
from storeops.store.told_errors import described
from storeops.store.told_rows import NumberedEvent
from storeops.web.feed_reader import FeedReader, FeedState
from storeops.web.press_deadline import stopwatch_milliseconds
from storeops.web.refusals import FeedAway
from storeops.web.stream_places import MOST_OF_AN_ADDRESS, Listener, StreamPlaces

log = logging.getLogger("storeops.web.live")

BEAT_SECONDS = 5.0
"""A closed browser frees its thread only at a write, so every stream writes this often; a screen that hears nothing for
longer knows that it is cut off."""
STREAM_SECONDS = 600.0
"""A stream ends after this and the browser opens the next: a forgotten one does not live for ever."""
RECENT_EVENTS = 1000
REVOKED = b"event: revoked\ndata: {}\n\n"
"""The last word to a screen that is enrolled no more, or whose session is over: its page, loaded anew, says so."""
RESET = b"event: reset\ndata: {}\n\n"
"""To a screen that cannot be told what it missed: it loads its page anew, which knows."""
POLL_SECONDS = 1.0
LOOKS_AGAIN_SECONDS = 0.25
"""How soon a stream looks again whether its late beat is due: at once after the reader goes on."""
BEGINS_WITHIN_SECONDS = 5.0
"""How long the first stream waits for the first reading."""

HELLO = b": connected\nretry: 2000\n\n"


class LiveFeed:
    """Fans new events out to at most `cap` streams, of which one address gets so many.

    `on_other_schema` is called, once, when the database turns out to be another version's.
    """

    def __init__(
        self,
        pool: Pool,
        cap: int,
        of_an_address: int = MOST_OF_AN_ADDRESS,
        on_other_schema: Callable[[], None] = lambda: None,
    ) -> None:
        self._pool = pool
        self._places = StreamPlaces(cap, of_an_address)
        self._on_other_schema = on_other_schema
        self._changed = threading.Condition()
        self._recent: deque[NumberedEvent] = deque()
        self._recent_after = 0
        self._last_seq = 0
        self._revoked: set[int] = set()
        self._epochs: dict[EventSeries, str] = {}
        self._frames: dict[tuple[int, Audience], bytes] = {}
        self._listening: Counter[Audience] = Counter()
        self._reader = FeedReader(monotonic())
        self._begun = threading.Event()
        self._heard = threading.Event()
        """Set while anybody listens."""
        self._stopping = threading.Event()
        self._watcher: threading.Thread | None = None

    def begin(self) -> None:
        """Begin to read, before anybody listens: what is wrong is known then."""
        with self._changed:
            if self._watcher is None:
                self._reader = FeedReader(monotonic())
                self._watcher = threading.Thread(target=self._watch, name="live-feed", daemon=True)
                self._watcher.start()

    def stop(self) -> None:
        """End every stream and the watching thread."""
        self._stopping.set()
        self._heard.set()
        with self._changed:
            self._changed.notify_all()

    @property
    def open_streams(self) -> int:
        return self._places.taken

    @property
    def state(self) -> FeedState:
        """How the reading of the journal fares; well, as long as nobody has listened."""
        return self._reader.state(monotonic()) if self._watcher else FeedState(0.0, None)

    def stream(
        self,
        audience: Audience,
        after: int | None,
        listener: Listener,
        first: bytes = b"",
        still_reads: Callable[[], bool] = lambda: True,
    ) -> "Stream":
        """A stream of what an audience is told after a seq of the journal (None: from now on), begun with `first`.

        TooManyStreams when there is no place for it; FeedAway where the journal cannot be read, for whoever listened
        would take silence for a quiet hall. That of an enrolled device ends when the device is revoked, that of
        somebody signed in when `still_reads` says, within a beat, that they are not any more.
        """
        self.begin()
        if not self._begun.wait(BEGINS_WITHIN_SECONDS) or not self.state.is_reading:
            raise FeedAway
        if after is None:
            with self._pool.lend() as db:
                after = journal.last_seq(db)
        with self._changed:
            self._places.take(listener)
            self._listening[audience] += 1
            self._heard.set()
            return Stream(self, audience, after, listener, first, still_reads)

    def _watch(self) -> None:
        """Read until told to end, whatever comes between."""
        while not self._stopping.is_set():
            try:
                self._read_on()
            except SchemaChanged:
                log.error("the database is another version's by now: this server ends; start the one of that version")
                self._on_other_schema()
                return
            except Exception as error:
                if self._reader.failed(described(error)):
                    log.exception("the live feed cannot read the journal: no screen is live until it can")
                self._stopping.wait(self._reader.pause_seconds)

    def _read_on(self) -> None:
        """Read until told to end. Whatever stops the reading, and its connection is not used again then."""
        db = self._pool.take()
        try:
            commits = db.gate.commits
            while not self._stopping.is_set():
                commits = self._read_once(db, commits)
        except BaseException:
            db.conn.close()
            raise
        self._pool.give_back(db)

    def _read_once(self, db: HallDatabase, commits: int) -> int:
        """Take in what is new, else wait for a commit beyond so many; how many there are."""
        db.refuse_if_gone()
        db.refuse_if_changed()
        if not self._begun.is_set():
            self._last_seq = self._recent_after = journal.last_seq(db)
            self._epochs = {series: told_rows.epoch(db, series) for series in EventSeries}
            self._begun.set()
        fresh = told_rows.since(db, self._last_seq)
        if fresh:
            self._publish(fresh)
        healed_after = self._reader.read(monotonic())
        if healed_after is not None:
            log.warning("the live feed reads the journal again, after %.0f s", healed_after)
        if fresh:
            return commits
        if self._heard.is_set():
            return db.gate.wait_for_commit(commits, POLL_SECONDS)
        self._heard.wait(POLL_SECONDS)
        return db.gate.commits

    def _publish(self, events: list[NumberedEvent]) -> None:
        # Made here, not by the streams: an event that nobody can read stops the reader, which tells of it.
        made = {
            (event.seq, audience): self._made(event, audience)
            for event in events
            for audience in Audience
            if self._listening[audience]
        }
        with self._changed:
            self._revoked.update(cast(int, event.data["device"]) for event in events if event.kind == "device_revoked")
            self._frames.update(made)
            self._recent.extend(events)
            while len(self._recent) > RECENT_EVENTS:
                self._recent_after = self._recent.popleft().seq
                for audience in Audience:
                    self._frames.pop((self._recent_after, audience), None)
            self._last_seq = events[-1].seq
            self._changed.notify_all()

    def _leave(self, listener: Listener, audience: Audience) -> None:
        with self._changed:
            self._places.leave(listener)
            self._listening[audience] -= 1
            if not any(self._listening.values()) and not self._stopping.is_set():
                self._heard.clear()

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
            known = self._made(event, audience)
            if event.seq > self._recent_after:
                self._frames[event.seq, audience] = known
        return known

    def _made(self, event: NumberedEvent, audience: Audience) -> bytes:
        shown = event.shown(audience)
        return frame(self._epochs[SERIES_OF[audience]], shown) if shown else b""

    def _cannot_tell(self, error: Exception) -> None:
        """Log once what keeps streams from what they missed."""
        if self._reader.is_new(described(error)):
            log.error("a screen could not be told what it missed", exc_info=error)

    def is_revoked(self, device: int | None) -> bool:
        """Whether a device was revoked since this process began to watch."""
        return device in self._revoked

    @property
    def is_stopping(self) -> bool:
        return self._stopping.is_set()


class Stream:
    """One open screen. Its place is free again after close(), which the server calls when the response ends."""

    def __init__(
        self,
        feed: LiveFeed,
        audience: Audience,
        seq: int,
        listener: Listener,
        first: bytes,
        still_reads: Callable[[], bool],
    ) -> None:
        self._feed = feed
        self._audience = audience
        self._seq = seq
        self._listener = listener
        self._first = first
        self._still_reads = still_reads
        self._is_open = True

    def __iter__(self) -> Iterator[bytes]:
        ends = monotonic() + STREAM_SECONDS
        yield HELLO + self._first + beat()
        beats_at = monotonic() + BEAT_SECONDS
        while not self._feed.is_stopping and monotonic() < ends:
            until_beat = max(beats_at - monotonic(), 0)
            try:
                self._seq, told = self._feed._wait_after(self._audience, self._seq, until_beat, self._listener.device)
            except Exception as error:
                self._feed._cannot_tell(error)
                if is_damage(error) or not is_away(error):
                    yield RESET
                return
            if told:
                yield told
            if self._feed.is_revoked(self._listener.device):
                yield REVOKED
                return
            if monotonic() < beats_at:
                continue
            state = self._feed.state
            if state.is_away:
                return
            if state.is_reading:
                if not self._may_read_on():
                    yield REVOKED
                    return
                # In its own time, whatever else is told: only so does a beat tell nothing of what is not.
                beats_at += BEAT_SECONDS
                yield beat()
            else:
                beats_at = monotonic() + LOOKS_AGAIN_SECONDS

    def _may_read_on(self) -> bool:
        try:
            return self._still_reads()
        except Exception as error:  # asked again at the next beat
            self._feed._cannot_tell(error)
            return True

    def close(self) -> None:
        if self._is_open:
            self._is_open = False
            self._feed._leave(self._listener, self._audience)


def beat() -> bytes:
    """That the line stands, and the server's stopwatch, in the wire format."""
    return f"event: beat\ndata: {stopwatch_milliseconds()}\n\n".encode()


def frame(epoch: str, shown: dict[str, object], name: str = "") -> bytes:
    """What is told of one event, in the wire format of server-sent events; its id is epoch and number."""
    data = json.dumps(shown, ensure_ascii=False, separators=(",", ":"))
    kind = f"event: {name}\n" if name else ""
    return f"{kind}id: {epoch}-{shown['seq']}\ndata: {data}\n\n".encode()
