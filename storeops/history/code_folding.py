"""Codes, names and words without what spreadsheets and people change in them without meaning it. Pure."""

import re
import unicodedata

_WITH_POINT = re.compile(r"([0-9]+)\.0+")


def folded(text: str) -> str:
    """What is left of a code or a name when what spreadsheets and people change without meaning it is taken away."""
    plain = "".join(unicodedata.normalize("NFKC", text).split()).casefold()
    number = _WITH_POINT.fullmatch(plain)
    return number[1] if number else plain
