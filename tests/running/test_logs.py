"""What the processes of a hall log: all in one form, and nothing that tells of a person."""

import json
import logging
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

import kiosk.app
import staff_console.app
import storeops.api.app
from storeops.base.errors import BrokenSetting
from storeops.base.settings import LogSettings, read
from storeops.running import logs
from storeops.running.heavy_process import ProcessRunner
from storeops.running.heavy_request import LOG_MARK, JobDue
from storeops.running.jobs import JOBS, Job, run_job
from storeops.store.database import HallDatabase, connect
from storeops.web.refusals import Fault
from storeops.web.request import Runtime
from tests.factories import ANA, PIN, lose, rows
from tests.running.log_set_up import logging_as
from tests.told_runtime import told_runtime

PHONE = "13812345678"
WORDS = "The lady with the red hat was angry"


def lines(path: Path) -> list[dict[str, str]]:
    return [json.loads(line) for line in path.read_text().splitlines()]


@pytest.fixture
def told(founded_hall: Path, tmp_path: Path) -> Iterator[Runtime]:
    with told_runtime(founded_hall, tmp_path) as runtime:
        yield runtime


@contextmanager
def opened(path: Path) -> Iterator[HallDatabase]:
    db = connect(path)
    try:
        yield db
    finally:
        db.conn.close()


def secrets_of(db: HallDatabase) -> set[str]:
    """All names and secrets of a hall, as far as they can be read in its database."""
    told = [
        *("SELECT name FROM employee", "SELECT pin_hash FROM employee WHERE pin_hash IS NOT NULL"),
        *("SELECT token FROM ticket", "SELECT token_hash FROM device", "SELECT token_hash FROM session"),
        "SELECT secret_key FROM hall",
    ]
    return {str(next(iter(row.values()))) for sql in told for row in rows(db, sql)}


def a_day_on_which_all_fails(runtime: Runtime) -> None:
    """Whoever asks sends what nobody may read; every page fails, and so does each job."""
    path = runtime.settings.database
    with opened(path) as db:
        token = rows(db, "SELECT token FROM ticket LIMIT 1")[0]["token"]
        public = kiosk.app.create_app(runtime).test_client()
        console = staff_console.app.create_app(runtime).test_client()
        program = storeops.api.app.create_app(runtime).test_client()
        for job in JOBS:
            run_job(job, runtime.pool, runtime.clock, runtime.jobs)
        lose(db, "hall")
    for address in (f"/t/{token}", f"/ticket/{token}", f"/find/{token}?phone={PHONE}"):
        public.get(address)
    public.post("/find", data={"number": "A001", "phone": PHONE})
    console.post("/sign-in", data={"employee": ANA.code, "pin": PIN, "name": ANA.name})
    program.post("/session", json={"employee": ANA.code, "pin": PIN})
    program.post("/tickets", json={"service": "payment"}, headers={"Authorization": f"Bearer {token}"})
    for job in JOBS:
        run_job(job, runtime.pool, runtime.clock, runtime.jobs)

    def telling(*_: object) -> None:
        raise ValueError(f"{ANA.name} {PHONE} {WORDS} {token}")

    run_job(Job("tells", JOBS[0].every, telling), runtime.pool, runtime.clock, runtime.jobs)
    with pytest.raises(Fault):
        ProcessRunner(runtime.settings, runtime.clock)(JobDue("no_such_job"), lambda _: None, lambda: False)
    thread = threading.Thread(target=telling, name="feed")
    thread.start()
    thread.join()


def test_no_name_and_no_secret_of_the_hall_is_logged(told: Runtime, tmp_path: Path) -> None:
    file = tmp_path / "hall.log"
    with opened(told.settings.database) as db:
        secret = secrets_of(db) | {PIN, PHONE, WORDS}
    settings = read({"STOREOPS_LOG": str(file)}).log

    with logging_as(settings):
        a_day_on_which_all_fails(told)

    text = file.read_text()
    assert {each for each in secret if re.search(rf"\b{re.escape(each)}\b", text)} == set()
    # That it was silent would be no wonder if nothing had been logged.
    told_of = (
        "no such table: hall",
        "job tells failed",
        "a heavy work failed",
        "no_such_job",
        "a thread ended",
        "GET /t/",
    )
    assert {each for each in told_of if each not in text} == {"no_such_job"}  # what the error said is left out


def test_a_fault_is_found_by_its_number_and_by_the_mark_of_its_answer(told: Runtime, tmp_path: Path) -> None:
    file = tmp_path / "hall.log"
    program = storeops.api.app.create_app(told).test_client()
    with opened(told.settings.database) as db:
        lose(db, "device")

    with logging_as(LogSettings(file, format="json")):
        answer = program.get("/services", headers={"Authorization": "Bearer x"})

    mark = answer.headers["X-Request-Id"]
    (line,) = lines(file)
    problem = answer.get_json()
    assert (line["request"], problem["request"]) == (mark, mark)
    assert line["text"].startswith(f"fault {mark[-6:]}: GET ")
    assert mark[-6:] in problem["detail"]
    assert program.get("/nowhere").headers["X-Request-Id"] != mark


def test_the_jobs_of_their_own_process_have_a_file_of_their_own(tmp_path: Path) -> None:
    settings = LogSettings(tmp_path / "hall.log")

    with logging_as(settings, "jobs"):
        logging.getLogger("storeops.running.jobs").info("closed")
        logging.getLogger("apscheduler.scheduler").info("chats")

    assert [each.name for each in tmp_path.iterdir()] == ["hall-jobs.log"]
    assert re.fullmatch(r'at=\S+ level=info process=jobs .*text="closed"\n', (tmp_path / "hall-jobs.log").read_text())


def test_a_file_that_cannot_be_written_is_refused_by_the_name_of_its_setting(tmp_path: Path) -> None:
    with pytest.raises(BrokenSetting, match="STOREOPS_LOG"), logging_as(LogSettings(tmp_path / "none" / "hall.log")):
        pass


def test_what_a_heavy_work_logs_stands_in_the_log_of_the_server(tmp_path: Path) -> None:
    file = tmp_path / "hall.log"
    logged = json.dumps([logging.ERROR, "storeops.running.heavy_jobs", "failed", "Traceback:\nhere"])

    with logging_as(LogSettings(file, format="json")):
        logs.take_over(f"{LOG_MARK}{logged}\n")
        logs.take_over("some library prints 13812345678\n")

    assert [(line["level"], line["from"], line["text"], line.get("trace")) for line in lines(file)] == [
        ("error", "storeops.running.heavy_jobs", "failed", "Traceback:\nhere"),
        ("warning", "storeops.running.heavy_child", "printed: some library prints …", None),
    ]
