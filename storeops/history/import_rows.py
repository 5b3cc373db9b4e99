"""Imports by their numbers. Named SQL; the caller holds the transaction where one writes."""

import json
from collections.abc import Collection
from datetime import datetime

from sqlite_utils import Database

from storeops.base.business_time import stamp
from storeops.history.hall_import import HallImport, Hold
from storeops.month_end import correction_rows
from storeops.store import rows, traced_rows
from storeops.store.traced_rows import TracedTable, WrittenRows

TRACED_IMPORTS = TracedTable(
    "hall_import",
    (
        *("id", "kind", "text_mark(id, file_name) AS file_name", "begun_at", "begun_by", "state", "taken_count"),
        *("already_count", "refused_count", "months", "completes_others", "ended_at", "taken_back_at"),
        "taken_back_by",
    ),
    "FROM hall_import WHERE true",
)


_IMPORTS = """
SELECT id, kind, file_name, begun_at, begun_by, state, taken_count, already_count, refused_count, months,
       completes_others, ended_at, taken_back_at, taken_back_by
FROM hall_import
"""


def imports(db: Database) -> list[HallImport]:
    """All imports, the latest first."""
    return rows.many(db, HallImport, _IMPORTS + "ORDER BY id DESC")


def by_id(db: Database, import_id: int) -> HallImport | None:
    """The import of this number; None if there is none."""
    return rows.one(db, HallImport, _IMPORTS + "WHERE id = ?", (import_id,))


def unfinished(db: Database) -> int | None:
    """The number of the import whose rows are being written, or were when its process ended; None if there is none."""
    found: int | None = rows.scalar(db, "SELECT id FROM hall_import WHERE state = 'staging'")
    return found


def begin(db: Database, kind: str, file_name: str, now: datetime, by: str) -> int:
    """Note that an import begins; its number."""
    return int(
        rows.scalar(
            db,
            "INSERT INTO hall_import (kind, file_name, begun_at, begun_by, state) VALUES (?, ?, ?, ?, 'staging')"
            " RETURNING id",
            (kind, file_name, stamp(now), by),
        )
    )


def finish(
    db: Database,
    import_id: int,
    now: datetime,
    counts: tuple[int, int, int],
    months: Collection[str],
    completes_others: bool,
) -> None:
    """Let the rows of an import be seen. `counts`: taken, already there, refused."""
    db.execute(
        "UPDATE hall_import SET state = 'taken', ended_at = ?, taken_count = ?, already_count = ?, refused_count = ?,"
        " months = ?, completes_others = ? WHERE id = ?",
        (stamp(now), *counts, json.dumps(sorted(months)), int(completes_others), import_id),
    )


def drop(db: Database, import_id: int, now: datetime) -> None:
    """Note that an import never came to its end."""
    db.execute("UPDATE hall_import SET state = 'dropped', ended_at = ? WHERE id = ?", (stamp(now), import_id))


def take_back(db: Database, import_id: int, now: datetime, by: str) -> None:
    """Let the rows of an import enter nothing any more."""
    db.execute(
        "UPDATE hall_import SET state = 'taken_back', taken_back_at = ?, taken_back_by = ? WHERE id = ?",
        (stamp(now), by, import_id),
    )


def written(db: Database, import_id: int) -> WrittenRows:
    """An import as it is traced now."""
    return traced_rows.written(db, TRACED_IMPORTS, import_id)


_LATER = """
SELECT leg.import_id FROM stored_ticket JOIN leg ON leg.ticket_id = stored_ticket.id
WHERE stored_ticket.import_id = :id AND leg.import_id IS NOT :id
UNION ALL
SELECT leg_transaction.import_id FROM stored_leg JOIN leg_transaction ON leg_transaction.leg_id = stored_leg.id
WHERE stored_leg.import_id = :id AND leg_transaction.import_id IS NOT :id
UNION ALL
SELECT leg_transaction.import_id FROM stored_leg_transaction AS earlier
JOIN leg_transaction ON leg_transaction.leg_id = earlier.leg_id
WHERE earlier.import_id = :id AND leg_transaction.import_id > :id
UNION ALL
SELECT rating.import_id FROM stored_ticket JOIN rating ON rating.ticket_id = stored_ticket.id
WHERE stored_ticket.import_id = :id AND rating.import_id IS NOT :id AND rating.import_id IS NOT NULL
"""
_USED = (
    *(
        f"SELECT 1 FROM {table} JOIN stored_ticket ON stored_ticket.id = {table}.ticket_id"
        " WHERE stored_ticket.import_id = :id"
        for table in ("follow_up", "heard_wish", "observed_moment", "retention_case", "duty_call", "prompt")
    ),
    *(
        f"SELECT 1 FROM {table} JOIN stored_leg_transaction AS told ON told.id = {table}.transaction_id"
        " WHERE told.import_id = :id"
        for table in ("duty_call", "exceptional_claim", "follow_up")
    ),
    *(
        f"SELECT 1 FROM star_appeal JOIN {table} AS told ON star_appeal.row_kind = '{kind}'"
        " AND told.id = star_appeal.row_id WHERE told.import_id = :id"
        for kind, table in (
            ("rating", "stored_rating"),
            ("transaction", "stored_leg_transaction"),
            ("check", "stored_spot_check"),
            ("care", "stored_care_entry"),
        )
    ),
    "SELECT 1 FROM check_version JOIN stored_spot_check ON stored_spot_check.id = check_version.check_id"
    " WHERE stored_spot_check.import_id = :id AND check_version.version > 1",
    "SELECT 1 FROM check_appeal JOIN stored_spot_check ON stored_spot_check.id = check_appeal.check_id"
    " WHERE stored_spot_check.import_id = :id",
)


def later_on_it(db: Database, import_id: int) -> int | None:
    """The number of an import whose rows hang on those of this one; None if there is none."""
    found: int | None = rows.scalar(db, f"SELECT max(import_id) FROM ({_LATER})", {"id": import_id})
    return found


def hold_on(db: Database, taken: HallImport) -> Hold:
    """What holds an import where it is."""
    closed = (month for month in taken.month_list if correction_rows.closed_from(db, month)[:1] == [month])
    return Hold(later_on_it(db, taken.id), next(closed, None), is_used(db, taken.id))


def is_used(db: Database, import_id: int) -> bool:
    """Whether the hall itself has entered something about rows of this import."""
    return any(rows.scalar(db, f"{sql} LIMIT 1", {"id": import_id}) for sql in _USED)
