"""Questions on the phone page and below a new ticket: the same faces, other moments."""

import re

import pytest

from storeops.base.actor import CUSTOMER
from storeops.base.clock import FrozenClock
from storeops.quality.ratings.moments import DRAWN_MOMENTS, Moment, Place
from storeops.quality.ratings.rating_actions import tap
from storeops.queueing.calling import call_ticket
from storeops.store.database import HallDatabase
from tests.factories import ANA, a_served_ticket, a_waiting_ticket, an_open_counter, draw_next, everything, later, rows
from tests.kiosk.visitor import Visitor


def taps(db: HallDatabase) -> list[tuple[str, int]]:
    found = rows(db, "SELECT moment, value FROM rating WHERE undone_at IS NULL ORDER BY id")
    return [(row["moment"], row["value"]) for row in found]


def places(db: HallDatabase) -> list[str]:
    return [row["place"] for row in rows(db, "SELECT place FROM prompt ORDER BY id")]


# On the phone


@pytest.fixture
def served(db: HallDatabase, clock: FrozenClock) -> str:
    draw_next(db)
    return a_served_ticket(db, clock).token


def test_the_phone_asks_the_farewell_for_a_minute(
    visitor: Visitor, db: HallDatabase, clock: FrozenClock, served: str
) -> None:
    in_time = visitor.open(f"/t/{served}/fragment")
    later(clock, "61s")
    too_late = visitor.open(f"/t/{served}/fragment")

    assert "今天的服务您满意吗？" in in_time
    assert "data-asking" not in too_late
    assert "业务已办结" in too_late


def test_a_phone_without_script_rates_with_plain_forms(
    visitor: Visitor, db: HallDatabase, clock: FrozenClock, served: str
) -> None:
    visitor.open(f"/t/{served}")

    answer = visitor.send(f"/t/{served}/ratings", value="2")
    thanks = visitor.open(f"/t/{served}")
    later(clock, "1s")
    visitor.send(f"/t/{served}/ratings/reason", reason="long_wait")

    assert (answer.status_code, answer.location) == (303, f"/t/{served}")
    assert "等候太久" in thanks
    assert taps(db) == [("farewell", 2)]
    assert rows(db, "SELECT reason FROM rating") == [{"reason": "long_wait"}]
    assert places(db) == ["phone"]


def test_a_tap_on_the_phone_can_be_taken_back(
    visitor: Visitor, db: HallDatabase, clock: FrozenClock, served: str
) -> None:
    visitor.open(f"/t/{served}")
    visitor.send(f"/t/{served}/ratings", value="1")
    visitor.open(f"/t/{served}")
    later(clock, "1s")

    visitor.send(f"/t/{served}/ratings/undo")

    assert taps(db) == []
    assert "今天的服务您满意吗？" in visitor.open(f"/t/{served}")


def test_the_phone_asks_how_the_wait_was_when_called(visitor: Visitor, db: HallDatabase, clock: FrozenClock) -> None:
    draw_next(db, Moment.WAITING)
    token = a_waiting_ticket(db, clock).token
    assert "data-asking" not in visitor.open(f"/t/{token}")
    an_open_counter(db, clock)
    call_ticket(db, clock, ANA.actor, "1", "A001")

    page = visitor.open(f"/t/{token}")
    shown = visitor.send(f"/t/{token}/shown")

    assert "等候的过程让您满意吗？" in page
    assert "请到" in page  # the call stands above it
    assert shown.json == {"seconds": 15.0}


def test_a_day_later_the_phone_asks_about_the_visit_as_a_whole(
    visitor: Visitor, db: HallDatabase, clock: FrozenClock, served: str
) -> None:
    later(clock, "24h")
    asked = visitor.open(f"/t/{served}")
    visitor.send(f"/t/{served}/ratings", value="1")
    thanks = visitor.open(f"/t/{served}")

    assert "回想这次到访" in asked
    assert taps(db) == [("overall", 1)]
    assert "已告知值班经理" not in thanks  # the customer is not in the hall any more


def test_a_question_of_the_pad_is_not_asked_on_the_phone(
    visitor: Visitor, db: HallDatabase, clock: FrozenClock
) -> None:
    draw_next(db, Moment.MONEY)
    token = a_served_ticket(db, clock).token
    visitor.open(f"/t/{token}")
    before = everything(db)

    answer = visitor.send(f"/t/{token}/ratings", moment="money", value="5")

    assert answer.status_code == 409
    assert f'href="/t/{token}"' in answer.text
    assert everything(db) == before


def test_an_unknown_ticket_is_not_rated(visitor: Visitor, db: HallDatabase, served: str) -> None:
    visitor.open(f"/t/{served}")
    before = everything(db)

    assert visitor.send("/t/nobody/ratings", value="5").status_code == 404
    assert everything(db) == before


def a_visit_answered_from(visitor: Visitor, db: HallDatabase, clock: FrozenClock, value: str = "5") -> str:
    """The token of a visit that was finished and rated on the phone page in this visitor's browser."""
    token = a_served_ticket(db, clock).token
    visitor.open(f"/t/{token}")
    assert visitor.send(f"/t/{token}/ratings", moment="farewell", value=value).status_code == 303
    return token


def standing(db: HallDatabase) -> list[str]:
    """The numbers of the tickets whose ratings count."""
    return [
        row["number"]
        for row in rows(
            db,
            "SELECT number FROM standing_rating JOIN ticket ON ticket.id = ticket_id ORDER BY standing_rating.id",
        )
    ]


def test_what_one_phone_answers_from_its_third_visit_of_a_day_on_does_not_count(
    visitor: Visitor, db: HallDatabase, clock: FrozenClock
) -> None:
    for _ in range(4):
        a_visit_answered_from(visitor, db, clock)
    a_visit_answered_from(Visitor(visitor.client.application.test_client()), db, clock)

    assert standing(db) == ["A001", "A002", "A005"]
    assert [row["value"] for row in rows(db, "SELECT value FROM rating")] == [5] * 5  # all of them are kept
    assert rows(db, "SELECT rating_id, first_id, is_accepted FROM doubted_rating") == [
        {"rating_id": 3, "first_id": 3, "is_accepted": None},
        {"rating_id": 4, "first_id": 3, "is_accepted": None},
    ]


def test_on_another_day_a_phone_begins_anew_and_bears_another_mark(
    visitor: Visitor, db: HallDatabase, clock: FrozenClock
) -> None:
    for _ in range(2):
        a_visit_answered_from(visitor, db, clock)
    later(clock, "24h")

    a_visit_answered_from(visitor, db, clock)

    assert rows(db, "SELECT rating_id FROM doubted_rating") == []
    marks = [row["browser"] for row in rows(db, "SELECT browser FROM rating ORDER BY id")]
    assert marks[0] == marks[1] != marks[2]
    with visitor.client.session_transaction() as kept:
        assert kept["mark"] not in str(everything(db))  # only its keyed hash is kept


def test_the_pad_bears_no_mark(visitor: Visitor, db: HallDatabase, clock: FrozenClock) -> None:
    for _ in range(4):
        draw_next(db)
        a_served_ticket(db, clock)
        visitor.open("/pad/1")
        visitor.send("/pad/1/ratings", value="5")
        later(clock, "5s")

    assert rows(db, "SELECT DISTINCT place, browser FROM rating") == [{"place": "pad", "browser": None}]
    assert rows(db, "SELECT rating_id FROM doubted_rating") == []


def test_the_phone_asks_what_somebody_answered_on_the_pad(
    visitor: Visitor, db: HallDatabase, clock: FrozenClock, served: str
) -> None:
    tap(db, clock, CUSTOMER, served, Moment.FAREWELL, 5, Place.PAD)

    asked = visitor.open(f"/t/{served}")
    visitor.send(f"/t/{served}/ratings", value="2")

    assert "今天的服务您满意吗？" in asked
    assert taps(db) == [("farewell", 5), ("farewell", 2)]
    assert rows(db, "SELECT value FROM standing_rating") == [{"value": 2}]


# Below a new ticket


def test_a_drawn_moment_is_asked_below_the_number(visitor: Visitor, db: HallDatabase) -> None:
    draw_next(db, Moment.TICKET)
    token = visitor.take()
    page = visitor.open(f"/ticket/{token}")

    answer = visitor.send(f"/ticket/{token}/ratings", value="5")
    thanks = visitor.open(f"/ticket/{token}")

    assert page.index("A001") < page.index("取号容易吗？") < page.index("data-idle-limit")
    assert 'data-idle-limit="20"' in page  # no longer than without it
    assert (answer.status_code, answer.location) == (303, f"/ticket/{token}")
    assert taps(db) == [("ticket", 5)]
    assert places(db) == ["kiosk"]
    assert "感谢您的评价！" in thanks
    assert "A001" in thanks


def test_most_tickets_are_not_asked_about(visitor: Visitor, db: HallDatabase) -> None:
    draw_next(db)

    page = visitor.open(f"/ticket/{visitor.take()}")

    assert "data-asking" not in page
    assert "ticket.js" not in page


def test_a_diary_asks_one_question_at_a_time(visitor: Visitor, db: HallDatabase, clock: FrozenClock) -> None:
    draw_next(db, *DRAWN_MOMENTS)
    token = visitor.take()
    seen = []

    for _ in range(2):
        seen.append(visitor.open(f"/ticket/{token}/question"))
        visitor.send(f"/ticket/{token}/ratings", value="4")
        later(clock, "5s")

    assert [("迎接和引导" in part, "取号容易吗" in part) for part in seen] == [(True, False), (False, True)]
    assert "data-asking" not in visitor.open(f"/ticket/{token}/question")


def test_a_low_tap_at_the_kiosk_is_thanked_for_without_asking_on(visitor: Visitor, db: HallDatabase) -> None:
    draw_next(db, Moment.TICKET)
    token = visitor.take()
    visitor.open(f"/ticket/{token}")

    visitor.send(f"/ticket/{token}/ratings", value="1")
    thanks = visitor.open(f"/ticket/{token}/question")

    assert "已告知值班经理" in thanks
    assert "哪里没做好" not in thanks  # the next customer wants this screen


def test_the_larger_view_stays_after_a_tap(visitor: Visitor, db: HallDatabase) -> None:
    draw_next(db, Moment.TICKET)
    token = visitor.take()
    page = visitor.open(f"/ticket/{token}?view=large")

    answer = visitor.send(f"/ticket/{token}/ratings?view=large", value="5")

    assert f'action="/ticket/{token}/ratings?view=large"' in page
    assert answer.location == f"/ticket/{token}?view=large"


def test_a_question_answered_on_the_phone_leaves_the_kiosk(
    visitor: Visitor, db: HallDatabase, clock: FrozenClock
) -> None:
    draw_next(db, Moment.WAITING)
    token = a_waiting_ticket(db, clock).token
    an_open_counter(db, clock)
    call_ticket(db, clock, ANA.actor, "1", "A001")
    assert "data-asking" in visitor.open(f"/ticket/{token}/question")

    tap(db, clock, CUSTOMER, token, Moment.WAITING, 5, Place.PHONE)

    assert "data-asking" not in visitor.open(f"/ticket/{token}/question")


@pytest.mark.parametrize(
    ("language", "words"),
    [("zh", ["很难", "较难", "一般", "容易", "很容易"]), ("en", ["Very hard", "Hard", "So-so", "Easy", "Very easy"])],
)
def test_the_kiosk_answers_how_easy_it_was_by_how_easy(
    visitor: Visitor, db: HallDatabase, clock: FrozenClock, language: str, words: list[str]
) -> None:
    draw_next(db, Moment.TICKET)
    token = visitor.take(language=language)

    page = visitor.open(f"/ticket/{token}?lang={language}")

    assert re.findall(r'<button class="face[^>]*>.*?<span>(.*?)</span>', page, re.DOTALL) == words
