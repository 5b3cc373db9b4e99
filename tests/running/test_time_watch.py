"""Somebody sets the clock while a hall is served: it is seen, and what is done for good waits where it must."""

import threading
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from sqlite_utils.utils import sqlite3  # type: ignore[attr-defined]  # the driver that sqlite-utils chose

from storeops.base.clock import FrozenClock
from storeops.base.clock_trust import FoundAt, TimeDoubt
from storeops.base.settings import Settings
from storeops.queueing.ticket import State
from storeops.running.jobs import JOBS, Job, Ticker, run_job
from storeops.running.time_watch import TimeWatch
from storeops.store import clock_rows
from storeops.store.database import HallDatabase, Pool
from storeops.web.job_runs import JobRuns
from storeops.web.workshop import Workshop
from tests.factories import MONDAY_NINE, a_waiting_ticket, everything, open_daily, rows

CLOSING = next(job for job in JOBS if job.name == "close_day")


@pytest.fixture
def pool(db: HallDatabase, clock: FrozenClock) -> Pool:
    """Of a hall that is open from 09:00 to 18:00, where somebody waits."""
    open_daily(db, "09:00", "18:00")
    a_waiting_ticket(db, clock)
    return Pool(db.path)


def states(db: HallDatabase) -> list[str]:
    return [row["state"] for row in rows(db, "SELECT state FROM ticket")]


def test_a_clock_that_goes_as_its_stopwatch_is_left_alone(db: HallDatabase, pool: Pool, clock: FrozenClock) -> None:
    watch = TimeWatch(pool, clock)
    before = everything(db)

    for _ in range(3):
        clock.advance(hours=2)
        assert watch.look()

    assert everything(db) == before


def test_each_step_is_noted_once(db: HallDatabase, pool: Pool, clock: FrozenClock) -> None:
    watch = TimeWatch(pool, clock)
    watch.look()
    clock.advance(minutes=5)
    clock.step(hours=-1)

    watch.look()
    watch.look()

    step = clock_rows.latest(db)
    assert step
    assert (step.found_at, step.expected_at, step.shown_at, step.doubt) == (
        FoundAt.RUNNING,
        MONDAY_NINE + timedelta(minutes=5),
        MONDAY_NINE - timedelta(minutes=55),
        None,
    )
    assert clock_rows.count(db) == 1


def test_many_small_steps_are_one_once_they_come_to_more_than_two_minutes(
    db: HallDatabase, pool: Pool, clock: FrozenClock
) -> None:
    watch = TimeWatch(pool, clock)
    for _ in range(5):
        clock.step(seconds=30)
        watch.look()

    assert clock_rows.count(db) == 1  # the fifth: 150 seconds


def test_no_day_is_closed_by_a_clock_that_was_set_forty_days_ahead(
    db: HallDatabase, pool: Pool, clock: FrozenClock
) -> None:
    watch = TimeWatch(pool, clock)
    watch.look()
    clock.step(days=40)
    watch.look()

    run_job(CLOSING, pool, clock, JobRuns())
    assert states(db) == [State.WAITING]

    clock.step(days=-40)
    watch.look()
    clock.advance(days=1)
    run_job(CLOSING, pool, clock, JobRuns())
    assert states(db) == [State.ABANDONED], "the clock is right again, and the day is over"


def test_a_database_that_is_not_there_holds_up_what_is_done_for_good(clock: FrozenClock, tmp_path: Path) -> None:
    assert TimeWatch(Pool(tmp_path / "missing.db"), clock).look() is False


def test_a_first_look_that_could_not_be_noted_judges_by_what_was_known_before_customers_were_served(
    db: HallDatabase, pool: Pool, clock: FrozenClock
) -> None:
    clock.step(days=40)
    watch = TimeWatch(pool, clock)
    with pool.lend() as lent:
        lent.execute("PRAGMA busy_timeout = 0")
    with closing(sqlite3.connect(db.path)) as other:  # of another process, as the gate within this one does not know it
        other.execute("BEGIN IMMEDIATE")
        assert watch.look() is False
    a_waiting_ticket(db, clock)

    assert watch.look()

    doubt = clock_rows.open_doubt(db)
    assert doubt
    assert (doubt.doubt, doubt.expected_at) == (TimeDoubt.AHEAD, MONDAY_NINE)


def test_the_jobs_go_on_after_a_step_back(db: HallDatabase, pool: Pool, clock: FrozenClock) -> None:
    ran = threading.Semaphore(0)
    job = Job("told", timedelta(milliseconds=5), lambda _db, _clock: ran.release())
    own = Settings(database=db.path, public_url=None, stream_cap=10, threads=4)
    workshop = Workshop(lambda *_: pytest.fail("nothing heavy is due"))
    ticker = Ticker(pool, clock, own, workshop, JobRuns(), [job])
    ticker.start()
    try:
        clock.step(hours=-1)
        for _ in range(3):
            assert ran.acquire(timeout=10), "the job sleeps to the old time"
    finally:
        ticker.stop()
        workshop.close()

    assert clock_rows.count(db) == 1
