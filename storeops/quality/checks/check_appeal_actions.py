"""Appeals: the checked colleague objects to a mark, and somebody who had no hand in it answers. Actions."""

from datetime import datetime

from storeops.base.actor import Actor
from storeops.base.business_time import business_day
from storeops.base.each_field import each_field
from storeops.hall import hall_rows
from storeops.people import employee_rows
from storeops.people.employee_rows import Employee
from storeops.people.roles import Permission, may
from storeops.quality.appeals.appeal_rules import given_words
from storeops.quality.checks import check_appeal_rows, check_rows, sheet_rows
from storeops.quality.checks.check_appeal_rows import Appeal
from storeops.quality.checks.check_appeal_rules import marks_appealable_until
from storeops.quality.checks.check_rows import Check
from storeops.quality.checks.check_steps import change_marks
from storeops.quality.checks.marking import Mark, Marked, fits
from storeops.quality.checks.refusals import (
    AppealOfOwnCheck,
    CheckAppealAnswered,
    CheckAppealOpen,
    CheckAppealTooLate,
    MayNotAnswer,
    NewMarkNeeded,
    NotYourCheck,
    UnknownItem,
)
from storeops.store import journal, traced_rows
from storeops.store.action import action
from storeops.store.database import HallDatabase


@action
def appeal_item(
    db: HallDatabase, now: datetime, by: Actor, employee_code: str, check_id: int, item_code: str, grounds: str
) -> int:
    """Object to the mark of one item; the appeal's id.

    UnknownCheck, NotYourCheck, UnknownItem, CheckAppealOpen, CheckAppealTooLate, TextNeeded (of `grounds`).
    """
    check = check_rows.by_id(db, check_id)
    if check.employee_code != employee_code:
        raise NotYourCheck
    items = {item.code: item.id for item in sheet_rows.by_id(db, check.sheet_id).items}
    if item_code not in items:
        raise UnknownItem(item=item_code)
    if any(
        appeal.item_code == item_code and appeal.is_upheld is None
        for appeal in check_appeal_rows.of_check(db, check_id)
    ):
        raise CheckAppealOpen
    zone = hall_rows.hall(db).zone
    last = marks_appealable_until(check_rows.version_in_force(db, check.id).entered_at, zone)
    if business_day(now, zone) > last:
        raise CheckAppealTooLate(day=last.isoformat())
    grounds = given_words("grounds", grounds)
    appeal_id = check_appeal_rows.add(db, check_id, items[item_code], grounds, now)
    _tell(db, now, by, "check_appealed", check, appeal_id, item_code)
    return appeal_id


@action
def answer_appeal(
    db: HallDatabase,
    now: datetime,
    by: Actor,
    appeal_id: int,
    answerer_code: str,
    is_upheld: bool,
    answer: str,
    new_mark: Mark | None = None,
    new_times: int = 1,
) -> None:
    """Answer an appeal; an upheld one makes a new version of the check with the new mark, its reason the answer.

    `new_times` is how often it was seen what an item deducts for.

    UnknownCheckAppeal, CheckAppealAnswered, MayNotAnswer, AppealOfOwnCheck, NewMarkNeeded, TextNeeded (of `answer`).
    """
    appeal = check_appeal_rows.by_id(db, appeal_id)
    check = check_rows.by_id(db, appeal.check_id)
    answerer = employee_rows.by_code(db, answerer_code)
    if appeal.is_upheld is not None:
        raise CheckAppealAnswered
    _refuse_partial_judge(db, check, answerer)
    with each_field() as take:
        answer = take(given_words, "answer", answer)
        mark = take(_other_mark, db, check, appeal, new_mark, new_times) if is_upheld else None
    if mark is not None:
        _uphold(db, now, by, check, appeal, answerer, answer, mark, new_times)
    check_appeal_rows.answer(db, appeal_id, now, answerer.id, is_upheld, answer)
    _tell(db, now, by, "check_appeal_answered", check, appeal_id, appeal.item_code, is_upheld=is_upheld)


def _refuse_partial_judge(db: HallDatabase, check: Check, answerer: Employee) -> None:
    if not (may(answerer.role, Permission.JUDGE) or may(answerer.role, Permission.INSPECT)):
        raise MayNotAnswer
    if check_rows.had_a_hand(db, check.id, answerer.code):
        raise AppealOfOwnCheck


def _other_mark(db: HallDatabase, check: Check, appeal: Appeal, new_mark: Mark | None, new_times: int) -> Mark:
    """Another mark than the one in force, such as the item takes; NewMarkNeeded."""
    before = check_rows.version_in_force(db, check.id).marks[appeal.item_code]
    kind = sheet_rows.by_id(db, check.sheet_id).kinds[appeal.item_code]
    if new_mark is None or (new_mark, new_times) == (before.mark, before.times) or not fits(kind, new_mark, new_times):
        raise NewMarkNeeded("new_mark")
    return new_mark


def _uphold(
    db: HallDatabase,
    now: datetime,
    by: Actor,
    check: Check,
    appeal: Appeal,
    answerer: Employee,
    answer: str,
    new_mark: Mark,
    new_times: int,
) -> None:
    marks = dict(check_rows.version_in_force(db, check.id).marks)
    marks[appeal.item_code] = Marked(new_mark, answer if new_mark.needs_reason else "", new_times)
    change_marks(db, now, by, check, answerer.id, marks, answer)


def _tell(
    db: HallDatabase,
    now: datetime,
    by: Actor,
    kind: str,
    check: Check,
    appeal_id: int,
    item: str,
    is_upheld: bool | None = None,
) -> None:
    journal.append(
        db,
        now,
        kind,
        by.name,
        written={
            **check_rows.written_check(db, check.id),
            **traced_rows.written(db, check_appeal_rows.TRACED_CHECK_APPEALS, appeal_id),
        },
        employee_id=check.employee_id,
        check=check.id,
        appeal=appeal_id,
        item=item,
        employee=check.employee_code,
        is_upheld=is_upheld,
    )
