"""Who wanted to leave, and what the front line heard, as the report tells it."""

from storeops.base.clock import FrozenClock
from storeops.quality.follow_ups.case import Kind
from storeops.quality.heard.retention_actions import record_retention
from storeops.quality.heard.wish_actions import note_wish
from storeops.reports.sections.heard_view import LATEST_NOTES, heard
from storeops.reports.sections.leaving_view import leaving
from storeops.reports.sections.section_json import written
from storeops.store.database import HallDatabase
from tests.factories import ANA, a_serving_ticket, an_open_counter, later
from tests.quality.follow_ups.cases import a_case
from tests.reports.sections.march import MARCH

STAYS = {"reason": "price", "leaving_for": "operator_a", "offer": "discount", "outcome": "kept"}


def test_nobody_wanted_to_leave(db: HallDatabase) -> None:
    assert written(leaving(db, MARCH)) == {
        "cases": 0,
        "kept_share": None,
        "reasons": [],
        "going_to": [],
        "offers": [],
        "outcomes": [],
        "offer_days": [],
    }


def test_why_where_to_and_how_many_stayed(db: HallDatabase, clock: FrozenClock) -> None:
    for change in ({}, {"outcome": "left"}, {"outcome": "thinking", "reason": "coverage", "offer": "none"}):
        record_retention(db, clock, ANA.actor, ANA.code, None, **{**STAYS, **change})

    found = written(leaving(db, MARCH))

    # One of three was kept; of the two who named the price, one.
    assert (found["cases"], found["kept_share"]) == (3, 1 / 3)
    assert found["reasons"] == [
        {"code": "price", "count": 2, "share": 2 / 3, "kept_share": 0.5},
        {"code": "coverage", "count": 1, "share": 1 / 3, "kept_share": 0},
    ]
    assert found["going_to"] == [{"code": "operator_a", "count": 3, "share": 1, "kept_share": 1 / 3}]
    assert [(line["code"], line["count"]) for line in found["offers"]] == [("discount", 2), ("none", 1)]
    assert {line["code"]: line["count"] for line in found["outcomes"]} == {"kept": 1, "left": 1, "thinking": 1}
    assert found["offer_days"] == [{"discount": {"count": 2, "kept": 1}, "none": {"count": 1, "kept": 0}}]


def test_offers_are_kept_by_the_day_on_which_they_were_made(db: HallDatabase, clock: FrozenClock) -> None:
    record_retention(db, clock, ANA.actor, ANA.code, None, **STAYS)
    later(clock, "24h")
    record_retention(db, clock, ANA.actor, ANA.code, None, **{**STAYS, "outcome": "left"})

    assert written(leaving(db, MARCH))["offer_days"] == [
        {"discount": {"count": 1, "kept": 1}},
        {"discount": {"count": 1, "kept": 0}},
    ]


def test_wishes_are_counted_and_their_notes_listed(db: HallDatabase, clock: FrozenClock) -> None:
    a_serving_ticket(db, clock)
    note_wish(db, clock, ANA.actor, "1", "suggestion", "chairs")
    later(clock, "1m")
    note_wish(db, clock, ANA.actor, "1", "unmet_need", "a plan by the day")

    found = written(heard(db, MARCH))

    assert found["wishes"] == {"suggestion": 1, "unmet_need": 1}
    assert found["by_service"] == [{"service": "payment", "suggestion": 1, "unmet_need": 1}]
    assert found["notes"] == [
        {
            "kind": "unmet_need",
            "service": "payment",
            "note": "a plan by the day",
            "heard_at": "2026-03-02T01:01:00.000Z",
        },
        {
            "kind": "suggestion",
            "service": "payment",
            "note": "chairs",
            "heard_at": "2026-03-02T01:00:00.000Z",
        },
    ]


def test_only_the_latest_notes_are_listed(db: HallDatabase, clock: FrozenClock) -> None:
    an_open_counter(db, clock)
    for number in range(LATEST_NOTES + 1):
        note_wish(db, clock, ANA.actor, "1", "suggestion", f"wish {number}")
        later(clock, "1m")

    found = written(heard(db, MARCH))

    assert found["by_service"] == [{"service": None, "suggestion": 21, "unmet_need": 0}]
    assert [line["note"] for line in found["notes"]] == [f"wish {number}" for number in range(20, 0, -1)]


def test_complaints_by_service_and_praise_without_a_word_of_them(db: HallDatabase, clock: FrozenClock) -> None:
    number = a_serving_ticket(db, clock).number
    a_case(db, clock, Kind.COMPLAINT, ticket=number)
    a_case(db, clock, Kind.COMPLAINT, ticket=number)
    a_case(db, clock, Kind.COMPLAINT)
    a_case(db, clock, Kind.PRAISE)

    found = written(heard(db, MARCH))

    assert (found["complaints"], found["praise"]) == (3, 1)
    assert found["complaints_by_service"] == [{"service": "payment", "count": 2}, {"service": None, "count": 1}]
    assert "The bill is wrong" not in str(found)
