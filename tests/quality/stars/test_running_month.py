"""A sheet of the running month: customers' answers join as a clerk may know them, and no check that is blind."""

from datetime import datetime
from fractions import Fraction

import pytest

from storeops.base.actor import SYSTEM
from storeops.base.clock import FrozenClock
from storeops.quality.checks.plan_actions import wait_no_more
from storeops.quality.policy.policy import StarLine
from storeops.quality.stars import stars_view
from storeops.quality.stars.sheet import StarMonth, StarSheet
from storeops.store.database import HallDatabase
from tests.factories import ANA, BRUNO, CHEN, HAN, Person, a_check, a_pair_of_checks
from tests.quality.stars.star_story import (
    CLOSING,
    DAYS,
    MARCH,
    a_rating,
    a_transaction,
    at,
    ticket_of,
)


def stars(db: HallDatabase, now: datetime) -> StarMonth:
    return stars_view.published_month(db, MARCH, now).stars


def sheet_of(found: StarMonth, person: Person) -> StarSheet:
    return next(sheet for sheet in found.sheets if sheet.facts.employee == person.code)


def rated(db: HallDatabase, day: str, person: Person | None, *values: int, moment: str = "result") -> None:
    for value in values:
        a_rating(db, ticket_of(db, a_transaction(db, day, person)), person, value, moment=moment)


def test_today_s_taps_are_on_no_sheet(db: HallDatabase) -> None:
    rated(db, DAYS[0], ANA, 1, 1, 1, 1, 1)

    on_the_day, the_day_after = stars(db, at(DAYS[0], "20:00")), stars(db, at(DAYS[1]))

    assert (sheet_of(on_the_day, ANA).feedback.count, on_the_day.hall.feedback_mean) == (0, None)
    assert (sheet_of(the_day_after, ANA).feedback.count, the_day_after.hall.feedback_mean) == (5, Fraction(0))


def test_taps_join_by_moment_five_or_more_at_a_time(db: HallDatabase) -> None:
    rated(db, DAYS[0], ANA, 5, 5, 5, 5, 5)
    rated(db, DAYS[0], ANA, 1, moment="money")
    rated(db, DAYS[1], ANA, 1, 1)

    found = sheet_of(stars(db, at(DAYS[3])), ANA)

    assert found.facts.taps == {5: 5}


def test_the_hall_s_mean_moves_with_nobody_s_single_tap(db: HallDatabase) -> None:
    rated(db, DAYS[0], ANA, 5, 5, 5, 5, 5)
    rated(db, DAYS[0], None, 3, 3, 3, 3, 3)
    before = stars(db, at(DAYS[1])).hall.feedback_mean

    rated(db, DAYS[1], BRUNO, 1)
    rated(db, DAYS[1], None, 1)

    # Five times 100 and five times 50: 75.
    assert before == stars(db, at(DAYS[2])).hall.feedback_mean == 75


def test_once_the_month_is_over_all_taps_count(db: HallDatabase) -> None:
    rated(db, DAYS[0], ANA, 5, 5, 5, 5, 5, 1)
    rated(db, DAYS[1], BRUNO, 1)

    last_day, over = stars(db, at("2026-03-31", "23:59")), stars(db, at("2026-04-01", "00:00"))

    assert sheet_of(last_day, ANA).facts.taps == {1: 1, 5: 5}
    assert sheet_of(last_day, BRUNO).facts.taps == {}
    assert sheet_of(over, BRUNO).facts.taps == {1: 1}
    assert stars(db, CLOSING).hall.feedback_mean == over.hall.feedback_mean == Fraction(500, 7)


def test_how_many_were_asked_and_answered_counts_from_the_next_day_on(db: HallDatabase) -> None:
    a_transaction(db, DAYS[0], ANA, is_imported=False)
    a_transaction(db, DAYS[1], ANA, is_imported=False)

    closes = [sheet_of(stars(db, at(day, "20:00")), ANA).facts.closes for day in DAYS[:3]]

    assert closes == [0, 1, 2]


def test_a_page_says_whether_the_month_runs(db: HallDatabase) -> None:
    rated(db, DAYS[0], ANA, 5)

    running = [
        stars_view.published_month(db, MARCH, at(day)).is_running for day in (DAYS[0], "2026-03-31", "2026-04-01")
    ]

    assert running == [True, True, False]


# Double checks


MONDAY_NOON = FrozenClock(at(DAYS[0], "12:00"))


@pytest.fixture
def blind(db: HallDatabase) -> int:
    """Ana's check by Chen, which Han is still to double."""
    first, _ = a_pair_of_checks(db, MONDAY_NOON)
    return a_check(db, FrozenClock(MONDAY_NOON.instant), planned_id=first, smile="0")


@pytest.mark.usefixtures("blind")
def test_a_double_check_is_on_no_sheet_before_both_are_saved(db: HallDatabase) -> None:
    assert stars(db, at(DAYS[0])).sheets == ()

    a_check(db, FrozenClock(MONDAY_NOON.instant), by=HAN, planned_id=2)

    found = stars(db, at(DAYS[0]))
    assert sheet_of(found, ANA).checked.days == 1
    assert len(found.checks) == 2
    assert found.inspector_shifts.keys() == {CHEN.code, HAN.code}


@pytest.mark.usefixtures("blind")
def test_a_double_check_moves_no_inspector_s_shift_and_no_mean(db: HallDatabase) -> None:
    a_check(db, FrozenClock(at(DAYS[1])), by=HAN)
    found = stars(db, at(DAYS[1]))

    assert found.inspector_shifts == {HAN.code: 0}
    assert found.hall.checklist_mean == 100


@pytest.mark.usefixtures("blind")
def test_a_double_check_is_among_no_entries(db: HallDatabase) -> None:
    for sees_taps in (False, True):
        assert stars_view.entries(db, MARCH, ANA.code, StarLine.CHECKLIST, at(DAYS[0]), sees_taps) == []


def test_a_double_check_of_a_day_that_is_over_counts_once_its_pair_is_settled(db: HallDatabase, blind: int) -> None:
    wait_no_more(db, FrozenClock(at(DAYS[1])), SYSTEM, 2)

    assert [check.check_id for check in stars(db, at(DAYS[1])).checks] == [blind]
