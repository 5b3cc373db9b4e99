"""What the desk gets for service quality: the duty manager's call, guideposts, answer cards, wishes, links."""

import pytest

from storeops.base.clock import FrozenClock
from storeops.quality.duty.duty_call_actions import arrive, call_duty_manager
from storeops.quality.guideposts.card import CardTexts
from storeops.quality.guideposts.card_actions import add_card
from storeops.store.database import HallDatabase
from tests.factories import (
    ADA,
    ANA,
    CHEN,
    a_called_ticket,
    a_served_ticket,
    a_serving_ticket,
    an_open_counter,
    everything,
    last_event,
    later,
    rows,
    transactions,
)
from tests.staff_console.colleague import Colleague
from tests.staff_console.conftest import SignedIn

UNDERSTANDING = "Ask one more: is there anything else behind this that you would like solved?"
MONEY = "Say the amounts aloud: I receive ..., your change is ..., please check."
RESULT = "Finish it here, or say when you will answer and write it down."
WAITING = "Good day, thank you for waiting. Please have a seat!"
FAREWELL = "Your business is done. Can we help with anything else? Please take your papers and cards."


# The call for the duty manager


def test_a_call_is_shown_with_its_time_and_can_be_withdrawn(
    ana: Colleague, db: HallDatabase, clock: FrozenClock
) -> None:
    a_serving_ticket(db, clock)
    assert "Duty manager</span>" in ana.open("/")

    ana.post("/desk/duty-call", counter="1", reason="exceptional")
    assert last_event(db)["kind"] == "duty_called"
    later(clock, "1m20s")
    desk = ana.open("/")
    assert "Duty manager called" in desk
    assert "Exceptional business" in desk
    assert ">1:20</span>" in desk

    back = ana.post("/desk/duty-withdraw", counter="1").text
    assert "Duty manager called" not in back
    assert rows(db, "SELECT outcome FROM duty_call") == [{"outcome": "withdrawn"}]
    assert last_event(db)["actor"] == "employee:1001"


def test_the_desk_says_who_comes(ana: Colleague, db: HallDatabase, clock: FrozenClock) -> None:
    a_serving_ticket(db, clock)
    call = call_duty_manager(db, clock, ANA.actor, "1", "complaint")
    arrive(db, clock, CHEN.actor, call, CHEN.code)

    desk = ana.open("/")

    assert "Chen is coming" in desk
    assert "Withdraw the call" not in desk


def test_the_called_transaction_ends_as_exceptional(ana: Colleague, db: HallDatabase, clock: FrozenClock) -> None:
    a_serving_ticket(db, clock)
    ana.post("/desk/duty-call", counter="1", reason="papers")

    ana.post("/desk/finish", counter="1", **{"class": "normal"})

    assert transactions(db, "A001")[0]["class"] == "exceptional"


def test_a_double_tap_calls_once(ana: Colleague, db: HallDatabase, clock: FrozenClock) -> None:
    a_serving_ticket(db, clock)

    for _ in range(2):
        answer = ana.post("/desk/duty-call", counter="1", reason="complaint", idempotency_key="the same")
        assert answer.status_code == 200

    assert len(rows(db, "SELECT id FROM duty_call")) == 1


@pytest.mark.parametrize(
    ("path", "fields", "status"),
    [
        ("/desk/duty-call", {"reason": ""}, 422),
        ("/desk/duty-call", {"reason": "x" * 10_000}, 422),
        ("/desk/duty-call", {"counter": "77", "reason": "complaint"}, 404),
        ("/desk/duty-withdraw", {}, 409),
        ("/desk/wish", {}, 422),
        ("/desk/wish", {"kind": "praise"}, 422),
        ("/desk/wish", {"kind": "suggestion", "note": "x" * 10_000}, 422),
    ],
)
def test_what_cannot_be_is_refused_in_place(
    ana: Colleague, db: HallDatabase, clock: FrozenClock, path: str, fields: dict[str, str], status: int
) -> None:
    a_serving_ticket(db, clock)
    before = everything(db)

    answer = ana.post(path, **{"counter": "1", **fields})

    assert answer.status_code == status
    assert 'id="live"' in answer.text
    assert everything(db) == before


@pytest.mark.parametrize("path", ["/desk/duty-call", "/desk/duty-withdraw", "/desk/wish"])
def test_nobody_acts_at_a_colleagues_counter(ana: Colleague, db: HallDatabase, clock: FrozenClock, path: str) -> None:
    an_open_counter(db, clock)
    an_open_counter(db, clock, "2")
    before = everything(db)

    assert ana.post(path, counter="2", reason="complaint", kind="suggestion").status_code == 403
    assert everything(db) == before


@pytest.mark.parametrize("path", ["duty-call", "duty-withdraw", "wish", "guideposts/hush"])
def test_only_who_serves_may(greta: Colleague, db: HallDatabase, path: str) -> None:
    before = everything(db)

    assert greta.post(f"/desk/{path}", counter="1").status_code == 403
    assert everything(db) == before


def test_without_a_script_it_leads_back_to_the_desk(ana: Colleague, db: HallDatabase, clock: FrozenClock) -> None:
    an_open_counter(db, clock)

    response = ana.send("/desk/duty-call", counter="1", reason="other")

    assert (response.status_code, response.location) == (303, "/")


# Guideposts


def test_the_guidepost_follows_the_visit(ana: Colleague, db: HallDatabase, clock: FrozenClock) -> None:
    an_open_counter(db, clock)
    assert "What to say now" not in ana.open("/")
    a_called_ticket(db, clock)
    called = ana.open("/")
    serving = ana.post("/desk/start", counter="1").text
    later(clock, "60s")
    settling = ana.open("/")

    assert WAITING in called
    assert FAREWELL not in called
    assert UNDERSTANDING in serving
    assert FAREWELL in serving
    assert '<li hidden data-shown-from="1772413260"><b>Amounts and papers</b>' in serving  # 09:01:00
    assert UNDERSTANDING not in settling
    assert [text in settling for text in (MONEY, RESULT, FAREWELL)] == [True] * 3


def test_whoever_knows_them_has_one_small_line(ana: Colleague, db: HallDatabase, clock: FrozenClock) -> None:
    a_serving_ticket(db, clock)

    quiet = ana.post("/desk/guideposts/hush").text
    assert '<details class="guideposts is-quiet"' in quiet
    assert last_event(db)["kind"] == "guideposts_hushed"

    loud = ana.post("/desk/guideposts/show").text
    assert "is-quiet" not in loud
    assert UNDERSTANDING in loud


def test_the_guidepost_is_in_the_readers_language(ana: Colleague, db: HallDatabase, clock: FrozenClock) -> None:
    a_serving_ticket(db, clock)

    assert "多问一句：您除了这项，还想解决什么？" in ana.open("/?lang=zh")


# Answer cards


def test_the_desk_shows_the_cards_of_the_service_being_done(
    ana: Colleague, db: HallDatabase, clock: FrozenClock
) -> None:
    add_card(db, clock, ADA.actor, "payment", CardTexts("何时到账？", "When <does> it arrive?", "即时。", "At once."))
    add_card(db, clock, ADA.actor, "payment", CardTexts("旧", "Old", "旧", "Old answer", is_active=False))
    a_serving_ticket(db, clock)

    page = ana.client.get("/").text
    assert "<dt>When &lt;does&gt; it arrive?</dt><dd>At once.</dd>" in page
    assert "Old answer" not in page
    assert "Best answers" not in ana.post("/desk/next-transaction", counter="1", service="invoice").text


# Wishes and links


def test_one_tap_notes_a_wish_and_the_desk_counts_it(ana: Colleague, db: HallDatabase, clock: FrozenClock) -> None:
    a_serving_ticket(db, clock)

    desk = ana.post("/desk/wish", counter="1", kind="unmet_need", note="tea").text

    assert last_event(db)["kind"] == "wish_noted"
    assert [row["kind"] for row in rows(db, "SELECT kind FROM heard_wish")] == ["unmet_need"]
    assert '<span class="count digits" title="noted by you today">1</span>' in desk


def test_an_empty_wish_is_not_noted(ana: Colleague, db: HallDatabase, clock: FrozenClock) -> None:
    a_serving_ticket(db, clock)

    answer = ana.post("/desk/wish", counter="1", kind="unmet_need", note=" ")

    assert answer.status_code == 422
    assert "Write in a few words what the customer would like" in answer.text
    assert rows(db, "SELECT kind FROM heard_wish") == []


def test_each_wish_of_today_can_be_taken_back(ana: Colleague, db: HallDatabase, clock: FrozenClock) -> None:
    a_serving_ticket(db, clock)
    ana.post("/desk/wish", counter="1", kind="suggestion", note="a seat <here>")
    assert "<br>a seat &lt;here&gt;</p>" in ana.client.get("/").text
    (wish,) = rows(db, "SELECT id FROM heard_wish")

    ana.post("/desk/wish/take-back", wish=str(wish["id"]))

    assert rows(db, "SELECT id FROM heard_wish") == []
    assert "noted by you today" not in ana.open("/")


@pytest.mark.parametrize("wish", ["", "x", "0", "-1", "9" * 40])
def test_a_wish_that_is_none_cannot_be_taken_back(
    ana: Colleague, db: HallDatabase, clock: FrozenClock, wish: str
) -> None:
    an_open_counter(db, clock)

    assert ana.post("/desk/wish/take-back", wish=wish).status_code in (404, 422)


def test_yesterdays_wishes_are_not_counted(ana: Colleague, db: HallDatabase, clock: FrozenClock) -> None:
    an_open_counter(db, clock)
    ana.post("/desk/wish", counter="1", kind="suggestion", note="tea")
    assert "noted by you today" in ana.open("/")

    later(clock, "15h1m")  # 09:00 + 15 h 1 min: one minute past midnight

    assert "noted by you today" not in ana.open("/")


def test_the_follow_up_link_carries_the_ticket(ana: Colleague, db: HallDatabase, clock: FrozenClock) -> None:
    an_open_counter(db, clock)
    assert 'href="/follow-ups/new"' in ana.open("/")
    a_served_ticket(db, clock)
    assert 'href="/follow-ups/new?ticket=A001"' in ana.open("/")
    a_called_ticket(db, clock, service="plan_change")
    assert 'href="/follow-ups/new?ticket=B001"' in ana.open("/")


def test_a_leaving_customer_shows_the_way_to_the_retention_desk(
    signed_in: SignedIn, db: HallDatabase, clock: FrozenClock
) -> None:
    db.execute("UPDATE service SET code = 'leaving' WHERE code = 'advice'")
    ana = signed_in(ANA)
    a_serving_ticket(db, clock, service="leaving")

    assert 'href="/retention?ticket=J001"' in ana.open("/")
