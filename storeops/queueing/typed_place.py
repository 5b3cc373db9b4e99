"""The number of a ticket and the minute of its issue, as people type them. Pure."""

import re
import unicodedata
from datetime import time

from storeops.queueing.ticket import ticket_number

_SHORT_NUMBER = re.compile(r"([A-Z])([0-9]{1,2})")
_NUMBER = re.compile(r"[A-Z][0-9]{3,6}")
_MINUTE = re.compile(r"([0-9]{1,2})[:.]?([0-9]{2})")
_LONGEST = 20


def typed_number(text: str) -> str | None:
    """The number of a ticket, such as A023; None where it cannot be one."""
    found = _NUMBER.fullmatch(_plain(text))
    return found[0] if found else None


def number_as_typed(text: str) -> str:
    """The number that somebody of the staff means who typed it: a12, A 12 and Ａ０１２ are A012."""
    number = _plain(text)
    short = _SHORT_NUMBER.fullmatch(number)
    return ticket_number(short[1], int(short[2])) if short else number


def typed_minute(text: str) -> time | None:
    """The wall-clock minute, from 9:05, 0905 or 09：05; None where it is none."""
    found = _MINUTE.fullmatch(_plain(text))
    if found is None or int(found[1]) > 23 or int(found[2]) > 59:
        return None
    return time(int(found[1]), int(found[2]))


def _plain(text: str) -> str:
    """Without the widths, the case and the blanks that keyboards bring."""
    return "".join(unicodedata.normalize("NFKC", text[:_LONGEST]).upper().split())
