"""Taking a file of spot checks into the hall's history. An action: one write transaction, all of it or nothing."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

from storeops.base.actor import Actor
from storeops.base.business_time import business_day
from storeops.base.clock import Clock
from storeops.hall import hall_rows
from storeops.history import code_rows, intake_steps, newcomer_steps, told_check_rows, told_file
from storeops.history.check_book import CheckBook
from storeops.history.checks_format import COLUMNS, CheckKey, CheckRow, KnownCheck, read_item
from storeops.history.code_matching import NO_HINTS, CodeMatcher, FileHints
from storeops.history.row_judgement import FileTaking, ImportResult, ReadFile, judge, read
from storeops.people.roles import Role
from storeops.quality.checks import check_rows as hall_checks
from storeops.store import traced_rows
from storeops.store.action import action
from storeops.store.database import HallDatabase

FURTHER_ITEMS = "补充导入的检查项 (items imported later)"
"""Why an import makes a new version of a check: like other words in the database it serves both languages."""


def import_checks(
    db: HallDatabase,
    clock: Clock,
    by: Actor,
    path: Path,
    strict: bool = False,
    dry_run: bool = False,
    hints: FileHints = NO_HINTS,
) -> ImportResult:
    """Take the rows of a checks file that are new and can be true.

    UnreadableFile and WrongHeader; with `strict` ImportRefused if any row would be refused: then nothing is taken.
    Nor is it with `dry_run`, which answers what would be.
    """
    matcher = CodeMatcher(code_rows.known_codes(db), COLUMNS, hints)
    rows = told_file.read_rows(path, COLUMNS, hints.columns)
    file = read(rows, matcher.reading(partial(read_item, zone=hall_rows.hall(db).zone)))
    return _take(db, clock, by, file, FileTaking(matcher, strict, dry_run))


@action
def _take(db: HallDatabase, now: datetime, by: Actor, file: ReadFile[CheckRow], taking: FileTaking) -> ImportResult:
    zone = hall_rows.hall(db).zone
    told = [row for _, row in file.rows]
    known = _known(db, _days(told, zone))
    book = CheckBook(known, told, told_check_rows.sheets(db), zone, intake_steps.tomorrow(db, now))
    judgement = judge(file, book)
    if intake_steps.is_to_be_written(judgement, taking):
        employees = _employees(db, judgement.taken, now)
        checks: defaultdict[CheckKey, list[CheckRow]] = defaultdict(list)
        for row in judgement.taken:
            checks[row.check].append(row)
        last_id = traced_rows.last_id(db, hall_checks.TRACED_VERSIONS)
        for key, rows in checks.items():
            if key in known:
                _complete(db, now, known[key], rows, book, employees)
            else:
                _add(db, rows, book, employees, zone)
        intake_steps.tell_rows(db, now, by, "check_imported", hall_checks.written_after(db, last_id))
        intake_steps.note(db, now, by, "checks", len(judgement.taken), _days(judgement.taken, zone))
    return judgement.result(taking.matcher)


def _days(rows: Sequence[CheckRow], zone: ZoneInfo) -> set[str]:
    return {business_day(row.checked_at, zone).isoformat() for row in rows}


def _known(db: HallDatabase, days: set[str]) -> dict[CheckKey, KnownCheck]:
    """The hall's checks of these days."""
    checks = (check for day in sorted(days) for check in told_check_rows.checks_of_days(db, day, day))
    return {check.latest[0].check: check for check in checks}


def _employees(db: HallDatabase, taken: Sequence[CheckRow], now: datetime) -> dict[str, int]:
    # Whoever inspects is a duty manager, even where somebody else checked them.
    newcomer_steps.employee_ids(db, {row.inspector for row in taken}, now, Role.DUTY_MANAGER)
    return newcomer_steps.employee_ids(db, {row.employee for row in taken if row.employee}, now)


def _add(
    db: HallDatabase, rows: Sequence[CheckRow], book: CheckBook, employees: dict[str, int], zone: ZoneInfo
) -> None:
    """Write a check with its first version, entered when it was made."""
    employee, inspector, checked_at = rows[0].check
    employee_id, day = employees[employee] if employee else None, business_day(checked_at, zone)
    sheet_id, marks = book.marked(rows)
    check_id = hall_checks.add(
        db, sheet_id, employee_id, employees[inspector], day, checked_at, checked_at, is_imported=True
    )
    hall_checks.add_version(db, check_id, checked_at, employees[inspector], None, marks)


def _complete(
    db: HallDatabase,
    now: datetime,
    check: KnownCheck,
    new: Sequence[CheckRow],
    book: CheckBook,
    employees: dict[str, int],
) -> None:
    """Write the next version of a check with further items."""
    _, marks = book.marked([*check.latest, *new])
    hall_checks.add_version(db, check.id, now, employees[new[0].inspector], FURTHER_ITEMS, marks)
