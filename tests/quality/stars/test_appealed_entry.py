"""What the judge of an appeal is shown: the very entry, whatever else stands behind the line."""

import pytest

from storeops.base.clock import FrozenClock
from storeops.quality.policy.policy import StarLine
from storeops.quality.stars import stars_view
from storeops.quality.stars.appealed_entry_view import AppealedEntry, appealed_entry
from storeops.quality.stars.star_appeal_actions import answer_appeal, appeal
from storeops.quality.stars.stars_closing_actions import close_stars
from storeops.store.database import HallDatabase
from tests.factories import ADA, BRUNO, SUN, rows
from tests.quality.stars.star_story import CLOSING, MARCH, a_whole_march, at_closing


@pytest.fixture
def clock() -> FrozenClock:
    return at_closing()


@pytest.fixture
def closed(db: HallDatabase, clock: FrozenClock) -> HallDatabase:
    a_whole_march(db)
    db.execute(
        "UPDATE stored_care_entry SET note = 'Shouted.', entered_by = (SELECT id FROM employee WHERE code = '7001')"
    )
    close_stars(db, clock, SUN.actor, MARCH)
    return db


def bruno_appeals(db: HallDatabase, clock: FrozenClock, line: StarLine, kind: str | None, sql: str) -> int:
    row_id = rows(db, sql)[0]["id"] if kind else None
    return appeal(db, clock, BRUNO.actor, BRUNO.code, MARCH, line, kind, row_id, "It was not like that.")


def shown(db: HallDatabase) -> AppealedEntry | None:
    (open_appeal,) = stars_view.appeals(db, None, None, True)
    return appealed_entry(db, CLOSING, open_appeal)


def test_a_care_entry_is_shown_with_its_day_its_text_and_who_entered_it(
    closed: HallDatabase, clock: FrozenClock
) -> None:
    bruno_appeals(closed, clock, StarLine.CARE, "care", "SELECT id FROM care_entry WHERE kind = 'complaint_upheld'")

    found = shown(closed)

    assert found
    assert (str(found.entry.at), found.entry.in_language("en"), found.entered_by) == (
        "2026-03-06",
        "Upheld complaint: Shouted.",
        SUN.name,
    )


def test_a_check_is_shown_with_its_inspector_and_its_score(closed: HallDatabase, clock: FrozenClock) -> None:
    bruno_appeals(
        closed,
        clock,
        StarLine.CHECKLIST,
        "check",
        "SELECT max(id) AS id FROM spot_check WHERE employee_id = (SELECT id FROM employee WHERE code = '1002')",
    )

    found = shown(closed)

    # Farewell weighs 10 of 100 and got a 0.
    assert found
    assert found.entry.in_language("en").startswith("checked by Han 5002: 90.00; the inspector's shift")


def test_a_transaction_is_shown_with_its_number_handling_and_target(closed: HallDatabase, clock: FrozenClock) -> None:
    sql = "SELECT max(leg_transaction.id) AS id FROM leg_transaction JOIN employee ON employee.id = employee_id"
    bruno_appeals(closed, clock, StarLine.SPEED, "transaction", sql + " WHERE code = '1002'")

    found = shown(closed)

    assert found
    assert found.entry.in_language("en") == "Z000199, Pay a bill: 100 s, within 180 s"


def test_a_whole_line_has_no_entry_of_its_own(closed: HallDatabase, clock: FrozenClock) -> None:
    bruno_appeals(closed, clock, StarLine.VOLUME, None, "")

    assert shown(closed) is None


def test_an_entry_that_was_set_aside_still_tells_what_it_was(closed: HallDatabase, clock: FrozenClock) -> None:
    sql = "SELECT id FROM care_entry WHERE kind = 'complaint_upheld'"
    appeal_id = bruno_appeals(closed, clock, StarLine.CARE, "care", sql)
    answer_appeal(closed, clock, ADA.actor, ADA.code, appeal_id, True, "It was another clerk.")

    (answered,) = stars_view.appeals(closed, None, None, False)
    found = appealed_entry(closed, CLOSING, answered)

    assert found
    assert (found.entry.is_set_aside, found.entry.amount) == (True, None)
