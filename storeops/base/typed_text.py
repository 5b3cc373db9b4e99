"""Texts as people type them: without blanks around them and within their limits. Pure; each refusal names its field."""

import re
from collections.abc import Collection
from enum import StrEnum
from typing import TypeVar

from storeops.base.errors import ChoiceNeeded, PlainCodeNeeded, TextNeeded, TextTooLong, no_choice

Choice = TypeVar("Choice", bound=StrEnum)

LONGEST_NOTE = 500
"""What staff may note beside a case, a wish, an observation, an entry or a flag, in characters."""

_UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def is_legible(text: str) -> bool:
    """Whether a text of one or several lines holds no control characters, and none that turns the direction of writing.

    With one of these a note would be read otherwise than it is kept. SQLite measures a text up to its first zero
    character: what follows would be kept and counted as not there.
    """
    return _UNSEEN.search(text) is None


def given_choice(name: str, text: str, choices: type[Choice]) -> Choice:
    """The one of `choices` that a text names; BadValue."""
    try:
        return choices(text)
    except ValueError:
        raise no_choice(name, text, choices) from None


def among(field: str, text: str, choices: Collection[str]) -> str:
    """One of the choices of a form; ChoiceNeeded."""
    if text not in choices:
        raise ChoiceNeeded(field)
    return text


def given_text(field: str, text: str, limit: int) -> str:
    """A text of 1 to `limit` visible characters on one line; TextNeeded.

    Chinese keyboards type a wide blank, which is no less a blank than ours.
    """
    text = text.replace("\u3000", " ").strip()
    if not 1 <= len(text) <= limit or not text.isprintable():
        raise TextNeeded(field, limit=limit)
    return text


def is_plain_code(text: str) -> bool:
    """Whether a number of an employee or a counter can stand in an address, a file's name and a spreadsheet's cell.

    Marks that turn the direction of writing are not printable: with one, two numbers that differ look the same.
    """
    starts_a_formula = text.startswith(("=", "+", "-", "@"))
    return text.isprintable() and not starts_a_formula and not set(text) & set("/\\") and text.strip(".") != ""


def given_plain_code(field: str, text: str, limit: int) -> str:
    """The number of an employee or a counter; PlainCodeNeeded."""
    text = text.replace("\u3000", " ").strip()
    if not 1 <= len(text) <= limit or not is_plain_code(text):
        raise PlainCodeNeeded(field, limit=limit)
    return text


def given_lines(field: str, text: str, limit: int) -> str:
    """A text of 1 to `limit` characters that may have several lines; TextNeeded."""
    joined = "\n".join(line.rstrip() for line in text.strip().splitlines())
    if not 1 <= len(joined) <= limit or not is_legible(joined):
        raise TextNeeded(field, limit=limit)
    return joined


def not_too_long(field: str, text: str, limit: int) -> str:
    """A text that may be empty; TextTooLong."""
    text = text.strip()
    if len(text) > limit or not is_legible(text):
        raise TextTooLong(field, limit=limit)
    return text
