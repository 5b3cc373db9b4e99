"""Spot checks as the checks format tells them, and the sheets on which they were made. Named SQL."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from operator import attrgetter

from sqlite_utils import Database

from storeops.history.checks_format import CheckRow, KnownCheck, KnownSheet
from storeops.quality.checks.marking import mark_of
from storeops.quality.checks.sheet_rules import ItemKind, SheetKind
from storeops.store import rows

_MARKS = """
SELECT spot_check.id AS check_id, spot_check.is_imported, spot_check.sheet_id, check_version.version,
       employee.code AS employee, inspector.code AS inspector, spot_check.checked_at, sheet_item.code AS item,
       check_mark.mark, check_mark.reason, check_mark.times
FROM spot_check
JOIN check_version ON check_version.check_id = spot_check.id
JOIN check_mark ON check_mark.version_id = check_version.id
JOIN sheet_item ON sheet_item.id = check_mark.item_id
JOIN employee AS inspector ON inspector.id = spot_check.inspector_id
LEFT JOIN employee ON employee.id = spot_check.employee_id
WHERE spot_check.business_day BETWEEN ? AND ? AND spot_check.is_blind = 0
ORDER BY spot_check.checked_at, employee.code, inspector.code, spot_check.id, check_version.version,
         sheet_item.position, sheet_item.code
"""


@dataclass(frozen=True)
class _ToldMark:
    """A mark of one version of a check; `mark` is the number that counts, None where the item did not apply."""

    check_id: int
    is_imported: bool
    sheet_id: int
    version: int
    employee: str | None
    inspector: str
    checked_at: datetime
    item: str
    mark: float | None
    reason: str
    times: int


@dataclass(frozen=True)
class _ToldSheet:
    id: int
    kind: SheetKind
    valid_from: str
    version: int


def sheets(db: Database) -> list[KnownSheet]:
    """Every version of every checklist."""
    items: defaultdict[int, dict[str, int]] = defaultdict(dict)
    kinds: defaultdict[int, dict[str, ItemKind]] = defaultdict(dict)
    for sheet_id, code, item_id, kind in db.execute("SELECT sheet_id, code, id, kind FROM sheet_item"):
        items[sheet_id][code] = item_id
        kinds[sheet_id][code] = ItemKind(kind)
    told = rows.many(db, _ToldSheet, "SELECT id, kind, valid_from, version FROM sheet ORDER BY id")
    return [
        KnownSheet(sheet.id, sheet.kind, sheet.valid_from, sheet.version, items[sheet.id], kinds[sheet.id])
        for sheet in told
    ]


def checks_of_days(db: Database, first_day: str, last_day: str) -> Iterator[KnownCheck]:
    """The checks of these days, both included, with their marks; by time, employee and inspector."""
    marks = rows.each(db, _ToldMark, _MARKS, (first_day, last_day))
    for _, of_check in groupby(marks, key=attrgetter("check_id")):
        yield _known_check(list(of_check))


def _known_check(marks: Sequence[_ToldMark]) -> KnownCheck:
    """The check of these marks, those of its latest version last."""
    last = marks[-1]
    check = KnownCheck(last.check_id, last.is_imported, last.sheet_id, last.version)
    for told in marks:
        mark = mark_of(told.mark)
        row = CheckRow(told.employee, told.inspector, told.checked_at, told.item, mark, told.reason, told.times)
        check.rows.add(row)
        if told.version == last.version:
            check.latest.append(row)
    return check
