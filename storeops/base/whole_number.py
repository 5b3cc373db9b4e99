"""Whole numbers as addresses and forms write them. Pure."""

from storeops.base.errors import BadValue, WholeNumberNeeded
from storeops.base.i18n import N_

MOST_DIGITS = 15
"""No row, event or figure of a hall is longer, and every such number fits the database."""


def whole_number(text: str, most_digits: int = MOST_DIGITS) -> int | None:
    """The number that a text of ASCII digits writes; None for any other text, and for more digits than that."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= most_digits else None


def given_number(name: str, text: str, least: int = 1) -> int:
    """The number that a part of the address writes; BadValue for no number and for one below `least`."""
    number = whole_number(text)
    if number is None or number < least:
        raise BadValue(
            N_("There is nothing under this number; go back and choose again."),
            N_("%(name)s must be a whole number from %(least)s on."),
            name=name,
            least=least,
        )
    return number


def given_within(field: str, number: int, low: int, high: int) -> int:
    """A number within its limits; WholeNumberNeeded."""
    if not low <= number <= high:
        raise WholeNumberNeeded(field, low=low, high=high)
    return number


def row_id(text: str) -> int:
    """The id that an address or a form names; 0, which no row has, where it names none."""
    return whole_number(text) or 0
