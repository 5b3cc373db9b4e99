"""Files of history that somebody sent: previewed and taken, in the process that is started for it."""

from storeops.base.actor import SYSTEM, Actor
from storeops.base.clock import Clock
from storeops.base.errors import StoreOpsError
from storeops.history import sent_files, told_file
from storeops.history.import_actions import Tell, import_file
from storeops.history.import_formats import FORMATS
from storeops.history.row_judgement import ImportResult
from storeops.history.sent_import import (
    SHOWN_REFUSALS,
    SHOWN_ROWS,
    HistoryImport,
    HistoryOutcome,
    HistoryPreview,
    PreviewedHistory,
    SentHistory,
)
from storeops.store.database import HallDatabase


def preview(db: HallDatabase, clock: Clock, asked: HistoryPreview, tell: Tell) -> PreviewedHistory:
    """What would become of a file, or why it cannot be read, with its first rows where there are any."""
    sent = asked.sent
    looked_for = {*FORMATS[sent.kind].all_columns, *(told for told, _ in sent.columns)}
    header: list[str] = []
    rows: list[list[str]] = []
    try:
        header, rows = told_file.head(sent.path, SHOWN_ROWS, looked_for)
        result = import_file(db, clock, SYSTEM, sent.kind, sent.path, dry_run=True, hints=sent.hints, tell=tell)
    except StoreOpsError as refusal:
        return PreviewedHistory(tuple(header), tuple(map(tuple, rows)), None, _by_name(refusal, sent))
    return PreviewedHistory(tuple(header), tuple(map(tuple, rows)), _shown(result), None)


def take(db: HallDatabase, clock: Clock, asked: HistoryImport, tell: Tell) -> HistoryOutcome:
    """Take a file, which nobody needs any more then."""
    sent = asked.sent
    by = Actor(asked.by)
    try:
        result = import_file(db, clock, by, sent.kind, sent.path, hints=sent.hints, name=sent.name, tell=tell)
    except StoreOpsError as refusal:
        raise _by_name(refusal, sent) from None
    sent_files.forget(sent.path)
    return _shown(result)


def _by_name(refusal: StoreOpsError, sent: SentHistory) -> StoreOpsError:
    """A refusal that calls the file as people do, and not by where it waits."""
    if "path" in refusal.values:
        refusal.values["path"] = sent.name
    return refusal


def _shown(result: ImportResult) -> HistoryOutcome:
    return HistoryOutcome(
        result.taken,
        result.already_there,
        result.refused_count,
        tuple(result.refused[:SHOWN_REFUSALS]),
        tuple(result.newcomers[:SHOWN_REFUSALS]),
        tuple(result.matches[:SHOWN_REFUSALS]),
        tuple(result.lost_zeros[:SHOWN_REFUSALS]),
    )
