"""A press counts until the page that sent it gives up; what would be written later is refused by name."""

import re

import pytest
from werkzeug.test import TestResponse

from storeops.base.clock import FrozenClock
from storeops.store.database import HallDatabase, Pool
from storeops.web.press_deadline import (
    COUNTS_UNTIL_HEADER,
    STOPWATCH_HEADER,
    counts_until,
    stopwatch_milliseconds,
)
from tests.factories import event_kinds, everything
from tests.kiosk.visitor import Visitor

MINUTE = 60_000


def pressed(visitor: Visitor, until: object) -> int:
    """The status of a ticket asked for by a page that gives up at a moment of the stopwatch."""
    return press(visitor, a_form(visitor), until).status_code


def a_form(visitor: Visitor) -> dict[str, str]:
    """The form of the kiosk, as it is sent for a ticket."""
    visitor.open("/services/payment")
    return {**visitor.fields, "service": "payment"}


def press(visitor: Visitor, form: dict[str, str], until: object) -> TestResponse:
    """Send it from a page that gives up at a moment of the stopwatch."""
    return visitor.client.post("/tickets", data=form, headers={COUNTS_UNTIL_HEADER: str(until)})


def test_a_press_that_arrives_in_time_is_carried_out(visitor: Visitor, db: HallDatabase) -> None:
    assert pressed(visitor, stopwatch_milliseconds() + MINUTE) == 303
    assert event_kinds(db, "A001") == ["issue"]


def test_a_press_that_arrives_after_its_page_gave_up_is_refused_in_words(visitor: Visitor, db: HallDatabase) -> None:
    before = everything(db)
    form = a_form(visitor)

    answer = press(visitor, form, stopwatch_milliseconds() - 1)

    assert answer.status_code == 409
    assert "这次操作到得太晚，没有执行" in answer.text
    assert everything(db) == before


def test_the_same_form_pressed_again_in_time_is_carried_out_once(visitor: Visitor, db: HallDatabase) -> None:
    form = a_form(visitor)
    late, soon = stopwatch_milliseconds() - 1, stopwatch_milliseconds() + MINUTE

    statuses = [press(visitor, form, until).status_code for until in (late, soon, soon + 5)]

    assert statuses == [409, 303, 303]
    assert [row["number"] for row in db.query("SELECT number FROM ticket")] == ["A001"]


@pytest.mark.parametrize("sent", ["", "soon", "NaN", "-1", "1.5", "9" * 16, "٣"])
def test_a_page_that_says_nothing_sensible_waits_as_long_as_it_takes(
    visitor: Visitor, db: HallDatabase, sent: str
) -> None:
    assert counts_until(sent) is None
    assert counts_until(None) is None
    if sent.isascii():
        assert pressed(visitor, sent) == 303


def test_a_connection_that_is_lent_again_forgets_who_waited(db: HallDatabase, clock: FrozenClock) -> None:
    pool = Pool(db.path)
    with pool.lend() as lent:
        lent.writes_until = 0.0
    with pool.lend() as lent:
        assert lent.writes_until is None
    pool.close()


def test_each_page_and_answer_tells_the_stopwatch(visitor: Visitor) -> None:
    before = stopwatch_milliseconds()

    answer = visitor.client.get("/")

    found = re.search(r'<meta name="stopwatch" content="(\d+)">', answer.text)
    assert found
    assert before <= int(found.group(1)) <= int(answer.headers[STOPWATCH_HEADER]) <= stopwatch_milliseconds()
