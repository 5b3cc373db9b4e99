"""Imports by their numbers. Named SQL; the caller holds the transaction where one writes."""

import json
from collections.abc import Collection, Iterable
from datetime import datetime

from sqlite_utils import Database

from storeops.base.business_time import stamp
from storeops.history.hall_import import HallImport, Hold, ImportState
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


# What hangs on the rows of one import (:id) among those of another (:later).
_HANGING = (
    "SELECT 1 FROM stored_leg JOIN stored_ticket ON stored_ticket.id = stored_leg.ticket_id"
    " WHERE stored_leg.import_id = :later AND stored_ticket.import_id = :id",
    "SELECT 1 FROM leg_transaction JOIN stored_leg ON stored_leg.id = leg_transaction.leg_id"
    " WHERE leg_transaction.import_id = :later AND stored_leg.import_id = :id",
    # The plus keeps the index of the import from being walked for each row.
    "SELECT 1 FROM leg_transaction CROSS JOIN stored_leg_transaction AS earlier"
    " ON earlier.leg_id = leg_transaction.leg_id"
    " WHERE leg_transaction.import_id = :later AND +earlier.import_id = :id",
    "SELECT 1 FROM stored_rating JOIN stored_ticket ON stored_ticket.id = stored_rating.ticket_id"
    " WHERE stored_rating.import_id = :later AND stored_ticket.import_id = :id",
)


def _used(table: str, column: str, told: str) -> str:
    """Whether a table of the hall points at rows that an import told.

    Rows of an import lie together, with those between that the hall wrote meanwhile: only what points into their
    stretch is looked up, and not each of a million rows.
    """
    of_import = f"FROM {told} WHERE import_id = :id"
    return (
        f"SELECT 1 FROM {table} CROSS JOIN {told} ON {told}.id = {table}.{column}"
        f" WHERE {table}.{column} BETWEEN (SELECT min(id) {of_import}) AND (SELECT max(id) {of_import})"
        f" AND {told}.import_id = :id"
    )


_USED = (
    *(
        _used(table, "ticket_id", "stored_ticket")
        for table in ("follow_up", "heard_wish", "observed_moment", "retention_case", "duty_call", "prompt")
    ),
    *(
        _used(table, "transaction_id", "stored_leg_transaction")
        for table in ("duty_call", "exceptional_claim", "follow_up")
    ),
    *(
        f"{_used('star_appeal', 'row_id', told)} AND star_appeal.row_kind = '{kind}'"
        for kind, told in (
            ("rating", "stored_rating"),
            ("transaction", "stored_leg_transaction"),
            ("check", "stored_spot_check"),
            ("care", "stored_care_entry"),
        )
    ),
    f"{_used('check_version', 'check_id', 'stored_spot_check')} AND check_version.version > 1",
    _used("check_appeal", "check_id", "stored_spot_check"),
)


def later_on_it(db: Database, told: HallImport) -> int | None:
    """The number of the latest import whose rows hang on those of this one; None if there is none.

    A row hangs on one of its own day, so that imports without a common month are not compared. Where there is one it
    may take seconds: it is asked outside the write lock. Only imports change it, and they take turns.
    """
    for later in imports(db):
        is_beside = later.state is ImportState.TAKEN and not set(later.month_list).isdisjoint(told.month_list)
        if later.id > told.id and is_beside and _is_any(db, _HANGING, {"id": told.id, "later": later.id}):
            return later.id
    return None


def hold_on(db: Database, told: HallImport, later: int | None) -> Hold:
    """What holds an import where it is, beside the import `later` on it; short enough for the write lock."""
    closed = (month for month in told.month_list if correction_rows.closed_from(db, month)[:1] == [month])
    return Hold(later, next(closed, None), is_used(db, told.id))


def is_used(db: Database, import_id: int) -> bool:
    """Whether the hall itself has entered something about rows of this import."""
    return _is_any(db, _USED, {"id": import_id})


def _is_any(db: Database, queries: Iterable[str], values: dict[str, int]) -> bool:
    return any(rows.scalar(db, f"{sql} LIMIT 1", values) for sql in queries)
