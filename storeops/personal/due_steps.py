"""Clearing personal data whose time is over, kind by kind: what the job and its trial share."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlite_utils import Database

from storeops.hall import retention_period_rows
from storeops.people import session_rows, tries_rows
from storeops.quality.checks import photo_rows
from storeops.quality.duty import duty_call_rows, recovery_rows
from storeops.quality.follow_ups import case_text_rows, contact_rows, traced_case_rows
from storeops.quality.heard import observed_rows, retention_rows, wish_rows
from storeops.quality.ratings import doubt_rows
from storeops.quality.ratings.rating_rows import TRACED_RECOVERIES
from storeops.store import chain_rows, traced_rows
from storeops.store.traced_rows import TracedTable, WrittenRows


@dataclass(frozen=True)
class Cleared:
    """What was cleared of one kind: how many, and the traced rows as they stand after it."""

    count: int
    written: WrittenRows = field(default_factory=dict)


Clear = Callable[[Database, datetime], Cleared]
"""Clears what is from before an instant."""


def _clear_sessions(db: Database, before: datetime) -> Cleared:
    return Cleared(session_rows.forget_before(db, before))


def _clear_known_browsers(db: Database, before: datetime) -> Cleared:
    return Cleared(tries_rows.forget_browsers_before(db, before))


def _clear_photos(db: Database, before: datetime) -> Cleared:
    return _told(db, {photo_rows.TRACED_PHOTOS: photo_rows.clear(db, before)})


def _clear_notes(db: Database, before: datetime) -> Cleared:
    return _told(
        db,
        {
            wish_rows.TRACED_WISHES: wish_rows.clear_notes(db, before),
            observed_rows.TRACED_OBSERVED: observed_rows.clear_notes(db, before),
            retention_rows.TRACED_RETENTION: retention_rows.clear_notes(db, before),
            TRACED_RECOVERIES: recovery_rows.clear_notes(db, before),
            duty_call_rows.TRACED_CALLS: duty_call_rows.clear_decisions(db, before),
        },
    )


def clear_notes_of_visit(db: Database, ticket_id: int) -> Cleared:
    """Clear all notes that were written about a visit."""
    return _told(
        db,
        {
            wish_rows.TRACED_WISHES: wish_rows.clear_notes_of_visit(db, ticket_id),
            observed_rows.TRACED_OBSERVED: observed_rows.clear_notes_of_visit(db, ticket_id),
            retention_rows.TRACED_RETENTION: retention_rows.clear_notes_of_visit(db, ticket_id),
            TRACED_RECOVERIES: recovery_rows.clear_notes_of_visit(db, ticket_id),
            duty_call_rows.TRACED_CALLS: duty_call_rows.clear_decisions_of_visit(db, ticket_id),
        },
    )


def _clear_case_texts(db: Database, before: datetime) -> Cleared:
    cases = case_text_rows.clear_closed(db, before)
    return Cleared(len(cases), traced_case_rows.written_texts(db, cases))


def _told(db: Database, ids: Mapping[TracedTable, list[int]]) -> Cleared:
    """Rows of these tables that were cleared, by their ids."""
    written = {table.name: traced_rows.written(db, table, *found)[table.name] for table, found in ids.items() if found}
    return Cleared(sum(map(len, ids.values())), written)


BY_THIS_JOB: Mapping[str, Clear] = {
    "sessions": _clear_sessions,
    "known_browsers": _clear_known_browsers,
    "check_photos": _clear_photos,
    "desk_notes": _clear_notes,
    "case_texts": _clear_case_texts,
}


def clear_due(db: Database, now: datetime) -> dict[str, Cleared]:
    """Clear what is due of the kinds of this job."""
    kept = retention_period_rows.periods(db)
    return {kind: clear(db, now - kept[kind]) for kind, clear in BY_THIS_JOB.items()}


def clear_due_elsewhere(db: Database, now: datetime) -> dict[str, int]:
    """Clear what is due of the kinds that jobs of their own clear; how many of each."""
    kept = retention_period_rows.periods(db)
    return {
        "contact_numbers": len(contact_rows.clear_numbers(db, now - kept["contact_numbers"], now)),
        "contact_codes": len(contact_rows.clear_hashes(db, now - kept["contact_codes"])),
        "phone_marks": len(doubt_rows.forget_browsers(db, now - kept["phone_marks"])),
        "local_parts": chain_rows.clear_local_parts(db, now - kept["local_parts"]),
    }
