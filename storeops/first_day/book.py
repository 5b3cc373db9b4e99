"""The workbook of the set-up: its sheets, their columns in both languages, and its lines as texts. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from storeops.base.errors import StoreOpsError
from storeops.base.i18n import LANGUAGES, N_, Language, translate
from storeops.first_day.refusals import ColumnMissing, NoKnownSheet
from storeops.quality.checks.sheet_rules import SHEET_NAMES, SheetKind

Key = TypeVar("Key", bound=str)
Cells = Mapping[str, Sequence[Sequence[str]]]
"""The texts of a workbook: the rows of each sheet by its name."""


class BookPart(StrEnum):
    """What a sheet is about; the sheets of the checks have the names of their kinds."""

    SERVICES = "services"
    COUNTERS = "counters"
    PEOPLE = "people"
    HOURS = "hours"
    CLERK = "clerk"
    GREETER = "greeter"
    SHIFT_LEAD = "shift_lead"
    ENVIRONMENT = "environment"


_ITEMS = {"item": N_("Item"), "points": N_("Points"), "name_en": N_("English name"), "code": N_("Code")}
COLUMNS: Mapping[BookPart, Mapping[str, str]] = {
    BookPart.SERVICES: {
        "category": N_("Category"),
        "name_zh": N_("Service"),
        "name_en": N_("English name"),
        "code": N_("Code"),
        "target_seconds": N_("Target in seconds"),
        "standard_minutes": N_("Standard minutes"),
        "bring_zh": N_("To bring, in Chinese"),
        "bring_en": N_("To bring, in English"),
        "is_active": N_("Offered"),
    },
    BookPart.COUNTERS: {"code": N_("Counter"), "services": N_("Services"), "is_active": N_("In use")},
    BookPart.PEOPLE: {
        "code": N_("Employee number"),
        "name": N_("Name"),
        "role": N_("Role"),
        "is_active": N_("Works here"),
    },
    BookPart.HOURS: {"day": N_("Day"), "hours": N_("Hours"), "note": N_("Note")},
    **dict.fromkeys((BookPart.CLERK, BookPart.GREETER, BookPart.SHIFT_LEAD, BookPart.ENVIRONMENT), _ITEMS),
}
NEEDED: Mapping[BookPart, tuple[str, ...]] = {
    BookPart.SERVICES: ("name_zh",),
    BookPart.COUNTERS: ("code",),
    BookPart.PEOPLE: ("code", "name"),
    BookPart.HOURS: ("day", "hours"),
    **dict.fromkeys((BookPart.CLERK, BookPart.GREETER, BookPart.SHIFT_LEAD, BookPart.ENVIRONMENT), ("item", "points")),
}
TITLES: Mapping[BookPart, str] = {
    BookPart.SERVICES: N_("Services"),
    BookPart.COUNTERS: N_("Counters"),
    BookPart.PEOPLE: N_("Employees"),
    BookPart.HOURS: N_("Opening hours"),
    **{BookPart(kind.value): SHEET_NAMES[kind] for kind in SheetKind},
}


@dataclass(frozen=True)
class Line:
    """A line of a sheet: its number as the workbook counts, and its texts by field; a missing one is empty."""

    number: int
    texts: Mapping[str, str]

    def text(self, field: str) -> str:
        return self.texts.get(field, "").strip()


@dataclass(frozen=True)
class BookFault:
    """What cannot be taken, and where it stands. `line` None: the sheet as a whole."""

    sheet: str
    line: int | None
    refusal: StoreOpsError
    column: str | None = None
    """The head of the column that it stands in, where one is meant."""


def passed_over(cells: Cells) -> list[str]:
    """The names of the filled sheets that nobody reads, because no part of the set-up is called so."""
    return [
        name
        for name, rows in cells.items()
        if _named(name, TITLES, PARTS_ALSO_CALLED) is None and any(cell.strip() for row in rows for cell in row)
    ]


def read_book(cells: Cells, language: Language) -> tuple[dict[BookPart, list[Line]], list[BookFault]]:
    """The lines of the sheets that are known by their name, in either language, and what is wrong with their heads.

    `language` is that of the faults.
    """
    found: dict[BookPart, list[Line]] = {}
    faults: list[BookFault] = []
    for name, rows in cells.items():
        part = _named(name, TITLES, PARTS_ALSO_CALLED)
        if part is None:
            continue
        lines, missing = _lines(part, rows)
        if missing:
            column = ", ".join(translate(language, COLUMNS[part][field]) for field in missing)
            faults.append(BookFault(name, None, ColumnMissing(column=column)))
        else:
            found[part] = lines
    if not found and not faults:
        names = ", ".join(translate(language, title) for title in TITLES.values())
        faults.append(BookFault("", None, NoKnownSheet(names=names)))
    return found, faults


def _lines(part: BookPart, rows: Sequence[Sequence[str]]) -> tuple[list[Line], list[str]]:
    """The lines below the head, empty ones passed over; and the needed columns that the head lacks."""
    filled = [(number, row) for number, row in enumerate(rows, 1) if any(cell.strip() for cell in row)]
    if not filled:
        return [], []
    (_, head), *below = filled
    fields = [field_of(part, cell) for cell in head]
    missing = [field for field in NEEDED[part] if field not in fields]
    return [
        Line(number, {field: cell for field, cell in zip(fields, row, strict=False) if field}) for number, row in below
    ], missing


def field_of(part: BookPart, text: str) -> str | None:
    """The field of a column's head in either language; None for any other text."""
    return _named(text, COLUMNS[part], COLUMNS_ALSO_CALLED)


PARTS_ALSO_CALLED: Mapping[str, tuple[str, ...]] = {
    BookPart.PEOPLE: ("人员", "人员名单", "员工名单", "人员表", "员工表"),
    BookPart.HOURS: ("时间", "时间表"),
    BookPart.SERVICES: ("业务清单", "业务表"),
    BookPart.COUNTERS: ("窗口", "台席", "柜台表"),
}
"""What people call a sheet besides."""
COLUMNS_ALSO_CALLED: Mapping[str, tuple[str, ...]] = {
    "category": ("大类", "类别", "业务大类"),
    "name_zh": ("业务名称", "名称"),
    "target_seconds": ("时限(秒)", "时限"),
    "item": ("项目", "条目", "检查项目"),
    "points": ("分数", "分", "满分"),
    "code": ("工号", "编号", "窗口", "台席", "柜台号", "员工号"),
    "services": ("办理业务",),
    "role": ("岗位", "职务"),
    "day": ("日子", "星期"),
    "hours": ("时间",),
}
"""What people call a column besides."""


def _named(text: str, names: Mapping[Key, str], also: Mapping[str, tuple[str, ...]]) -> Key | None:
    """The key of a name in either language, or the key itself; None for any other text."""
    asked = text.strip().lower()
    for key, name in names.items():
        known = {translate(language, name).lower() for language in LANGUAGES}
        if asked in {str(key), *known, *also.get(key, ())}:
            return key
    return None
