"""What the events of a case carry of it. Named SQL of the rooms' traced tables."""

from collections.abc import Sequence

from sqlite_utils import Database

from storeops.quality.follow_ups import contact_rows, follow_up_rows, verdict_rows
from storeops.store import rows, traced_rows
from storeops.store.traced_rows import Row, WrittenRows


def written_opened(db: Database, case_id: int, contact_id: int | None) -> WrittenRows:
    """A case that was just opened, with the customer's number where one was left."""
    told = traced_rows.written(db, follow_up_rows.TRACED_CASES, case_id)
    return told if contact_id is None else {**told, **_contact(db, contact_id)}


def written_case(db: Database, case_id: int, contact_id: int | None) -> WrittenRows:
    """A case with everything that hangs on it."""
    of_case = (
        follow_up_rows.TRACED_HAND_OVERS,
        follow_up_rows.TRACED_CALL_BACKS,
        follow_up_rows.TRACED_WARNINGS,
        verdict_rows.TRACED_PROPOSALS,
        verdict_rows.TRACED_VERDICTS,
    )
    told = {**written_opened(db, case_id, contact_id)}
    for table in of_case:
        told.update(traced_rows.written_of(db, table, "follow_up_id", case_id))
    return {name: found for name, found in told.items() if found}


def written_texts(db: Database, cases: Sequence[int]) -> WrittenRows:
    """These cases with all that was written about them, after it was cleared."""
    told: dict[str, list[Row]] = {}
    for case in cases:
        [contact_id] = rows.column(db, "SELECT contact_id FROM follow_up WHERE id = ?", (case,))
        for name, found in written_case(db, case, contact_id).items():
            told.setdefault(name, []).extend(found)
    return told


def _contact(db: Database, contact_id: int) -> WrittenRows:
    return {
        **traced_rows.written(db, contact_rows.TRACED_CONTACTS, contact_id),
        **traced_rows.written_of(db, contact_rows.TRACED_READINGS, "contact_id", contact_id),
    }
