"""Spot checks as the checks format tells them, and the sheets on which they were made. Named SQL."""

from collections import defaultdict
from collections.abc import Iterator

from sqlite_utils import Database

from storeops.base.business_time import instant
from storeops.history.checks_format import CheckRow, KnownCheck, KnownSheet
from storeops.quality.checks.marking import mark_of
from storeops.quality.checks.sheet_rules import SheetKind

_MARKS = """
SELECT spot_check.id, spot_check.is_imported, spot_check.sheet_id, check_version.version, employee.code,
       inspector.code, spot_check.checked_at, sheet_item.code, check_mark.mark, check_mark.reason
FROM spot_check
JOIN check_version ON check_version.check_id = spot_check.id
JOIN check_mark ON check_mark.version_id = check_version.id
JOIN sheet_item ON sheet_item.id = check_mark.item_id
JOIN employee AS inspector ON inspector.id = spot_check.inspector_id
LEFT JOIN employee ON employee.id = spot_check.employee_id
WHERE spot_check.business_day BETWEEN ? AND ?
ORDER BY spot_check.checked_at, employee.code, inspector.code, spot_check.id, check_version.version,
         sheet_item.position, sheet_item.code
"""


def sheets(db: Database) -> list[KnownSheet]:
    """Every version of every checklist."""
    items: defaultdict[int, dict[str, int]] = defaultdict(dict)
    for sheet_id, code, item_id in db.execute("SELECT sheet_id, code, id FROM sheet_item"):
        items[sheet_id][code] = item_id
    rows = db.execute("SELECT id, kind, valid_from, version FROM sheet ORDER BY id").fetchall()
    return [
        KnownSheet(id_, SheetKind(kind), valid_from, version, items[id_]) for id_, kind, valid_from, version in rows
    ]


def checks_of_days(db: Database, first_day: str, last_day: str) -> Iterator[KnownCheck]:
    """The checks of these days, both included, with their marks; by time, employee and inspector."""
    check: KnownCheck | None = None
    for id_, is_imported, sheet_id, version, *told, mark, reason in db.execute(_MARKS, (first_day, last_day)):
        employee, inspector, checked_at, item = told
        if check is None or check.id != id_:
            if check is not None:
                yield check
            check = KnownCheck(id_, bool(is_imported), sheet_id, version)
        if check.version != version:
            check.version = version
            check.latest = []
        row = CheckRow(employee, inspector, instant(checked_at), item, mark_of(mark), reason)
        check.rows.add(row)
        check.latest.append(row)
    if check is not None:
        yield check
