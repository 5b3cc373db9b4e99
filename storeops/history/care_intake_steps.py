"""How a file of care entries is taken."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from storeops.base.actor import Actor
from storeops.history import intake_steps, newcomer_steps, row_judgement, told_care_rows
from storeops.history.care_format import COLUMNS, CareBook, CareRow, read_care
from storeops.history.cell_values import FileRow
from storeops.history.code_matching import CodeMatcher
from storeops.history.intake_steps import Items, JudgedPart
from storeops.history.row_judgement import ToldRow
from storeops.quality.care.care_rows import TRACED_CARE
from storeops.store import traced_rows
from storeops.store.database import HallDatabase


class CareIntake:
    """An intake of care entries."""

    kind = "care"
    columns: Collection[str] = COLUMNS
    moving_days: int | None = None
    is_judged_as_one = False
    is_summed = False

    def __init__(self, zone: ZoneInfo) -> None:
        self._zone = zone

    def read(self, rows: Iterable[FileRow], matcher: CodeMatcher) -> Iterator[ToldRow[CareRow]]:
        return row_judgement.read_each(rows, matcher.reading(read_care))

    def day_of(self, row: ToldRow[CareRow]) -> str:
        return row.told.day if row.told else ""

    def judge(self, db: HallDatabase, now: datetime, day: str, rows: Sequence[ToldRow[CareRow]]) -> JudgedPart[CareRow]:
        stored = told_care_rows.entries_of_days(db, day, day)
        book = CareBook(stored, intake_steps.days_ago(now, self._zone, 0))
        judgement = row_judgement.judge(row_judgement.as_file(rows), book)
        return JudgedPart(judgement, {row.day for row in judgement.taken}, lambda: Items(judgement.taken))

    def write(self, db: HallDatabase, now: datetime, by: Actor, import_id: int, items: Items[CareRow]) -> None:
        employees = newcomer_steps.employee_ids(db, now, by, {row.employee for row in items.fresh})
        last_id = traced_rows.last_id(db, TRACED_CARE)
        told_care_rows.add_entries(db, items.fresh, employees, now, import_id)
        intake_steps.tell_rows(db, now, by, "care_imported", traced_rows.written_after(db, TRACED_CARE, last_id))
