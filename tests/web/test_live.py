"""The live feed: every stream hears every event once, in order, also after it was away."""

import json
import re
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from itertools import filterfalse, islice
from pathlib import Path
from time import monotonic

import pytest
from sqlite_utils.utils import sqlite3  # type: ignore[attr-defined]  # the driver that sqlite-utils chose

from storeops.base.actor import CUSTOMER
from storeops.base.business_time import stamp
from storeops.base.clock import FrozenClock
from storeops.people.device_actions import revoke_device
from storeops.people.devices import DeviceKind
from storeops.quality.ratings.moments import Moment, Place
from storeops.quality.ratings.rating_actions import tap
from storeops.store import journal, told_rows
from storeops.store.database import HallDatabase, Pool, write_transaction
from storeops.store.event_kinds import SERIES_OF, Audience, EventSeries
from storeops.store.refusals import SchemaChanged
from storeops.web import feed_reader, live
from storeops.web.live import LiveFeed, frame
from storeops.web.press_deadline import stopwatch_milliseconds
from storeops.web.refusals import FeedAway
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


def test_while_nobody_listens_a_commit_wakes_no_reader_and_the_next_stream_hears_only_what_comes(
    feed: LiveFeed, db: HallDatabase, clock: FrozenClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(live, "POLL_SECONDS", 3600)  # it would read again in an hour
    stream = feed.stream(Audience.STAFF, None, SCREEN)
    read_so_far = iter(stream)
    next(read_so_far)
    stream.close()
    a_waiting_ticket(db, clock)  # the one that the reader still waited for
    a_waiting_ticket(db, clock)

    stream = feed.stream(Audience.STAFF, None, SCREEN)
    chunks = iter(stream)
    next(chunks)
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


# A reader that cannot read


def next_beat_or_event(chunks: Iterator[bytes]) -> list[tuple[int, str]]:
    """The next event that a stream brings, past its beats."""
    while True:
        heard = events_of([next(chunks)])
        if heard:
            return heard


def until(holds: Callable[[], bool]) -> None:
    """Come back when something holds; it has ten seconds for it."""
    ends = monotonic() + 10
    while not holds():
        assert monotonic() < ends
        threading.Event().wait(0.01)


def test_a_file_that_is_moved_away_is_told_and_once_it_is_back_all_streams_go_on_without_a_loss(
    feed: LiveFeed, db: HallDatabase, clock: FrozenClock, hall_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    streams = [feed.stream(audience, None, SCREEN) for audience in (Audience.STAFF, Audience.EVERYBODY)]
    chunks = [iter(stream) for stream in streams]
    for beginning in chunks:
        next(beginning)
    aside = hall_path.with_name("aside.db")
    db.opened = None  # whoever writes now writes into the file wherever it is

    hall_path.rename(aside)
    until(lambda: feed.state.last_error is not None)
    a_waiting_ticket(db, clock)
    a_waiting_ticket(db, clock)
    with pytest.raises(FeedAway):
        feed.stream(Audience.STAFF, None, SCREEN)
    assert (feed.state.last_error or "").startswith("DatabaseGone: The hall's database was deleted or replaced")
    aside.rename(hall_path)

    for going_on in chunks:
        heard = next_beat_or_event(going_on)
        while len(heard) < 2:
            heard += next_beat_or_event(going_on)
        assert heard == [(1, "issue"), (2, "issue")]
    until(lambda: len(caplog.records) == 2)
    assert feed.state.is_reading
    told = [record.message for record in caplog.records]
    assert told[0] == "the live feed cannot read the journal: no screen is live until it can"
    assert told[1].startswith("the live feed reads the journal again, after ")
    for stream in streams:
        stream.close()


def test_a_damaged_event_stops_beats_until_it_is_mended_and_is_told_then(
    feed: LiveFeed, db: HallDatabase, clock: FrozenClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(live, "BEAT_SECONDS", 0.05)
    stream = feed.stream(Audience.STAFF, None, SCREEN)
    chunks = iter(stream)
    next(chunks)
    with write_transaction(db):
        (data,) = db.execute("SELECT json_object('number', 'A001')").fetchone()
        db.execute(
            "INSERT INTO event (at, kind, actor, data) VALUES (?, 'issue', 'customer', '{')", (stamp(clock.now()),)
        )
        told_rows.number_last(db, "issue")
    until(lambda: feed.state.last_error is not None)
    assert feed.state.last_error == "JSONDecodeError"

    heard: list[bytes] = []
    listening = threading.Thread(target=lambda: heard.append(next(chunk for chunk in chunks if not is_beat(chunk))))
    listening.start()
    with pytest.raises(FeedAway):
        feed.stream(Audience.STAFF, None, SCREEN)
    with write_transaction(db):
        db.execute("UPDATE event SET data = ? WHERE data = '{'", (data,))

    listening.join(10)
    assert events_of(heard) == [(newest(db), "issue")]
    stream.close()


def test_nobody_hears_a_beat_while_the_reader_is_in_trouble_and_streams_end_after_ten_seconds(
    feed: LiveFeed, hall_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(live, "BEAT_SECONDS", 0.01)
    monkeypatch.setattr(live, "LOOKS_AGAIN_SECONDS", 0.01)
    monkeypatch.setattr(feed_reader, "AWAY_AFTER_SECONDS", 0.3)
    stream = feed.stream(Audience.STAFF, None, SCREEN)
    chunks = iter(stream)
    next(chunks)
    hall_path.rename(hall_path.with_name("aside.db"))
    until(lambda: feed.state.last_error is not None)

    assert list(chunks) == []
    stream.close()


def test_a_screen_that_cannot_be_told_what_it_missed_begins_anew(
    feed: LiveFeed, db: HallDatabase, clock: FrozenClock, caplog: pytest.LogCaptureFixture
) -> None:
    a_waiting_ticket(db, clock)
    with write_transaction(db):
        db.execute("UPDATE event SET data = '{' WHERE seq = ?", (journal.last_seq(db),))
    for _ in range(2):
        stream = feed.stream(Audience.STAFF, 0, SCREEN)
        assert list(stream)[1:] == [b"event: reset\ndata: {}\n\n"]
        stream.close()

    assert [record.message for record in caplog.records] == ["a screen could not be told what it missed"]


def test_a_database_of_another_version_ends_the_feed_with_one_line(
    hall_path: Path, db: HallDatabase, caplog: pytest.LogCaptureFixture
) -> None:
    pool, ended = Pool(hall_path), threading.Event()
    feed = LiveFeed(pool, cap=1, on_other_schema=ended.set)
    stream = feed.stream(Audience.STAFF, None, SCREEN)

    with write_transaction(db):
        db.execute("CREATE TABLE of_tomorrow (id INTEGER PRIMARY KEY)")
        db.execute("INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('storeops', '9999', '')")

    assert ended.wait(10)
    assert len(caplog.records) == 1
    with pytest.raises(SchemaChanged), write_transaction(db):
        pass
    stream.close()
    feed.stop()
    pool.close()


def test_a_change_that_is_no_other_version_s_is_no_matter(db: HallDatabase, hall_path: Path) -> None:
    with closing(sqlite3.connect(hall_path)) as other:
        other.execute("CREATE TABLE notes_of_the_administrator (id INTEGER)")

    with write_transaction(db):
        db.execute("UPDATE hall SET id = id")
