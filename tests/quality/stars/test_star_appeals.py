"""Appeals: only against one's own closed sheet, in time; upheld ones make the next version at once."""

import json

import pytest

from storeops.base.actor import Actor
from storeops.base.clock import FrozenClock
from storeops.base.errors import StoreOpsError, TextNeeded
from storeops.people.refusals import NotAllowed
from storeops.quality.policy.policy import StarLine
from storeops.quality.stars import star_rows, stars_view
from storeops.quality.stars.refusals import (
    AppealNotYours,
    AppealOfOwnEntry,
    MonthNotClosed,
    NoStarSheet,
    StarAppealAnswered,
    StarAppealOpen,
    StarAppealTooLate,
    UnknownEntry,
    UnknownStarAppeal,
)
from storeops.quality.stars.star_appeal_actions import answer_appeal, appeal
from storeops.quality.stars.stars_closing_actions import close_stars
from storeops.store.database import HallDatabase
from tests.factories import ADA, ANA, BRUNO, CHEN, DINA, SUN, everything, last_event, rows
from tests.quality.stars.star_story import MARCH, a_care_entry, a_check, a_whole_march, at, at_closing


@pytest.fixture
def clock() -> FrozenClock:
    return at_closing()


@pytest.fixture
def complaint(db: HallDatabase, clock: FrozenClock) -> int:
    """March is closed; Bruno's upheld complaint was entered by the supervisor."""
    a_whole_march(db)
    row = rows(db, "SELECT id FROM care_entry WHERE kind = 'complaint_upheld'")[0]
    db.execute("UPDATE stored_care_entry SET entered_by = (SELECT id FROM employee WHERE code = '7001')")
    close_stars(db, clock, SUN.actor, MARCH)
    return int(row["id"])


def brunos_appeal(db: HallDatabase, clock: FrozenClock, complaint: int) -> int:
    return appeal(
        db, clock, BRUNO.actor, BRUNO.code, MARCH, StarLine.CARE, "care", complaint, "It was another counter."
    )


def test_an_appeal_names_its_entry_and_waits_for_an_answer(
    db: HallDatabase, clock: FrozenClock, complaint: int
) -> None:
    appeal_id = brunos_appeal(db, clock, complaint)

    (found,) = stars_view.appeals(db, MARCH, BRUNO.code, True)
    assert (found.id, found.version, found.line, found.row_kind, found.row_id) == (
        appeal_id,
        1,
        StarLine.CARE,
        "care",
        complaint,
    )
    assert (found.answered_at, found.is_upheld) == (None, None)
    event = last_event(db)
    assert event["kind"] == "star_appealed"
    assert json.loads(event["data"]) == {"appeal": appeal_id, "month": MARCH, "line": "care"}


def test_an_upheld_appeal_sets_the_entry_aside_and_makes_the_next_version_at_once(
    db: HallDatabase, clock: FrozenClock, complaint: int
) -> None:
    appeal_id = brunos_appeal(db, clock, complaint)

    version = answer_appeal(db, clock, ADA.actor, ADA.code, appeal_id, True, "The record shows counter 3.")

    # Bruno's care is 100 again: 81.186325 + 0.1*20 = 83.186325.
    kept = star_rows.latest(db, MARCH)
    assert kept
    assert (version, kept.version, kept.reason) == (2, 2, "an appeal was upheld")
    assert star_rows.sheets(db, kept.id)["1002"].total == "83.19"
    assert rows(db, "SELECT row_kind, row_id, appeal_id FROM set_aside") == [
        {"row_kind": "care", "row_id": complaint, "appeal_id": appeal_id}
    ]
    assert len(rows(db, "SELECT * FROM care_entry WHERE id = ?", complaint)) == 1
    kinds = [row["kind"] for row in rows(db, "SELECT kind FROM event ORDER BY seq DESC LIMIT 3")]
    assert kinds == ["month_frozen", "month_corrected", "star_appeal_answered"]
    (found,) = stars_view.appeals(db, None, None, False)
    assert (found.is_upheld, found.answered_by, found.answer) == (True, "9001", "The record shows counter 3.")


def test_a_rejected_appeal_changes_no_sheet(db: HallDatabase, clock: FrozenClock, complaint: int) -> None:
    appeal_id = brunos_appeal(db, clock, complaint)

    version = answer_appeal(db, clock, ADA.actor, ADA.code, appeal_id, False, "The customer named him.")

    assert version == 1
    assert rows(db, "SELECT * FROM set_aside") == rows(db, "SELECT * FROM month_correction") == []
    assert stars_view.appeals(db, None, None, True) == []


def test_an_upheld_appeal_without_an_entry_counts_what_was_put_right_elsewhere(
    db: HallDatabase, clock: FrozenClock, complaint: int
) -> None:
    appeal_id = appeal(db, clock, BRUNO.actor, BRUNO.code, MARCH, StarLine.VOLUME, None, None, "A shift is missing.")
    db.execute("UPDATE stored_signed_in_span SET signed_out_at = ? WHERE id = 6", ("2026-03-02T11:00:00.000Z",))

    version = answer_appeal(db, clock, SUN.actor, SUN.code, appeal_id, True, "The roster was put right.")

    assert version == 2
    assert rows(db, "SELECT * FROM set_aside") == []


def test_an_upheld_appeal_that_changes_nothing_makes_no_version(
    db: HallDatabase, clock: FrozenClock, complaint: int
) -> None:
    appeal_id = appeal(db, clock, BRUNO.actor, BRUNO.code, MARCH, StarLine.VOLUME, None, None, "Too many hours.")

    assert answer_appeal(db, clock, SUN.actor, SUN.code, appeal_id, True, "Looked into it.") == 1


@pytest.mark.parametrize(
    ("kind", "line"), [("check", StarLine.CHECKLIST), ("transaction", StarLine.SPEED), ("rating", StarLine.FEEDBACK)]
)
def test_entries_of_every_line_can_be_set_aside(
    db: HallDatabase, clock: FrozenClock, complaint: int, kind: str, line: StarLine
) -> None:
    table = {"check": "spot_check", "transaction": "leg_transaction", "rating": "rating"}[kind]
    own = f"SELECT id FROM {table} WHERE employee_id = (SELECT id FROM employee WHERE code = '1002') LIMIT 1"
    row_id = rows(db, own)[0]["id"]
    appeal_id = appeal(db, clock, BRUNO.actor, BRUNO.code, MARCH, line, kind, row_id, "Not fair.")

    version = answer_appeal(db, clock, SUN.actor, SUN.code, appeal_id, True, "Right.")

    (changed,) = [each for each in stars_view.difference(db, MARCH, version) if each.employee == "1002"]
    assert line in [each.line for each in changed.lines]


@pytest.mark.parametrize(
    ("by", "code", "month", "line", "row_kind", "row_id", "grounds", "refusal"),
    [
        (ANA.actor, BRUNO.code, MARCH, StarLine.CARE, None, None, "why", AppealNotYours),
        (Actor("device:pad"), BRUNO.code, MARCH, StarLine.CARE, None, None, "why", AppealNotYours),
        (BRUNO.actor, BRUNO.code, "2026-04", StarLine.CARE, None, None, "why", MonthNotClosed),
        (DINA.actor, DINA.code, MARCH, StarLine.CARE, None, None, "why", NoStarSheet),
        (BRUNO.actor, BRUNO.code, MARCH, StarLine.CARE, None, None, "  ", TextNeeded),
        (BRUNO.actor, BRUNO.code, MARCH, StarLine.CARE, None, None, "x" * 501, TextNeeded),
        (BRUNO.actor, BRUNO.code, MARCH, StarLine.CARE, "care", 1, "why", UnknownEntry),  # Ana's praise
        (BRUNO.actor, BRUNO.code, MARCH, StarLine.CARE, "care", 999, "why", UnknownEntry),
        (BRUNO.actor, BRUNO.code, MARCH, StarLine.SPEED, "care", 2, "why", UnknownEntry),  # another line's entry
        (BRUNO.actor, BRUNO.code, MARCH, StarLine.CARE, "care", None, "why", UnknownEntry),
        (BRUNO.actor, BRUNO.code, MARCH, StarLine.CARE, "nonsense", 1, "why", UnknownEntry),
    ],
)
def test_an_appeal_that_cannot_stand_is_refused(
    db: HallDatabase,
    clock: FrozenClock,
    complaint: int,
    by: Actor,
    code: str,
    month: str,
    line: StarLine,
    row_kind: str | None,
    row_id: int | None,
    grounds: str,
    refusal: type[StoreOpsError],
) -> None:
    before = everything(db)

    with pytest.raises(refusal):
        appeal(db, clock, by, code, month, line, row_kind, row_id, grounds)

    assert everything(db) == before


def test_one_appeal_at_a_time_against_the_same_entry(db: HallDatabase, clock: FrozenClock, complaint: int) -> None:
    brunos_appeal(db, clock, complaint)

    with pytest.raises(StarAppealOpen):
        brunos_appeal(db, clock, complaint)

    appeal(db, clock, BRUNO.actor, BRUNO.code, MARCH, StarLine.CARE, None, None, "And the line as a whole.")


def test_an_entry_that_was_set_aside_is_no_longer_on_the_sheet(
    db: HallDatabase, clock: FrozenClock, complaint: int
) -> None:
    answer_appeal(db, clock, ADA.actor, ADA.code, brunos_appeal(db, clock, complaint), True, "Right.")

    with pytest.raises(UnknownEntry):
        brunos_appeal(db, clock, complaint)


# March was frozen on Wednesday 8 April, 03:00: Thursday, Friday, Monday, Tuesday, Wednesday 15 April are five days.
def test_appeals_are_taken_until_the_end_of_the_fifth_working_day(
    db: HallDatabase, clock: FrozenClock, complaint: int
) -> None:
    clock.instant = at("2026-04-15", "23:59")
    brunos_appeal(db, clock, complaint)

    clock.instant = at("2026-04-16", "00:00")
    with pytest.raises(StarAppealTooLate, match="until 2026-04-15"):
        appeal(db, clock, BRUNO.actor, BRUNO.code, MARCH, StarLine.CARE, None, None, "Too late.")


@pytest.mark.parametrize(
    ("answerer", "refusal"),
    [(SUN, AppealOfOwnEntry), (CHEN, NotAllowed), (BRUNO, NotAllowed)],
    ids=lambda each: str(each),
)
def test_who_made_the_entry_or_may_not_judge_cannot_answer(
    db: HallDatabase, clock: FrozenClock, complaint: int, answerer: object, refusal: type[StoreOpsError]
) -> None:
    appeal_id = brunos_appeal(db, clock, complaint)
    before = everything(db)

    with pytest.raises(refusal):
        answer_appeal(db, clock, answerer.actor, answerer.code, appeal_id, True, "Right.")  # type: ignore[attr-defined]

    assert everything(db) == before


def test_an_inspector_does_not_answer_for_the_own_check_nor_for_the_line(db: HallDatabase, clock: FrozenClock) -> None:
    a_whole_march(db)
    check = a_check(db, "2026-03-12", BRUNO, SUN, {"smile": 0})
    close_stars(db, clock, ADA.actor, MARCH)
    one = appeal(db, clock, BRUNO.actor, BRUNO.code, MARCH, StarLine.CHECKLIST, "check", check, "I smiled.")
    whole = appeal(db, clock, BRUNO.actor, BRUNO.code, MARCH, StarLine.CHECKLIST, None, None, "All too strict.")

    for appeal_id in (one, whole):
        with pytest.raises(AppealOfOwnEntry):
            answer_appeal(db, clock, SUN.actor, SUN.code, appeal_id, True, "Right.")

    assert answer_appeal(db, clock, ADA.actor, ADA.code, one, True, "Right.") == 2


def test_nobody_answers_their_own_appeal(db: HallDatabase, clock: FrozenClock) -> None:
    a_whole_march(db)
    a_care_entry(db, "2026-03-10", SUN, "praise")
    close_stars(db, clock, ADA.actor, MARCH)
    appeal_id = appeal(db, clock, SUN.actor, SUN.code, MARCH, StarLine.CARE, None, None, "One praise is missing.")

    with pytest.raises(AppealOfOwnEntry):
        answer_appeal(db, clock, SUN.actor, SUN.code, appeal_id, True, "Right.")


def test_an_appeal_is_answered_once(db: HallDatabase, clock: FrozenClock, complaint: int) -> None:
    appeal_id = brunos_appeal(db, clock, complaint)
    answer_appeal(db, clock, ADA.actor, ADA.code, appeal_id, False, "No.")
    before = everything(db)

    with pytest.raises(StarAppealAnswered):
        answer_appeal(db, clock, ADA.actor, ADA.code, appeal_id, True, "Yes.")
    with pytest.raises(UnknownStarAppeal):
        answer_appeal(db, clock, ADA.actor, ADA.code, 999, True, "Yes.")
    with pytest.raises(TextNeeded):
        answer_appeal(db, clock, ADA.actor, ADA.code, brunos_appeal(db, clock, complaint), True, " ")

    assert everything(db)["set_aside"] == before["set_aside"] == []
