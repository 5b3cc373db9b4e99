"""The live feed: every stream hears every event once, in order, also after it was away."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import filterfalse, islice
from pathlib import Path

import pytest

from storeops.base.actor import CUSTOMER
from storeops.base.clock import FrozenClock
from storeops.people.device_actions import revoke_device
from storeops.people.devices import DeviceKind
from storeops.quality.ratings.moments import Moment, Place
from storeops.quality.ratings.rating_actions import tap
from storeops.store import journal, told_rows
from storeops.store.database import HallDatabase, Pool
from storeops.store.event_kinds import SERIES_OF, Audience, EventSeries
from storeops.web import live
from storeops.web.live import LiveFeed, frame
from storeops.web.press_deadline import stopwatch_milliseconds
from storeops.web.stream_places import Listener
from tests.factories import ADA, a_called_ticket, a_served_ticket, a_waiting_ticket, an_enrolled_screen

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
    found = [json.loads(line.removeprefix("data: ")) for line in data.splitlines() if line.startswith("data: {")]
    return [(event["seq"], event["kind"]) for event in found if "kind" in event]  # a beat is a number


def is_beat(chunk: bytes) -> bool:
    return re.fullmatch(rb"event: beat\ndata: \d+\n\n", chunk) is not None


def read_until(stream: Iterator[bytes], number: int) -> list[tuple[int, str]]:
    """Read a stream until it has brought the event of this number; it may not fall silent before."""
    heard: list[tuple[int, str]] = []
    while not heard or heard[-1][0] < number:
        chunk = next(stream)
        assert not is_beat(chunk), heard
        heard += events_of([chunk])
    return heard


def newest(db: HallDatabase) -> int:
    """The number of the newest event of which everybody who works here may know."""
    return told_rows.last_number(db, EventSeries.STAFF)


def test_a_new_stream_hears_what_happens_from_now_on(feed: LiveFeed, db: HallDatabase, clock: FrozenClock) -> None:
    a_waiting_ticket(db, clock)
    stream = feed.stream(Audience.STAFF, None, SCREEN)
    chunks = iter(stream)
    assert next(chunks).startswith(b": connected")

    a_waiting_ticket(db, clock)

    assert read_until(chunks, newest(db)) == [(newest(db), "issue")]
    stream.close()


def test_a_stream_that_was_away_is_told_what_it_missed(feed: LiveFeed, db: HallDatabase, clock: FrozenClock) -> None:
    a_waiting_ticket(db, clock)
    seen, number = journal.last_seq(db), newest(db)
    a_called_ticket(db, clock)
    stream = feed.stream(Audience.STAFF, seen, SCREEN)

    heard = read_until(iter(stream), newest(db))

    assert [seq for seq, _ in heard] == list(range(number + 1, newest(db) + 1))
    assert heard[-1][1].startswith("call")
    stream.close()


def test_a_long_absence_is_made_up_from_the_journal(
    feed: LiveFeed, db: HallDatabase, clock: FrozenClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(live, "RECENT_EVENTS", 3)
    watching = feed.stream(Audience.STAFF, None, SCREEN)
    start, number = journal.last_seq(db), newest(db)
    for _ in range(8):
        a_waiting_ticket(db, clock)
    read_until(iter(watching), newest(db))  # the feed has published all eight and kept the last three

    late = feed.stream(Audience.STAFF, start, SCREEN)
    heard = read_until(iter(late), newest(db))

    assert [seq for seq, _ in heard] == list(range(number + 1, number + 9))
    watching.close()
    late.close()


def test_two_streams_hear_the_same(feed: LiveFeed, db: HallDatabase, clock: FrozenClock) -> None:
    streams = [feed.stream(Audience.STAFF, None, SCREEN) for _ in range(2)]

    a_called_ticket(db, clock)

    heard = [read_until(iter(stream), newest(db)) for stream in streams]
    assert heard[0] == heard[1] != []
    for stream in streams:
        stream.close()


def test_a_silent_hall_beats(feed: LiveFeed, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live, "BEAT_SECONDS", 0.01)
    stream = feed.stream(Audience.EVERYBODY, None, SCREEN)

    chunks = list(islice(iter(stream), 3))

    assert all(map(is_beat, chunks[1:]))
    stream.close()


def test_a_stream_tells_the_stopwatch_at_once_and_with_each_beat(
    feed: LiveFeed, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(live, "BEAT_SECONDS", 0.01)
    stream = feed.stream(Audience.EVERYBODY, None, SCREEN)
    before = stopwatch_milliseconds()

    told = [int(chunk.split(b"data: ")[1]) for chunk in islice(iter(stream), 3)]

    assert told == sorted(told)
    assert before <= told[0] <= told[2] <= stopwatch_milliseconds()
    stream.close()


def test_each_stream_hears_what_its_audience_may_know(feed: LiveFeed, db: HallDatabase, clock: FrozenClock) -> None:
    streams = {audience: feed.stream(audience, None, SCREEN) for audience in (Audience.EVERYBODY, Audience.QUALITY)}
    visit = a_served_ticket(db, clock)
    tap(db, clock, CUSTOMER, visit.token, Moment.FAREWELL, 5, Place.PAD)
    a_waiting_ticket(db, clock)

    last = {
        audience: told_rows.last_number(db, SERIES_OF[audience]) for audience in (Audience.EVERYBODY, Audience.QUALITY)
    }
    heard = {audience: read_until(iter(stream), last[audience]) for audience, stream in streams.items()}

    # A stranger's numbers have a gap for the opened counter, which staff may know of, and none for the tap.
    assert heard[Audience.EVERYBODY] == [(1, "issue"), (3, "call_ticket"), (4, "start"), (5, "finish"), (6, "issue")]
    assert [kind for _, kind in heard[Audience.QUALITY]] == [
        *("issue", "counter_open", "call_ticket", "start", "finish", "prompt_shown", "rated", "issue")
    ]
    for stream in streams.values():
        stream.close()


def test_a_stream_hears_nothing_at_the_moment_of_a_tap(
    feed: LiveFeed, db: HallDatabase, clock: FrozenClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    visit = a_served_ticket(db, clock)
    stream = feed.stream(Audience.STAFF, None, SCREEN)
    chunks = iter(stream)
    next(chunks)
    monkeypatch.setattr(live, "BEAT_SECONDS", 0.05)

    tap(db, clock, CUSTOMER, visit.token, Moment.FAREWELL, 1, Place.PAD)

    assert is_beat(next(chunks))
    stream.close()


def test_the_id_of_an_event_is_epoch_and_number(feed: LiveFeed, db: HallDatabase, clock: FrozenClock) -> None:
    stream = feed.stream(Audience.EVERYBODY, 0, SCREEN)
    a_waiting_ticket(db, clock)
    chunks = iter(stream)
    next(chunks)

    assert next(chunks).startswith(f"id: {told_rows.epoch(db, EventSeries.STAFF)}-1\ndata: {{".encode())
    stream.close()


def test_a_stream_may_begin_with_a_word_of_its_own(feed: LiveFeed) -> None:
    stream = feed.stream(Audience.EVERYBODY, None, SCREEN, frame("0123456789ab", {"seq": 7}, "reset"))

    told = b': connected\nretry: 2000\n\nevent: reset\nid: 0123456789ab-7\ndata: {"seq":7}\n\n'
    assert is_beat(next(iter(stream)).removeprefix(told))
    stream.close()


def test_a_stopping_feed_ends_its_streams(feed: LiveFeed) -> None:
    stream = feed.stream(Audience.STAFF, None, SCREEN)
    chunks = iter(stream)
    next(chunks)

    feed.stop()

    assert len(list(filterfalse(is_beat, chunks))) == 0
    stream.close()


def test_events_hold_nothing_personal(db: HallDatabase, clock: FrozenClock) -> None:
    a_called_ticket(db, clock)

    told = json.dumps([event.shown(Audience.OFFICE) for event in told_rows.since(db, 0)])

    assert "Ana" not in told
    assert "1001" not in told
    assert "token" not in told


def test_the_stream_of_a_revoked_screen_ends_and_says_so(feed: LiveFeed, db: HallDatabase, clock: FrozenClock) -> None:
    for name in ("Board", "Other board"):
        an_enrolled_screen(db, clock, DeviceKind.BOARD, name)
    revoked, other, phone = (
        feed.stream(Audience.EVERYBODY, None, replace(SCREEN, device=device)) for device in (1, 2, None)
    )
    chunks = [iter(stream) for stream in (revoked, other, phone)]
    for beginning in chunks:
        next(beginning)

    revoke_device(db, clock, ADA.actor, 1)

    heard = list(chunks[0])
    assert heard[-1] == b"event: revoked\ndata: {}\n\n"
    a_waiting_ticket(db, clock)
    assert [events_of([next(going_on)])[-1][1] for going_on in chunks[1:]] == ["issue", "issue"]
    for stream in (revoked, other, phone):
        stream.close()
