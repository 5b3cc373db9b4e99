"""Taking a file of care entries into the hall's history. An action: one write transaction, all of it or nothing."""

from datetime import datetime
from pathlib import Path

from storeops.action import action
from storeops.actor import Actor
from storeops.business_time import business_day
from storeops.clock import Clock
from storeops.database import HallDatabase
from storeops.hall import hall_rows
from storeops.history import care_rows, csv_file, intake, newcomers
from storeops.history.care_format import COLUMNS, CareBook, CareRow, read_care
from storeops.history.judgement import ImportResult, ReadFile, judge, read


def import_care(db: HallDatabase, clock: Clock, by: Actor, path: Path, strict: bool = False) -> ImportResult:
    """Take the rows of a care file that are new and can be true.

    UnreadableFile and WrongHeader; with `strict` ImportRefused if any row would be refused: then nothing is taken.
    """
    return _take(db, clock, by, read(csv_file.read_rows(path, COLUMNS), read_care), strict)


@action
def _take(db: HallDatabase, now: datetime, by: Actor, file: ReadFile[CareRow], strict: bool) -> ImportResult:
    stored: list[CareRow] = []
    for day in sorted({row.day for _, row in file.rows}):
        stored.extend(care_rows.entries_of_days(db, day, day))
    judgement = judge(file, CareBook(stored, business_day(now, hall_rows.hall(db).zone).isoformat()))
    intake.require_all(judgement, strict)
    if judgement.taken:
        employees = newcomers.employee_ids(db, {row.employee for row in judgement.taken}, now)
        care_rows.add_entries(db, judgement.taken, employees, now)
        intake.note(db, now, by, "care", len(judgement.taken), {row.day for row in judgement.taken})
    return judgement.result
