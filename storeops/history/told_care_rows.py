"""Care entries as the care format tells them, and those that an import adds. Named SQL."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from sqlite_utils import Database

from storeops.base.business_time import stamp
from storeops.history.care_format import CareRow
from storeops.store import rows


def entries_of_days(db: Database, first_day: str, last_day: str) -> Iterator[CareRow]:
    """The entries of these days, both included, whoever made them; by day, employee, kind and note."""
    return rows.each(
        db,
        CareRow,
        "SELECT employee.code AS employee, care_entry.day, care_entry.kind, care_entry.note"
        " FROM care_entry JOIN employee ON employee.id = care_entry.employee_id"
        " WHERE care_entry.day BETWEEN ? AND ?"
        " ORDER BY care_entry.day, employee.code, care_entry.kind, care_entry.note",
        (first_day, last_day),
    )


def add_entries(
    db: Database, entries: Iterable[CareRow], employees: Mapping[str, int], now: datetime, import_id: int
) -> None:
    """Write imported entries; nobody of this hall entered them."""
    db.conn.executemany(
        "INSERT INTO stored_care_entry (employee_id, day, kind, note, entered_at, is_imported, import_id)"
        " VALUES (?, ?, ?, ?, ?, 1, ?)",
        [
            (employees[entry.employee], entry.day, entry.kind.value, entry.note, stamp(now), import_id)
            for entry in entries
        ],
    )
