"""The stars of a month, as the report tells them. The totals are redone by hand in quality/stars/test_march.py."""

import json
from datetime import date

from storeops.base.clock import FrozenClock
from storeops.quality.care.care_actions import enter_care
from storeops.quality.policy.policy import StarLine
from storeops.quality.stars.star_appeal_actions import appeal
from storeops.quality.stars.stars_closing_actions import close_stars
from storeops.reports.sections.month_stars_view import star_bands
from storeops.reports.sections.section_json import written
from storeops.store.database import HallDatabase
from tests.factories import ANA, BRUNO, SUN
from tests.quality.stars.star_story import a_care_entry, a_whole_march, at_closing
from tests.reports.sections.march import MARCH


def test_a_month_without_sheets_has_no_star(db: HallDatabase, clock: FrozenClock) -> None:
    found = written(star_bands(db, MARCH, clock.now()))

    assert (found["stars_version"], found["sheets"], found["star_of_month"]) == (None, [], None)
    assert (found["eligible"], found["not_eligible"]) == (0, 0)
    assert found["bands"] == {"5": 0, "4": 0, "3": 0, "2": 0}


def test_bands_and_the_star_of_an_open_month(db: HallDatabase) -> None:
    a_whole_march(db)

    found = written(star_bands(db, MARCH, at_closing().now()))

    # 38 + 17.769231 + 18.333333 + 6.111111 + 10 = 90.21; 36.4 + 16.230769 + 16.666667 + 3.888889 + 8 = 81.19.
    assert (found["stars_version"], found["policy_version"], found["eligible"]) == (None, 1, 2)
    assert found["bands"] == {"5": 0, "4": 1, "3": 1, "2": 0}
    assert (found["star_of_month"], found["stars_of_month"], found["without_stars"]) == (ANA.code, [ANA.code], 0)
    assert [(sheet["employee"], sheet["name"], sheet["total"], sheet["stars"]) for sheet in found["sheets"]] == [
        (ANA.code, "Ana", "90.21", 4),
        (BRUNO.code, "Bruno", "81.19", 3),
    ]
    assert json.loads(json.dumps(found)) == found


def test_who_is_not_ranked_has_the_reasons(db: HallDatabase, clock: FrozenClock) -> None:
    a_care_entry(db, "2026-03-02", ANA, "praise")

    found = written(star_bands(db, MARCH, clock.now()))

    (sheet,) = found["sheets"]
    assert (found["eligible"], found["not_eligible"], sheet["total"], sheet["stars"]) == (0, 1, None, None)
    assert sheet["reason"][0] == {
        "code": "checked_days",
        "sentence": "checked on %(have)s of the %(need)s days needed",
        "values": {"have": 0, "need": 8},
    }


def test_a_closed_month_keeps_its_version(db: HallDatabase) -> None:
    a_whole_march(db)
    clock = at_closing()
    close_stars(db, clock, SUN.actor, "2026-03")
    enter_care(db, clock, SUN.actor, SUN.code, ANA.code, date(2026, 3, 5), "complaint_upheld", "")

    found = written(star_bands(db, MARCH, clock.now()))

    assert (found["stars_version"], found["sheets"][0]["total"]) == (1, "90.21")


def test_appeals_are_counted_by_what_came_of_them(db: HallDatabase) -> None:
    a_whole_march(db)
    clock = at_closing()
    close_stars(db, clock, SUN.actor, "2026-03")
    appeal(db, clock, ANA.actor, ANA.code, "2026-03", StarLine.SPEED, None, None, "The system was down.")

    assert written(star_bands(db, MARCH, clock.now()))["appeals"] == {"open": 1, "upheld": 0, "refused": 0}
