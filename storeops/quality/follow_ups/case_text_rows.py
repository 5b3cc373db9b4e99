"""What was written about a customer's case, and clearing it. Named SQL."""

from collections.abc import Iterable
from datetime import datetime

from sqlite_utils import Database

from storeops.base.business_time import stamp
from storeops.base.retention import CLEARED_TEXT
from storeops.store import rows


def closed_with_texts(db: Database, before: datetime) -> list[int]:
    """The cases that were closed before an instant and still have their texts."""
    return rows.column(
        db,
        "SELECT id FROM follow_up WHERE closed_at < :before AND (summary <> :cleared OR resolution <> :cleared)"
        " ORDER BY id",
        {"before": stamp(before), "cleared": CLEARED_TEXT},
    )


def clear(db: Database, cases: Iterable[int]) -> None:
    """Clear all that was written about these cases; who did what when stays."""
    for case in cases:
        values = {"case": case, "cleared": CLEARED_TEXT}
        db.execute(
            "UPDATE follow_up SET summary = :cleared, reply = iif(reply IS NULL, NULL, :cleared),"
            " resolution = iif(resolution IS NULL, NULL, :cleared) WHERE id = :case",
            values,
        )
        db.execute("UPDATE call_back SET note = '' WHERE follow_up_id = :case", values)
        db.execute("UPDATE hand_over SET note = '' WHERE follow_up_id = :case", values)
        db.execute(
            "UPDATE contact_reading SET reason = :cleared WHERE contact_id ="
            " (SELECT contact_id FROM follow_up WHERE id = :case)",
            values,
        )


def clear_closed(db: Database, before: datetime) -> list[int]:
    """Clear the texts of cases that were closed before an instant; their ids."""
    cases = closed_with_texts(db, before)
    clear(db, cases)
    return cases


def open_among(db: Database, cases: Iterable[int]) -> list[int]:
    """Those of these cases that are not closed."""
    found = (rows.scalar(db, "SELECT id FROM follow_up WHERE id = ? AND closed_at IS NULL", (case,)) for case in cases)
    return [case for case in found if case is not None]


def told(db: Database, case: int) -> dict[str, object]:
    """What is kept of a customer's case, in its own words and times."""
    [found] = db.query(
        "SELECT follow_up.id, kind, state, summary, reply, resolution, opened_at, closed_at, phone_masked, recorded_at"
        " FROM follow_up LEFT JOIN customer_contact ON customer_contact.id = contact_id WHERE follow_up.id = ?",
        (case,),
    )
    calls = db.query("SELECT called_at, outcome, note FROM call_back WHERE follow_up_id = ? ORDER BY id", (case,))
    return {**found, "call_backs": list(calls)}
