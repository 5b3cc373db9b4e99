"""Entering what the care and skill lines are made of. Actions."""

from datetime import date, datetime

from storeops.base.actor import Actor
from storeops.base.business_time import business_day
from storeops.base.each_field import each_field
from storeops.base.errors import ChoiceNeeded
from storeops.base.months import month_of
from storeops.base.typed_text import LONGEST_NOTE, among, given_text, not_too_long
from storeops.base.whole_number import given_within
from storeops.hall import hall_rows
from storeops.month_end import correction_steps
from storeops.month_end.corrections import SKILL_ENTERED
from storeops.people import employee_rows
from storeops.people.employee_rows import Employee
from storeops.quality.care import care_rows
from storeops.quality.care.care_kinds import CARE_KINDS, HIGHEST_SCORE, LONGEST_TITLE, SKILL_KINDS
from storeops.quality.care.care_steps import CareFound, book_care
from storeops.quality.care.judge_steps import refuse_no_judge
from storeops.quality.care.refusals import CountedAlready, DayAhead, EntryAboutYourself
from storeops.store import journal, traced_rows
from storeops.store.action import action
from storeops.store.database import HallDatabase


@action
def enter_care(
    db: HallDatabase,
    now: datetime,
    by: Actor,
    entered_by_code: str,
    employee_code: str,
    day: date,
    kind: str,
    note: str,
    follow_up_id: int | None = None,
) -> int:
    """Enter an upheld complaint, a booked error or written praise; its id. A closed month is counted again.

    NotAllowed, EntryAboutYourself, UnknownEmployee, CountedAlready for a follow-up that has an entry; ChoiceNeeded,
    DayAhead and TextTooLong name their field.
    """
    enterer, employee = _both(db, entered_by_code, employee_code)
    with each_field() as take:
        take(among, "kind", kind, CARE_KINDS)
        take(_refuse_day_ahead, db, now, day)
        note = take(not_too_long, "note", note, LONGEST_NOTE)
    if follow_up_id is not None and not care_rows.has_follow_up(db, follow_up_id):
        raise ChoiceNeeded("follow_up_id")
    if follow_up_id is not None and care_rows.is_counted(db, follow_up_id):
        raise CountedAlready(id=follow_up_id)
    return book_care(db, now, by, CareFound(employee.id, day, kind, note, follow_up_id, enterer.id))


@action
def enter_skill(
    db: HallDatabase,
    now: datetime,
    by: Actor,
    entered_by_code: str,
    employee_code: str,
    day: date,
    kind: str,
    title: str,
    score: int,
) -> int:
    """Enter the result of a contest or a training, 0 to 100; its id. A closed month is counted again.

    NotAllowed, EntryAboutYourself, UnknownEmployee; ChoiceNeeded, DayAhead, TextNeeded and WholeNumberNeeded name
    their field.
    """
    enterer, employee = _both(db, entered_by_code, employee_code)
    with each_field() as take:
        take(among, "kind", kind, SKILL_KINDS)
        take(_refuse_day_ahead, db, now, day)
        title = take(given_text, "title", title, LONGEST_TITLE)
        take(given_within, "score", score, 0, HIGHEST_SCORE)
    result_id = care_rows.add_skill(db, employee.id, day, kind, title, score, enterer.id, now)
    correction_steps.note_correction(db, now, by, month_of(day), SKILL_ENTERED)
    written = traced_rows.written(db, care_rows.TRACED_SKILL, result_id)
    journal.append(db, now, "skill_entered", by.name, written=written, employee_id=employee.id, skill_result=result_id)
    return result_id


def _both(db: HallDatabase, entered_by_code: str, employee_code: str) -> tuple[Employee, Employee]:
    """Who enters, who may judge, and whom it is about, who is somebody else."""
    enterer = employee_rows.by_code(db, entered_by_code)
    refuse_no_judge(enterer)
    employee = employee_rows.by_code(db, employee_code)
    if enterer.id == employee.id:
        raise EntryAboutYourself
    return enterer, employee


def _refuse_day_ahead(db: HallDatabase, now: datetime, day: date) -> None:
    if day > business_day(now, hall_rows.hall(db).zone):
        raise DayAhead("day")
