"""The checks format: one row per item of a spot check. Pure.

The rows of one employee, inspector and time are one check. No employee: a check of the hall's environment. Each item is
a key within its check: the same mark and reason again is already there, another is refused. A refused row leaves its
item out of the check and takes no other row with it; the item may come later, and the check then has a new version.

A row does not name its sheet. It is the sheet in force on that day that knows the most items of the check; of two that
know as many the clerks' comes first, then the greeters', then the shift leads'.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from storeops.base.business_time import business_day
from storeops.base.i18n import N_
from storeops.history import cell_values
from storeops.history.cell_values import local_text
from storeops.history.refusal import RowRefused
from storeops.quality.checks.marking import TOLD_MARKS, Mark, Marked, mark_text
from storeops.quality.checks.sheet_rules import ItemKind, SheetKind

COLUMNS = ("employee", "inspector", "checked_at", "item", "mark", "reason")

_OF_PEOPLE = [kind for kind in SheetKind if kind.is_about_somebody]
_OF_THE_HALL = [kind for kind in SheetKind if not kind.is_about_somebody]

CheckKey = tuple[str | None, str, datetime]
"""Employee, inspector and time."""


@dataclass(frozen=True, slots=True)
class CheckRow:
    """One item of a check. `employee` None: the hall's environment was checked."""

    employee: str | None
    inspector: str
    checked_at: datetime
    item: str
    mark: Mark
    reason: str
    times: int = 1

    @property
    def marked(self) -> Marked:
        return Marked(self.mark, self.reason, self.times)

    @property
    def check(self) -> CheckKey:
        return self.employee, self.inspector, self.checked_at


@dataclass(frozen=True)
class KnownSheet:
    """One version of a checklist: the ids and the kinds of its items by code."""

    id: int
    kind: SheetKind
    valid_from: str
    version: int
    items: Mapping[str, int]
    kinds: Mapping[str, ItemKind]


@dataclass
class KnownCheck:
    """A check of the hall: `rows` are those of all its versions, `latest` those of the one in force."""

    id: int
    is_imported: bool
    sheet_id: int
    version: int
    rows: set[CheckRow] = field(default_factory=set)
    latest: list[CheckRow] = field(default_factory=list)


def read_item(cells: Mapping[str, str], zone: ZoneInfo) -> CheckRow:
    """The item that a row tells; RowRefused with the reason where it cannot be taken."""
    mark, times = TOLD_MARKS[cell_values.one_of(cells, "mark", TOLD_MARKS)]
    row = CheckRow(
        employee=cell_values.code(cells, "employee"),
        inspector=cell_values.needed_code(cells, "inspector"),
        checked_at=cell_values.needed_moment(cells, "checked_at", zone),
        item=cell_values.needed_text(cells, "item"),
        mark=mark,
        reason=cell_values.note(cells, "reason"),
        times=times,
    )
    if row.employee == row.inspector:
        raise RowRefused(N_("nobody checks themself"))
    if row.mark.needs_reason and not row.reason:
        raise RowRefused(N_("a mark of %(mark)s needs a reason"), mark=row.mark.value)
    return row


def write_item(row: CheckRow, zone: ZoneInfo) -> list[str]:
    """The cells of an item in the order of COLUMNS; times local with their offset."""
    mark = mark_text(row.mark, row.times)
    return [row.employee or "", row.inspector, local_text(row.checked_at, zone), row.item, mark, row.reason]


def sheet_of(key: CheckKey, items: Iterable[str], sheets: Sequence[KnownSheet], zone: ZoneInfo) -> KnownSheet | None:
    """The sheet on which these items were marked; None where no sheet was in force on that day."""
    employee, _, checked_at = key
    day = business_day(checked_at, zone).isoformat()
    in_force = [_in_force(kind, day, sheets) for kind in (_OF_PEOPLE if employee else _OF_THE_HALL)]
    told = set(items)
    # max() keeps the first of several that are equal.
    return max((sheet for sheet in in_force if sheet), key=lambda sheet: len(told & sheet.items.keys()), default=None)


def _in_force(kind: SheetKind, day: str, sheets: Iterable[KnownSheet]) -> KnownSheet | None:
    versions = (sheet for sheet in sheets if sheet.kind is kind and sheet.valid_from <= day)
    return max(versions, key=lambda sheet: sheet.version, default=None)
