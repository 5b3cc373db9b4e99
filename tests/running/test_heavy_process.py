"""A heavy work in a process of its own: what comes of it, its limits, and that the server is none the worse."""

import json
import subprocess
import sys
from collections.abc import Hashable
from contextvars import Context
from pathlib import Path

import pytest

from storeops.base import request_mark
from storeops.base.clock import FrozenClock
from storeops.base.errors import BadValue
from storeops.base.settings import LogSettings, read
from storeops.first_day.refusals import BookUnreadable
from storeops.first_day.sent_book import SentBook
from storeops.month_end.refusals import UnknownVersion
from storeops.quality.stars.stars_document import STARS
from storeops.reports.asked_reports import COUNTING, WRITING, AskedDocument, AskedFile, AskedPage, ReportPage
from storeops.running.heavy_process import HeavyLimits, ProcessRunner, limits_of
from storeops.running.heavy_request import SUMMARIES, JobDue
from storeops.store.database import HallDatabase
from storeops.web.refusals import Fault, WorkStopped, WorkTooLarge, WorkTooLong
from storeops.web.workshop import Made, Progress
from tests.factories import everything, rows
from tests.first_day.test_book_file import a_workbook
from tests.quality.stars.star_story import CLOSING
from tests.reports.month.month_story import MARCH, a_month_of_logs
from tests.running.log_set_up import logging_as

PDF = AskedFile(MARCH, None, "pdf", "zh")


@pytest.fixture(autouse=True)
def _march(db: HallDatabase, clock: FrozenClock, tmp_path: Path) -> None:
    clock.instant = CLOSING
    a_month_of_logs(db, clock, tmp_path)


def done(
    path: Path, clock: FrozenClock, work: Hashable, limits: HeavyLimits | None = None
) -> tuple[Made, list[Progress]]:
    told: list[Progress] = []
    made = ProcessRunner(read({}, path), clock, limits)(work, told.append, lambda: False)
    return made, told


def test_a_file_is_made_and_told_of_step_by_step(hall_path: Path, clock: FrozenClock) -> None:
    made, told = done(hall_path, clock, PDF)

    assert made.size > 10_000
    assert b"".join(made.pieces()).startswith(b"%PDF")
    assert told == [Progress(COUNTING, 1, 2), Progress(WRITING, 2, 2)]


def test_a_page_comes_ready_and_the_server_loads_nothing_for_it(hall_path: Path, clock: FrozenClock) -> None:
    page = done(hall_path, clock, AskedPage(MARCH, None, None, "zh"))[0].value

    assert isinstance(page, ReportPage)
    assert '<article class="report" lang="zh-CN">' in page.body
    assert [title.id for title in page.front]


def test_a_refusal_comes_back_as_what_it_is(hall_path: Path, clock: FrozenClock) -> None:
    with pytest.raises(UnknownVersion, match="7") as refused:
        done(hall_path, clock, AskedDocument(MARCH, 7, ("month",)))
    assert refused.value.in_language("zh") == UnknownVersion(month=MARCH, version=7).in_language("zh")
    with pytest.raises(BadValue):
        done(hall_path, clock, AskedDocument("2099-01", None, ("month",)))


def test_one_that_needs_too_much_memory_is_stopped_with_a_word(
    hall_path: Path, clock: FrozenClock, db: HallDatabase
) -> None:
    before = everything(db)

    with pytest.raises(WorkTooLarge, match="more than 60 MB"):
        done(hall_path, clock, PDF, HeavyLimits(megabytes=60, seconds=60))

    assert everything(db) == before
    assert done(hall_path, clock, PDF)[0].size > 10_000


def test_one_that_takes_too_long_is_stopped_with_a_word(hall_path: Path, clock: FrozenClock) -> None:
    with pytest.raises(WorkTooLong):
        done(hall_path, clock, PDF, HeavyLimits(megabytes=1024, seconds=0))


def test_one_that_nobody_wants_any_more_is_stopped(hall_path: Path, clock: FrozenClock) -> None:
    with pytest.raises(WorkStopped):
        ProcessRunner(read({}, hall_path), clock)(PDF, lambda _progress: None, lambda: True)


def test_a_work_that_nobody_foresaw_is_a_fault_with_a_number_and_a_line_in_the_log(
    hall_path: Path, clock: FrozenClock, caplog: pytest.LogCaptureFixture
) -> None:
    with pytest.raises(Fault) as fault:
        done(hall_path, clock, ("no", "work"))

    assert str(fault.value.values["number"]) in caplog.text
    assert "nobody knows how to do" in caplog.text


def test_a_workbook_that_was_sent_is_read_within_its_own_limits(hall_path: Path, clock: FrozenClock) -> None:
    sent = SentBook(a_workbook(柜台=[["柜台"], [8]]))

    assert limits_of(sent) == HeavyLimits(megabytes=512, seconds=20)
    assert done(hall_path, clock, sent)[0].value == {"柜台": [["柜台"], ["8"]]}
    with pytest.raises(BookUnreadable):
        done(hall_path, clock, SentBook(b"a,b"))


def test_a_job_writes_what_it_found_due(hall_path: Path, clock: FrozenClock, db: HallDatabase) -> None:
    assert rows(db, "SELECT * FROM day_summary") == []

    done(hall_path, clock, JobDue(SUMMARIES))

    assert {row["business_day"] for row in rows(db, "SELECT business_day FROM day_summary")} == {"2026-03-01"}


def test_what_a_work_logs_bears_the_mark_of_the_request_that_asked_for_it(
    hall_path: Path, clock: FrozenClock, tmp_path: Path
) -> None:
    def asked() -> str:
        mark = request_mark.begin()
        done(hall_path, clock, JobDue(STARS.job))
        return mark

    with logging_as(LogSettings(tmp_path / "hall.log", format="json")):
        mark = Context().run(asked)

    (line,) = map(json.loads, (tmp_path / "hall.log").read_text(encoding="utf-8").splitlines())
    assert (line["request"], line["text"]) == (mark, f"closed the stars of {MARCH} as version 1")


def test_what_serves_the_hall_never_loads_what_counts_and_typesets() -> None:
    loads = (
        "import sys, storeops.running.site, storeops.running.jobs;"
        "print([name for name in ('typst', 'xlsxwriter', 'openpyxl', 'PIL', 'storeops.reports.month.month_report_view',"
        " 'storeops.reports.renderings.formats') if name in sys.modules])"
    )
    said = subprocess.run([sys.executable, "-c", loads], capture_output=True, text=True, check=True).stdout

    assert said.strip() == "[]"
