"""What a category or service is given where nothing was typed: codes, letters, English names, minutes. Pure."""

import re
from collections.abc import Collection
from itertools import count
from math import ceil
from string import ascii_uppercase

USUAL_MINUTES = 3.0
"""The standard minutes of a service without a handling target."""
LONGEST_MADE_CODE = 30


def made_code(name_en: str, stem: str, taken: Collection[str]) -> str:
    """A free code for files and addresses: the English name in small letters, else the stem and a number.

    The English name is numbered only from its second time on.
    """
    words = re.sub(r"[^a-z0-9]+", "_", name_en.lower()).strip("_")[:LONGEST_MADE_CODE].strip("_")
    if words and words not in taken:
        return words
    numbers = count(2) if words else count(1)
    return next(made for number in numbers if (made := f"{words or stem}_{number}") not in taken)


def free_letter(taken: Collection[str]) -> str | None:
    """The first letter that no category has; None where all are taken. I and O look like digits and come last."""
    order = [letter for letter in ascii_uppercase if letter not in "IO"] + ["I", "O"]
    return next((letter for letter in order if letter not in taken), None)


def minutes_for(target_seconds: int | None) -> float:
    """The standard minutes of a service: its handling target in whole minutes, rounded up."""
    return USUAL_MINUTES if target_seconds is None else float(ceil(target_seconds / 60))
