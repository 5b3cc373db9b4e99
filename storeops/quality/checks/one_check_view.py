"""One check as its reader may see it, and the sheet that a new one is made on. Read models."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from sqlite_utils import Database

from storeops.base.business_time import business_day
from storeops.base.months import month_of
from storeops.hall import hall_rows
from storeops.people import employee_rows
from storeops.people.roles import Permission, Role, may
from storeops.quality.checks import check_appeal_rows, check_rows, photo_rows, plan_rows, sheet_rows
from storeops.quality.checks.check_appeal_rows import Appeal
from storeops.quality.checks.check_appeal_rules import marks_appealable_until
from storeops.quality.checks.check_rows import Check, Version
from storeops.quality.checks.checks_view import due_checks
from storeops.quality.checks.marking import Mark, Marked, Weighed, score
from storeops.quality.checks.photo_rows import Photo
from storeops.quality.checks.plan import ANNOUNCED_BEFORE
from storeops.quality.checks.refusals import (
    CheckOfOneself,
    DoubleOfAnother,
    NotYourCheckToSee,
    PlannedCheckSettled,
    PlannedForLater,
    SheetDoesNotFit,
)
from storeops.quality.checks.sheet_rows import CheckSheet, SheetItem
from storeops.quality.checks.sheet_rules import SheetKind, sheet_kind_of
from storeops.quality.stars import team_view


@dataclass(frozen=True)
class CheckReader:
    """Who looks: number and role decide what is shown and offered."""

    code: str
    role: Role

    def may(self, permission: Permission) -> bool:
        return may(self.role, permission)


@dataclass(frozen=True)
class ItemLine:
    """One item of a check with its mark in force. `appeals` is the oldest first; `photos` are ids."""

    item: SheetItem
    marked: Marked
    photos: list[int]
    appeals: list[Appeal]
    may_appeal: bool


@dataclass(frozen=True)
class CheckVersionLine:
    """One version of the marks: its score (None where nothing applied), and the items that it changed."""

    version: Version
    score: Decimal | None
    changed: list[tuple[SheetItem, Marked, Marked]]


@dataclass(frozen=True)
class OneCheck:
    """A check with everything that its reader may do about it."""

    check: Check
    sheet: CheckSheet
    lines: list[ItemLine]
    versions: list[CheckVersionLine]
    appeal_until: date
    may_edit: bool
    may_acknowledge: bool
    may_add_photo: bool
    may_answer: bool

    @property
    def in_force(self) -> CheckVersionLine:
        return self.versions[-1]


def one_check(db: Database, now: datetime, check_id: int, reader: CheckReader) -> OneCheck:
    """A check as this reader sees it. UnknownCheck, NotYourCheckToSee."""
    check = check_rows.by_id(db, check_id)
    appeals = check_appeal_rows.of_check(db, check_id)
    _refuse_strangers(db, check, appeals, reader)
    sheet = sheet_rows.by_id(db, check.sheet_id)
    versions = check_rows.versions(db, check_id)
    latest = versions[-1]
    zone = hall_rows.hall(db).zone
    appeal_until = marks_appealable_until(latest.entered_at, zone)
    is_about_reader = check.employee_code == reader.code
    is_in_time = is_about_reader and business_day(now, zone) <= appeal_until
    photos = photo_rows.of_check(db, check_id)
    return OneCheck(
        check=check,
        sheet=sheet,
        lines=[_item_line(item, latest, photos, appeals, is_in_time) for item in sheet.items],
        versions=_version_lines(sheet, versions),
        appeal_until=appeal_until,
        may_edit=not is_about_reader and (check.inspector_code == reader.code or reader.may(Permission.JUDGE)),
        may_acknowledge=is_about_reader and latest.acknowledged_at is None,
        may_add_photo=check.inspector_code == reader.code,
        may_answer=_may_answer(reader) and not check_rows.had_a_hand(db, check_id, reader.code),
    )


def _may_answer(reader: CheckReader) -> bool:
    return reader.may(Permission.JUDGE) or reader.may(Permission.INSPECT)


def _refuse_strangers(db: Database, check: Check, appeals: list[Appeal], reader: CheckReader) -> None:
    is_own = reader.code in (check.inspector_code, check.employee_code)
    is_asked = _may_answer(reader) and (
        check.employee_id is None or any(appeal.is_upheld is None for appeal in appeals)
    )
    if not (is_own or is_asked or reader.may(Permission.SEE_QUALITY) or _leads(db, reader, check)):
        raise NotYourCheckToSee


def _leads(db: Database, reader: CheckReader, check: Check) -> bool:
    """Whether whoever was checked was of the reader's team in that month."""
    is_lead = reader.may(Permission.TEAM_RESULTS)
    return is_lead and check.employee_code in team_view.led_by(db, reader.code, month_of(check.business_day))


def _item_line(
    item: SheetItem, latest: Version, photos: list[photo_rows.PhotoNote], appeals: list[Appeal], is_in_time: bool
) -> ItemLine:
    theirs = [appeal for appeal in appeals if appeal.item_code == item.code]
    return ItemLine(
        item=item,
        marked=latest.marks[item.code],
        photos=[photo.id for photo in photos if photo.item_code == item.code],
        appeals=theirs,
        may_appeal=is_in_time
        and latest.marks[item.code].mark is not Mark.FULL
        and all(appeal.is_upheld is not None for appeal in theirs),
    )


def _version_lines(sheet: CheckSheet, versions: list[Version]) -> list[CheckVersionLine]:
    lines = []
    for place, version in enumerate(versions):
        before = versions[place - 1].marks if place else version.marks
        changed = [
            (item, before[item.code], version.marks[item.code])
            for item in sheet.items
            if before[item.code] != version.marks[item.code]
        ]
        total = score(item_weighed(item, version.marks[item.code]) for item in sheet.items)
        lines.append(CheckVersionLine(version, total, changed))
    return lines


def item_weighed(item: SheetItem, marked: Marked) -> Weighed:
    """A mark beside its item, as the score is made of them."""
    return Weighed(item.weight, marked.mark, item.kind, marked.times)


def photo_view(db: Database, photo_id: int, reader: CheckReader) -> Photo:
    """A photo, for whoever may see its check. UnknownPhoto, UnknownCheck, NotYourCheckToSee."""
    photo = photo_rows.by_id(db, photo_id)
    check = check_rows.by_id(db, photo.check_id)
    _refuse_strangers(db, check, check_appeal_rows.of_check(db, check.id), reader)
    return photo


# Appeals to answer


@dataclass(frozen=True)
class OpenAppeal:
    """An appeal that waits, with the very check that it is about.

    `may_answer` is False for those who had a hand in the check or are checked in it.
    """

    appeal: Appeal
    one: OneCheck

    @property
    def may_answer(self) -> bool:
        return self.one.may_answer


def open_appeal_count(db: Database) -> int:
    """How many appeals wait for an answer."""
    return len(check_appeal_rows.unanswered(db))


def appeals_to_answer(db: Database, employee_code: str) -> int:
    """How many appeals wait for an answer that an employee may give."""
    return check_appeal_rows.count_to_answer(db, employee_code)


def open_appeals(db: Database, now: datetime, reader: CheckReader) -> list[OpenAppeal]:
    """Every appeal that waits for an answer, the oldest first."""
    return [
        OpenAppeal(appeal, one_check(db, now, appeal.check_id, reader)) for appeal in check_appeal_rows.unanswered(db)
    ]


# A new check


@dataclass(frozen=True)
class CheckToMake:
    """What a check is made on. No employee: the hall's environment; `planned_id` is None beside the plan."""

    sheet: CheckSheet
    employee_code: str | None
    employee_name: str | None
    planned_id: int | None


def planned_check(db: Database, now: datetime, planned_id: int, inspector_code: str) -> CheckToMake:
    """The check that a planned one asks for.

    UnknownPlannedCheck, DoubleOfAnother, PlannedCheckSettled, PlannedForLater, CheckOfOneself.
    """
    planned = plan_rows.by_id(db, planned_id)
    if not planned.is_for(inspector_code):
        raise DoubleOfAnother
    if not planned.is_open:
        raise PlannedCheckSettled
    if planned.employee_code == inspector_code:
        raise CheckOfOneself
    if now < planned.due_at - ANNOUNCED_BEFORE:
        raise PlannedForLater(time=f"{planned.due_at.astimezone(hall_rows.hall(db).zone):%H:%M}")
    sheet = _sheet(db, now, sheet_kind_of(planned.employee_role))
    return CheckToMake(sheet, planned.employee_code, planned.employee_name, planned.id)


def chosen_check(
    db: Database, now: datetime, kind: SheetKind | None, employee_code: str | None, inspector_code: str
) -> CheckToMake:
    """A check of a colleague (on the sheet of their role unless `kind` says otherwise) or of the environment.

    It is the planned one where this inspector has one of that colleague due now. UnknownEmployee, CheckOfOneself,
    SheetDoesNotFit.
    """
    if employee_code is None:
        if kind is None or kind.is_about_somebody:
            raise SheetDoesNotFit
        return CheckToMake(_sheet(db, now, kind), None, None, None)
    employee = employee_rows.by_code(db, employee_code)
    if employee.code == inspector_code:
        raise CheckOfOneself
    if kind is SheetKind.ENVIRONMENT:
        raise SheetDoesNotFit
    usual = sheet_kind_of(employee.role)
    planned_id = _own_planned(db, now, employee.code, inspector_code) if kind in (None, usual) else None
    return CheckToMake(_sheet(db, now, kind or usual), employee.code, employee.name, planned_id)


def check_again(db: Database, sheet_id: int, employee_code: str | None, planned_id: int | None) -> CheckToMake:
    """The check that is being made, on the very sheet it was begun with. UnknownSheet, UnknownEmployee."""
    employee = employee_rows.by_code(db, employee_code) if employee_code is not None else None
    return CheckToMake(sheet_rows.by_id(db, sheet_id), employee_code, employee.name if employee else None, planned_id)


def _sheet(db: Database, now: datetime, kind: SheetKind) -> CheckSheet:
    return sheet_rows.in_force(db, kind, business_day(now, hall_rows.hall(db).zone))


def _own_planned(db: Database, now: datetime, employee_code: str, inspector_code: str) -> int | None:
    for due in due_checks(db, now, inspector_code):
        if due.employee_code == employee_code:
            return due.planned_id
    return None
