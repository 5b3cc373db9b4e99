"""Sheets in their versions, with their items. Named SQL."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import NamedTuple

from sqlite_utils import Database

from storeops.base.business_time import stamp
from storeops.quality.checks.refusals import UnknownSheet
from storeops.quality.checks.sheet_rules import ItemKind, NewItem, SheetKind
from storeops.store import rows
from storeops.store.traced_rows import TracedTable

TRACED_SHEETS = TracedTable(
    "sheet",
    (
        *("sheet.id", "kind", "version", "valid_from"),
        "(SELECT json_group_array(json_array(id, code, weight) ORDER BY id) FROM sheet_item WHERE sheet_id = sheet.id)"
        " AS sheet_item",
        *("created_at", "created_by"),
        "(SELECT json_group_array(json_array(name_zh, name_en, position) ORDER BY id) FROM sheet_item"
        " WHERE sheet_id = sheet.id) AS sheet_item_texts",
        "(SELECT nullif(json_group_array(json_array(id, kind) ORDER BY id), '[]') FROM sheet_item"
        " WHERE sheet_id = sheet.id AND kind <> 'points') AS sheet_item_kinds",
    ),
    "FROM sheet WHERE true",
    begun_empty=1,
)


@dataclass(frozen=True)
class SheetItem:
    """One line of a sheet."""

    id: int
    code: str
    name_zh: str
    name_en: str
    weight: int
    kind: ItemKind

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
    items: tuple[SheetItem, ...] = ()

    @property
    def kinds(self) -> dict[str, ItemKind]:
        """The kinds of its items by code."""
        return {item.code: item.kind for item in self.items}


_SHEET = (
    "SELECT sheet.id, kind, version, valid_from, sheet.created_at, employee.name AS created_by FROM sheet"
    " LEFT JOIN employee ON employee.id = sheet.created_by "
)


def _with_items(db: Database, sheet: CheckSheet) -> CheckSheet:
    items = rows.many(
        db,
        SheetItem,
        "SELECT id, code, name_zh, name_en, weight, kind FROM sheet_item WHERE sheet_id = ? ORDER BY position",
        (sheet.id,),
    )
    return replace(sheet, items=tuple(items))


def by_id(db: Database, sheet_id: int) -> CheckSheet:
    """One version of a sheet; UnknownSheet."""
    sheet = rows.one(db, CheckSheet, _SHEET + "WHERE sheet.id = ?", (sheet_id,))
    if sheet is None:
        raise UnknownSheet
    return _with_items(db, sheet)


def in_force(db: Database, kind: SheetKind, day: date) -> CheckSheet:
    """The version of a sheet that is used on a day: the highest of those that are valid. UnknownSheet if none is."""
    sheet = rows.one(
        db,
        CheckSheet,
        _SHEET + "WHERE kind = ? AND valid_from <= ? ORDER BY version DESC LIMIT 1",
        (kind.value, day.isoformat()),
    )
    if sheet is None:
        raise UnknownSheet
    return _with_items(db, sheet)


def versions(db: Database, kind: SheetKind) -> list[CheckSheet]:
    """All versions of a sheet, the newest first."""
    found = rows.many(db, CheckSheet, _SHEET + "WHERE kind = ? ORDER BY version DESC", (kind.value,))
    return [_with_items(db, sheet) for sheet in found]


class AddedSheet(NamedTuple):
    """A version of a sheet that has just been added."""

    id: int
    version: int


def add(
    db: Database, kind: SheetKind, valid_from: date, now: datetime, created_by: int, items: Sequence[NewItem]
) -> AddedSheet:
    """Insert the next version of a sheet."""
    [added] = rows.many(
        db,
        AddedSheet,
        "INSERT INTO sheet (kind, version, valid_from, created_at, created_by)"
        " SELECT ?, coalesce(max(version), 0) + 1, ?, ?, ? FROM sheet WHERE kind = ? RETURNING id, version",
        (kind.value, valid_from.isoformat(), stamp(now), created_by, kind.value),
    )
    for position, item in enumerate(items):
        db.execute(
            "INSERT INTO sheet_item (sheet_id, code, name_zh, name_en, weight, position, kind)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            (added.id, item.code, item.name_zh, item.name_en, item.weight, position, item.kind.value),
        )
    return added
