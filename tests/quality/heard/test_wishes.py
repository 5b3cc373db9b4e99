"""Suggestions and unmet needs: noted at the desk, counted by month."""

import json
from datetime import UTC, datetime

import pytest

from storeops.base.clock import FrozenClock
from storeops.base.errors import BadValue, StoreOpsError
from storeops.hall.refusals import CounterNotOpen
from storeops.quality.heard.refusals import NoteTooLong, UnknownWish, WishNeedsWords
from storeops.quality.heard.wish import WishKind
from storeops.quality.heard.wish_actions import note_wish, take_back_wish
from storeops.quality.heard.wishes_view import month_of_wishes
from storeops.queueing.serving import next_transaction
from storeops.store.database import HallDatabase
from storeops.tracing.replay_check_view import replay_findings
from tests.factories import (
    ANA,
    BRUNO,
    CHEN,
    a_called_ticket,
    a_served_ticket,
    a_serving_ticket,
    an_open_counter,
    everything,
    last_event,
    later,
    rows,
    ticket_row,
)


def service_of(db: HallDatabase, wish_id: int) -> str | None:
    found = rows(
        db,
        "SELECT service.code FROM heard_wish LEFT JOIN service ON service.id = service_id WHERE heard_wish.id = ?",
        wish_id,
    )
    return found[0]["code"]


def test_a_wish_is_credited_to_the_clerk_and_the_open_transaction(db: HallDatabase, clock: FrozenClock) -> None:
    a_serving_ticket(db, clock)
    next_transaction(db, clock, ANA.actor, "1", "invoice")

    wish = note_wish(db, clock, CHEN.actor, "1", "suggestion", "  a seat for children ")

    (row,) = rows(db, "SELECT * FROM heard_wish")
    assert (row["kind"], row["note"]) == ("suggestion", "a seat for children")
    assert row["ticket_id"] == ticket_row(db, "A001")["id"]
    assert rows(db, "SELECT code FROM employee WHERE id = ?", row["heard_by"])[0]["code"] == ANA.code
    assert service_of(db, wish) == "invoice"
    event = last_event(db)
    assert (event["kind"], event["actor"]) == ("wish_noted", "employee:5001")
    assert json.loads(event["data"]) == {"counter": "1", "number": "A001", "wish": "suggestion"}


def test_before_the_start_it_is_the_tickets_service(db: HallDatabase, clock: FrozenClock) -> None:
    a_called_ticket(db, clock, service="plan_change")

    assert service_of(db, note_wish(db, clock, ANA.actor, "1", "unmet_need", "more")) == "plan_change"


def test_with_nobody_there_it_has_no_service(db: HallDatabase, clock: FrozenClock) -> None:
    an_open_counter(db, clock)

    assert service_of(db, note_wish(db, clock, ANA.actor, "1", "unmet_need", "more")) is None


@pytest.mark.parametrize(
    ("counter", "kind", "note", "refusal"),
    [
        ("1", "praise", "tea", BadValue),
        ("1", "x" * 10_000, "tea", BadValue),
        ("1", "suggestion", "x" * 501, NoteTooLong),
        ("2", "suggestion", "tea", CounterNotOpen),
        ("1", "suggestion", "  ", WishNeedsWords),
    ],
)
def test_an_impossible_wish_is_refused(
    db: HallDatabase, clock: FrozenClock, counter: str, kind: str, note: str, refusal: type[StoreOpsError]
) -> None:
    an_open_counter(db, clock)
    before = everything(db)

    with pytest.raises(refusal):
        note_wish(db, clock, ANA.actor, counter, kind, note)

    assert everything(db) == before


def test_a_wish_half_written_when_the_next_customer_came_is_of_the_one_before(
    db: HallDatabase, clock: FrozenClock
) -> None:
    a_served_ticket(db, clock)
    a_called_ticket(db, clock, service="plan_change")

    before = ticket_row(db, "A001")["id"]
    wish = note_wish(db, clock, ANA.actor, "1", "suggestion", "chairs", "A001", before)

    assert service_of(db, wish) == "payment"
    assert rows(db, "SELECT ticket_id FROM heard_wish") == [{"ticket_id": ticket_row(db, "A001")["id"]}]
    assert json.loads(last_event(db)["data"])["number"] == "A001"


def test_a_wish_is_taken_back_with_its_words(db: HallDatabase, clock: FrozenClock) -> None:
    a_serving_ticket(db, clock)
    note_wish(db, clock, ANA.actor, "1", "unmet_need", "stays")
    wish = note_wish(db, clock, ANA.actor, "1", "suggestion", "for another customer")
    later(clock, "5m")

    take_back_wish(db, clock, ANA.actor, ANA.code, wish)

    assert rows(db, "SELECT note FROM heard_wish") == [{"note": "stays"}]
    event = last_event(db)
    assert (event["kind"], event["actor"]) == ("wish_taken_back", "employee:1001")
    assert json.loads(event["data"]) == {"number": "A001"}
    assert list(replay_findings(db, db.path)) == []


def test_only_ones_own_wish_of_today_is_taken_back(db: HallDatabase, clock: FrozenClock) -> None:
    an_open_counter(db, clock)
    wish = note_wish(db, clock, ANA.actor, "1", "suggestion", "chairs")
    before = everything(db)

    for employee, number in ((BRUNO, wish), (ANA, wish + 1)):
        with pytest.raises(UnknownWish):
            take_back_wish(db, clock, employee.actor, employee.code, number)
    later(clock, "15h1m")  # 09:00 + 15 h 1 min: one minute past midnight
    with pytest.raises(UnknownWish):
        take_back_wish(db, clock, ANA.actor, ANA.code, wish)

    assert everything(db) == before


def test_a_month_by_service(db: HallDatabase, clock: FrozenClock) -> None:
    a_serving_ticket(db, clock)
    a_serving_ticket(db, clock, service="plan_change", counter="2")
    note_wish(db, clock, ANA.actor, "1", "suggestion", "chairs")
    later(clock, "1m")
    note_wish(db, clock, BRUNO.actor, "2", "unmet_need", "a plan by the day")
    later(clock, "1m")
    note_wish(db, clock, BRUNO.actor, "2", "suggestion", "tea")

    month = month_of_wishes(db, clock.now(), None)

    assert month.month == "2026-03"
    assert [(line.service.code if line.service else None, line.counts, line.total) for line in month.by_service] == [
        ("plan_change", {WishKind.UNMET_NEED: 1, WishKind.SUGGESTION: 1}, 2),
        ("payment", {WishKind.SUGGESTION: 1}, 1),
    ]
    assert [(wish.note, wish.number, wish.heard_by) for wish in month.wishes] == [
        ("tea", "B001", "Bruno"),
        ("a plan by the day", "B001", "Bruno"),
        ("chairs", "A001", "Ana"),
    ]


def test_a_month_begins_and_ends_at_the_halls_midnight(db: HallDatabase, clock: FrozenClock) -> None:
    an_open_counter(db, clock)
    # April begins in Shanghai at 16:00 UTC on 31 March.
    for hour, minute in ((15, 59), (16, 0)):
        clock.instant = datetime(2026, 3, 31, hour, minute, tzinfo=UTC)
        note_wish(db, clock, ANA.actor, "1", "suggestion", f"{hour}:{minute}")

    assert [wish.note for wish in month_of_wishes(db, clock.now(), "2026-03").wishes] == ["15:59"]
    assert [wish.note for wish in month_of_wishes(db, clock.now(), "2026-04").wishes] == ["16:0"]


@pytest.mark.parametrize("month", ["March", "2026-13", "2026-3", "0001-01", "9999-12", "x" * 1000, "2026-03-01"])
def test_what_is_no_month_is_refused(db: HallDatabase, clock: FrozenClock, month: str) -> None:
    with pytest.raises(BadValue):
        month_of_wishes(db, clock.now(), month)
