"""Making a check: what is kept, what is refused, and what happens to it afterwards."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from storeops.base.actor import SYSTEM, Actor, RequestKey
from storeops.base.clock import FrozenClock
from storeops.base.errors import ChangedMeanwhile, StoreOpsError, TextNeeded
from storeops.people.refusals import EmployeeInactive, UnknownEmployee
from storeops.quality.checks import check_rows, marking, sheet_rows
from storeops.quality.checks.check_actions import acknowledge, edit_check, save_check
from storeops.quality.checks.marking import Mark, Marked
from storeops.quality.checks.one_check_view import item_weighed
from storeops.quality.checks.plan_actions import drop_planned, make_plan
from storeops.quality.checks.refusals import (
    CheckFromTheFuture,
    CheckOfOneself,
    CheckTooLate,
    DoubleOfAnother,
    MarkNeeded,
    MayNotEdit,
    NothingChanged,
    NotYourCheck,
    PlannedCheckSettled,
    PlannedForAnother,
    PlannedForLater,
    ReasonNeeded,
    SheetDoesNotFit,
    SheetOutdated,
    TimesNeeded,
    UnknownCheck,
    UnknownItem,
    UnknownPlannedCheck,
    UnknownSheet,
    VetoNeeded,
)
from storeops.quality.checks.sheet_actions import add_sheet_version
from storeops.quality.checks.sheet_rules import NewItem, SheetKind
from storeops.quality.stars.stars_closing_actions import close_stars
from storeops.store.database import HallDatabase
from tests.factories import (
    ADA,
    ANA,
    BRUNO,
    CHEN,
    GRETA,
    HAN,
    LARS,
    MONDAY,
    SHAN,
    SUN,
    a_check,
    everything,
    last_event,
    later,
    rows,
)
from tests.quality.checks.strict_sheet import a_strict_sheet

TODAY = date(2026, 3, 2)


def sheet_id(db: HallDatabase, kind: SheetKind = SheetKind.CLERK) -> int:
    return sheet_rows.in_force(db, kind, TODAY).id


def full_marks(db: HallDatabase, kind: SheetKind = SheetKind.CLERK) -> dict[str, tuple[Mark, str]]:
    return {item.code: (Mark.FULL, "") for item in sheet_rows.in_force(db, kind, TODAY).items}


def data(db: HallDatabase) -> dict:
    return json.loads(last_event(db)["data"])


# Saving


def test_a_check_is_kept_with_its_marks_and_its_event(db: HallDatabase, clock: FrozenClock) -> None:
    check_id = a_check(db, clock, of=ANA, by=CHEN, took="50s", smile="0.5", amounts="0", greet_third="NA")

    (check,) = rows(db, "SELECT * FROM spot_check")
    (version,) = rows(db, "SELECT * FROM check_version")
    marks = rows(
        db,
        "SELECT code, mark, reason FROM check_mark JOIN sheet_item ON sheet_item.id = item_id"
        " WHERE mark IS NOT 1 ORDER BY code",
    )
    assert (check["id"], check["business_day"], check["planned_id"]) == (check_id, MONDAY, None)
    assert (check["started_at"], check["checked_at"]) == ("2026-03-02T01:00:00.000Z", "2026-03-02T01:00:50.000Z")
    assert (version["version"], version["reason"]) == (1, None)
    assert [tuple(mark.values()) for mark in marks] == [
        ("amounts", 0, "not_done"),
        ("greet_third", None, ""),
        ("smile", 0.5, "not_done"),
    ]
    event = last_event(db)
    assert (event["kind"], event["actor"]) == ("check_saved", "employee:5001")
    assert data(db) == {"check": check_id, "sheet": "clerk", "employee": "1001", "inspector": "5001"}


def test_the_environment_is_checked_without_an_employee(db: HallDatabase, clock: FrozenClock) -> None:
    a_check(db, clock, of=None, by=CHEN, floor="0")

    (check,) = rows(db, "SELECT * FROM spot_check")
    assert check["employee_id"] is None
    assert data(db)["sheet"] == "environment"


@dataclass
class Try:
    """One attempt to save a check; a test changes one of its parts."""

    inspector: str = CHEN.code
    employee: str | None = ANA.code
    kind: SheetKind = SheetKind.CLERK
    sheet_id: int | None = None
    ago: timedelta = timedelta(minutes=1)
    remove: str | None = None
    mark: tuple[str, Mark, str] | None = None
    planned_id: int | None = None

    def save(self, db: HallDatabase, clock: FrozenClock) -> int:
        marks = full_marks(db, self.kind)
        marks.pop(self.remove or "", None)
        if self.mark:
            code, mark, reason = self.mark
            marks[code] = (mark, reason)
        return save_check(
            db,
            clock,
            Actor(f"employee:{self.inspector}"),
            self.inspector,
            self.sheet_id or sheet_id(db, self.kind),
            self.employee,
            clock.now() - self.ago,
            marks,
            self.planned_id,
        )


@pytest.mark.parametrize(
    ("attempt", "refusal"),
    [
        (Try(employee=CHEN.code), CheckOfOneself),
        (Try(employee="4711"), UnknownEmployee),
        (Try(employee=LARS.code), EmployeeInactive),
        (Try(inspector=LARS.code), EmployeeInactive),
        (Try(employee=None), SheetDoesNotFit),
        (Try(kind=SheetKind.ENVIRONMENT), SheetDoesNotFit),
        (Try(sheet_id=99), UnknownSheet),
        (Try(ago=timedelta(minutes=10, milliseconds=1)), CheckTooLate),
        (Try(ago=timedelta(seconds=-1)), CheckFromTheFuture),
        (Try(remove="smile"), MarkNeeded),
        (Try(mark=("dance", Mark.FULL, "")), UnknownItem),
        (Try(mark=("smile", Mark.HALF, " ")), ReasonNeeded),
        (Try(mark=("smile", Mark.NONE, "")), ReasonNeeded),
        (Try(planned_id=99), UnknownPlannedCheck),
    ],
)
def test_a_refused_check_leaves_no_trace(
    db: HallDatabase, clock: FrozenClock, attempt: Try, refusal: type[StoreOpsError]
) -> None:
    before = everything(db)

    with pytest.raises(refusal):
        attempt.save(db, clock)

    assert everything(db) == before


def test_ten_minutes_are_still_in_time(db: HallDatabase, clock: FrozenClock) -> None:
    assert Try(ago=timedelta(minutes=10)).save(db, clock)


def test_a_check_on_an_old_version_of_the_sheet_is_refused(db: HallDatabase, clock: FrozenClock) -> None:
    old = sheet_id(db)
    items = [NewItem(f"item_{place}", "项", "item", 10) for place in range(10)]
    add_sheet_version(db, clock, ADA.actor, ADA.code, SheetKind.CLERK, TODAY, items)
    before = everything(db)

    with pytest.raises(SheetOutdated):
        Try(sheet_id=old).save(db, clock)

    assert everything(db) == before


def test_the_same_key_makes_one_check(db: HallDatabase, clock: FrozenClock) -> None:
    by = Actor(CHEN.actor.name, RequestKey("5001 tap", "same form"))
    answers = [
        save_check(db, clock, by, CHEN.code, sheet_id(db), ANA.code, clock.now(), full_marks(db)) for _ in range(2)
    ]

    assert answers[0] == answers[1]
    assert len(rows(db, "SELECT * FROM spot_check")) == 1


# From the plan


@pytest.fixture
def planned_id(db: HallDatabase, clock: FrozenClock) -> int:
    """Ana's check of today; the clock stands at its time. Chen inspects, whoever was drawn."""
    make_plan(db, clock, SYSTEM, MONDAY)
    db.execute("DELETE FROM planned_check WHERE first_id IS NOT NULL")
    db.execute("UPDATE planned_check SET inspector_id = (SELECT id FROM employee WHERE code = ?)", (CHEN.code,))
    (row,) = rows(
        db,
        "SELECT planned_check.id FROM planned_check JOIN employee ON employee.id = employee_id WHERE code = ?",
        ANA.code,
    )
    db.execute("UPDATE planned_check SET due_at = '2026-03-02T03:00:00.000Z' WHERE id = ?", (row["id"],))
    later(clock, "2h")
    return row["id"]


def doubled(db: HallDatabase, planned_id: int) -> int:
    """Han's check that doubles a planned one."""
    db.execute(
        "INSERT INTO planned_check (business_day, employee_id, inspector_id, due_at, first_id)"
        " SELECT business_day, employee_id, (SELECT id FROM employee WHERE code = ?), due_at, id FROM planned_check"
        " WHERE id = ?",
        (HAN.code, planned_id),
    )
    return rows(db, "SELECT max(id) AS id FROM planned_check")[0]["id"]


def test_a_planned_check_is_made_once(db: HallDatabase, clock: FrozenClock, planned_id: int) -> None:
    a_check(db, clock, planned_id=planned_id)
    before = everything(db)

    with pytest.raises(PlannedCheckSettled):
        Try(planned_id=planned_id).save(db, clock)

    assert everything(db) == before
    assert rows(db, "SELECT planned_id FROM spot_check") == [{"planned_id": planned_id}]


def test_a_colleague_may_take_a_planned_check_over(db: HallDatabase, clock: FrozenClock, planned_id: int) -> None:
    assert a_check(db, clock, by=SHAN, planned_id=planned_id)


def test_a_planned_check_is_about_whom_it_was_planned_for(
    db: HallDatabase, clock: FrozenClock, planned_id: int
) -> None:
    before = everything(db)

    with pytest.raises(PlannedForAnother):
        Try(employee=BRUNO.code, planned_id=planned_id).save(db, clock)

    assert everything(db) == before


def test_a_planned_check_is_not_begun_long_before_its_time(
    db: HallDatabase, clock: FrozenClock, planned_id: int
) -> None:
    later(clock, "30m")
    db.execute("UPDATE planned_check SET due_at = '2026-03-02T04:00:00.000Z' WHERE id = ?", (planned_id,))
    before = everything(db)

    with pytest.raises(PlannedForLater):
        a_check(db, clock, planned_id=planned_id)

    assert everything(db) == before


def test_a_plan_of_yesterday_is_over(db: HallDatabase, clock: FrozenClock, planned_id: int) -> None:
    later(clock, "24h")

    with pytest.raises(PlannedForAnother):
        a_check(db, clock, planned_id=planned_id)


def test_a_dropped_check_is_not_made(db: HallDatabase, clock: FrozenClock, planned_id: int) -> None:
    drop_planned(db, clock, CHEN.actor, CHEN.code, planned_id, "ill today")

    with pytest.raises(PlannedCheckSettled):
        a_check(db, clock, planned_id=planned_id)


def test_a_double_check_takes_two_inspectors(db: HallDatabase, clock: FrozenClock, planned_id: int) -> None:
    second = doubled(db, planned_id)
    a_check(db, clock, by=CHEN, planned_id=planned_id)
    before = everything(db)

    with pytest.raises(DoubleOfAnother):
        Try(inspector=CHEN.code, planned_id=second).save(db, clock)

    assert everything(db) == before
    assert a_check(db, clock, by=HAN, planned_id=second)


# Editing


def edit(
    db: HallDatabase,
    clock: FrozenClock,
    check_id: int,
    by: str = CHEN.code,
    version: int = 1,
    reason: str = "marked the wrong line",
    **marks: str,
) -> int:
    """Change single marks of a check; a 0 or a 0.5 has the reason "in_part"."""
    latest = check_rows.versions(db, check_id)[-1].marks
    given = {code: Mark(marks.get(code, marked.mark)) for code, marked in latest.items()}
    changed = {
        code: (mark, "in_part" if mark.needs_reason and code in marks else latest[code].reason)
        for code, mark in given.items()
    }
    return edit_check(db, clock, Actor(f"employee:{by}"), by, check_id, version, changed, reason)


def test_an_edit_is_a_new_version_with_a_reason(db: HallDatabase, clock: FrozenClock) -> None:
    check_id = a_check(db, clock, smile="0")
    later(clock, "1h")

    version = edit(db, clock, check_id, smile="0.5")

    first, second = check_rows.versions(db, check_id)
    assert version == second.version == 2
    assert (first.marks["smile"], second.marks["smile"]) == (
        (Mark.NONE, "not_done", 1),
        (Mark.HALF, "in_part", 1),
    )
    assert (second.entered_by, second.reason) == (CHEN.code, "marked the wrong line")
    assert last_event(db)["kind"] == "check_edited"
    assert data(db) == {"check": check_id, "version": 2, "employee": ANA.code, "editor": CHEN.code}
    assert rows(db, "SELECT * FROM month_correction") == []


def test_an_edit_of_a_closed_month_has_its_stars_made_again(db: HallDatabase, clock: FrozenClock) -> None:
    check_id = a_check(db, clock, smile="0")
    later(clock, "912h")  # 9 April
    close_stars(db, clock, SYSTEM, "2026-03")

    edit(db, clock, check_id, smile="1")

    (correction,) = rows(db, "SELECT month, noted_at, what FROM month_correction")
    assert correction == {
        "month": "2026-03",
        "noted_at": "2026-04-09T01:01:00.000Z",
        "what": "a check was changed",
    }


Attempt = Callable[[HallDatabase, FrozenClock, int], int]


@pytest.mark.parametrize(
    ("attempt", "refusal"),
    [
        (lambda db, clock, check: edit(db, clock, check, by=HAN.code, smile="1"), MayNotEdit),
        (lambda db, clock, check: edit(db, clock, check, by=ANA.code, smile="1"), CheckOfOneself),
        (lambda db, clock, check: edit(db, clock, check, version=2, smile="1"), ChangedMeanwhile),
        (lambda db, clock, check: edit(db, clock, check), NothingChanged),
        (lambda db, clock, check: edit(db, clock, check, reason=" ", smile="1"), TextNeeded),
        (lambda db, clock, check: edit_check(db, clock, CHEN.actor, CHEN.code, check + 1, 1, {}, "x"), UnknownCheck),
    ],
)
def test_a_refused_edit_changes_nothing(
    db: HallDatabase, clock: FrozenClock, attempt: Attempt, refusal: type[StoreOpsError]
) -> None:
    check_id = a_check(db, clock, smile="0")
    before = everything(db)

    with pytest.raises(refusal):
        attempt(db, clock, check_id)

    assert everything(db) == before


def test_a_supervisor_may_edit_somebody_elses_check(db: HallDatabase, clock: FrozenClock) -> None:
    assert edit(db, clock, a_check(db, clock, smile="0"), by=SUN.code, smile="1") == 2


# Acknowledging


def test_the_checked_colleague_acknowledges_the_version_in_force(db: HallDatabase, clock: FrozenClock) -> None:
    check_id = a_check(db, clock, smile="0")

    acknowledge(db, clock, ANA.actor, ANA.code, check_id)

    (version,) = check_rows.versions(db, check_id)
    assert version.acknowledged_at == clock.now()
    assert last_event(db)["kind"] == "check_acknowledged"
    assert data(db) == {"check": check_id, "version": 1, "employee": ANA.code}


def test_acknowledging_twice_is_once(db: HallDatabase, clock: FrozenClock) -> None:
    check_id = a_check(db, clock)
    acknowledge(db, clock, ANA.actor, ANA.code, check_id)
    before = everything(db)
    later(clock, "1m")

    acknowledge(db, clock, ANA.actor, ANA.code, check_id)

    assert everything(db) == before


def test_a_new_version_waits_to_be_acknowledged_again(db: HallDatabase, clock: FrozenClock) -> None:
    check_id = a_check(db, clock)
    acknowledge(db, clock, ANA.actor, ANA.code, check_id)

    edit(db, clock, check_id, smile="0")

    assert [version.acknowledged_at is None for version in check_rows.versions(db, check_id)] == [False, True]


def test_nobody_acknowledges_for_a_colleague(db: HallDatabase, clock: FrozenClock) -> None:
    check_id = a_check(db, clock)
    before = everything(db)

    for other in (BRUNO, CHEN, SUN):
        with pytest.raises(NotYourCheck):
            acknowledge(db, clock, other.actor, other.code, check_id)

    assert everything(db) == before


# What the month reads


def test_the_month_reads_the_latest_version_of_each_check(db: HallDatabase, clock: FrozenClock) -> None:
    first = a_check(db, clock, smile="0", greet_third="NA")
    edit(db, clock, first, smile="0.5")
    later(clock, "24h")
    second = a_check(db, clock, of=GRETA, by=HAN)
    environment = a_check(db, clock, of=None, by=HAN, floor="0")

    scores = check_rows.scores_between(db, date(2026, 3, 2), date(2026, 3, 3))

    assert [(check.check_id, check.employee, check.inspector, check.sheet_kind) for check in scores] == [
        (first, "1001", "5001", SheetKind.CLERK),
        (second, "3001", "5002", SheetKind.GREETER),
        (environment, None, "5002", SheetKind.ENVIRONMENT),
    ]
    # Without the 3 points of greet_third 97 were possible; half of the 8 of smile is missing: 93 of 97.
    assert scores[0].score == Decimal(9300) / 97
    assert (scores[0].version, scores[0].item_count, scores[0].not_applicable_count) == (2, 15, 1)
    assert scores[1].score == 100
    assert scores[2].score == 90  # floor has 10 of 100


def test_only_the_days_asked_for_are_read(db: HallDatabase, clock: FrozenClock) -> None:
    a_check(db, clock)
    later(clock, "24h")
    today = a_check(db, clock)

    found = check_rows.scores_between(db, date(2026, 3, 3), date(2026, 3, 3))
    own = check_rows.scores_of(db, ANA.code, date(2026, 3, 3), date(2026, 3, 31))

    assert [check.check_id for check in found] == [check.check_id for check in own] == [today]
    assert check_rows.scores_of(db, BRUNO.code, date(2026, 3, 1), date(2026, 3, 31)) == []


def test_a_check_on_which_nothing_applied_has_no_score(db: HallDatabase, clock: FrozenClock) -> None:
    nothing_applied = dict.fromkeys(full_marks(db), (Mark.NOT_APPLICABLE, ""))
    save_check(db, clock, CHEN.actor, CHEN.code, sheet_id(db), ANA.code, clock.now(), nothing_applied)

    (found,) = check_rows.scores_between(db, TODAY, TODAY)

    assert found.score is None
    assert found.not_applicable_count == found.item_count


# Items that deduct or veto


@pytest.mark.parametrize(
    ("marks", "score"),
    [
        ({}, 100),
        ({"phone": "0"}, 97),  # 3 once
        ({"phone": "0x3", "ten_1": "0.5"}, 86),  # 95 of 100, less 3 * 3
        ({"phone": "0x2", "ten_1": "NA", "ten_2": "0"}, Decimal(8000) / 90 - 6),  # 80 of 90, less 2 * 3
        ({"phone": "NA", "quarrel": "NA"}, 100),
        ({"quarrel": "0"}, 0),
        ({"quarrel": "0", "phone": "0x5"}, 0),
        ({f"ten_{number}": "NA" for number in range(1, 11)} | {"phone": "0x5"}, 85),  # 100 less 5 * 3
        ({f"ten_{number}": "0" for number in range(1, 11)} | {"phone": "0x5"}, 0),  # no less than nothing
    ],
)
def test_the_month_adds_up_what_the_sheet_says(
    db: HallDatabase, clock: FrozenClock, marks: dict[str, Any], score: Decimal
) -> None:
    a_strict_sheet(db, clock)
    check_id = a_check(db, clock, **marks)

    (found,) = check_rows.scores_between(db, TODAY, TODAY)
    version = check_rows.version_in_force(db, check_id)
    sheet = sheet_rows.in_force(db, SheetKind.CLERK, TODAY)

    assert found.score == score
    assert marking.score(item_weighed(item, version.marks[item.code]) for item in sheet.items) == score


def test_how_often_it_was_seen_is_kept_and_told(db: HallDatabase, clock: FrozenClock) -> None:
    a_strict_sheet(db, clock)
    check_id = a_check(db, clock, phone="0x3")

    assert check_rows.version_in_force(db, check_id).marks["phone"] == (Mark.NONE, "not_done", 3)
    [phone] = rows(db, "SELECT id FROM sheet_item WHERE code = 'phone'")
    [told] = json.loads(last_event(db)["written_rows"])["check_version"]
    assert json.loads(told[-1]) == [[phone["id"], 3]]
    [item] = [item for item in check_rows.item_counts(db, TODAY, TODAY) if item.code == "phone"]
    assert (item.failed, item.points_lost) == (1, 9)  # 3 * 3


def test_what_was_seen_more_than_once_is_changed_with_a_reason(db: HallDatabase, clock: FrozenClock) -> None:
    a_strict_sheet(db, clock)
    check_id = a_check(db, clock, phone="0x3")
    marks = {**check_rows.version_in_force(db, check_id).marks, "phone": Marked(Mark.NONE, "not_done", 2)}

    edit_check(db, clock, CHEN.actor, CHEN.code, check_id, 1, marks, "one was a call for work")

    (found,) = check_rows.scores_between(db, TODAY, TODAY)
    assert (found.version, found.score) == (2, Decimal(94))  # 100 - 2 * 3


@pytest.mark.parametrize(
    ("item", "mark", "refusal"),
    [
        ("phone", (Mark.HALF, "half"), TimesNeeded),
        ("phone", (Mark.NONE, "often", 6), TimesNeeded),
        ("phone", (Mark.FULL, "", 2), TimesNeeded),
        ("quarrel", (Mark.HALF, "half"), VetoNeeded),
        ("quarrel", (Mark.NONE, "twice", 2), VetoNeeded),
        ("ten_1", (Mark.NONE, "twice", 2), MarkNeeded),
        ("phone", (Mark.NONE, " ", 2), ReasonNeeded),
    ],
)
def test_a_mark_that_its_item_cannot_have_is_refused(
    db: HallDatabase, clock: FrozenClock, item: str, mark: tuple[Mark, str, int], refusal: type[StoreOpsError]
) -> None:
    sheet = a_strict_sheet(db, clock)
    before = everything(db)

    with pytest.raises(refusal):
        save_check(db, clock, CHEN.actor, CHEN.code, sheet, ANA.code, clock.now(), {**full_marks(db), item: mark})

    assert everything(db) == before
