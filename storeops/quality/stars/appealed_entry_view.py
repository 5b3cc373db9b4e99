"""The entry of a star sheet that an appeal is about, as its judge must see it: a read model."""

from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from storeops.base.months import month_span
from storeops.hall import hall_rows
from storeops.people import employee_rows
from storeops.quality.care import care_rows
from storeops.quality.policy.policy import StarLine
from storeops.quality.stars import entries_view, star_appeal_rows
from storeops.quality.stars.entry import SheetEntry
from storeops.quality.stars.star_appeal_rows import AppealLine


@dataclass(frozen=True)
class AppealedEntry:
    """The entry as it stands. `entered_by` is a name; None for what came from a counter, a customer or an import."""

    entry: SheetEntry
    entered_by: str | None


def appealed_entry(db: Database, now: datetime, appeal: AppealLine) -> AppealedEntry | None:
    """What an appeal is about; None for one against a whole line, and for an entry that is on the sheet no more."""
    if appeal.row_id is None:
        return None
    behind = entries_view.entries(db, appeal.month, appeal.employee, appeal.line, now, sees_taps=True)
    entry = next((each for each in behind if each.row_id == appeal.row_id), None)
    return None if entry is None else AppealedEntry(entry, _entered_by(db, appeal))


def may_answer(db: Database, appeal: AppealLine, judge_code: str) -> bool:
    """Whether a judge neither made the entry, or any behind the line, nor is the appellant."""
    appellant = employee_rows.by_code(db, appeal.employee)
    span = month_span(appeal.month, hall_rows.hall(db).zone)
    partial = {appellant.id} | star_appeal_rows.makers(db, appeal.line, appeal.row_id, appellant.id, span)
    return employee_rows.by_code(db, judge_code).id not in partial


def appeals_to_answer(db: Database, judge_code: str) -> int:
    """How many open appeals against star sheets a judge may answer. One short query while there is none."""
    waiting = star_appeal_rows.appeals(db, None, None, open_only=True)
    return sum(may_answer(db, appeal, judge_code) for appeal in waiting)


def _entered_by(db: Database, appeal: AppealLine) -> str | None:
    if appeal.line is not StarLine.CARE:
        return None
    entries = care_rows.care_entries(db, month_span(appeal.month, hall_rows.hall(db).zone), appeal.employee)
    return next((each.enterer for each in entries if each.id == appeal.row_id), None)
