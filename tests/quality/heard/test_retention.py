"""The retention desk: recording a case, and what a month is composed of."""

import json
from typing import Any

import pytest

from storeops.base.clock import FrozenClock
from storeops.base.errors import ChoiceNeeded, StoreOpsError
from storeops.hall.refusals import UnknownTicket
from storeops.people.refusals import UnknownEmployee
from storeops.quality.heard.refusals import NoteTooLong
from storeops.quality.heard.retention_actions import record_retention
from storeops.quality.heard.retention_choices import LEAVING_SERVICES
from storeops.quality.heard.retention_view import Part, month_of_retention
from storeops.sample.sample_offer import SAMPLE_CATEGORIES
from storeops.store.database import HallDatabase
from tests.factories import ANA, a_serving_ticket, everything, last_event, rows, ticket_row

STAYS = {"reason": "price", "leaving_for": "another_operator", "offer": "discount", "outcome": "kept"}


def test_a_case_and_its_event(db: HallDatabase, clock: FrozenClock) -> None:
    a_serving_ticket(db, clock)

    case = record_retention(db, clock, ANA.actor, ANA.code, "A001", **STAYS, note=" three months ")

    (row,) = rows(db, "SELECT * FROM retention_case")
    assert (row["id"], row["note"], row["recorded_at"]) == (case, "three months", "2026-03-02T01:00:00.000Z")
    assert row["ticket_id"] == ticket_row(db, "A001")["id"]
    assert {field: row[field] for field in STAYS} == STAYS
    event = last_event(db)
    assert (event["kind"], event["actor"]) == ("retention_recorded", "employee:1001")
    assert json.loads(event["data"]) == {**STAYS, "number": "A001"}


def test_a_case_without_a_ticket(db: HallDatabase, clock: FrozenClock) -> None:
    record_retention(db, clock, ANA.actor, ANA.code, None, **STAYS)

    assert rows(db, "SELECT ticket_id FROM retention_case") == [{"ticket_id": None}]


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({"reason": ""}, ChoiceNeeded),
        ({"leaving_for": "the moon"}, ChoiceNeeded),
        ({"offer": "x" * 10_000}, ChoiceNeeded),
        ({"outcome": "unknown"}, ChoiceNeeded),
        ({"note": "x" * 501}, NoteTooLong),
        ({"ticket_number": "Z999"}, UnknownTicket),
        ({"employee_code": "77"}, UnknownEmployee),
    ],
)
def test_an_impossible_case_is_refused(
    db: HallDatabase, clock: FrozenClock, change: dict[str, str], refusal: type[StoreOpsError]
) -> None:
    asked: dict[str, Any] = {"employee_code": ANA.code, "ticket_number": None, **STAYS, **change}
    before = everything(db)

    with pytest.raises(refusal):
        record_retention(db, clock, ANA.actor, **asked)

    assert everything(db) == before


def test_the_composition_of_a_month(db: HallDatabase, clock: FrozenClock) -> None:
    for change in (
        {},
        {"outcome": "left"},
        {"offer": "gift_data", "outcome": "thinking"},
        {"reason": "coverage", "leaving_for": "not_told", "offer": "none", "outcome": "left"},
    ):
        record_retention(db, clock, ANA.actor, ANA.code, None, **{**STAYS, **change})

    month = month_of_retention(db, clock.now(), None)

    # One of four was kept: 25 %. Price: 3 of 4 cases, one of the three kept. Discount: 2 of 4, one of the two kept.
    assert (month.month, month.case_count, month.kept_share) == ("2026-03", 4, 0.25)
    assert month.parts["reason"] == [Part("price", 3, 0.75, 1 / 3), Part("coverage", 1, 0.25, 0)]
    assert month.parts["leaving_for"] == [Part("another_operator", 3, 0.75, 1 / 3), Part("not_told", 1, 0.25, 0)]
    assert month.parts["offer"][0] == Part("discount", 2, 0.5, 0.5)
    assert {part.code: part.count for part in month.parts["outcome"]} == {"kept": 1, "left": 2, "thinking": 1}


def test_a_month_without_a_case_has_no_share(db: HallDatabase, clock: FrozenClock) -> None:
    month = month_of_retention(db, clock.now(), "2026-02")

    assert (month.case_count, month.kept_share) == (0, None)


def test_the_sample_hall_offers_the_service_of_those_who_leave() -> None:
    offered = {service.code for category in SAMPLE_CATEGORIES for service in category.services}

    assert offered >= LEAVING_SERVICES
