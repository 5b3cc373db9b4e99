"""Taking a file of care entries into the hall's history. An action: one write transaction, all of it or nothing."""

from datetime import datetime
from pathlib import Path

from storeops.base.actor import Actor
from storeops.base.business_time import business_day
from storeops.base.clock import Clock
from storeops.hall import hall_rows
from storeops.history import code_rows, intake_steps, newcomer_steps, told_care_rows, told_file
from storeops.history.care_format import COLUMNS, CareBook, CareRow, read_care
from storeops.history.code_matching import NO_HINTS, CodeMatcher, FileHints
from storeops.history.row_judgement import FileTaking, ImportResult, ReadFile, judge, read
from storeops.quality.care.care_rows import TRACED_CARE
from storeops.store import traced_rows
from storeops.store.action import action
from storeops.store.database import HallDatabase


def import_care(
    db: HallDatabase,
    clock: Clock,
    by: Actor,
    path: Path,
    strict: bool = False,
    dry_run: bool = False,
    hints: FileHints = NO_HINTS,
) -> ImportResult:
    """Take the rows of a care file that are new and can be true.

    UnreadableFile and WrongHeader; with `strict` ImportRefused if any row would be refused: then nothing is taken.
    Nor is it with `dry_run`, which answers what would be.
    """
    matcher = CodeMatcher(code_rows.known_codes(db), COLUMNS, hints)
    rows = told_file.read_rows(path, COLUMNS, hints.columns)
    return _take(db, clock, by, read(rows, matcher.reading(read_care)), FileTaking(matcher, strict, dry_run))


@action
def _take(db: HallDatabase, now: datetime, by: Actor, file: ReadFile[CareRow], taking: FileTaking) -> ImportResult:
    stored: list[CareRow] = []
    for day in sorted({row.day for _, row in file.rows}):
        stored.extend(told_care_rows.entries_of_days(db, day, day))
    judgement = judge(file, CareBook(stored, business_day(now, hall_rows.hall(db).zone).isoformat()))
    if intake_steps.is_to_be_written(judgement, taking):
        employees = newcomer_steps.employee_ids(db, {row.employee for row in judgement.taken}, now)
        last_id = traced_rows.last_id(db, TRACED_CARE)
        told_care_rows.add_entries(db, judgement.taken, employees, now)
        intake_steps.tell_rows(db, now, by, "care_imported", traced_rows.written_after(db, TRACED_CARE, last_id))
        intake_steps.note(db, now, by, "care", len(judgement.taken), {row.day for row in judgement.taken})
    return judgement.result(taking.matcher)
