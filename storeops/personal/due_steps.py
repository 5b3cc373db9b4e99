"""Clearing personal data whose time is over, kind by kind: what the job and its trial share."""

from collections.abc import Callable, Mapping
from datetime import datetime

from sqlite_utils import Database

from storeops.hall import retention_period_rows
from storeops.people import session_rows, tries_rows
from storeops.quality.checks import photo_rows
from storeops.quality.duty import duty_call_rows, recovery_rows
from storeops.quality.follow_ups import case_text_rows, contact_rows
from storeops.quality.heard import observed_rows, retention_rows, wish_rows
from storeops.quality.ratings import doubt_rows
from storeops.store import chain_rows

Clear = Callable[[Database, datetime], int]
"""Clears what is from before an instant; how many."""


def _clear_notes(db: Database, before: datetime) -> int:
    return (
        wish_rows.clear_notes(db, before)
        + observed_rows.clear_notes(db, before)
        + retention_rows.clear_notes(db, before)
        + recovery_rows.clear_notes(db, before)
        + duty_call_rows.clear_decisions(db, before)
    )


BY_THIS_JOB: Mapping[str, Clear] = {
    "sessions": session_rows.forget_before,
    "known_browsers": tries_rows.forget_browsers_before,
    "check_photos": photo_rows.clear,
    "desk_notes": _clear_notes,
    "case_texts": case_text_rows.clear_closed,
}


def clear_due(db: Database, now: datetime) -> dict[str, int]:
    """Clear what is due of the kinds of this job; how many of each."""
    kept = retention_period_rows.periods(db)
    return {kind: clear(db, now - kept[kind]) for kind, clear in BY_THIS_JOB.items()}


def clear_due_elsewhere(db: Database, now: datetime) -> dict[str, int]:
    """Clear what is due of the kinds that jobs of their own clear; how many of each."""
    kept = retention_period_rows.periods(db)
    return {
        "contact_numbers": contact_rows.clear_numbers(db, now - kept["contact_numbers"], now),
        "contact_codes": contact_rows.clear_hashes(db, now - kept["contact_codes"]),
        "phone_marks": doubt_rows.forget_browsers(db, now - kept["phone_marks"]),
        "local_parts": chain_rows.clear_local_parts(db, now - kept["local_parts"]),
    }
