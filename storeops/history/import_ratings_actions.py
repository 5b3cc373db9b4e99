"""Taking a file of ratings into the hall's history. An action: one write transaction, all of it or nothing."""

from datetime import datetime
from functools import partial
from pathlib import Path

from storeops.base.actor import Actor
from storeops.base.clock import Clock
from storeops.hall import hall_rows
from storeops.history import code_rows, intake_steps, newcomer_steps, told_file, told_rating_rows
from storeops.history.code_matching import NO_HINTS, CodeMatcher, FileHints
from storeops.history.ratings_format import COLUMNS, RatingBook, RatingRow, read_rating
from storeops.history.row_judgement import FileTaking, ImportResult, ReadFile, judge, read
from storeops.history.told_rating_rows import KnownTicket
from storeops.quality.ratings.rating_rows import TRACED_RATINGS
from storeops.store import traced_rows
from storeops.store.action import action
from storeops.store.database import HallDatabase


def import_ratings(
    db: HallDatabase,
    clock: Clock,
    by: Actor,
    path: Path,
    strict: bool = False,
    dry_run: bool = False,
    hints: FileHints = NO_HINTS,
) -> ImportResult:
    """Take the rows of a ratings file that are new and can be true, in the order in which they were answered.

    UnreadableFile and WrongHeader; with `strict` ImportRefused if any row would be refused: then nothing is taken.
    Nor is it with `dry_run`, which answers what would be.
    """
    matcher = CodeMatcher(code_rows.known_codes(db), COLUMNS, hints)
    rows = told_file.read_rows(path, COLUMNS, hints.columns)
    file = read(rows, matcher.reading(partial(read_rating, zone=hall_rows.hall(db).zone)))
    return _take(db, clock, by, file.in_order(lambda rating: rating.answered_at), FileTaking(matcher, strict, dry_run))


@action
def _take(db: HallDatabase, now: datetime, by: Actor, file: ReadFile[RatingRow], taking: FileTaking) -> ImportResult:
    tickets: dict[tuple[str, str], KnownTicket] = {}
    stored: list[RatingRow] = []
    for day in sorted({row.business_day for _, row in file.rows}):
        tickets |= told_rating_rows.tickets_of_day(db, day)
        stored.extend(told_rating_rows.ratings_of_days(db, day, day))
    issued_at = {key: ticket.issued_at for key, ticket in tickets.items()}
    judgement = judge(file, RatingBook(stored, issued_at, intake_steps.tomorrow(db, now)))
    if intake_steps.is_to_be_written(judgement, taking):
        employees = newcomer_steps.employee_ids(db, {row.employee for row in judgement.taken if row.employee}, now)
        last_id = traced_rows.last_id(db, TRACED_RATINGS)
        told_rating_rows.add_ratings(db, judgement.taken, tickets, employees)
        intake_steps.tell_rows(db, now, by, "rating_imported", traced_rows.written_after(db, TRACED_RATINGS, last_id))
        days = {row.business_day for row in judgement.taken}
        intake_steps.note(db, now, by, "ratings", len(judgement.taken), days)
    return judgement.result(taking.matcher)
