"""Whole numbers as addresses and forms write them. Pure."""

MOST_DIGITS = 15
"""No row, event or figure of a hall is longer, and every such number fits the database."""


def whole_number(text: str, most_digits: int = MOST_DIGITS) -> int | None:
    """The number that a text of ASCII digits writes; None for any other text, and for more digits than that."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= most_digits else None


def row_id(text: str) -> int:
    """The id that an address or a form names; 0, which no row has, where it names none."""
    return whole_number(text) or 0
