"""What stood out, as the report tells it."""

from storeops.base.business_time import stamp
from storeops.base.clock import FrozenClock
from storeops.quality.detectors.review_actions import review_flag
from storeops.reports.sections.reviewed_flags_view import reviewed_flags
from storeops.reports.sections.section_json import written
from storeops.store.database import HallDatabase
from tests.factories import ANA, SUN
from tests.quality.detectors.served import many_short_services
from tests.reports.sections.march import MARCH


def test_nothing_stands_out_in_an_empty_month(db: HallDatabase, clock: FrozenClock) -> None:
    assert written(reviewed_flags(db, MARCH, clock.now())) == []


def test_a_flag_before_and_after_somebody_looked(db: HallDatabase, clock: FrozenClock) -> None:
    many_short_services(db, clock)

    (before,) = written(reviewed_flags(db, MARCH, clock.now()))
    review_flag(db, clock, SUN.actor, SUN.code, "2026-03", "D3", ANA.code, "explained", "The express counter.")
    (after,) = written(reviewed_flags(db, MARCH, clock.now()))

    # Before a review it is told that there is a flag, and neither about whom nor by which figures.
    assert before == {
        "detector": "D3",
        "what": "short_services",
        "employee": None,
        "name": "",
        "sentence": "",
        "values": {},
        "review": None,
    }
    assert (after["employee"], after["name"], after["values"]["hits"]) == (ANA.code, ANA.name, 8)
    assert after["review"] == {
        "finding": "explained",
        "reviewed_at": stamp(clock.now()),
        "reviewer": SUN.name,
    }
    assert "express desk" not in str(after)
