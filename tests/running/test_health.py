"""/healthz and /metrics: what they tell, and how soon, whatever stands still."""

import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from time import monotonic
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlite_utils.utils import sqlite3  # type: ignore[attr-defined]  # the driver that sqlite-utils chose
from werkzeug.test import TestResponse

from storeops.base.clock import FrozenClock
from storeops.base.settings import read
from storeops.queueing.refusals import HallClosed
from storeops.running import health, monitor
from storeops.running.health import HealthReason, reasons
from storeops.store.database import HallDatabase, Pool
from storeops.store.refusals import Overloaded
from storeops.web.feed_reader import FeedReader, FeedState
from storeops.web.issuing_watch import IssuingWatch
from storeops.web.live import LiveFeed
from storeops.web.request import Runtime

WELL = FeedState(0.4, None)


@pytest.fixture
def runtime(hall_path: Path, clock: FrozenClock) -> Iterator[Runtime]:
    pool = Pool(hall_path)
    feed = LiveFeed(pool, cap=2)
    yield Runtime(read({}, hall_path), pool, clock, feed)
    feed.stop()
    pool.close()


@pytest.fixture
def watch(runtime: Runtime) -> FlaskClient:
    return monitor.create_app(runtime).test_client()


def told(answer: TestResponse) -> dict[str, Any]:
    assert isinstance(answer.json, dict)
    return answer.json


def test_a_hall_that_can_issue_is_ok_and_has_no_reasons(watch: FlaskClient) -> None:
    answer = watch.get("/healthz")

    assert answer.status_code == 200
    assert (told(answer)["status"], told(answer)["reasons"]) == ("ok", [])
    assert told(answer)["feed"] == {"lag_seconds": 0.0, "last_error": None}


def test_a_held_write_lock_is_told_within_two_seconds_and_at_once_to_the_next_who_asks(
    watch: FlaskClient, hall_path: Path
) -> None:
    with closing(sqlite3.connect(hall_path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        began = monotonic()
        answer = watch.get("/healthz")
        assert monotonic() - began < 2
        began = monotonic()
        again = watch.get("/healthz")
        assert monotonic() - began < 0.5
        other.execute("ROLLBACK")

    for each in (answer, again):
        assert each.status_code == 503
        assert told(each)["status"] == "cannot issue"
        (reason,) = told(each)["reasons"]
        assert reason["what"] == "writing"
        assert reason["says"].startswith("a write has waited for ")


def test_the_queue_of_writers_of_this_process_holds_up_no_answer(
    watch: FlaskClient, runtime: Runtime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(health, "ANSWERS_WITHIN_SECONDS", 0.05)
    with runtime.pool.lend() as db:
        db.gate.lock.acquire()
        try:
            assert watch.get("/healthz").status_code == 503
        finally:
            db.gate.lock.release()
    monkeypatch.undo()

    assert watch.get("/healthz").status_code == 200


def test_a_system_that_gives_no_thread_is_told_and_tried_again(
    watch: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuses(_: threading.Thread) -> None:
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr(threading.Thread, "start", refuses)
    refused = watch.get("/healthz")
    monkeypatch.undo()

    assert (refused.status_code, told(refused)["reasons"]) == (503, [{"what": "writing", "says": "RuntimeError"}])
    assert watch.get("/healthz").status_code == 200


def test_a_feed_that_stands_still_is_told_but_tickets_can_be_issued(watch: FlaskClient, runtime: Runtime) -> None:
    runtime.live.begin()
    assert runtime.live._watcher
    runtime.live.stop()
    runtime.live._watcher.join()  # it reads no more, and so heals nothing
    reader = FeedReader(monotonic() - 7.6)
    reader.failed("OperationalError: disk I/O error")
    runtime.live._reader = reader

    answer = watch.get("/healthz")

    assert (answer.status_code, told(answer)["status"]) == (200, "degraded")
    assert told(answer)["feed"]["last_error"] == "OperationalError: disk I/O error"
    assert b"storeops_feed_lag_seconds 7." in watch.get("/metrics").data or b"_seconds 8." in watch.get("/metrics").data


def test_a_ticket_that_could_not_be_issued_turns_it_red_until_one_is(watch: FlaskClient, runtime: Runtime) -> None:
    with pytest.raises(sqlite3.OperationalError), runtime.issuing.issuing():
        raise sqlite3.OperationalError("database or disk is full")

    answer = watch.get("/healthz")
    assert (answer.status_code, told(answer)["status"]) == (503, "cannot issue")
    (reason,) = told(answer)["reasons"]
    assert reason == {
        "what": "issuing",
        "says": "the last ticket that was asked for, 0 s ago, could not be issued"
        " (OperationalError: database or disk is full)",
    }

    with runtime.issuing.issuing():
        pass
    assert watch.get("/healthz").status_code == 200


def test_a_refusal_is_no_failure_to_issue_and_a_busy_database_is() -> None:
    issuing = IssuingWatch()
    with pytest.raises(HallClosed), issuing.issuing():
        raise HallClosed(tickets_from="09:00")
    assert issuing.failure is None

    with pytest.raises(Overloaded), issuing.issuing():
        raise Overloaded
    assert issuing.failure is not None


def test_a_failure_tells_nothing_of_the_hall_s_values() -> None:
    issuing = IssuingWatch()
    with pytest.raises(ValueError, match="Ana"), issuing.issuing():
        raise ValueError("no such person: Ana")

    assert issuing.failure is not None
    assert issuing.failure[1] == "ValueError"


def test_reasons_tell_what_stops_issuing_first() -> None:
    assert reasons(None, None, WELL) == []
    found = reasons("locked", (3.2, "Overloaded"), FeedState(12.3, None))

    assert [reason.what for reason in found] == ["writing", "issuing", "feed"]
    assert found[2] == HealthReason(
        "feed",
        "screens are not told what happens: the journal was last read 12 s ago (no answer from the database)",
    )
    assert [reason.stops_issuing for reason in found] == [True, True, False]


def test_the_reader_waits_longer_each_time_up_to_two_seconds_and_tells_each_error_once() -> None:
    reader = FeedReader(100.0)
    told, pauses = [], []
    for _ in range(7):
        told.append(reader.failed("OperationalError: database is locked"))
        pauses.append(reader.pause_seconds)
    told.append(reader.failed("OperationalError: disk I/O error"))

    assert told == [True, *[False] * 6, True]
    assert pauses == [0.1, 0.2, 0.4, 0.8, 1.6, 2.0, 2.0]
    assert reader.state(103.5) == FeedState(3.5, "OperationalError: disk I/O error")
    assert reader.read(104.0) == 4.0
    assert reader.read(105.0) is None
    assert reader.state(105.5).is_reading


def test_a_database_that_is_gone_is_said_to_be_so(watch: FlaskClient, db: HallDatabase, hall_path: Path) -> None:
    assert watch.get("/healthz").status_code == 200
    hall_path.rename(hall_path.with_name("aside.db"))

    answer = watch.get("/healthz")

    assert answer.status_code == 503
    assert told(answer)["reasons"][0]["says"].startswith("The hall's database was deleted or replaced")
