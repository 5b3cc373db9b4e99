"""What several actions of checks do inside their transaction: a new version of the marks, and the end of blindness."""

from collections.abc import Mapping
from datetime import datetime

from storeops.base.actor import Actor
from storeops.base.i18n import N_
from storeops.base.months import month_of
from storeops.month_end import correction_steps
from storeops.quality.checks import check_rows, plan_rows, sheet_rows
from storeops.quality.checks.check_rows import Check
from storeops.quality.checks.marking import Marked
from storeops.quality.checks.plan_rows import PlannedCheck
from storeops.store import journal
from storeops.store.database import HallDatabase

CHECK_CHANGED = N_("a check was changed")
"""What the next version of a closed month says about it."""


def change_marks(
    db: HallDatabase,
    now: datetime,
    by: Actor,
    check: Check,
    entered_by: int,
    marks: Mapping[str, Marked],
    reason: str,
) -> int:
    """Write the next version, with marks by item code; its number. The stars of a closed month are made again."""
    sheet = sheet_rows.by_id(db, check.sheet_id)
    by_item = {item.id: marks[item.code] for item in sheet.items if item.code in marks}
    version = check_rows.add_version(db, check.id, now, entered_by, reason, by_item)
    correction_steps.note_correction(db, now, by, month_of(check.business_day), CHECK_CHANGED)
    return version


def open_other(db: HallDatabase, now: datetime, by: Actor, settled: PlannedCheck) -> None:
    """Tell of the other check of a pair, if it was made and blind until this one was made or dropped."""
    other = plan_rows.by_id(db, settled.partner_id) if settled.partner_id else None
    if other is not None and other.check_id is not None:
        check_rows.open_blind(db, other.check_id)
        tell_of_check(db, now, by, "check_opened", check_rows.by_id(db, other.check_id))


def tell_of_check(db: HallDatabase, now: datetime, by: Actor, kind: str, check: Check) -> None:
    """Write an event of a whole check."""
    journal.append(
        db,
        now,
        kind,
        by.name,
        written=check_rows.written_check(db, check.id),
        employee_id=check.employee_id,
        check=check.id,
        sheet=sheet_rows.by_id(db, check.sheet_id).kind.value,
        employee=check.employee_code,
        inspector=check.inspector_code,
    )
