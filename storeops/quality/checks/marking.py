"""The marks of a check and the score that they make. Pure."""

from collections.abc import Iterable, Mapping
from datetime import timedelta
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from storeops.base.each_field import each_field
from storeops.base.errors import StoreOpsError
from storeops.base.typed_text import is_legible
from storeops.quality.checks.refusals import MarkNeeded, ReasonNeeded, TimesNeeded, UnknownItem, VetoNeeded
from storeops.quality.checks.sheet_rules import WHOLE, ItemKind

SAVED_WITHIN = timedelta(minutes=10)
"""A check is saved within this time of its start: marks given from memory are worth little."""
LONGEST_REASON = 500
MOST_TIMES = 5
"""As often one check counts what an item deducts for: it looks at a few minutes of work."""


class Mark(StrEnum):
    """What one item gets; the values are those of files and forms.

    Of an item that deducts or vetoes FULL says that nothing was seen, NONE that it was.
    """

    FULL = "1"
    HALF = "0.5"
    NONE = "0"
    NOT_APPLICABLE = "NA"

    @property
    def worth(self) -> Decimal | None:
        """The share of the item's weight; None where the item did not apply."""
        return None if self is Mark.NOT_APPLICABLE else Decimal(self.value)

    @property
    def needs_reason(self) -> bool:
        """Whether something is taken off, so that a reason must stand beside it."""
        return self in (Mark.HALF, Mark.NONE)


class Marked(NamedTuple):
    """One item's mark and the reason that stands beside it; empty where none was given.

    `times` is how often it was seen what an item deducts for; 1 beside every other mark.
    """

    mark: Mark
    reason: str = ""
    times: int = 1


GivenMark = tuple[Mark, str] | tuple[Mark, str, int]
"""A mark, its reason, and how often it was seen what an item deducts for."""


class Weighed(NamedTuple):
    """A mark beside what its item is and weighs."""

    weight: int
    mark: Mark
    kind: ItemKind = ItemKind.POINTS
    times: int = 1


def mark_of(worth: float | None) -> Mark:
    """The mark that is stored as a number, None for not applicable."""
    return Mark.NOT_APPLICABLE if worth is None else Mark(f"{worth:g}")


def mark_text(mark: Mark, times: int = 1) -> str:
    """A mark as files and forms have it: seen three times is 0x3."""
    return f"{mark.value}x{times}" if times > 1 else mark.value


TOLD_MARKS = {
    mark_text(mark, times): (mark, times)
    for mark in Mark
    for times in range(1, MOST_TIMES + 1)
    if mark is Mark.NONE or times == 1
}
"""What files and forms may say, with the mark and how often."""


def fits(kind: ItemKind, mark: Mark, times: int) -> bool:
    """Whether an item of this kind can be marked so: only points are halved, only what deducts is counted."""
    if mark is Mark.HALF and kind is not ItemKind.POINTS:
        return False
    return times == 1 or (kind is ItemKind.DEDUCT and mark is Mark.NONE and 1 <= times <= MOST_TIMES)


def given_mark(field: str, kind: ItemKind, text: str) -> tuple[Mark, int]:
    """The mark that a form sent for an item, and how often; MarkNeeded, TimesNeeded, VetoNeeded."""
    found = TOLD_MARKS.get(text)
    if found is None or not fits(kind, *found):
        raise _mark_needed(field, kind)
    return found


def _mark_needed(field: str, kind: ItemKind) -> StoreOpsError:
    if kind is ItemKind.DEDUCT:
        return TimesNeeded(field, most=MOST_TIMES)
    return VetoNeeded(field) if kind is ItemKind.VETO else MarkNeeded(field)


def given_marks(kinds: Mapping[str, ItemKind], marks: Mapping[str, GivenMark]) -> dict[str, Marked]:
    """The marks of all items of a sheet, by code, in the order of their kinds by code.

    UnknownItem; MarkNeeded, TimesNeeded and VetoNeeded name the field `mark.CODE`, ReasonNeeded the field
    `reason.CODE`.
    """
    for code in marks:
        if code not in kinds:
            raise UnknownItem(item=code)
    with each_field() as take:
        return {code: take(_given_line, code, kind, marks.get(code)) for code, kind in kinds.items()}


def _given_line(code: str, kind: ItemKind, given: GivenMark | None) -> Marked:
    if given is None:
        raise _mark_needed(f"mark.{code}", kind)
    mark, reason, times = Marked(*given)
    if not fits(kind, mark, times):
        raise _mark_needed(f"mark.{code}", kind)
    return Marked(mark, given_reason(code, mark, reason), times)


def given_reason(code: str, mark: Mark, reason: str) -> str:
    """The reason beside a mark; ReasonNeeded where points are taken off without one, or where it is too long."""
    reason = reason.strip()
    if len(reason) > LONGEST_REASON or not is_legible(reason) or (mark.needs_reason and not reason):
        raise ReasonNeeded(f"reason.{code}", limit=LONGEST_REASON)
    return reason


def points(marks: Iterable[Weighed]) -> tuple[Decimal, int]:
    """The sum of weight times mark, and the sum of the weights, over the items that bring points and applied."""
    reached, possible = Decimal(0), 0
    for each in marks:
        if each.kind is ItemKind.POINTS and each.mark.worth is not None:
            reached += each.weight * each.mark.worth
            possible += each.weight
    return reached, possible


def deducted(marks: Iterable[Weighed]) -> int:
    """The points that the items which deduct take off."""
    return sum(each.weight * each.times for each in marks if each.kind is ItemKind.DEDUCT and each.mark is Mark.NONE)


def is_vetoed(marks: Iterable[Weighed]) -> bool:
    """Whether something was seen that makes the whole check 0."""
    return any(each.kind is ItemKind.VETO and each.mark is Mark.NONE for each in marks)


def score(marks: Iterable[Weighed]) -> Decimal | None:
    """100 * sum(weight * mark) / sum(weights of applicable items), less what is deducted, 0 at least; unrounded.

    0 where something vetoes; None if nothing applied. Where no item that brings points applied, 100 is what is deducted
    from. Source: section 2 of the rules of the daily checklist; deducting and vetoing: decision 0040. The view
    check_in_force adds the same up for the month.
    """
    found = list(marks)
    if all(each.mark is Mark.NOT_APPLICABLE for each in found):
        return None
    if is_vetoed(found):
        return Decimal(0)
    reached, possible = points(found)
    whole = WHOLE * reached / possible if possible else Decimal(WHOLE)
    return max(Decimal(0), whole - deducted(found))


def score_of_sums(doubled_points: int | None, weights: int | None) -> Decimal | None:
    """The same score of the sums that the view check_in_force tells; points are doubled, so a half mark is whole."""
    return Decimal(50 * doubled_points) / weights if doubled_points is not None and weights else None
