"""What inspectors and the checked see: due checks, coverage, blind doubles, months."""

import json
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from storeops.base.actor import SYSTEM
from storeops.base.clock import FrozenClock
from storeops.quality.checks import checks_view, scores_view
from storeops.quality.checks.check_actions import acknowledge, edit_check
from storeops.quality.checks.check_appeal_actions import appeal_item
from storeops.quality.checks.marking import Mark
from storeops.quality.checks.one_check_view import CheckReader, chosen_check, one_check, open_appeals, planned_check
from storeops.quality.checks.plan_actions import doubles_due, drop_planned, make_plan, wait_no_more
from storeops.quality.checks.refusals import (
    CheckOfOneself,
    DoubleOfAnother,
    NotYourCheckToSee,
    PlannedCheckSettled,
    PlannedForLater,
    SheetDoesNotFit,
    UnknownCheck,
)
from storeops.quality.checks.sheet_rules import SheetKind
from storeops.store import told_rows
from storeops.store.database import HallDatabase
from storeops.store.event_kinds import Audience, EventSeries
from tests.factories import (
    ANA,
    BRUNO,
    CHEN,
    DINA,
    GRETA,
    HAN,
    MONDAY,
    SHAN,
    SUN,
    Person,
    a_check,
    an_open_counter,
    everything,
    last_event,
    later,
    rows,
)

TODAY = date(2026, 3, 2)


def reader(person: Person) -> CheckReader:
    return CheckReader(person.code, person.role)


def plan(db: HallDatabase, clock: FrozenClock, *lines: tuple[Person, Person, str]) -> list[int]:
    """Today's plan, line by line: who is checked by whom at which local time; the ids."""
    make_plan(db, clock, SYSTEM, MONDAY)
    db.execute("DELETE FROM planned_check")
    ids = []
    for employee, inspector, time in lines:
        hours, minutes = map(int, time.split(":"))
        db.execute(
            "INSERT INTO planned_check (business_day, employee_id, inspector_id, due_at)"
            " SELECT ?, employee.id, inspector.id, ? FROM employee, employee AS inspector"
            " WHERE employee.code = ? AND inspector.code = ?",
            (MONDAY, f"2026-03-02T{hours - 8:02d}:{minutes:02d}:00.000Z", employee.code, inspector.code),
        )
        ids.append(rows(db, "SELECT max(id) AS id FROM planned_check")[0]["id"])
    return ids


def due_ids(db: HallDatabase, clock: FrozenClock, inspector: Person = CHEN) -> list[int]:
    return [check.planned_id for check in checks_view.due_checks(db, clock.now(), inspector.code)]


# Due


def test_a_check_is_due_from_ten_minutes_before_its_time(db: HallDatabase, clock: FrozenClock) -> None:
    (planned,) = plan(db, clock, (ANA, CHEN, "10:00"))
    later(clock, "49m59s")
    assert due_ids(db, clock) == []
    assert checks_view.next_announcement(db, clock.now()) == datetime(2026, 3, 2, 1, 50, tzinfo=UTC)

    later(clock, "1s")

    assert due_ids(db, clock) == [planned]
    assert checks_view.next_announcement(db, clock.now()) is None
    (due,) = checks_view.due_checks(db, clock.now(), CHEN.code)
    assert (due.employee_name, due.inspector_name, due.sheet_kind) == ("Ana", "Chen", SheetKind.CLERK)
    assert (due.is_late, due.is_double) == (False, False)


def test_an_inspector_sees_their_own_due_checks(db: HallDatabase, clock: FrozenClock) -> None:
    chens, hans = plan(db, clock, (ANA, CHEN, "09:00"), (BRUNO, HAN, "09:05"))

    assert due_ids(db, clock, CHEN) == [chens]
    assert due_ids(db, clock, HAN) == [hans]
    assert due_ids(db, clock, SHAN) == []


def test_an_inspector_may_take_over_what_is_due_for_colleagues(db: HallDatabase, clock: FrozenClock) -> None:
    chens, hans, about_shan = plan(db, clock, (ANA, CHEN, "09:00"), (BRUNO, HAN, "09:05"), (SHAN, HAN, "09:05"))

    def to_take_over(person: Person) -> list[int]:
        return [check.planned_id for check in checks_view.due_to_take_over(db, clock.now(), person.code)]

    assert to_take_over(CHEN) == [hans, about_shan]
    assert to_take_over(SHAN) == [chens, hans]


def test_a_check_that_is_done_or_dropped_is_not_due(db: HallDatabase, clock: FrozenClock) -> None:
    done, dropped, left = plan(db, clock, (ANA, CHEN, "09:00"), (BRUNO, CHEN, "09:00"), (DINA, CHEN, "09:00"))

    a_check(db, clock, planned_id=done)
    drop_planned(db, clock, CHEN.actor, CHEN.code, dropped, "ill today")

    assert due_ids(db, clock) == [left]


def test_an_open_check_is_late_after_half_an_hour_and_gone_the_next_day(db: HallDatabase, clock: FrozenClock) -> None:
    plan(db, clock, (ANA, CHEN, "09:00"))
    later(clock, "30m")
    assert [check.is_late for check in checks_view.due_checks(db, clock.now(), CHEN.code)] == [False]
    later(clock, "1s")
    assert [check.is_late for check in checks_view.due_checks(db, clock.now(), CHEN.code)] == [True]

    later(clock, "15h")

    assert due_ids(db, clock) == []


def test_the_page_parts_own_checks_from_those_of_colleagues(db: HallDatabase, clock: FrozenClock) -> None:
    own, others, coming = plan(db, clock, (ANA, CHEN, "09:00"), (BRUNO, HAN, "09:05"), (DINA, CHEN, "15:00"))

    today = checks_view.checks_today(db, clock.now(), CHEN.code, sees_all=True)

    assert [check.planned_id for check in today.due] == [own]
    assert [check.planned_id for check in today.others_due] == [others]
    assert today.coming is not None
    assert today.coming.planned_id == coming
    assert len(today.plan) == 3
    assert today.changes_at == datetime(2026, 3, 2, 6, 50, tzinfo=UTC)


def test_nobody_reads_in_the_plan_when_they_are_checked_themself(db: HallDatabase, clock: FrozenClock) -> None:
    plan(db, clock, (SHAN, CHEN, "09:00"))

    today = checks_view.checks_today(db, clock.now(), SHAN.code, sees_all=False)

    assert (today.plan, today.others_due) == ([], [])


# Coverage


def test_coverage_counts_those_who_worked_and_were_checked(db: HallDatabase, clock: FrozenClock) -> None:
    assert checks_view.coverage(db, TODAY).share is None
    an_open_counter(db, clock, "1")
    an_open_counter(db, clock, "2")
    a_check(db, clock, of=ANA)
    a_check(db, clock, of=GRETA)  # at no counter

    found = checks_view.coverage(db, TODAY)

    assert (found.checked, found.worked, found.share) == (1, 2, 0.5)


# Double checks


def a_double(db: HallDatabase, clock: FrozenClock) -> tuple[int, int]:
    """Ana's check by Chen that Han doubles; the ids of both planned checks."""
    first, second = plan(db, clock, (ANA, CHEN, "09:00"), (ANA, HAN, "09:20"))
    db.execute("UPDATE planned_check SET first_id = ? WHERE id = ?", (first, second))
    later(clock, "10m")
    return first, second


EVERYBODY = (ANA, CHEN, HAN, SHAN, SUN)
"""Whom the check is about, both inspectors, one more, and whoever sees everybody's quality."""


@pytest.mark.parametrize("person", EVERYBODY)
def test_nobody_is_told_of_a_double_check_before_both_are_saved(
    db: HallDatabase, clock: FrozenClock, person: Person
) -> None:
    first, second = a_double(db, clock)
    check_id = a_check(db, clock, by=CHEN, planned_id=first, smile="0")

    with pytest.raises(UnknownCheck):
        one_check(db, clock.now(), check_id, reader(person))
    today = checks_view.checks_today(db, clock.now(), person.code, sees_all=True)
    assert (today.recent, today.coverage.checked) == ([], 0)

    second_id = a_check(db, clock, by=HAN, planned_id=second)

    recent = checks_view.checks_today(db, clock.now(), person.code, sees_all=True).recent
    assert [(line.check_id, line.score) for line in recent] == [(second_id, Decimal(100)), (check_id, Decimal(92))]
    assert one_check(db, clock.now(), check_id, reader(CHEN)).in_force.score == 92
    assert one_check(db, clock.now(), second_id, reader(CHEN)).in_force.score == 100


def test_the_month_so_far_holds_no_check_that_is_blind(db: HallDatabase, clock: FrozenClock) -> None:
    first, second = a_double(db, clock)
    an_open_counter(db, clock, "1")
    a_check(db, clock, by=CHEN, planned_id=first, smile="0")  # 92

    totals = checks_view.month_totals(db, clock.now(), "2026-03")
    assert (totals.mean, totals.coverage.checked) == (None, 0)
    assert checks_view.month_of_everybody(db, "2026-03") == []
    assert checks_view.month_of_one(db, "2026-03", ANA.code).lines == []
    assert scores_view.checks_of_month(db, "2026-03") == []

    a_check(db, clock, by=HAN, planned_id=second)  # 100

    totals = checks_view.month_totals(db, clock.now(), "2026-03")
    assert (totals.mean, totals.coverage.checked) == (96, 1)  # (92 + 100) / 2
    assert checks_view.month_of_everybody(db, "2026-03")[0].mean == 96
    assert len(scores_view.checks_of_month(db, "2026-03")) == 2


@pytest.mark.parametrize("person", [HAN, SHAN, SUN])
def test_the_plan_looks_the_same_whether_a_double_check_is_made(
    db: HallDatabase, clock: FrozenClock, person: Person
) -> None:
    first, _ = a_double(db, clock)

    def plan_and_lists() -> tuple[object, ...]:
        today = checks_view.checks_today(db, clock.now(), person.code, sees_all=True)
        return today.plan, today.due, today.others_due, today.coming, today.changes_at

    later(clock, "1m")
    before = plan_and_lists()
    clock.advance(minutes=-1)
    a_check(db, clock, by=CHEN, planned_id=first, took="1m")

    assert plan_and_lists() == before


def test_whoever_made_it_is_not_asked_for_it_again(db: HallDatabase, clock: FrozenClock) -> None:
    first, _ = a_double(db, clock)
    a_check(db, clock, by=CHEN, planned_id=first)

    today = checks_view.checks_today(db, clock.now(), CHEN.code, sees_all=True)

    assert today.due == []
    assert today.plan[0].check_id is not None


@pytest.mark.parametrize("is_made", [False, True])
def test_nobody_learns_by_trying_whether_a_double_check_is_made(
    db: HallDatabase, clock: FrozenClock, is_made: bool
) -> None:
    first, _ = a_double(db, clock)
    if is_made:
        a_check(db, clock, by=CHEN, planned_id=first)
    before = everything(db)

    for person in (HAN, SHAN, SUN):
        with pytest.raises(DoubleOfAnother):
            planned_check(db, clock.now(), first, person.code)
        with pytest.raises(DoubleOfAnother):
            drop_planned(db, clock, person.actor, person.code, first, "no time")
        with pytest.raises(DoubleOfAnother):
            a_check(db, clock, by=person, planned_id=first)

    assert everything(db) == before


def test_nobody_can_do_anything_with_a_check_that_is_blind(db: HallDatabase, clock: FrozenClock) -> None:
    first, _ = a_double(db, clock)
    check_id = a_check(db, clock, by=CHEN, planned_id=first, smile="0")
    before = everything(db)

    with pytest.raises(UnknownCheck):
        acknowledge(db, clock, ANA.actor, ANA.code, check_id)
    with pytest.raises(UnknownCheck):
        appeal_item(db, clock, ANA.actor, ANA.code, check_id, "smile", "I did smile")
    with pytest.raises(UnknownCheck):
        edit_check(db, clock, CHEN.actor, CHEN.code, check_id, 1, {}, "a slip")
    assert everything(db) == before


def test_the_second_check_opens_the_first_in_the_journal(db: HallDatabase, clock: FrozenClock) -> None:
    first, second = a_double(db, clock)
    check_id = a_check(db, clock, by=CHEN, planned_id=first)
    of_first = last_event(db)
    second_id = a_check(db, clock, by=HAN, planned_id=second)

    told = [(event.kind, event.data) for event in told_rows.since(db, of_first["seq"])]
    of_ana = {"sheet": "clerk", "employee": ANA.code}
    assert (of_first["kind"], json.loads(of_first["data"])) == (
        "check_saved_blind",
        {**of_ana, "check": check_id, "inspector": CHEN.code},
    )
    assert told == [
        ("check_saved", {**of_ana, "check": second_id, "inspector": HAN.code}),
        ("check_opened", {**of_ana, "check": check_id, "inspector": CHEN.code}),
    ]


def test_the_feed_tells_nobody_of_a_check_that_is_blind(db: HallDatabase, clock: FrozenClock) -> None:
    first, _ = a_double(db, clock)
    before = [told_rows.last_number(db, series) for series in EventSeries]

    a_check(db, clock, by=CHEN, planned_id=first)

    assert [told_rows.last_number(db, series) for series in EventSeries] == before
    assert "check_saved_blind" not in {event.kind for event in told_rows.told_since(db, Audience.OFFICE, 0)}


def test_a_double_check_whose_second_is_dropped_hides_nothing(db: HallDatabase, clock: FrozenClock) -> None:
    first, second = a_double(db, clock)
    check_id = a_check(db, clock, by=CHEN, planned_id=first)
    seen = last_event(db)["seq"]

    drop_planned(db, clock, HAN.actor, HAN.code, second, "no time")

    assert one_check(db, clock.now(), check_id, reader(HAN)).check.id == check_id
    assert [event.kind for event in told_rows.since(db, seen)] == ["check_dropped", "check_opened"]


def test_a_double_check_whose_second_nobody_made_is_opened_when_the_day_is_over(
    db: HallDatabase, clock: FrozenClock
) -> None:
    first, second = a_double(db, clock)
    check_id = a_check(db, clock, by=CHEN, planned_id=first)
    assert doubles_due(db, clock.now()) == []
    later(clock, "24h")
    assert doubles_due(db, clock.now()) == [second]

    wait_no_more(db, clock, SYSTEM, second)
    once = everything(db)
    wait_no_more(db, clock, SYSTEM, second)

    assert everything(db) == once
    assert doubles_due(db, clock.now()) == []
    assert one_check(db, clock.now(), check_id, reader(ANA)).check.id == check_id


def test_a_first_check_that_was_dropped_leaves_a_second_that_anybody_may_make(
    db: HallDatabase, clock: FrozenClock
) -> None:
    first, second = a_double(db, clock)
    drop_planned(db, clock, CHEN.actor, CHEN.code, first, "no time")
    later(clock, "10m")

    check_id = a_check(db, clock, by=SHAN, planned_id=second)

    assert last_event(db)["kind"] == "check_saved"
    assert one_check(db, clock.now(), check_id, reader(SUN)).check.id == check_id


# One check


@pytest.mark.parametrize(
    ("person", "sees"),
    [(ANA, True), (CHEN, True), (HAN, True), (SUN, True), (BRUNO, False), (GRETA, False), (SHAN, False)],
)
def test_a_check_is_seen_by_those_it_concerns(db: HallDatabase, clock: FrozenClock, person: Person, sees: bool) -> None:
    check_id = a_check(db, clock, of=ANA, by=CHEN)

    if sees:
        assert one_check(db, clock.now(), check_id, reader(person)).check.id == check_id
    else:
        with pytest.raises(NotYourCheckToSee):
            one_check(db, clock.now(), check_id, reader(person))


def test_an_open_appeal_lets_the_shift_lead_see_the_check(db: HallDatabase, clock: FrozenClock) -> None:
    check_id = a_check(db, clock, smile="0")
    appeal_item(db, clock, ANA.actor, ANA.code, check_id, "smile", "I did smile")

    assert one_check(db, clock.now(), check_id, reader(SHAN)).may_answer


def test_each_reader_is_offered_what_they_may_do(db: HallDatabase, clock: FrozenClock) -> None:
    check_id = a_check(db, clock, of=ANA, by=CHEN, smile="0")

    def offered(person: Person) -> tuple[bool, bool, bool, bool]:
        one = one_check(db, clock.now(), check_id, reader(person))
        return one.may_edit, one.may_acknowledge, one.may_add_photo, one.may_answer

    assert offered(ANA) == (False, True, False, False)
    assert offered(CHEN) == (True, False, True, False)
    assert offered(HAN) == (False, False, False, True)
    assert offered(SUN) == (True, False, False, True)


def test_an_appeal_is_offered_for_marks_that_took_something_off(db: HallDatabase, clock: FrozenClock) -> None:
    check_id = a_check(db, clock, smile="0", stand="NA", farewell="0.5")
    appeal_item(db, clock, ANA.actor, ANA.code, check_id, "farewell", "I did say goodbye")

    def appealable(person: Person) -> list[str]:
        one = one_check(db, clock.now(), check_id, reader(person))
        return [line.item.code for line in one.lines if line.may_appeal]

    assert appealable(ANA) == ["stand", "smile"]
    assert appealable(CHEN) == []
    later(clock, "192h")
    assert appealable(ANA) == []


def test_appeals_wait_for_those_who_had_no_hand_in_the_check(db: HallDatabase, clock: FrozenClock) -> None:
    check_id = a_check(db, clock, smile="0")
    appeal_item(db, clock, ANA.actor, ANA.code, check_id, "smile", "I did smile")

    assert {
        person.code: [appeal.may_answer for appeal in open_appeals(db, clock.now(), reader(person))]
        for person in (CHEN, HAN, SUN)
    } == {CHEN.code: [False], HAN.code: [True], SUN.code: [True]}


# Months


def test_a_month_is_the_mean_of_the_daily_means(db: HallDatabase, clock: FrozenClock) -> None:
    a_check(db, clock, by=CHEN, smile="0")  # 92
    a_check(db, clock, by=HAN)  # 100
    later(clock, "24h")
    a_check(db, clock, by=CHEN, farewell="0", amounts="0")  # 80
    a_check(db, clock, of=BRUNO)
    a_check(db, clock, of=None)

    ana, bruno = checks_view.month_of_everybody(db, "2026-03")

    assert (ana.name, len(ana.lines), ana.day_count) == ("Ana", 3, 2)
    assert ana.mean == Decimal(88)  # ((92 + 100) / 2 + 80) / 2
    assert (bruno.code, bruno.mean) == (BRUNO.code, Decimal(100))
    assert [line.score for line in ana.lines] == [80, 100, 92]


def test_a_month_without_a_check_has_no_mean(db: HallDatabase, clock: FrozenClock) -> None:
    found = checks_view.month_of_one(db, "2026-02", ANA.code)

    assert (found.name, found.lines, found.day_count, found.mean) == ("Ana", [], 0, None)


# A new check


def test_a_chosen_colleague_gets_the_sheet_of_their_role(db: HallDatabase, clock: FrozenClock) -> None:
    kinds = [chosen_check(db, clock.now(), None, who.code, CHEN.code).sheet.kind for who in (ANA, GRETA, SHAN)]

    assert kinds == [SheetKind.CLERK, SheetKind.GREETER, SheetKind.SHIFT_LEAD]


def test_another_sheet_may_be_chosen(db: HallDatabase, clock: FrozenClock) -> None:
    new = chosen_check(db, clock.now(), SheetKind.GREETER, ANA.code, CHEN.code)

    assert (new.sheet.kind, new.employee_name) == (SheetKind.GREETER, "Ana")


def test_the_environment_has_no_employee(db: HallDatabase, clock: FrozenClock) -> None:
    assert chosen_check(db, clock.now(), SheetKind.ENVIRONMENT, None, CHEN.code).employee_code is None

    for kind, employee in ((SheetKind.ENVIRONMENT, ANA.code), (SheetKind.CLERK, None), (None, None)):
        with pytest.raises(SheetDoesNotFit):
            chosen_check(db, clock.now(), kind, employee, CHEN.code)


def test_nobody_chooses_themself(db: HallDatabase, clock: FrozenClock) -> None:
    with pytest.raises(CheckOfOneself):
        chosen_check(db, clock.now(), None, CHEN.code, CHEN.code)


def test_a_chosen_colleague_whose_check_is_due_is_that_planned_check(db: HallDatabase, clock: FrozenClock) -> None:
    planned, _ = plan(db, clock, (ANA, CHEN, "09:05"), (BRUNO, CHEN, "15:00"))

    assert chosen_check(db, clock.now(), None, ANA.code, CHEN.code).planned_id == planned
    assert chosen_check(db, clock.now(), None, ANA.code, HAN.code).planned_id is None
    assert chosen_check(db, clock.now(), None, BRUNO.code, CHEN.code).planned_id is None


def test_a_planned_check_is_begun_at_its_time_and_by_a_colleague(db: HallDatabase, clock: FrozenClock) -> None:
    now_due, coming, about_shan = plan(db, clock, (ANA, CHEN, "09:05"), (BRUNO, CHEN, "15:00"), (SHAN, CHEN, "09:05"))

    assert planned_check(db, clock.now(), now_due, SHAN.code).employee_code == ANA.code
    with pytest.raises(PlannedForLater):
        planned_check(db, clock.now(), coming, CHEN.code)
    with pytest.raises(CheckOfOneself):
        planned_check(db, clock.now(), about_shan, SHAN.code)
    a_check(db, clock, planned_id=now_due)
    with pytest.raises(PlannedCheckSettled):
        planned_check(db, clock.now(), now_due, HAN.code)


def test_a_kept_mark_is_shown_with_its_reason(db: HallDatabase, clock: FrozenClock) -> None:
    one = one_check(db, clock.now(), a_check(db, clock, smile="0.5"), reader(ANA))

    (line,) = (line for line in one.lines if line.item.code == "smile")
    assert line.marked == (Mark.HALF, "not_done", 1)
    assert one.appeal_until == date(2026, 3, 9)
