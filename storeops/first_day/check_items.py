"""The items of a check sheet as a hall has them, in a workbook or pasted: two columns, item and points. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from re import split

from storeops.base.errors import StoreOpsError
from storeops.first_day.book import BookPart, Line, field_of
from storeops.first_day.check_points import GivenPoints, given_points, scaled, scaled_deduction
from storeops.first_day.refusals import NotUnderstood, TwiceInBook
from storeops.hall.offer_defaults import made_code
from storeops.hall.set_up_rules import given_code, given_name
from storeops.quality.checks.sheet_rules import MOST_ITEMS, WHOLE, ItemKind, NewItem

POINTS_RULE = "5, 2.5, -2, 一票否决 (veto)"
_SEPARATORS = r"[,，;；、]"


@dataclass
class ReadItems:
    """Items as their lines tell them, weighed out of 100, and every line that is not understood, with its number."""

    items: list[NewItem] = field(default_factory=list)
    faults: list[tuple[int, StoreOpsError]] = field(default_factory=list)


def read_items(lines: Sequence[Line], known: Sequence[NewItem]) -> ReadItems:
    """The items of these lines. Of what a line does not tell, an item of the same name keeps its own; else codes are
    made up and the English name is the Chinese one. Without any points in the lines nothing is scaled.
    """
    found = ReadItems()
    given: list[GivenPoints] = []
    by_name = {item.name_zh: item for item in known}
    codes = {item.code for item in known}
    for line in lines[:MOST_ITEMS]:
        try:
            name = given_name("item", line.text("item"))
            if any(item.name_zh == name for item in found.items):
                raise TwiceInBook(name=name)
            points = given_points(line.text("points"))
            if points is None:
                raise NotUnderstood("points", text=line.text("points"), rule=POINTS_RULE)
            same = by_name.get(name)
            code = line.text("code") or (same.code if same else made_code("", "item", codes))
            codes.add(code)
            name_en = line.text("name_en") or (same.name_en if same else name)
            found.items.append(NewItem(given_code("code", code), name, name_en, 0, points.kind))
            given.append(points)
        except StoreOpsError as refusal:
            found.faults.append((line.number, refusal))
    found.items = _weighed(found.items, given)
    return found


def _weighed(items: Sequence[NewItem], given: Sequence[GivenPoints]) -> list[NewItem]:
    bringing = [points for kind, points in given if kind is ItemKind.POINTS]
    whole = sum(bringing, Fraction(0)) or Fraction(WHOLE)
    weights = iter(scaled(bringing))
    weighed = []
    for item, (kind, points) in zip(items, given, strict=True):
        if kind is ItemKind.POINTS:
            weight = next(weights)
        else:
            weight = WHOLE if kind is ItemKind.VETO else scaled_deduction(points, whole)
        weighed.append(replace(item, weight=weight))
    return weighed


def pasted_lines(text: str) -> list[Line]:
    """The lines of a pasted text: cells as spreadsheets copy them, or item and points with any comma between.

    A running number in front and a head are passed over; empty lines count, so that numbers are those that are seen.
    """
    lines = []
    for number, row in enumerate(text.splitlines(), 1):
        if not row.strip():
            continue
        cells = [cell.strip() for cell in row.split("\t")] if "\t" in row else _parted(row)
        cells = ["", *filter(None, cells)] if _is_points_alone(cells) else [cell for cell in cells if cell]
        if len(cells) > 2 and cells[0].rstrip(".、").isdigit():
            cells = cells[1:]
        if any(field_of(BookPart.CLERK, cell) == "points" for cell in cells[1:]):
            continue
        lines.append(Line(number, dict(zip(("item", "points", "name_en"), cells, strict=False))))
    return lines


def _is_points_alone(cells: Sequence[str]) -> bool:
    """Whether a row lacks its item: its one filled cell stands behind an empty one."""
    return not cells[0] and sum(map(bool, cells)) == 1


def _parted(row: str) -> list[str]:
    """Item and points of a row that is no spreadsheet's: an item may have commas of its own, so the last one parts."""
    *item, points = split(_SEPARATORS, row)
    if not item:
        return [row.strip()]
    return [row[: len(row) - len(points) - 1].strip(), points.strip()]


@dataclass(frozen=True)
class SheetChanges:
    """What new items change of a sheet: which are new, which differ (before and after), and which are left out."""

    added: list[NewItem]
    changed: list[tuple[NewItem, NewItem]]
    left_out: list[NewItem]


def sheet_changes(before: Sequence[NewItem], after: Sequence[NewItem]) -> SheetChanges:
    """What changes, item by item; items are the same by their codes."""
    old = {item.code: item for item in before}
    new = {item.code for item in after}
    return SheetChanges(
        [item for item in after if item.code not in old],
        [(old[item.code], item) for item in after if item.code in old and old[item.code] != item],
        [item for item in before if item.code not in new],
    )
