"""The month's figures of service quality, from stories told by the real actions."""

from datetime import UTC, datetime

import pytest

from storeops.base.actor import CUSTOMER
from storeops.base.clock import FrozenClock
from storeops.measuring.quality_metrics import QUALITY_METRICS
from storeops.quality.follow_ups.case import Kind
from storeops.quality.follow_ups.follow_up_actions import open_follow_up, resolve
from storeops.quality.ratings.moments import Moment, Place
from storeops.quality.ratings.rating_actions import tap
from storeops.reports.document.report_body import as_json
from storeops.reports.month.month_report_view import month_report
from storeops.store.database import HallDatabase
from tests.factories import ANA, BRUNO, CHEN, a_check, a_served_ticket, an_open_counter, draw_next, later


def figures(db: HallDatabase, clock: FrozenClock) -> dict[str, object]:
    metrics = as_json(month_report(db, "2026-03", clock.now()))["metrics"]
    return {metric.id: metrics[metric.id]["value"] for metric in QUALITY_METRICS}


def test_a_month_without_anything_has_no_shares(db: HallDatabase, clock: FrozenClock) -> None:
    found = figures(db, clock)

    assert {name for name, value in found.items() if value is not None} == {"complaints", "praise"}
    assert (found["complaints"], found["praise"]) == (0, 0)


def test_ratings_and_questions(db: HallDatabase, clock: FrozenClock) -> None:
    for value in (5, 4, 2):
        draw_next(db)
        tap(db, clock, CUSTOMER, a_served_ticket(db, clock).token, Moment.FAREWELL, value, Place.PAD)
    draw_next(db)
    a_served_ticket(db, clock)

    found = figures(db, clock)

    # Of three ratings two are 4 or 5 and one is 5; three of four visits were asked, and each answered.
    assert found["csat"] == pytest.approx(2 / 3)
    assert found["delight"] == pytest.approx(1 / 3)
    assert (found["response_rate"], found["prompt_rate"]) == (1, 0.75)


def test_checks(db: HallDatabase, clock: FrozenClock) -> None:
    an_open_counter(db, clock, "1")
    an_open_counter(db, clock, "2", BRUNO)
    later(clock, "1h")
    a_check(db, clock, of=ANA, by=CHEN, smile="0")

    found = figures(db, clock)

    # Ana and Bruno are at work, Ana was checked; her smile weighs 8 of 100.
    assert (found["check_coverage"], found["checklist_mean"]) == (0.5, 92.0)


def test_cases(db: HallDatabase, clock: FrozenClock) -> None:
    case = open_follow_up(db, clock, ANA.actor, ANA.code, Kind.COMPLAINT, "Charged twice")
    open_follow_up(db, clock, ANA.actor, ANA.code, Kind.COMPLAINT, "Waited too long")
    open_follow_up(db, clock, ANA.actor, ANA.code, Kind.PRAISE, "Patient with my mother", praised_code=BRUNO.code)
    later(clock, "2h")
    resolve(db, clock, ANA.actor, ANA.code, case, "Paid back")
    clock.instant = datetime(2026, 3, 4, tzinfo=UTC)

    found = figures(db, clock)

    # Both complaints were due within 24 h, one was answered; the closed one stayed with whoever was asked first.
    assert (found["complaints"], found["praise"]) == (2, 1)
    assert (found["followup_in_time"], found["first_asked_kept"]) == (0.5, 1)
    assert found["replied_on_the_spot"] is None
