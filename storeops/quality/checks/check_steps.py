"""A new version of a check's marks, and what a closed month must hear of it: inside the caller's action."""

from collections.abc import Mapping
from datetime import datetime

from storeops.base.i18n import N_
from storeops.base.months import month_of
from storeops.month_end import correction_rows
from storeops.quality.checks import check_rows, sheet_rows
from storeops.quality.checks.check_rows import Check
from storeops.quality.checks.marking import Marked
from storeops.store.database import HallDatabase

CHECK_CHANGED = N_("a check was changed")
"""What the next version of a closed month says about it."""


def change_marks(
    db: HallDatabase, now: datetime, check: Check, entered_by: int, marks: Mapping[str, Marked], reason: str
) -> int:
    """Write the next version, with marks by item code; its number. The stars of a closed month are made again."""
    sheet = sheet_rows.by_id(db, check.sheet_id)
    by_item = {item.id: marks[item.code] for item in sheet.items if item.code in marks}
    version = check_rows.add_version(db, check.id, now, entered_by, reason, by_item)
    correction_rows.note_correction(db, month_of(check.business_day), CHECK_CHANGED, now)
    return version
