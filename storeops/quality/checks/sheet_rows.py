"""Sheets in their versions, with their items. Named SQL."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlite_utils import Database

from storeops.base.business_time import instant, stamp
from storeops.quality.checks.refusals import UnknownSheet
from storeops.quality.checks.sheet_rules import NewItem, SheetKind


@dataclass(frozen=True)
class SheetItem:
    """One line of a sheet."""

    id: int
    code: str
    name_zh: str
    name_en: str
    weight: int

    def name(self, language: str) -> str:
        return self.name_en if language == "en" else self.name_zh


@dataclass(frozen=True)
class CheckSheet:
    """One version of a sheet; `valid_from` is its first day. `created_by` is None for a shipped one."""

    id: int
    kind: SheetKind
    version: int
    valid_from: date
    created_at: datetime
    created_by: str | None
    items: tuple[SheetItem, ...]


_SHEET = (
    "SELECT sheet.id, kind, version, valid_from, sheet.created_at, employee.name FROM sheet"
    " LEFT JOIN employee ON employee.id = created_by "
)


def _sheet(db: Database, row: Any) -> CheckSheet:
    items = db.execute(
        "SELECT id, code, name_zh, name_en, weight FROM sheet_item WHERE sheet_id = ? ORDER BY position", (row[0],)
    ).fetchall()
    return CheckSheet(
        id=row[0],
        kind=SheetKind(row[1]),
        version=row[2],
        valid_from=date.fromisoformat(row[3]),
        created_at=instant(row[4]),
        created_by=row[5],
        items=tuple(SheetItem(*item) for item in items),
    )


def by_id(db: Database, sheet_id: int) -> CheckSheet:
    """One version of a sheet; UnknownSheet."""
    row = db.execute(_SHEET + "WHERE sheet.id = ?", (sheet_id,)).fetchone()
    if row is None:
        raise UnknownSheet
    return _sheet(db, row)


def in_force(db: Database, kind: SheetKind, day: date) -> CheckSheet:
    """The version of a sheet that is used on a day: the highest of those that are valid. UnknownSheet if none is."""
    row = db.execute(
        _SHEET + "WHERE kind = ? AND valid_from <= ? ORDER BY version DESC LIMIT 1", (kind.value, day.isoformat())
    ).fetchone()
    if row is None:
        raise UnknownSheet
    return _sheet(db, row)


def versions(db: Database, kind: SheetKind) -> list[CheckSheet]:
    """All versions of a sheet, the newest first."""
    rows = db.execute(_SHEET + "WHERE kind = ? ORDER BY version DESC", (kind.value,)).fetchall()
    return [_sheet(db, row) for row in rows]


def add(
    db: Database, kind: SheetKind, valid_from: date, now: datetime, created_by: int, items: Sequence[NewItem]
) -> tuple[int, int]:
    """Insert the next version of a sheet; its id and its version."""
    sheet_id, version = db.execute(
        "INSERT INTO sheet (kind, version, valid_from, created_at, created_by)"
        " SELECT ?, coalesce(max(version), 0) + 1, ?, ?, ? FROM sheet WHERE kind = ? RETURNING id, version",
        (kind.value, valid_from.isoformat(), stamp(now), created_by, kind.value),
    ).fetchone()
    for position, item in enumerate(items):
        db.execute(
            "INSERT INTO sheet_item (sheet_id, code, name_zh, name_en, weight, position) VALUES (?, ?, ?, ?, ?, ?)",
            (sheet_id, item.code, item.name_zh, item.name_en, item.weight, position),
        )
    return int(sheet_id), int(version)
