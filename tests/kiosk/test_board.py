"""The television board: what it shows, what it announces, and what it must not show."""

import json
import re

import pytest

from storeops.base.clock import FrozenClock
from storeops.queueing.calling import recall
from storeops.queueing.moving import acknowledge
from storeops.queueing.serving import finish, start
from storeops.store.database import HallDatabase
from tests.factories import ANA, BRUNO, CAST, a_called_ticket, a_waiting_ticket, everything, last_event, legs
from tests.kiosk.visitor import Visitor


def announced(page: str) -> list[str]:
    """The numbers that a board is given to announce, in order."""
    return re.findall(r'data-number="(\w+)"', page)


def shown(page: str) -> list[str]:
    """The numbers of the last calls, the newest first; without its second place, which nobody sees yet."""
    calls = page[page.index('data-part="latest"') : page.index('data-part="waiting"')]
    calls = calls.partition("<template")[0]
    return re.findall(r'class="number">(\w+)<', calls)


def last_seq(page: str) -> int:
    found = re.search(r'data-announcements data-epoch="\w+" data-seq="(\d+)"', page)
    assert found
    return int(found.group(1))


def test_the_latest_call_is_on_top_with_its_counter(visitor: Visitor, db: HallDatabase, clock: FrozenClock) -> None:
    a_called_ticket(db, clock, counter="1")
    a_called_ticket(db, clock, counter="2")

    page = visitor.open("/board")

    assert shown(page)[:2] == ["A002", "2"]
    assert shown(page)[2:] == ["A001"]
    assert "1号柜台" in page
    assert "Counter 1" in page


def test_a_board_shows_so_many_calls_at_a_time_and_holds_the_others_back(
    visitor: Visitor, db: HallDatabase, clock: FrozenClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kiosk.board.PLACES_ON_A_PAGE", 1)
    for counter in ("1", "2", "3"):
        a_called_ticket(db, clock, counter=counter)

    page = visitor.open("/board")

    assert re.findall(r'<li data-page="(\d)"( hidden)? class="call', page) == [("0", ""), ("1", " hidden")]


def test_a_customer_called_again_comes_back_to_the_top(visitor: Visitor, db: HallDatabase, clock: FrozenClock) -> None:
    a_called_ticket(db, clock, counter="1")
    a_called_ticket(db, clock, counter="2")

    recall(db, clock, ANA.actor, "1")

    assert shown(visitor.open("/board")) == ["A001", "1", "A002"]


def test_an_empty_board_says_so_in_both_languages(visitor: Visitor) -> None:
    page = visitor.open("/board")

    for words in ("暂无叫号", "Nobody has been called yet", "目前无人等候", "Nobody is waiting"):
        assert words in page


def test_those_who_wait_are_counted_by_category(visitor: Visitor, db: HallDatabase, clock: FrozenClock) -> None:
    for service in ("payment", "plan_change", "invoice"):
        a_waiting_ticket(db, clock, service=service)

    page = visitor.open("/board")
    waiting = page[page.index('data-part="waiting"') :]

    assert re.findall(r'class="count digits">(\d+)<', waiting) == ["2", "1"]
    assert re.findall(r"<span>([A-Z]\d+)</span>", waiting) == ["A001", "A002", "B001"]


def test_the_clock_is_the_hall_s(visitor: Visitor) -> None:
    assert '<time class="digits">09:00</time>' in visitor.open("/board")  # 01:00 UTC in Shanghai


# Announcements


def test_two_calls_at_once_are_both_announced_in_order(visitor: Visitor, db: HallDatabase, clock: FrozenClock) -> None:
    seq = last_seq(visitor.open("/board"))
    a_called_ticket(db, clock, counter="1")
    a_called_ticket(db, clock, counter="2")

    fragment = visitor.open(f"/board/fragment?after={seq}")

    assert announced(fragment) == ["A001", "A002"]
    assert announced(visitor.open(f"/board/fragment?after={last_seq(fragment)}")) == []


def test_a_call_is_spoken_in_both_languages(visitor: Visitor, db: HallDatabase, clock: FrozenClock) -> None:
    a_called_ticket(db, clock, counter="3")

    page = visitor.open("/board/fragment?after=0")

    assert '<span hidden data-say lang="zh-CN">请A零零一号顾客到3号柜台办理业务</span>' in page
    assert '<span hidden data-say lang="en-US">Ticket A zero zero one, please go to counter 3</span>' in page


def test_every_recall_is_announced_again(visitor: Visitor, db: HallDatabase, clock: FrozenClock) -> None:
    a_called_ticket(db, clock)
    recall(db, clock, ANA.actor, "1")

    assert announced(visitor.open("/board/fragment?after=0")) == ["A001", "A001"]


def test_a_customer_who_came_at_once_is_still_announced(visitor: Visitor, db: HallDatabase, clock: FrozenClock) -> None:
    a_called_ticket(db, clock)
    start(db, clock, ANA.actor, "1")
    finish(db, clock, ANA.actor, "1")

    assert announced(visitor.open("/board/fragment?after=0")) == ["A001"]


def test_after_a_lost_connection_only_those_who_have_not_come_are_announced(
    visitor: Visitor, db: HallDatabase, clock: FrozenClock
) -> None:
    a_called_ticket(db, clock, counter="1")
    start(db, clock, ANA.actor, "1")
    a_called_ticket(db, clock, counter="2")
    recall(db, clock, BRUNO.actor, "2")
    clock.advance(seconds=61)

    assert announced(visitor.open("/board/fragment?after=0")) == ["A002"]


def test_a_board_that_is_opened_takes_up_what_no_board_has_announced(
    visitor: Visitor, db: HallDatabase, clock: FrozenClock
) -> None:
    a_called_ticket(db, clock, counter="1")
    a_called_ticket(db, clock, counter="2")
    acknowledge(db, clock, ANA.actor, "A001")

    assert announced(visitor.open("/board")) == ["A002"]


def test_imported_calls_are_never_announced(visitor: Visitor, db: HallDatabase, clock: FrozenClock) -> None:
    a_called_ticket(db, clock)
    db.execute("UPDATE event SET is_imported = 1")

    assert announced(visitor.open("/board/fragment?after=0")) == []


@pytest.mark.parametrize("after", ["", "x", "-5", "1.5", "9" * 30, "٣"])
def test_a_strange_place_in_the_journal_harms_nothing(visitor: Visitor, after: str) -> None:
    assert announced(visitor.open(f"/board/fragment?after={after}")) == []


# Acknowledging


def test_what_was_announced_is_noted(visitor: Visitor, db: HallDatabase, clock: FrozenClock) -> None:
    a_called_ticket(db, clock)
    token = csrf_token(visitor)

    response = visitor.client.post("/board/announced", data={"number": "A001"}, headers={"X-CSRFToken": token})

    assert response.status_code == 204
    assert legs(db, "A001")[0]["announced_at"] == "2026-03-02T01:00:00.000Z"
    assert (last_event(db)["kind"], last_event(db)["actor"]) == ("announced", "board")


def test_noting_it_twice_is_harmless(visitor: Visitor, db: HallDatabase, clock: FrozenClock) -> None:
    a_called_ticket(db, clock)
    headers = {"X-CSRFToken": csrf_token(visitor)}
    visitor.client.post("/board/announced", data={"number": "A001"}, headers=headers)
    before = everything(db)

    response = visitor.client.post("/board/announced", data={"number": "A001"}, headers=headers)

    assert response.status_code == 204
    assert everything(db) == before


@pytest.mark.parametrize("fields", [{}, {"number": "Z999"}, {"number": "'; --"}])
def test_an_unknown_number_cannot_be_noted(visitor: Visitor, db: HallDatabase, fields: dict[str, str]) -> None:
    headers = {"X-CSRFToken": csrf_token(visitor)}
    before = everything(db)

    assert visitor.client.post("/board/announced", data=fields, headers=headers).status_code == 404
    assert everything(db) == before


def test_a_stranger_cannot_note_anything(visitor: Visitor, db: HallDatabase, clock: FrozenClock) -> None:
    a_called_ticket(db, clock)

    assert visitor.client.post("/board/announced", data={"number": "A001"}).status_code == 400
    assert legs(db, "A001")[0]["announced_at"] is None


def csrf_token(visitor: Visitor) -> str:
    found = re.search(r'<meta name="csrf-token" content="([^"]+)">', visitor.open("/board"))
    assert found
    return found.group(1)


# Its voice


def test_a_board_that_cannot_speak_says_so_once(visitor: Visitor, db: HallDatabase) -> None:
    headers = {"X-CSRFToken": csrf_token(visitor)}

    statuses = [
        visitor.client.post("/board/voice", data={"voice": voice}, headers=headers).status_code
        for voice in ("speaks", "no_voice", "no_voice", "speaks")
    ]

    assert statuses == [204] * 4
    told = [json.loads(row["data"]) for row in db.query("SELECT data FROM event WHERE kind = 'board_voice'")]
    assert told == [{"voice": "no_voice"}, {"voice": "speaks"}]


@pytest.mark.parametrize("voice", ["", "loud", "x" * 1000])
def test_a_voice_that_no_board_has_is_refused(visitor: Visitor, db: HallDatabase, voice: str) -> None:
    headers = {"X-CSRFToken": csrf_token(visitor)}
    before = everything(db)

    assert visitor.client.post("/board/voice", data={"voice": voice}, headers=headers).status_code == 422
    assert everything(db) == before


def test_the_board_tells_whether_it_spoke(visitor: Visitor, db: HallDatabase, clock: FrozenClock) -> None:
    a_called_ticket(db, clock)
    headers = {"X-CSRFToken": csrf_token(visitor)}

    visitor.client.post("/board/announced", data={"number": "A001", "is_spoken": "0"}, headers=headers)
    visitor.client.post("/board/announced", data={"number": "A001", "is_spoken": "1"}, headers=headers)

    told = [json.loads(row["data"]) for row in db.query("SELECT data FROM event WHERE kind = 'announced' ORDER BY seq")]
    assert [event["is_spoken"] for event in told] == [False, True]


# Privacy


def test_the_board_holds_nothing_personal(visitor: Visitor, db: HallDatabase, clock: FrozenClock) -> None:
    called = a_called_ticket(db, clock)
    waiting = a_waiting_ticket(db, clock)

    page = visitor.open("/board")

    assert called.token not in page
    assert waiting.token not in page
    assert not any(person.name in page for person in CAST)
