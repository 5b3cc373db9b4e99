"""Appeals against a line or an entry of one's star sheet, and their answers. Actions."""

from datetime import datetime

from storeops.base.actor import Actor
from storeops.base.business_time import business_day
from storeops.base.months import MonthSpan, begun_month, month_span
from storeops.hall import hall_rows
from storeops.month_end import closing_steps, correction_steps
from storeops.month_end.corrections import APPEAL_UPHELD
from storeops.people import employee_rows
from storeops.quality.appeals import set_aside_rows
from storeops.quality.appeals.appeal_rules import given_words
from storeops.quality.care.judge_steps import refuse_no_judge
from storeops.quality.policy import policy_rows
from storeops.quality.policy.policy import StarLine
from storeops.quality.stars import star_appeal_rows, star_rows
from storeops.quality.stars.refusals import (
    AppealNotYours,
    AppealOfOwnEntry,
    MonthNotClosed,
    NoStarSheet,
    StarAppealAnswered,
    StarAppealOpen,
    StarAppealTooLate,
    UnknownEntry,
)
from storeops.quality.stars.star_appeal_rows import AppealLine
from storeops.quality.stars.star_appeal_rules import ROW_KINDS, last_day_for_sheets
from storeops.quality.stars.stars_closing_steps import STARS_CLOSING
from storeops.quality.stars.stars_document import KeptStars
from storeops.store import journal, traced_rows
from storeops.store.action import action
from storeops.store.database import HallDatabase


@action
def appeal(
    db: HallDatabase,
    now: datetime,
    by: Actor,
    employee_code: str,
    month: str,
    line: StarLine,
    row_kind: str | None,
    row_id: int | None,
    grounds: str,
) -> int:
    """Appeal against a line of one's own closed sheet, or against one entry behind it; the appeal's id.

    AppealNotYours, MonthNotClosed, NoStarSheet, StarAppealTooLate, UnknownEntry, StarAppealOpen; TextNeeded without
    grounds.
    """
    if by.name != f"employee:{employee_code}":
        raise AppealNotYours
    grounds = given_words("grounds", grounds)
    span = begun_month(month, hall_rows.hall(db).zone, now)
    version = star_rows.latest(db, month)
    if version is None:
        raise MonthNotClosed(month=month)
    if employee_code not in star_rows.sheets(db, version.id):
        raise NoStarSheet(employee=employee_code, month=month)
    _refuse_late(db, now, version)
    employee = employee_rows.by_code(db, employee_code)
    _refuse_other_entries(db, line, row_kind, row_id, employee.id, span)
    if star_appeal_rows.is_open(db, month, employee.id, line, row_kind, row_id):
        raise StarAppealOpen
    appeal_id = star_appeal_rows.add(db, month, version.version, employee.id, line, row_kind, row_id, grounds, now)
    journal.append(
        db,
        now,
        "star_appealed",
        by.name,
        written=traced_rows.written(db, star_appeal_rows.TRACED_APPEALS, appeal_id),
        employee_id=employee.id,
        appeal=appeal_id,
        month=month,
        line=line.value,
    )
    return appeal_id


def _refuse_late(db: HallDatabase, now: datetime, version: KeptStars) -> None:
    zone = hall_rows.hall(db).zone
    until = last_day_for_sheets(version.closed_at, zone, policy_rows.by_id(db, version.policy_id).policy)
    if business_day(now, zone) > until:
        raise StarAppealTooLate(month=version.month, until=until.isoformat())


def _refuse_other_entries(
    db: HallDatabase, line: StarLine, row_kind: str | None, row_id: int | None, employee_id: int, span: MonthSpan
) -> None:
    if row_kind is None and row_id is None:
        return
    if row_kind is None or row_id is None or ROW_KINDS.get(line) != row_kind:
        raise UnknownEntry
    if not star_appeal_rows.is_on_sheet(db, row_kind, row_id, employee_id, span):
        raise UnknownEntry


@action
def answer_appeal(
    db: HallDatabase, now: datetime, by: Actor, answerer_code: str, appeal_id: int, is_upheld: bool, answer: str
) -> int:
    """Answer an appeal; the version of its month in force afterwards.

    Upheld, its entry is set aside and the month is counted again in the same step; without an entry the month is
    counted again too, because something that it is computed from was put right elsewhere.

    NotAllowed, UnknownStarAppeal, StarAppealAnswered; AppealOfOwnEntry for whoever made the entry, or any entry behind
    the line, and for the appellant; TextNeeded without an answer.
    """
    answerer = employee_rows.by_code(db, answerer_code)
    refuse_no_judge(answerer)
    found = star_appeal_rows.by_id(db, appeal_id)
    if found.answered_at is not None:
        raise StarAppealAnswered
    answer = given_words("answer", answer)
    appellant = employee_rows.by_code(db, found.employee)
    span = month_span(found.month, hall_rows.hall(db).zone)
    if answerer.id in {appellant.id} | star_appeal_rows.makers(db, found.line, found.row_id, appellant.id, span):
        raise AppealOfOwnEntry
    if not star_appeal_rows.answer(db, appeal_id, answerer.id, is_upheld, answer, now):
        raise StarAppealAnswered
    if is_upheld and found.row_kind is not None and found.row_id is not None:
        set_aside_rows.set_aside(db, found.row_kind, found.row_id, found.id, now)
    journal.append(
        db,
        now,
        "star_appeal_answered",
        by.name,
        written={
            **traced_rows.written(db, star_appeal_rows.TRACED_APPEALS, appeal_id),
            **traced_rows.written_of(db, set_aside_rows.TRACED_SET_ASIDE, "appeal_id", appeal_id),
        },
        employee_id=appellant.id,
        appeal=appeal_id,
        month=found.month,
    )
    return _counted_again(db, now, by, found, span) if is_upheld else _version_in_force(db, found.month)


def _counted_again(db: HallDatabase, now: datetime, by: Actor, found: AppealLine, span: MonthSpan) -> int:
    correction_steps.note_correction(db, now, by, found.month, APPEAL_UPHELD)
    return closing_steps.next_version(db, now, by, STARS_CLOSING, span)


def _version_in_force(db: HallDatabase, month: str) -> int:
    version = star_rows.latest(db, month)
    if version is None:
        raise MonthNotClosed(month=month)
    return version.version
