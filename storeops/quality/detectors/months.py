"""The months that flags can be asked for. Pure."""

import re

from storeops.errors import BadValue

_MONTH = re.compile(r"(19[7-9][0-9]|2[0-9]{3})-(0[1-9]|1[0-2])", re.ASCII)
"""No hall has records from before 1970."""


def is_month(text: str) -> bool:
    """Whether this is a month written like 2026-03."""
    return _MONTH.fullmatch(text) is not None


def refuse_no_month(text: str) -> None:
    """BadValue unless this is a month."""
    if not is_month(text):
        raise BadValue(name="month", value=text[:40], rule="a month written like 2026-03")
