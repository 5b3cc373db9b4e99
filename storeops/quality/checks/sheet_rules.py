"""What makes a sheet of items: kinds, weights and codes. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from storeops.base.each_field import each_field
from storeops.base.i18n import N_
from storeops.base.whole_number import given_within
from storeops.hall.set_up_rules import given_code, given_name
from storeops.people.roles import ROLES, Role
from storeops.quality.checks.refusals import CodeTwice, TooFewItems, WeightsNotHundred

LEAST_ITEMS = 10
MOST_ITEMS = 40
WHOLE = 100
"""What the weights of a sheet add up to."""


class ItemKind(StrEnum):
    """How an item enters the score of a check."""

    POINTS = "points"
    """It brings its weight, half of it, or nothing."""
    DEDUCT = "deduct"
    """Each time that it is seen takes its weight off the 100 points."""
    VETO = "veto"
    """One time makes the whole check 0."""


class SheetKind(StrEnum):
    CLERK = "clerk"
    GREETER = "greeter"
    SHIFT_LEAD = "shift_lead"
    ENVIRONMENT = "environment"

    @property
    def is_about_somebody(self) -> bool:
        """Whether a check on this sheet has an employee; the environment is credited to the hall."""
        return self is not SheetKind.ENVIRONMENT


SHEET_NAMES: dict[SheetKind, str] = {
    SheetKind.CLERK: N_("Clerk's sheet"),
    SheetKind.GREETER: N_("Greeter's sheet"),
    SheetKind.SHIFT_LEAD: N_("Shift lead's sheet"),
    SheetKind.ENVIRONMENT: N_("The hall's environment"),
}


def sheet_kind_of(role: Role) -> SheetKind:
    """The sheet that somebody of a role is checked against, unless the inspector chooses another."""
    return SheetKind(ROLES[role].sheet.value)


@dataclass(frozen=True)
class NewItem:
    """One line of a new sheet. A whole number of points out of 100 is its weight; a veto takes all of them."""

    code: str
    name_zh: str
    name_en: str
    weight: int
    kind: ItemKind = ItemKind.POINTS


def given_items(items: Sequence[NewItem]) -> tuple[NewItem, ...]:
    """The items of a new sheet as they are kept.

    The refusals of one line name its field with the line's place behind, such as `weight.3`: CodeNeeded, CodeTwice,
    TextNeeded, WholeNumberNeeded; of the sheet as a whole: TooFewItems, WeightsNotHundred. The weights of items that
    bring points add up to 100; where a sheet has none, every check begins with 100.
    """
    given: list[NewItem] = []
    with each_field() as take:
        for place, item in enumerate(items):
            code = take(_single_code, f"code.{place}", item.code, [other.code for other in given])
            weight = WHOLE if item.kind is ItemKind.VETO else item.weight
            take(given_within, f"weight.{place}", weight, 1, WHOLE)
            name_zh = take(given_name, f"name_zh.{place}", item.name_zh)
            name_en = take(given_name, f"name_en.{place}", item.name_en)
            given.append(NewItem(code, name_zh, name_en, weight, item.kind))
    if len(given) < LEAST_ITEMS:
        raise TooFewItems(least=LEAST_ITEMS, count=len(given))
    weights = [item.weight for item in given if item.kind is ItemKind.POINTS]
    if weights and sum(weights) != WHOLE:
        raise WeightsNotHundred(sum=sum(weights))
    return tuple(given)


def _single_code(field: str, text: str, before: Sequence[str]) -> str:
    """A code that no line before has; CodeNeeded, CodeTwice."""
    code = given_code(field, text)
    if code in before:
        raise CodeTwice(field, code=code)
    return code
