"""The rating pad: what it asks whom, one tap, the thanks after it, and what it refuses."""

import re

import pytest

from storeops.base.actor import CUSTOMER
from storeops.base.clock import FrozenClock
from storeops.quality.ratings.moments import DRAWN_MOMENTS, Moment, Place
from storeops.quality.ratings.rating_actions import tap
from storeops.queueing.serving import finish
from storeops.store.database import HallDatabase
from tests.factories import (
    ANA,
    a_served_ticket,
    a_serving_ticket,
    draw_next,
    event_kinds,
    everything,
    later,
    rows,
    set_hall,
)
from tests.kiosk.visitor import Visitor, own_code


@pytest.fixture
def served(db: HallDatabase, clock: FrozenClock) -> str:
    """The token of a visit just finished at counter 1, of which only the end is asked."""
    draw_next(db)
    return a_served_ticket(db, clock, handled="2m").token


def taps(db: HallDatabase) -> list[tuple[str, int, str | None, bool]]:
    """Moment, value, reason and whether it was taken back."""
    found = rows(db, "SELECT moment, value, reason, undone_at FROM rating ORDER BY id")
    return [(row["moment"], row["value"], row["reason"], row["undone_at"] is not None) for row in found]


def test_an_idle_pad_welcomes_in_both_languages(visitor: Visitor) -> None:
    page = visitor.open("/pad/1")

    assert "测试厅" in page
    assert "1号柜台" in page
    assert "欢迎光临" in page
    assert "Welcome" in page
    assert "<form" not in page


def test_a_finish_brings_five_faces_with_words_and_none_chosen(
    visitor: Visitor, db: HallDatabase, clock: FrozenClock, served: str
) -> None:
    page = visitor.open("/pad/1")

    assert "今天的服务您满意吗？" in page
    assert "营业员不会知道是谁评的" in page
    faces = re.findall(r'<button class="face face-\d" name="value" value="(\d)">.*?<span>(.*?)</span>', page, re.DOTALL)
    assert faces == [("1", "很不满意"), ("2", "不满意"), ("3", "一般"), ("4", "满意"), ("5", "很满意")]
    assert "checked" not in page
    assert "autofocus" not in page


def test_looking_at_a_pad_changes_nothing(visitor: Visitor, db: HallDatabase, served: str) -> None:
    before = everything(db)

    for path in ("/pad/1", "/pad/1/fragment", "/pad/1?lang=en"):
        visitor.open(path)

    assert everything(db) == before


def test_the_pad_speaks_the_ticket_s_language_until_the_customer_chooses(visitor: Visitor, served: str) -> None:
    in_chinese = visitor.open("/pad/1")
    chosen = visitor.open("/pad/1?lang=en")
    next_customer = visitor.open("/pad/1")

    assert "今天的服务您满意吗？" in in_chinese
    assert "How was the service today?" in chosen
    assert 'action="/pad/1/ratings?lang=en"' in chosen
    assert "今天的服务您满意吗？" in next_customer


def test_an_english_ticket_is_asked_and_thanked_in_english(
    visitor: Visitor, db: HallDatabase, clock: FrozenClock, served: str
) -> None:
    db.execute("UPDATE stored_ticket SET language = 'en'")
    page = visitor.open("/pad/1")
    visitor.send("/pad/1/ratings", value="5")

    assert "How was the service today?" in page
    assert 'href="/pad/1?lang=zh"' in page
    assert "Thank you!" in visitor.open("/pad/1")


def test_a_screen_says_when_it_shows_a_question_and_hears_how_long(
    visitor: Visitor, db: HallDatabase, clock: FrozenClock, served: str
) -> None:
    visitor.open("/pad/1")

    first = visitor.send("/pad/1/shown")
    later(clock, "5s")
    again = visitor.send("/pad/1/shown")

    assert (first.json, again.json) == ({"seconds": 15.0}, {"seconds": 10.0})
    assert [row["place"] for row in rows(db, "SELECT place FROM prompt")] == ["pad"]
    assert event_kinds(db, "A001")[-2:] == ["finish", "prompt_shown"]


def test_a_tap_is_thanked_for_and_the_pad_is_idle_again_after_five_seconds(
    visitor: Visitor, db: HallDatabase, clock: FrozenClock, served: str
) -> None:
    visitor.open("/pad/1")

    answer = visitor.send("/pad/1/ratings", value="5")
    thanks = visitor.open("/pad/1")
    later(clock, "5s")
    after = visitor.open("/pad/1/fragment")

    assert (answer.status_code, answer.location) == (303, "/pad/1")
    assert taps(db) == [("farewell", 5, None, False)]
    assert "感谢您的评价！" in thanks
    assert "撤回评价" in thanks
    assert "哪里没做好" not in thanks
    assert "data-idle" in after


def test_a_tap_can_be_taken_back(visitor: Visitor, db: HallDatabase, clock: FrozenClock, served: str) -> None:
    visitor.open("/pad/1")
    visitor.send("/pad/1/ratings", value="1")
    visitor.open("/pad/1")
    later(clock, "1s")

    visitor.send("/pad/1/ratings/undo")
    page = visitor.open("/pad/1")

    assert taps(db) == [("farewell", 1, None, True)]
    assert "今天的服务您满意吗？" in page


def test_a_low_tap_may_be_explained(visitor: Visitor, db: HallDatabase, clock: FrozenClock, served: str) -> None:
    visitor.open("/pad/1")
    visitor.send("/pad/1/ratings", value="2")
    asked = visitor.open("/pad/1")
    later(clock, "10s")

    visitor.send("/pad/1/ratings/reason", reason="attitude")
    thanked = visitor.open("/pad/1")
    later(clock, "4s")

    assert "已告知值班经理" in asked
    assert "态度不够好" in asked
    assert taps(db) == [("farewell", 2, "attitude", False)]
    assert "感谢您的评价！" in thanked
    assert "态度不够好" not in thanked
    assert "撤回评价" not in thanked
    assert "data-idle" in visitor.open("/pad/1")


def test_a_reason_can_be_taken_back_like_the_tap_and_another_given(
    visitor: Visitor, db: HallDatabase, clock: FrozenClock, served: str
) -> None:
    visitor.open("/pad/1")
    visitor.send("/pad/1/ratings", value="2")
    later(clock, "10s")
    visitor.send("/pad/1/ratings/reason", reason="attitude")
    thanked = visitor.open("/pad/1")
    later(clock, "2s")

    visitor.send("/pad/1/ratings/reason/undo")
    asked_again = visitor.open("/pad/1")
    none_stands = taps(db)
    later(clock, "2s")
    visitor.send("/pad/1/ratings/reason", reason="long_wait")

    assert "撤回原因" in thanked
    assert 'action="/pad/1/ratings/reason/undo"' in thanked
    assert none_stands == [("farewell", 2, None, False)]
    assert "等候太久" in asked_again
    assert taps(db) == [("farewell", 2, "long_wait", False)]


@pytest.mark.parametrize(
    ("value", "path", "fields"),
    [
        ("3", "/pad/1/ratings/undo", {}),
        ("1", "/pad/1/ratings/undo", {}),
        ("1", "/pad/1/ratings/reason", {"reason": "attitude"}),
    ],
)
def test_a_second_touch_of_the_same_finger_takes_nothing_back_and_explains_nothing(
    visitor: Visitor,
    db: HallDatabase,
    clock: FrozenClock,
    served: str,
    value: str,
    path: str,
    fields: dict[str, str],
) -> None:
    visitor.open("/pad/1")
    visitor.send("/pad/1/ratings", value=value)
    later(clock, "599ms")
    before = everything(db)

    answer = visitor.send(path, **fields)

    assert (answer.status_code, answer.location) == (303, "/pad/1")
    assert everything(db) == before
    assert "感谢您的评价！" in visitor.open("/pad/1")


def test_a_second_touch_does_not_take_a_reason_back(
    visitor: Visitor, db: HallDatabase, clock: FrozenClock, served: str
) -> None:
    visitor.open("/pad/1")
    visitor.send("/pad/1/ratings", value="1")
    later(clock, "1s")
    visitor.send("/pad/1/ratings/reason", reason="attitude")
    later(clock, "599ms")

    visitor.send("/pad/1/ratings/reason/undo")

    assert taps(db) == [("farewell", 1, "attitude", False)]


def test_a_diary_asks_one_question_after_the_other(visitor: Visitor, db: HallDatabase, clock: FrozenClock) -> None:
    draw_next(db, *DRAWN_MOMENTS)
    a_served_ticket(db, clock)

    for value in ("5", "4", "3", "4"):
        visitor.open("/pad/1")
        assert visitor.send("/pad/1/ratings", value=value).status_code == 303
        later(clock, "5s")

    assert [tapped[:2] for tapped in taps(db)] == [("understanding", 5), ("result", 4), ("money", 3), ("farewell", 4)]
    assert "data-idle" in visitor.open("/pad/1")


def test_a_double_tap_is_one_answer(visitor: Visitor, db: HallDatabase, served: str) -> None:
    visitor.open("/pad/1")

    answers = [visitor.send("/pad/1/ratings", value=value).status_code for value in ("5", "5", "4")]

    assert answers == [303, 303, 409]  # the other face came second
    assert taps(db) == [("farewell", 5, None, False)]


# Whose answer it is


def test_nobody_else_sees_or_takes_back_an_answer(
    visitor: Visitor, db: HallDatabase, clock: FrozenClock, served: str
) -> None:
    visitor.open("/pad/1")
    visitor.send("/pad/1/ratings", value="1")
    clerk = Visitor(visitor.client.application.test_client())
    seen = clerk.open("/pad/1")
    clerk.open("/services/payment")  # has a form, and so what a form of the clerk's needs
    before = everything(db)

    undone = clerk.send("/pad/1/ratings/undo", number="A001")
    explained = clerk.send("/pad/1/ratings/reason", number="A001", reason="other")

    assert "data-idle" in seen
    assert (undone.status_code, explained.status_code) == (404, 404)
    assert everything(db) == before


def test_a_form_about_the_customer_before_is_refused(
    visitor: Visitor, db: HallDatabase, clock: FrozenClock, served: str
) -> None:
    visitor.open("/pad/1")
    a_serving_ticket(db, clock)
    draw_next(db)
    finish(db, clock, ANA.actor, "1")
    before = everything(db)

    answer = visitor.send("/pad/1/ratings", value="1")  # still the form of A001

    assert answer.status_code == 409
    assert everything(db) == before


def test_a_question_answered_elsewhere_leaves_the_pad(
    visitor: Visitor, db: HallDatabase, clock: FrozenClock, served: str
) -> None:
    assert "data-asking" in visitor.open("/pad/1")

    tap(db, clock, CUSTOMER, served, Moment.FAREWELL, 5, Place.PHONE)

    assert "data-idle" in visitor.open("/pad/1/fragment")


# Refused


@pytest.mark.parametrize(
    ("path", "fields", "status"),
    [
        ("/pad/1/ratings", {"value": "6"}, 422),
        ("/pad/1/ratings", {"value": ""}, 422),
        ("/pad/1/ratings", {"value": "９"}, 422),
        ("/pad/1/ratings", {"value": "5", "moment": "mood"}, 422),
        ("/pad/1/ratings", {"value": "5", "moment": "money"}, 409),
        ("/pad/1/ratings", {"value": "5", "number": "A002"}, 409),
        ("/pad/2/ratings", {"value": "5"}, 409),
        ("/pad/99/ratings", {"value": "5"}, 404),
        ("/pad/1/shown", {"moment": "money"}, 409),
        ("/pad/1/ratings", {"value": "5", "csrf_token": "forged"}, 400),
        ("/pad/1/ratings/undo", {}, 404),
        ("/pad/1/ratings/reason", {"reason": "other"}, 404),
        ("/pad/1/ratings/reason/undo", {}, 404),
    ],
)
def test_a_bad_tap_is_a_calm_page_and_changes_nothing(
    visitor: Visitor, db: HallDatabase, served: str, path: str, fields: dict[str, str], status: int
) -> None:
    visitor.open("/pad/1")
    before = everything(db)

    answer = visitor.send(path, **fields)

    assert answer.status_code == status
    assert "操作未成功" in answer.text or "没有99号柜台" in answer.text
    assert f'url=/pad/{path.split("/")[2]}"' in answer.text  # back to the pad by itself
    assert everything(db) == before


def test_a_tap_after_the_time_is_refused_and_the_pad_goes_on(
    visitor: Visitor, db: HallDatabase, clock: FrozenClock, served: str
) -> None:
    visitor.open("/pad/1")
    visitor.send("/pad/1/shown")
    later(clock, "18s")
    before = everything(db)

    answer = visitor.send("/pad/1/ratings", value="5")

    assert answer.status_code == 409
    assert "评价时间已过" in answer.text
    assert everything(db) == before
    assert "data-idle" in visitor.open("/pad/1")


def test_an_unknown_counter_is_a_calm_page(visitor: Visitor) -> None:
    response = visitor.client.get("/pad/99?lang=en")

    assert response.status_code == 404
    assert "There is no counter 99" in response.text


def test_no_address_of_the_pad_changes_anything_by_looking(visitor: Visitor, db: HallDatabase, served: str) -> None:
    before = everything(db)

    for path in (
        "/pad/1/shown",
        "/pad/1/ratings",
        "/pad/1/ratings/undo",
        "/pad/1/ratings/reason",
        "/pad/1/ratings/reason/undo",
    ):
        assert visitor.client.get(path).status_code == 405

    assert everything(db) == before


def test_the_pad_needs_no_script_or_style_in_the_page_but_the_first_script(
    visitor: Visitor, db: HallDatabase, served: str
) -> None:
    set_hall(db, is_sample=1)

    asking = visitor.client.get("/pad/1")
    visitor.open("/pad/1")
    visitor.send("/pad/1/ratings", value="1")
    thanking = visitor.client.get("/pad/1")

    for response in (asking, thanking):
        assert response.headers["Content-Security-Policy"].startswith("default-src 'self'")
        assert own_code(response.text) == []
