"""What /metrics tells of a hall, and that the page about it lists all of it."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from prometheus_client.parser import text_string_to_metric_families

from storeops.api.app import create_app
from storeops.base.clock import FrozenClock
from storeops.base.settings import read
from storeops.measuring.level_today_view import level_today
from storeops.queueing.calling import call_next
from storeops.running import monitor
from storeops.running.jobs import JOBS, run_job
from storeops.store.database import HallDatabase, Pool
from storeops.web.live import LiveFeed
from storeops.web.request import Runtime
from tests.factories import a_called_ticket, a_waiting_ticket, an_open_counter, clerk_at, later, lose
from tests.source_code import ROOT

LISTED = re.compile(r"^\| `(storeops_\w+)`", re.MULTILINE)


@pytest.fixture
def runtime(hall_path: Path, clock: FrozenClock) -> Iterator[Runtime]:
    pool = Pool(hall_path)
    feed = LiveFeed(pool, cap=2)
    yield Runtime(read({}, hall_path), pool, clock, feed)
    feed.stop()
    pool.close()


Samples = dict[str, dict[tuple[str, ...], float]]


def told(runtime: Runtime) -> Samples:
    """What is told now: by name and the values of the labels."""
    answer = monitor.create_app(runtime).test_client().get("/metrics")
    assert answer.status_code == 200
    found: Samples = {}
    for family in text_string_to_metric_families(answer.text):
        found.setdefault(family.name, {})
        for sample in family.samples:
            found.setdefault(sample.name, {})[tuple(sample.labels.values())] = sample.value
    return found


def test_the_queue_is_told_by_service_with_its_oldest_wait(
    runtime: Runtime, db: HallDatabase, clock: FrozenClock
) -> None:
    a_waiting_ticket(db, clock)
    later(clock, "90s")
    a_waiting_ticket(db, clock)
    later(clock, "30s")

    metrics = told(runtime)

    assert metrics["storeops_waiting_tickets"] == {(): 2}
    assert sum(metrics["storeops_waiting_tickets_of_service"].values()) == 2
    assert metrics["storeops_oldest_wait_seconds"] == {(): 120}  # 90 s + 30 s
    assert metrics["storeops_tickets_issued_today"] == {(): 2}


def test_an_empty_hall_has_no_wait_and_no_level(runtime: Runtime) -> None:
    metrics = told(runtime)

    assert metrics["storeops_waiting_tickets"] == {(): 0}
    assert metrics["storeops_oldest_wait_seconds"] == {}
    assert metrics["storeops_service_level_today"] == {}
    assert metrics["storeops_calls_today"] == {(): 0}


def test_promises_are_kept_by_whoever_was_called_in_time(
    runtime: Runtime, db: HallDatabase, clock: FrozenClock
) -> None:
    a_called_ticket(db, clock, counter="1")
    a_waiting_ticket(db, clock)
    an_open_counter(db, clock, "2")
    later(clock, "2h")
    call_next(db, clock, clerk_at(db, "2"), "2")

    metrics = told(runtime)

    assert metrics["storeops_open_counters"] == {(): 2}
    assert (metrics["storeops_calls_today"], metrics["storeops_promises_kept_today"]) == ({(): 2}, {(): 1})
    assert metrics["storeops_service_level_today"] == {(): level_today(db, clock.now()).share}


def test_jobs_tell_when_they_came_to_their_end_and_how_often_they_did_not(runtime: Runtime, clock: FrozenClock) -> None:
    closing = next(job for job in JOBS if job.name == "close_day")
    run_job(closing, runtime.pool, clock, runtime.jobs)
    succeeded = clock.now()
    later(clock, "20s")
    runtime.jobs.note_failure("close_day")

    metrics = told(runtime)

    assert metrics["storeops_job_success_timestamp_seconds"] == {("close_day",): succeeded.timestamp()}
    assert metrics["storeops_job_failures_total"] == {("close_day",): 1}


def test_a_ticket_that_could_not_be_issued_for_a_fault_is_an_error(runtime: Runtime, db: HallDatabase) -> None:
    program = create_app(runtime).test_client()
    program.post("/tickets", json={"service": "payment"})
    before = told(runtime)
    lose(db, "device")
    program.post("/tickets", json={"service": "payment"}, headers={"Authorization": "Bearer x"})

    after = told(runtime)

    assert before["storeops_requests_refused_total"][("issue",)] == 1  # without a bearer
    assert (before["storeops_issue_errors_total"], after["storeops_issue_errors_total"]) == ({(): 0}, {(): 1})
    assert after["storeops_request_seconds_count"][("issue",)] == 2


def test_every_metric_stands_in_the_page_and_none_that_is_gone(runtime: Runtime, clock: FrozenClock) -> None:
    run_job(JOBS[0], runtime.pool, clock, runtime.jobs)
    answer = monitor.create_app(runtime).test_client().get("/metrics").text
    given = {name for name in re.findall(r"^# TYPE (\w+) ", answer, re.MULTILINE) if not name.endswith("_created")}

    page = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")

    assert set(LISTED.findall(page)) == given
