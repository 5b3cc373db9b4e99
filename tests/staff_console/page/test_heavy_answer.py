"""What is too heavy for the server: a calm page that asks again by itself, then the file, and a word for scripts."""

import re
import threading
from collections.abc import Hashable, Iterator

import pytest
from flask import Flask

from staff_console.page import heavy_answer
from storeops.base.clock import FrozenClock
from storeops.store.database import HallDatabase
from storeops.web.attach import give_runtime
from storeops.web.refusals import WorkTooLarge
from storeops.web.request import Runtime
from storeops.web.workshop import IsUnwanted, Made, Tell, Workshop
from tests.factories import SUN, a_served_ticket
from tests.heavy_here import RunsHere
from tests.staff_console.colleague import Colleague
from tests.staff_console.conftest import SignedIn

PAGE = "/reports/2026-03"
FILE = "/reports/2026-03/report-2026-03.csv"
BROWSER = {"Accept": "text/html,application/xhtml+xml"}
SCRIPT = {"Prefer": "respond-async"}
LONG_ENOUGH = 20.0


class SlowRunner:
    """Does what it is asked for once the test lets it, and then tells that it is done."""

    def __init__(self, here: RunsHere) -> None:
        self._here = here
        self.may_go_on = threading.Event()
        self.refusal: Exception | None = None

    def __call__(self, work: Hashable, tell: Tell, is_unwanted: IsUnwanted) -> Made:
        assert self.may_go_on.wait(LONG_ENOUGH)
        if self.refusal:
            raise self.refusal
        return self._here(work, tell, is_unwanted)


@pytest.fixture
def runner(runtime: Runtime, clock: FrozenClock) -> SlowRunner:
    return SlowRunner(RunsHere(runtime.settings.database, clock))


@pytest.fixture
def sun(
    runtime: Runtime,
    runner: SlowRunner,
    console: Flask,
    signed_in: SignedIn,
    db: HallDatabase,
    clock: FrozenClock,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Colleague]:
    """The supervisor, before works that take their time."""
    monkeypatch.setattr(heavy_answer, "AT_ONCE_SECONDS", 0.0)
    slow = Runtime(
        runtime.settings, runtime.pool, runtime.clock, runtime.live, workshop=Workshop(runner), known=runtime.known
    )
    give_runtime(console, slow)
    a_served_ticket(db, clock)
    yield signed_in(SUN)
    runner.may_go_on.set()
    slow.workshop.close()


def following(text: str) -> str:
    """Where a page leads by itself."""
    found = re.search(r'http-equiv="refresh" content="\d+;url=([^"]+)"', text)
    assert found
    return found.group(1).replace("&amp;", "&")


def once_made(sun: Colleague, runner: SlowRunner, address: str) -> None:
    """Let the work of a waiting page be done."""
    workshop: Workshop = sun.client.application.extensions["storeops"].workshop
    # Found before it may go on: an order that has failed already is told, and forgotten, as soon as it is found.
    order = workshop.find(address.partition("made=")[2].partition("&")[0], SUN.code)
    assert order is not None
    runner.may_go_on.set()
    assert workshop.wait(order, LONG_ENOUGH)


def test_a_page_that_takes_long_is_waited_for_and_then_stands_at_the_same_address(
    sun: Colleague, runner: SlowRunner
) -> None:
    waiting = sun.client.get(PAGE, headers=BROWSER)

    assert waiting.status_code == 202
    assert waiting.headers["Cache-Control"] == "no-store"
    assert "It begins now." in waiting.text
    assert 'href="/reports"' in waiting.text
    address = following(waiting.text)
    assert address.startswith(f"{PAGE}?made=")
    assert sun.client.get(address, headers=BROWSER).status_code == 202

    once_made(sun, runner, address)

    page = sun.client.get(address, headers=BROWSER)
    assert page.status_code == 200
    assert '<article class="report"' in page.text


def test_a_file_that_takes_long_comes_from_a_page_that_says_that_it_is_ready(
    sun: Colleague, runner: SlowRunner
) -> None:
    waiting = sun.client.get(f"{FILE}?lang=zh", headers=BROWSER)
    assert "正在生成" in waiting.text
    once_made(sun, runner, following(waiting.text))

    ready = sun.client.get(following(waiting.text), headers=BROWSER)
    file = sun.client.get(following(ready.text), headers=BROWSER)

    assert ready.mimetype == "text/html"
    assert file.headers["Content-Disposition"] == "attachment; filename=report-2026-03.csv"
    assert file.content_length == len(file.data) > 500


def test_a_script_is_told_how_far_it_is_and_gets_the_file_itself(sun: Colleague, runner: SlowRunner) -> None:
    told = sun.client.get(FILE, headers=SCRIPT)
    words = told.get_json()
    assert (told.status_code, words["sentence"]) == (202, "")
    address = f"{FILE}?made={words['made']}"

    once_made(sun, runner, address)

    assert sun.client.get(address, headers=SCRIPT).mimetype == "text/csv"


def test_after_a_restart_the_address_of_a_page_that_waits_makes_it_anew(sun: Colleague, runner: SlowRunner) -> None:
    again = sun.client.get(f"{PAGE}?made=of-a-server-that-was", headers=BROWSER)

    assert again.status_code == 202
    assert "of-a-server-that-was" not in following(again.text)


def test_what_was_stopped_is_told_once_in_a_sentence(sun: Colleague, runner: SlowRunner) -> None:
    runner.refusal = WorkTooLarge(limit=1024)
    waiting = sun.client.get(FILE, headers=BROWSER)
    address = following(waiting.text)
    once_made(sun, runner, address)

    refused = sun.client.get(address, headers=BROWSER)

    assert refused.status_code == 503
    assert "This needed more than 1024 MB of memory and was stopped; nothing was changed." in refused.text


def test_whoever_asks_for_no_page_waits_for_the_answer_itself(sun: Colleague, runner: SlowRunner) -> None:
    runner.may_go_on.set()

    assert sun.client.get(FILE).mimetype == "text/csv"
