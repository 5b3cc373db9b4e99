"""What staff see where no page can be made as usual: the faults here are real ones, in the database of the hall."""

import re

import pytest
from flask import Flask

from storeops.base.clock import FrozenClock
from storeops.store.database import HallDatabase
from storeops.web.request import Runtime
from tests.factories import everything, lose
from tests.staff_console.colleague import Colleague


def number_on(page: str) -> str:
    (number,) = re.findall(r"(?<!\d)\d{6}(?!\d)", page)
    return str(number)


@pytest.mark.parametrize(("language", "words"), [("zh", "系统出现意外故障"), ("en", "Something failed here")])
def test_a_fault_is_a_page_with_the_number_of_the_one_line_that_the_log_has_of_it(
    ada: Colleague, db: HallDatabase, caplog: pytest.LogCaptureFixture, language: str, words: str
) -> None:
    lose(db, "service")

    answer = ada.client.get(f"/setup/services?lang={language}")

    assert answer.status_code == 500
    assert words in answer.text
    assert "/shared/broken.css" in answer.text
    assert f'href="/setup/services?lang={language}"' in answer.text
    assert "Traceback" not in answer.text
    (told,) = [each for each in caplog.records if each.levelname == "ERROR"]
    assert told.getMessage() == f"fault {number_on(answer.text)}: GET /setup/services"
    assert told.exc_info
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_fault_is_told_without_the_hall_itself(ada: Colleague, db: HallDatabase) -> None:
    lose(db, "hall")

    for path in ("/setup", "/sign-in", "/nowhere"):
        answer = ada.client.get(path, headers={"X-Fragment": "1"})

        assert (answer.status_code, "Something failed here" in answer.text) == (500, True), path


def test_a_full_disk_is_503_and_pages_are_still_read(
    ada: Colleague, runtime: Runtime, db: HallDatabase, clock: FrozenClock, caplog: pytest.LogCaptureFixture
) -> None:
    ada.open("/setup/hall")
    with runtime.pool.lend() as used:
        used.execute(f"PRAGMA max_page_count = {used.execute('PRAGMA page_count').fetchone()[0]}")
    renamed = (ada.send("/setup/hall/name", name_zh=f"厅{n}", name_en="x" * 40) for n in range(500))
    answer = next(answer for answer in renamed if answer.status_code != 303)
    before = everything(db)

    assert answer.status_code == 503
    assert "computer is full; nothing was written" in answer.text
    assert 'value="厅' in answer.text  # what was typed stands there still
    again = ada.send("/setup/hall/name", name_zh="厅", name_en="y" * 40)
    assert again.status_code == 503
    (told,) = [each for each in caplog.records if each.levelname == "ERROR"]
    assert told.getMessage().endswith("a change could not be done: database or disk is full")
    assert told.exc_info is None
    clock.advance(minutes=2)  # time to note that somebody is there: that can wait
    assert "/setup/hall/name" in ada.open("/setup/hall")
    assert everything(db) == before


def test_a_database_that_is_gone_is_503(console: Flask, runtime: Runtime) -> None:
    runtime.pool.close()
    runtime.pool.path.rename(runtime.pool.path.with_suffix(".away"))

    answer = console.test_client().get("/sign-in?lang=en")

    assert answer.status_code == 503
    assert "cannot be used at the moment" in answer.text


def test_a_locked_database_is_503_in_words(ada: Colleague, runtime: Runtime, db: HallDatabase) -> None:
    ada.open("/setup/hall")
    with runtime.pool.lend() as used:
        used.execute("PRAGMA busy_timeout = 0")  # a test need not wait the half minute that people do
    db.execute("BEGIN IMMEDIATE")

    answer = ada.send("/setup/hall/name", name_zh="甲", name_en="A")
    db.execute("ROLLBACK")

    assert answer.status_code == 503
    assert "The database is busy; try again in a moment." in answer.text
