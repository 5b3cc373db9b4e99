"""The kept versions of closed months, of any document. Named SQL."""

from collections.abc import Iterator
from dataclasses import fields
from datetime import datetime
from typing import Any, NamedTuple

from sqlite_utils import Database

from storeops.base.business_time import stamp
from storeops.month_end.kept_document import Kept, KeptDocument, NewVersion
from storeops.store import rows
from storeops.store.traced_rows import TracedTable


class _MonthNumber(NamedTuple):
    month: str
    number: int


class VersionTold(NamedTuple):
    """How often the journal tells that a version was closed: once, unless an earlier one was taken away."""

    month: str
    version: int
    times: int


def _select(document: KeptDocument[Kept]) -> str:
    named = (f"{document.column_of(field.name)} AS {field.name}" for field in fields(document.kept))
    return f"SELECT {', '.join(named)} FROM {document.table} "


def traced(document: KeptDocument[Kept]) -> TracedTable:
    """What of a document's versions is traced: all that was kept, most of it as one mark."""
    head = ("id", "month", "version", document.column_of("closed_at"), document.column_of("closed_by"), "reason")
    told = (*head, "correction_id", "checksum")
    rest = sorted({document.column_of(field.name) for field in fields(document.kept)} - {*told})
    return TracedTable(
        document.table,
        (*told, f"text_mark(id, {', '.join(rest)}) AS body"),
        f"FROM {document.table} WHERE true",
    )


def latest(db: Database, document: KeptDocument[Kept], month: str) -> Kept | None:
    """The version of a month that is in force; None while it is not closed."""
    return rows.one(db, document.kept, _select(document) + "WHERE month = ? ORDER BY version DESC LIMIT 1", (month,))


def of_version(db: Database, document: KeptDocument[Kept], month: str, version: int) -> Kept | None:
    """One version of a month; None if there is no such."""
    return rows.one(db, document.kept, _select(document) + "WHERE month = ? AND version = ?", (month, version))


def by_id(db: Database, document: KeptDocument[Kept], version_id: int) -> Kept:
    """A version that is known to exist."""
    return next(rows.each(db, document.kept, _select(document) + "WHERE id = ?", (version_id,)))


def versions(db: Database, document: KeptDocument[Kept], month: str) -> list[Kept]:
    """All versions of a month, newest first."""
    return rows.many(db, document.kept, _select(document) + "WHERE month = ? ORDER BY version DESC", (month,))


def all_versions(db: Database, document: KeptDocument[Kept]) -> Iterator[Kept]:
    """Every version of every month, one at a time, by month and version."""
    return rows.each(db, document.kept, _select(document) + "ORDER BY month, version")


def versions_by_month(db: Database, document: KeptDocument[Kept]) -> dict[str, int]:
    """The version in force of each closed month."""
    sql = f"SELECT month, max(version) AS number FROM {document.table} GROUP BY month"
    return {each.month: each.number for each in rows.each(db, _MonthNumber, sql)}


def versions_told(db: Database, document: KeptDocument[Kept]) -> list[VersionTold]:
    """The versions of which the journal tells that they were closed, by month and version."""
    sql = """
    SELECT json_extract(data, '$.month') AS month, json_extract(data, '$.version') AS version, count(*) AS times
    FROM event WHERE kind = ? AND json_valid(data) GROUP BY 1, 2 ORDER BY 1, 2
    """
    return rows.many(db, VersionTold, sql, (document.event,))


def months_corrected(db: Database, document: KeptDocument[Kept]) -> dict[str, int]:
    """The newest correction of each closed month that its version in force does not count."""
    sql = f"""
    SELECT month, max(id) AS number FROM month_correction GROUP BY month
    HAVING max(id) > (SELECT max(correction_id) FROM {document.table}
                      WHERE {document.table}.month = month_correction.month)
    """
    return {each.month: each.number for each in rows.each(db, _MonthNumber, sql)}


def is_closed_from(db: Database, name: str, month: str) -> bool:
    """Whether the document of this name has a version of this month or a later one."""
    sql = "SELECT EXISTS (SELECT 1 FROM closed_month WHERE document = ? AND month >= ?)"
    return bool(rows.scalar(db, sql, (name, month)))


def add(db: Database, document: KeptDocument[Kept], new: NewVersion) -> int:
    """Insert a version; its id. The schema refuses a version that is there already."""
    names = [field.name for field in fields(new)]
    columns, marks = ", ".join(map(document.column_of, names)), ", ".join("?" for _ in names)
    sql = f"INSERT INTO {document.table} ({columns}) VALUES ({marks}) RETURNING id"
    return int(rows.scalar(db, sql, [_as_stored(getattr(new, name)) for name in names]))


def _as_stored(value: Any) -> Any:
    return stamp(value) if isinstance(value, datetime) else value
