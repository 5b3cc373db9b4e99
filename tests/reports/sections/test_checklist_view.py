"""Spot checks, as the report tells them."""

import pytest

from storeops.base.clock import FrozenClock
from storeops.reports.sections.checklist_view import checklist
from storeops.reports.sections.section_json import written
from storeops.store.database import HallDatabase
from tests.factories import ANA, BRUNO, CHEN, HAN, a_check, an_open_counter, later
from tests.reports.sections.march import MARCH


def test_a_month_without_checks_has_no_mean(db: HallDatabase, clock: FrozenClock) -> None:
    found = written(checklist(db, MARCH, clock.now()))

    assert (found["checks"], found["coverage"], found["mean"]) == (0, None, None)
    assert found["failed_items"] == found["inspectors"] == []


def test_coverage_mean_and_what_failed_most(db: HallDatabase, clock: FrozenClock) -> None:
    an_open_counter(db, clock, "1")
    an_open_counter(db, clock, "2", BRUNO)
    later(clock, "1h")
    a_check(db, clock, of=ANA, by=CHEN, smile="0", farewell="0.5")
    a_check(db, clock, of=ANA, by=HAN, smile="0.5", amounts="NA")
    a_check(db, clock, of=None, by=CHEN)

    found = written(checklist(db, MARCH, clock.now()))

    # Ana and Bruno are at work, Ana was checked. 100 - 8 - 5 = 87; 86 of 90 = 95.5556; the mean is 91.2778.
    assert (found["checks"], found["checked_days"], found["worked_days"], found["coverage"]) == (2, 1, 2, 0.5)
    assert found["mean"] == pytest.approx((87 + 100 * 86 / 90) / 2)
    assert (found["environment_checks"], found["environment_mean"]) == (1, 100)
    # Smile weighs 8: 8 and 4 points; the farewell weighs 10: half of it once.
    assert [(item["code"], item["sheet"], item["marked"], item["failed"]) for item in found["failed_items"]] == [
        ("smile", "clerk", 2, 2),
        ("farewell", "clerk", 2, 1),
    ]
    assert [(item["share"], item["points_lost"]) for item in found["failed_items"]] == [(1, 12), (0.5, 5)]
    assert (found["failed_items"][0]["zh"], found["failed_items"][0]["en"]) == ("微笑服务", "Smile")


def test_inspectors_and_their_shifts(db: HallDatabase, clock: FrozenClock) -> None:
    a_check(db, clock, of=ANA, by=CHEN, smile="0", farewell="0")
    a_check(db, clock, of=ANA, by=HAN)

    found = written(checklist(db, MARCH, clock.now()))["inspectors"]

    # Chen 82, Han 100: each is 18 away from the other, over one check of 1 + 10: -+18/11; their middle is 0 already.
    assert [(line["employee"], line["name"], line["checks"], line["mean"]) for line in found] == [
        (CHEN.code, "Chen", 1, 82),
        (HAN.code, "Han", 1, 100),
    ]
    assert [line["shift"] for line in found] == pytest.approx([-18 / 11, 18 / 11])


def test_an_inspector_of_the_environment_alone_is_not_listed(db: HallDatabase, clock: FrozenClock) -> None:
    a_check(db, clock, of=None, by=CHEN)

    assert written(checklist(db, MARCH, clock.now()))["inspectors"] == []
