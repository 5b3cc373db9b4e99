"""The marks of a check and the score that they make. Pure."""

from collections.abc import Collection, Iterable, Mapping
from datetime import timedelta
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from storeops.base.typed_text import is_legible
from storeops.quality.checks.refusals import MarkNeeded, ReasonNeeded, UnknownItem

SAVED_WITHIN = timedelta(minutes=10)
"""A check is saved within this time of its start: marks given from memory are worth little."""
LONGEST_REASON = 500


class Mark(StrEnum):
    """What one item gets; the values are those of files and forms."""

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
    """One item's mark and the reason that stands beside it; empty where none was given."""

    mark: Mark
    reason: str = ""


def mark_of(worth: float | None) -> Mark:
    """The mark that is stored as a number, None for not applicable."""
    return Mark.NOT_APPLICABLE if worth is None else Mark(f"{worth:g}")


def given_mark(field: str, text: str) -> Mark:
    """The mark that a form or a program sent; MarkNeeded."""
    try:
        return Mark(text)
    except ValueError:
        raise MarkNeeded(field) from None


def given_marks(codes: Collection[str], marks: Mapping[str, tuple[Mark, str]]) -> dict[str, Marked]:
    """The marks of all items of a sheet, by code.

    UnknownItem; MarkNeeded names the field `mark.CODE`, ReasonNeeded the field `reason.CODE`.
    """
    for code in marks:
        if code not in codes:
            raise UnknownItem(item=code)
    given = {}
    for code in codes:
        if code not in marks:
            raise MarkNeeded(f"mark.{code}")
        mark, reason = marks[code]
        given[code] = Marked(mark, given_reason(code, mark, reason))
    return given


def given_reason(code: str, mark: Mark, reason: str) -> str:
    """The reason beside a mark; ReasonNeeded where points are taken off without one, or where it is too long."""
    reason = reason.strip()
    if len(reason) > LONGEST_REASON or not is_legible(reason) or (mark.needs_reason and not reason):
        raise ReasonNeeded(f"reason.{code}", limit=LONGEST_REASON)
    return reason


def points(marks: Iterable[tuple[int, Mark]]) -> tuple[Decimal, int]:
    """The sum of weight times mark, and the sum of the weights, over the items that applied."""
    reached, possible = Decimal(0), 0
    for weight, mark in marks:
        if mark.worth is not None:
            reached += weight * mark.worth
            possible += weight
    return reached, possible


def score(marks: Iterable[tuple[int, Mark]]) -> Decimal | None:
    """100 * sum(weight * mark) / sum(weights of applicable items), unrounded; None if nothing applied.

    Source: section 2 of the rules of the daily checklist.
    """
    reached, possible = points(marks)
    return 100 * reached / possible if possible else None


def score_of_sums(doubled_points: int | None, weights: int | None) -> Decimal | None:
    """The same score of sums over the items that applied; points are doubled, so that a half mark is whole."""
    return Decimal(50 * doubled_points) / weights if doubled_points is not None and weights else None
