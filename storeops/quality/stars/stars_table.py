"""A month's stars as a plain table for a terminal. Pure."""

import unicodedata
from collections.abc import Iterator, Sequence
from fractions import Fraction

from storeops.quality.policy.policy import Policy, StarLine
from storeops.quality.stars.arithmetic import TWO_PLACES, rounded
from storeops.quality.stars.sheet import StarMonth, StarSheet

NOTHING = "-"


def stars_table(stars: StarMonth, policy: Policy) -> Iterator[str]:
    """The lines of the table: rank, employee, total, stars, each line with a weight, and why somebody is not ranked."""
    lines = [line for line in StarLine if policy.weights[line]]
    head = ["rank", "employee", "name", "total", "stars", *(line.value for line in lines), "not ranked because"]
    rows = [head, *(_row(sheet, lines) for sheet in stars.sheets)]
    widths = [max(_width(row[column]) for row in rows) for column in range(len(head))]
    for row in rows:
        cells = (cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True))
        yield "  ".join(cells).rstrip()


def _row(sheet: StarSheet, lines: Sequence[StarLine]) -> list[str]:
    marks = ("=" if sheet.is_equal else "") + ("*" if sheet.is_star_of_month else "")
    return [
        f"{sheet.rank}{marks}" if sheet.rank else NOTHING,
        sheet.facts.employee,
        sheet.facts.name,
        str(sheet.total) if sheet.total is not None else NOTHING,
        str(sheet.stars) if sheet.stars is not None else NOTHING,
        *(_points(sheet.components[line]) for line in lines),
        "; ".join(why.in_language("en") for why in sheet.not_ranked),
    ]


def _points(value: Fraction | None) -> str:
    return NOTHING if value is None else str(rounded(value, TWO_PLACES))


def _width(text: str) -> int:
    """How many columns of a terminal a text takes: a Chinese character takes two."""
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)
