"""Taking a file of transactions into the hall's history. An action: one write transaction, all of it or nothing."""

from datetime import datetime
from functools import partial
from pathlib import Path

from storeops.base.actor import Actor
from storeops.base.clock import Clock
from storeops.hall import hall_rows
from storeops.history import code_rows, intake_steps, newcomer_steps, told_file, told_transaction_rows
from storeops.history.code_matching import NO_HINTS, CodeMatcher, FileHints
from storeops.history.legs_format import LegKey
from storeops.history.row_judgement import FileTaking, ImportResult, ReadFile, judge, read
from storeops.history.transactions_format import COLUMNS, KnownLeg, TransactionBook, TransactionRow, read_transaction
from storeops.measuring import day_summary_rows
from storeops.queueing.transaction_rows import TRACED_TRANSACTIONS
from storeops.store import traced_rows
from storeops.store.action import action
from storeops.store.database import HallDatabase


def import_transactions(
    db: HallDatabase,
    clock: Clock,
    by: Actor,
    path: Path,
    strict: bool = False,
    dry_run: bool = False,
    hints: FileHints = NO_HINTS,
) -> ImportResult:
    """Take the rows of a transactions file that are new and can be true, in the order in which they started.

    UnreadableFile and WrongHeader; with `strict` ImportRefused if any row would be refused: then nothing is taken.
    Nor is it with `dry_run`, which answers what would be.
    """
    matcher = CodeMatcher(code_rows.known_codes(db), COLUMNS, hints)
    rows = told_file.read_rows(path, COLUMNS, hints.columns)
    file = read(rows, matcher.reading(partial(read_transaction, zone=hall_rows.hall(db).zone)))
    return _take(
        db, clock, by, file.in_order(lambda transaction: transaction.started_at), FileTaking(matcher, strict, dry_run)
    )


@action
def _take(
    db: HallDatabase, now: datetime, by: Actor, file: ReadFile[TransactionRow], taking: FileTaking
) -> ImportResult:
    legs: dict[LegKey, KnownLeg] = {}
    for day in sorted({row.business_day for _, row in file.rows}):
        legs |= told_transaction_rows.legs_of_day(db, day)
    book = TransactionBook(legs)
    judgement = judge(file, book)
    if intake_steps.is_to_be_written(judgement, taking):
        changed = {row.leg_key: book.standing(row.leg_key) for row in judgement.taken}
        codes = {row.service for rows in changed.values() for row in rows}
        services = newcomer_steps.service_ids(db, now, by, codes)
        for key, rows in changed.items():
            told_transaction_rows.set_transactions(db, legs[key], rows, services)
        of_legs = (traced_rows.written_of(db, TRACED_TRANSACTIONS, "leg_id", legs[key].id) for key in changed)
        intake_steps.tell_rows(db, now, by, "transaction_imported", of_legs)
        days = {row.business_day for row in judgement.taken}
        day_summary_rows.drop(db, days)
        intake_steps.note(db, now, by, "transactions", len(judgement.taken), days)
    return judgement.result(taking.matcher)
