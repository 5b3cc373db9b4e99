"""Taking a file of signed-in stretches into the hall's history. An action: one write transaction, all or nothing."""

from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

from storeops.base.actor import Actor
from storeops.base.business_time import business_day
from storeops.base.clock import Clock
from storeops.hall import hall_rows
from storeops.history import code_rows, intake_steps, newcomer_steps, told_file, told_roster_rows
from storeops.history.code_matching import NO_HINTS, CodeMatcher, FileHints
from storeops.history.roster_format import COLUMNS, RosterBook, RosterRow, read_stretch
from storeops.history.row_judgement import FileTaking, ImportResult, ReadFile, judge, read
from storeops.measuring import day_summary_rows
from storeops.queueing.counter_rows import TRACED_STRETCHES
from storeops.store import traced_rows
from storeops.store.action import action
from storeops.store.database import HallDatabase


def import_roster(
    db: HallDatabase,
    clock: Clock,
    by: Actor,
    path: Path,
    strict: bool = False,
    dry_run: bool = False,
    hints: FileHints = NO_HINTS,
) -> ImportResult:
    """Take the rows of a roster file that are new and can be true.

    UnreadableFile and WrongHeader; with `strict` ImportRefused if any row would be refused: then nothing is taken.
    Nor is it with `dry_run`, which answers what would be.
    """
    matcher = CodeMatcher(code_rows.known_codes(db), COLUMNS, hints)
    rows = told_file.read_rows(path, COLUMNS, hints.columns)
    file = read(rows, matcher.reading(partial(read_stretch, zone=hall_rows.hall(db).zone)))
    return _take(db, clock, by, file, FileTaking(matcher, strict, dry_run))


@action
def _take(db: HallDatabase, now: datetime, by: Actor, file: ReadFile[RosterRow], taking: FileTaking) -> ImportResult:
    judgement = judge(file, RosterBook(_stored(db, file), intake_steps.tomorrow(db, now)))
    if intake_steps.is_to_be_written(judgement, taking):
        employees = newcomer_steps.employee_ids(db, {row.employee for row in judgement.taken}, now)
        last_id = traced_rows.last_id(db, TRACED_STRETCHES)
        told_roster_rows.add_stretches(db, judgement.taken, employees)
        intake_steps.tell_rows(db, now, by, "roster_imported", traced_rows.written_after(db, TRACED_STRETCHES, last_id))
        days = _days(db, judgement.taken)
        day_summary_rows.drop(db, days)
        intake_steps.note(db, now, by, "roster", len(judgement.taken), days)
    return judgement.result(taking.matcher)


def _stored(db: HallDatabase, file: ReadFile[RosterRow]) -> list[told_roster_rows.Stretch]:
    """What the hall holds of the time that the file tells of."""
    if not file.rows:
        return []
    begin = min(row.signed_in_at for _, row in file.rows)
    end = max(row.signed_out_at for _, row in file.rows)
    return list(told_roster_rows.stretches_that_touch(db, begin, end))


def _days(db: HallDatabase, taken: list[RosterRow]) -> set[str]:
    """The local days that the stretches touch."""
    zone = hall_rows.hall(db).zone
    days = set()
    for row in taken:
        day, last = business_day(row.signed_in_at, zone), business_day(row.signed_out_at, zone)
        while day <= last:
            days.add(day.isoformat())
            day += timedelta(days=1)
    return days
