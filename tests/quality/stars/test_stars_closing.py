"""A closed month is kept with its policy and inputs; what changes later makes a next version, and nothing is lost."""

import json
from datetime import date, timedelta
from fractions import Fraction

import pytest

from storeops.base.actor import SYSTEM
from storeops.base.clock import FrozenClock
from storeops.base.errors import BadValue
from storeops.base.months import month_span
from storeops.month_end import closing_steps, correction_rows, kept_rows
from storeops.month_end.closing_steps import DatedReading
from storeops.month_end.refusals import MonthStillOpen, UnknownVersion
from storeops.people.roles import Role
from storeops.quality.care.care_actions import enter_care
from storeops.quality.policy import policy_rows
from storeops.quality.stars import frozen, star_rows, stars_view
from storeops.quality.stars.due_month_rows import months_due
from storeops.quality.stars.refusals import NoStarsToClose
from storeops.quality.stars.stars_closing_actions import close_stars, keep_stars
from storeops.quality.stars.stars_closing_steps import STARS_CLOSING, StarReading
from storeops.quality.stars.stars_document import STARS
from storeops.running.heavy_jobs import close_due_stars
from storeops.running.integrity_view import findings
from storeops.store.database import HallDatabase
from tests.factories import ANA, BRUNO, SUN, a_waiting_ticket, everything, last_event, rows
from tests.quality.stars.star_story import (
    CLOSING,
    MARCH,
    ZONE,
    a_care_entry,
    a_stay,
    a_transaction,
    a_whole_march,
    at,
    at_closing,
    march,
    promote,
)


@pytest.fixture
def clock() -> FrozenClock:
    return at_closing()


def kept_months(db: HallDatabase) -> list[tuple[str, int, str | None]]:
    found = rows(db, "SELECT month, version, reason FROM star_month ORDER BY month, version")
    return [(row["month"], row["version"], row["reason"]) for row in found]


def totals(db: HallDatabase, version: int) -> dict[str, str | None]:
    kept = kept_rows.of_version(db, STARS, MARCH, version)
    assert kept
    return {code: sheet.total for code, sheet in star_rows.sheets(db, kept.id).items()}


def test_a_closed_month_keeps_its_policy_inputs_and_sheets(db: HallDatabase, clock: FrozenClock) -> None:
    a_whole_march(db)

    version = close_stars(db, clock, SUN.actor, MARCH)

    kept = star_rows.latest(db, MARCH)
    assert kept
    assert (version, kept.version, kept.reason, kept.closed_by) == (1, 1, None, "employee:7001")
    assert kept.inputs == frozen.as_text(march(db))
    assert kept.checksum == frozen.checksum(kept.inputs)
    # The arithmetic of these totals stands in test_march.py.
    assert totals(db, 1) == {"1001": "90.21", "1002": "81.19"}
    assert json.loads(star_rows.sheets(db, kept.id)["1001"].body)["components"]["checklist"] == 95.0
    event = last_event(db)
    assert (event["kind"], json.loads(event["data"])) == ("month_frozen", {"month": MARCH, "version": 1})


def test_a_month_cannot_be_closed_before_its_closing(db: HallDatabase, clock: FrozenClock) -> None:
    a_whole_march(db)
    clock.advance(milliseconds=-1)
    before = everything(db)

    with pytest.raises(MonthStillOpen, match="2026-04-08 03:00"):
        close_stars(db, clock, SUN.actor, MARCH)

    assert everything(db) == before


@pytest.mark.parametrize("month", ["2026-13", "march", "2026-05", "", "2026-3"])
def test_no_month_and_one_to_come_are_refused(db: HallDatabase, clock: FrozenClock, month: str) -> None:
    with pytest.raises(BadValue):
        close_stars(db, clock, SUN.actor, month)


def test_a_month_without_anybody_is_refused(db: HallDatabase, clock: FrozenClock) -> None:
    with pytest.raises(NoStarsToClose):
        close_stars(db, clock, SUN.actor, MARCH)


def test_closing_twice_changes_nothing(db: HallDatabase, clock: FrozenClock) -> None:
    a_whole_march(db)
    close_stars(db, clock, SUN.actor, MARCH)
    before = everything(db)
    clock.advance(days=1)

    assert close_stars(db, clock, SUN.actor, MARCH) == 1

    after = everything(db)
    assert before.pop("job_run") != after.pop("job_run")
    assert after == before


def test_a_role_that_changes_later_moves_no_month_that_is_over(db: HallDatabase, clock: FrozenClock) -> None:
    a_whole_march(db)
    before = march(db)
    clock.instant = at("2026-04-02")
    promote(db, clock, BRUNO, Role.TEAM_LEAD)
    assert march(db) == before
    clock.instant = CLOSING
    close_stars(db, clock, SUN.actor, MARCH)

    promote(db, clock, ANA, Role.SHIFT_LEAD)

    assert close_stars(db, clock, SUN.actor, MARCH) == 1
    assert kept_months(db) == [(MARCH, 1, None)]


def test_a_correction_makes_a_second_version_and_the_first_one_stays(db: HallDatabase, clock: FrozenClock) -> None:
    a_whole_march(db)
    close_stars(db, clock, SUN.actor, MARCH)
    first = rows(db, "SELECT * FROM star_month"), rows(db, "SELECT * FROM star_sheet")

    enter_care(db, clock, SUN.actor, SUN.code, ANA.code, date(2026, 3, 20), "error", "")
    version = close_stars(db, clock, SUN.actor, MARCH)

    # Ana's care falls from 100 to 100 - 10 + 5 = 95: 90.213675 - 0.5 = 89.713675.
    assert version == 2
    assert kept_months(db) == [(MARCH, 1, None), (MARCH, 2, "a care entry was added")]
    assert totals(db, 2) == {"1001": "89.71", "1002": "81.19"}
    assert rows(db, "SELECT * FROM star_month WHERE version = 1") == first[0]
    assert rows(db, "SELECT * FROM star_sheet WHERE star_month_id = 1") == first[1]


def test_rows_that_changed_without_a_note_are_told_as_such(db: HallDatabase, clock: FrozenClock) -> None:
    a_whole_march(db)
    close_stars(db, clock, SUN.actor, MARCH)
    a_care_entry(db, "2026-03-20", BRUNO, "praise")

    close_stars(db, clock, SUN.actor, MARCH)

    assert kept_months(db)[-1] == (MARCH, 2, "what it is computed from changed")


def test_what_a_version_changed_is_told_by_sheet_and_line(db: HallDatabase, clock: FrozenClock) -> None:
    a_whole_march(db)
    close_stars(db, clock, SUN.actor, MARCH)
    enter_care(db, clock, SUN.actor, SUN.code, ANA.code, date(2026, 3, 20), "error", "")
    close_stars(db, clock, SUN.actor, MARCH)

    (changed,) = stars_view.difference(db, MARCH, 2)

    assert (changed.employee, str(changed.total_before), str(changed.total_after)) == ("1001", "90.21", "89.71")
    assert [(each.line.value, each.before, each.after) for each in changed.lines] == [
        ("care", Fraction(100), Fraction(95))
    ]
    assert stars_view.difference(db, MARCH, 1) == []


def test_both_versions_can_be_read_again(db: HallDatabase, clock: FrozenClock) -> None:
    a_whole_march(db)
    close_stars(db, clock, SUN.actor, MARCH)
    enter_care(db, clock, SUN.actor, SUN.code, ANA.code, date(2026, 3, 20), "error", "")
    close_stars(db, clock, SUN.actor, MARCH)

    one, two = (stars_view.published_month(db, MARCH, clock.now(), version) for version in (1, None))

    assert [str(each.stars.sheets[0].total) for each in (one, two)] == ["90.21", "89.71"]
    assert [(each.version, each.is_provisional, each.policy_version) for each in (one, two)] == [
        (1, False, 1),
        (2, False, 1),
    ]
    assert [line.version for line in stars_view.versions(db, MARCH)] == [2, 1]
    with pytest.raises(UnknownVersion):
        stars_view.published_month(db, MARCH, clock.now(), 3)


def test_an_open_month_is_computed_now(db: HallDatabase, clock: FrozenClock) -> None:
    a_whole_march(db)
    clock.advance(days=-20)

    found = stars_view.published_month(db, MARCH, clock.now())

    assert (found.version, found.is_provisional, found.closed_at, found.checksum) == (0, True, None, None)
    # Six of Ana's ten taps have joined, and six of Bruno's: Fh = (600 + 450) / 12 = 87.5, and Ana's feedback is
    # (600 + 20 * 87.5) / 26 = 90.3846 instead of 91.6667; a fifth of the difference is missing from 90.21.
    assert str(found.stars.sheets[0].total) == "89.96"


def test_later_rows_do_not_move_a_closed_month(db: HallDatabase, clock: FrozenClock) -> None:
    a_whole_march(db)
    close_stars(db, clock, SUN.actor, MARCH)

    a_care_entry(db, "2026-03-20", ANA, "complaint_upheld")

    assert str(stars_view.published_month(db, MARCH, clock.now()).stars.sheets[0].total) == "90.21"


# The job


def test_the_job_closes_a_month_once_its_time_has_come(db: HallDatabase, clock: FrozenClock) -> None:
    a_whole_march(db)
    clock.advance(milliseconds=-1)

    close_due_stars(db, clock)
    too_early = kept_months(db)
    clock.advance(milliseconds=1)
    close_due_stars(db, clock)
    close_due_stars(db, clock)

    assert too_early == []
    assert kept_months(db) == [(MARCH, 1, None)]
    assert star_rows.latest(db, MARCH).closed_by == SYSTEM.name  # type: ignore[union-attr]


def test_a_machine_that_was_off_over_the_turn_of_the_month_closes_it_once_with_the_same_result(
    db: HallDatabase, clock: FrozenClock
) -> None:
    a_whole_march(db)
    by_hand = frozen.checksum(frozen.as_text(march(db)))
    clock.advance(days=40)

    for _ in range(2):
        close_due_stars(db, clock)

    kept = star_rows.latest(db, MARCH)
    assert kept
    assert (kept.version, kept.checksum) == (1, by_hand)


def test_several_missed_months_are_closed_in_order(db: HallDatabase, clock: FrozenClock) -> None:
    a_transaction(db, "2026-01-05", ANA)
    a_whole_march(db)

    assert months_due(db, clock.now()) == ["2026-01", MARCH]

    close_due_stars(db, clock)
    one_tick = kept_months(db)
    close_due_stars(db, clock)
    assert one_tick == [("2026-01", 1, None)]
    assert kept_months(db) == [("2026-01", 1, None), (MARCH, 1, None)]
    assert months_due(db, clock.now()) == []


def test_a_month_without_sheets_is_never_due(db: HallDatabase, clock: FrozenClock) -> None:
    a_transaction(db, "2026-01-05", None)

    assert months_due(db, clock.now()) == []


def test_the_job_counts_a_corrected_month_again_once(db: HallDatabase, clock: FrozenClock) -> None:
    a_whole_march(db)
    close_due_stars(db, clock)
    enter_care(db, clock, SUN.actor, SUN.code, ANA.code, date(2026, 3, 20), "error", "")

    due = months_due(db, clock.now())
    close_due_stars(db, clock)
    close_due_stars(db, clock)

    assert due == [MARCH]
    assert [version for _, version, _ in kept_months(db)] == [1, 2]


def test_a_correction_that_changes_no_input_is_not_due_for_ever(db: HallDatabase, clock: FrozenClock) -> None:
    a_whole_march(db)
    close_due_stars(db, clock)
    correction_rows.note_correction(db, MARCH, "a photo was added", clock.now())

    close_due_stars(db, clock)

    assert [version for _, version, _ in kept_months(db)] == [1]
    assert months_due(db, clock.now()) == []


def test_a_correction_of_an_open_month_is_not_noted(db: HallDatabase, clock: FrozenClock) -> None:
    a_whole_march(db)

    enter_care(db, clock, SUN.actor, SUN.code, ANA.code, date(2026, 3, 20), "error", "")

    assert rows(db, "SELECT * FROM month_correction") == []


# Reading outside the lock


def a_reading(db: HallDatabase, clock: FrozenClock) -> DatedReading[StarReading]:
    return closing_steps.read(db, STARS_CLOSING, month_span(MARCH, ZONE), clock.now())


def test_what_was_told_since_the_reading_is_read_again(db: HallDatabase, clock: FrozenClock) -> None:
    a_whole_march(db)
    reading = a_reading(db, clock)
    enter_care(db, clock, SUN.actor, SUN.code, ANA.code, date(2026, 3, 20), "error", "")

    keep_stars(db, clock, SUN.actor, MARCH, reading)

    assert totals(db, 1) == {"1001": "89.71", "1002": "81.19"}


def test_customers_of_today_do_not_make_a_month_read_again(db: HallDatabase, clock: FrozenClock) -> None:
    a_whole_march(db)
    reading = a_reading(db, clock)
    a_care_entry(db, "2026-03-20", ANA, "error")  # told to nobody: only a second reading would see it
    a_waiting_ticket(db, clock)

    keep_stars(db, clock, SUN.actor, MARCH, reading)

    assert totals(db, 1) == {"1001": "90.21", "1002": "81.19"}


# The list of months


def test_months_are_listed_newest_first_with_their_closing(db: HallDatabase, clock: FrozenClock) -> None:
    a_whole_march(db)
    a_stay(db, "2026-01-10", ANA, "09:00", "10:00")
    close_stars(db, clock, SUN.actor, MARCH)
    a_stay(db, "2026-04-01", ANA, "09:00", "10:00")

    found = stars_view.months_with_sheets(db, clock.now())

    assert [(each.month, each.version, each.is_provisional) for each in found] == [
        ("2026-04", 0, True),
        (MARCH, 1, False),
        ("2026-01", 0, True),
    ]
    assert found[1].closes_at == CLOSING


def test_a_new_hall_has_no_months(db: HallDatabase, clock: FrozenClock) -> None:
    assert stars_view.months_with_sheets(db, clock.now()) == []
    assert months_due(db, clock.now() + timedelta(days=400)) == []


# Integrity


def stars_findings(db: HallDatabase) -> list[str]:
    return [finding for finding in findings(db) if "stars of" in finding]


def test_a_sound_closed_month_has_no_findings(db: HallDatabase, clock: FrozenClock) -> None:
    a_whole_march(db)
    close_stars(db, clock, SUN.actor, MARCH)

    assert stars_findings(db) == []


@pytest.mark.parametrize(
    ("change", "finding"),
    [
        (
            "UPDATE star_sheet SET total = '99.99' WHERE total = '81.19'",
            "employee 1002 has 99.99 (3 stars) stored and 81.19",
        ),
        (
            "UPDATE star_sheet SET stars = 5 WHERE total = '90.21'",
            "employee 1001 has 90.21 (5 stars) stored and 90.21 (4",
        ),
        ("UPDATE star_month SET inputs = replace(inputs, 'Ana', 'Eva')", "the inputs do not have the stored checksum"),
        ("UPDATE star_month SET inputs = '{}'", "the inputs or the policy cannot be read"),
        ("DELETE FROM star_sheet WHERE total = '90.21'", "employee 1001 has a sheet computed only"),
    ],
)
def test_a_closed_month_that_was_tampered_with_is_found(
    db: HallDatabase, clock: FrozenClock, change: str, finding: str
) -> None:
    a_whole_march(db)
    close_stars(db, clock, SUN.actor, MARCH)

    db.execute(change)

    assert any(finding in each for each in stars_findings(db))


def test_a_version_of_the_stars_that_was_removed_is_found(db: HallDatabase, clock: FrozenClock) -> None:
    a_whole_march(db)
    close_stars(db, clock, SUN.actor, MARCH)
    enter_care(db, clock, SUN.actor, SUN.code, ANA.code, date(2026, 3, 20), "error", "")
    close_stars(db, clock, SUN.actor, MARCH)

    db.execute("DELETE FROM star_sheet WHERE star_month_id = 1")
    db.execute("DELETE FROM star_month WHERE version = 1")

    assert stars_findings(db) == [f"the stars of {MARCH}, version 1: it is gone"]


def test_stars_of_which_nothing_is_left_are_missed_and_so_is_what_stands_in_their_place(
    db: HallDatabase, clock: FrozenClock
) -> None:
    a_whole_march(db)
    close_stars(db, clock, SUN.actor, MARCH)

    db.execute("DELETE FROM star_sheet")
    db.execute("DELETE FROM star_month")
    assert stars_findings(db) == [f"the stars of {MARCH}, version 1: it is gone"]

    close_stars(db, clock, SUN.actor, MARCH)
    assert stars_findings(db) == [f"the stars of {MARCH}, version 1: it was closed 2 times"]


def test_a_closed_month_keeps_its_rules_whatever_is_added_later(db: HallDatabase, clock: FrozenClock) -> None:
    a_whole_march(db)
    before = policy_rows.in_force(db, MARCH)
    close_stars(db, clock, SUN.actor, MARCH)
    # No action lets rules begin in a closed month; a migration might.
    policy_rows.add(db, policy_rows.SERVICE_STARS, MARCH, policy_rows.newest(db).body, clock.now(), None)

    enter_care(db, clock, SUN.actor, SUN.code, ANA.code, date(2026, 3, 20), "error", "")

    assert close_stars(db, clock, SUN.actor, MARCH) == 2
    assert {row["policy_id"] for row in rows(db, "SELECT policy_id FROM star_month")} == {before.id}
    assert policy_rows.in_force(db, MARCH) == before
    assert policy_rows.in_force(db, "2026-04").version == before.version + 1
