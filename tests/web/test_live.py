"""The live feed: every stream hears every event once, in order, also after it was away."""

import json
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path

import pytest

from storeops.base.clock import FrozenClock
from storeops.people.device_actions import revoke_device
from storeops.people.devices import DeviceKind
from storeops.store import journal
from storeops.store.database import HallDatabase, Pool
from storeops.web import live
from storeops.web.live import LiveFeed
from storeops.web.stream_places import Listener
from tests.factories import ADA, a_called_ticket, a_waiting_ticket, an_enrolled_screen

SCREEN = Listener("192.168.1.20")


@pytest.fixture
def feed(hall_path: Path) -> Iterator[LiveFeed]:
    pool = Pool(hall_path)
    feed = LiveFeed(pool, cap=10)
    yield feed
    feed.stop()
    pool.close()


def events_of(chunks: list[bytes]) -> list[tuple[int, str]]:
    """The (seq, kind) of each event in some chunks of a stream."""
    data = b"".join(chunks).decode()
    found = [json.loads(line.removeprefix("data: ")) for line in data.splitlines() if line.startswith("data: ")]
    return [(event["seq"], event["kind"]) for event in found]


def read_until(stream: Iterator[bytes], seq: int) -> list[tuple[int, str]]:
    """Read a stream until it has brought the event of this number."""
    heard: list[tuple[int, str]] = []
    while not heard or heard[-1][0] < seq:
        heard += events_of([next(stream)])
    return heard


def test_a_new_stream_hears_what_happens_from_now_on(feed: LiveFeed, db: HallDatabase, clock: FrozenClock) -> None:
    a_waiting_ticket(db, clock)
    stream = feed.stream(None, SCREEN)
    chunks = iter(stream)
    assert next(chunks).startswith(b": connected")

    a_waiting_ticket(db, clock)

    assert read_until(chunks, journal.last_seq(db)) == [(journal.last_seq(db), "issue")]
    stream.close()


def test_a_stream_that_was_away_is_told_what_it_missed(feed: LiveFeed, db: HallDatabase, clock: FrozenClock) -> None:
    a_waiting_ticket(db, clock)
    seen = journal.last_seq(db)
    a_called_ticket(db, clock)
    stream = feed.stream(seen, SCREEN)

    heard = read_until(iter(stream), journal.last_seq(db))

    assert [seq for seq, _ in heard] == list(range(seen + 1, journal.last_seq(db) + 1))
    assert heard[-1][1].startswith("call")
    stream.close()


def test_a_long_absence_is_made_up_from_the_journal(
    feed: LiveFeed, db: HallDatabase, clock: FrozenClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(live, "RECENT_EVENTS", 3)
    watching = feed.stream(None, SCREEN)
    start = journal.last_seq(db)
    for _ in range(8):
        a_waiting_ticket(db, clock)
    read_until(iter(watching), journal.last_seq(db))  # the feed has published all eight and kept the last three

    late = feed.stream(start, SCREEN)
    heard = read_until(iter(late), journal.last_seq(db))

    assert [seq for seq, _ in heard] == list(range(start + 1, start + 9))
    watching.close()
    late.close()


def test_two_streams_hear_the_same(feed: LiveFeed, db: HallDatabase, clock: FrozenClock) -> None:
    streams = [feed.stream(None, SCREEN) for _ in range(2)]

    a_called_ticket(db, clock)

    heard = [read_until(iter(stream), journal.last_seq(db)) for stream in streams]
    assert heard[0] == heard[1] != []
    for stream in streams:
        stream.close()


def test_a_silent_hall_gives_a_heartbeat(feed: LiveFeed, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live, "HEARTBEAT_SECONDS", 0.01)
    stream = feed.stream(None, SCREEN)

    chunks = list(islice(iter(stream), 3))

    assert chunks[1:] == [b": still here\n\n"] * 2
    stream.close()


def test_a_stopping_feed_ends_its_streams(feed: LiveFeed) -> None:
    stream = feed.stream(None, SCREEN)
    chunks = iter(stream)
    next(chunks)

    feed.stop()

    assert list(chunks) in ([], [b": still here\n\n"])
    stream.close()


def test_events_hold_nothing_personal(feed: LiveFeed, db: HallDatabase, clock: FrozenClock) -> None:
    a_called_ticket(db, clock)

    public = json.dumps([event.public() for event in journal.since(db, 0)])

    assert "Ana" not in public
    assert "1001" not in public
    assert "token" not in public


def test_the_stream_of_a_revoked_screen_ends_and_says_so(feed: LiveFeed, db: HallDatabase, clock: FrozenClock) -> None:
    for name in ("Board", "Other board"):
        an_enrolled_screen(db, clock, DeviceKind.BOARD, name)
    revoked, other, phone = (feed.stream(None, replace(SCREEN, device=device)) for device in (1, 2, None))
    chunks = [iter(stream) for stream in (revoked, other, phone)]
    for beginning in chunks:
        next(beginning)

    revoke_device(db, clock, ADA.actor, 1)

    heard = list(chunks[0])
    assert heard[-1] == b"event: revoked\ndata: {}\n\n"
    for going_on in chunks[1:]:
        assert events_of([next(going_on)])[-1][1] == "device_revoked"
    a_waiting_ticket(db, clock)
    assert [events_of([next(going_on)])[-1][1] for going_on in chunks[1:]] == ["issue", "issue"]
    for stream in (revoked, other, phone):
        stream.close()
