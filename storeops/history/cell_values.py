"""What the cells of an imported row hold: codes, notes, days, times, counts. Pure.

Each function answers None for an empty cell and raises RowRefused for one that does not hold what its column needs.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from storeops.base.i18n import N_
from storeops.base.typed_text import is_plain_code
from storeops.history.code_folding import folded
from storeops.history.refusal import RowRefused
from storeops.history.told_time import NotClear, day_of, moment_of

CODE_LENGTH = 40
"""The longest ticket, service, counter or employee code."""
NOTE_LENGTH = 500
"""The longest note or reason."""

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_CONTROL_IN_NOTE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
"""A note may have several lines."""
_COUNT = re.compile(r"[0-9]{1,9}")


@dataclass(frozen=True)
class FileRow:
    """A row as it stands in the file, by column name. `line` is the one on which it begins; the header is line 1.

    `is_whole`: it has as many cells as the header.
    """

    line: int
    cells: dict[str, str]
    is_whole: bool


def text(cells: Mapping[str, str], column: str) -> str | None:
    """The code in a cell, without blanks around it."""
    return _plain(cells, column, CODE_LENGTH, _CONTROL) or None


def note(cells: Mapping[str, str], column: str) -> str:
    """The words in a cell, without blanks around them; an empty text where there are none."""
    return _plain(cells, column, NOTE_LENGTH, _CONTROL_IN_NOTE)


def _plain(cells: Mapping[str, str], column: str, limit: int, forbidden: re.Pattern[str]) -> str:
    value = cells.get(column, "").strip()
    if len(value) > limit:
        raise RowRefused(N_("%(column)s is longer than %(limit)s characters"), column=column, limit=limit)
    if forbidden.search(value):
        raise RowRefused(N_("%(column)s holds control characters"), column=column)
    return value


def needed_text(cells: Mapping[str, str], column: str) -> str:
    """The code in a cell that may not be empty."""
    value = text(cells, column)
    if value is None:
        raise RowRefused(N_("%(column)s is missing"), column=column)
    return value


def code(cells: Mapping[str, str], column: str) -> str | None:
    """The number of an employee or a counter in a cell."""
    value = text(cells, column)
    if value is not None and not is_plain_code(value):
        raise RowRefused(N_("%(column)s holds a slash, a mark of direction, or begins with = + - or @"), column=column)
    return value


def needed_code(cells: Mapping[str, str], column: str) -> str:
    """The number of an employee or a counter in a cell that may not be empty."""
    needed_text(cells, column)
    return str(code(cells, column))


def needed_day(cells: Mapping[str, str], column: str) -> str:
    """The day in a cell that may not be empty, as YYYY-MM-DD."""
    value = needed_text(cells, column)
    try:
        return day_of(value).isoformat()
    except NotClear:
        raise _not_clear(column, value) from None
    except ValueError:
        raise RowRefused(N_("%(column)s is not a day such as 2026-03-31"), column=column) from None


def moment(cells: Mapping[str, str], column: str, zone: ZoneInfo) -> datetime | None:
    """The instant in a cell, in UTC, cut to milliseconds; a time without an offset is on the wall clock of `zone`.

    A time that stands alone is one of the row's business day.
    """
    value = cells.get(column, "").strip()
    if not value:
        return None
    try:
        told = moment_of(value, cells.get("business_day", ""))
    except NotClear:
        raise _not_clear(column, value) from None
    except ValueError:
        raise RowRefused(N_("%(column)s is not a time such as 2026-03-31T09:05:00"), column=column) from None
    return (told if told.tzinfo else told.replace(tzinfo=zone)).astimezone(UTC)


def _not_clear(column: str, value: str) -> RowRefused:
    sentence = N_("%(column)s %(value)s may begin with the day or the month; write the year first: 2026-03-31")
    return RowRefused(sentence, column=column, value=value)


def needed_moment(cells: Mapping[str, str], column: str, zone: ZoneInfo) -> datetime:
    """The instant in a cell that may not be empty."""
    value = moment(cells, column, zone)
    if value is None:
        raise RowRefused(N_("%(column)s is missing"), column=column)
    return value


def count(cells: Mapping[str, str], column: str) -> int | None:
    """The whole number, not negative, in a cell."""
    value = cells.get(column, "").strip()
    if not value:
        return None
    if not _COUNT.fullmatch(value):
        raise RowRefused(N_("%(column)s is not a whole number from 0"), column=column)
    return int(value)


def flag(cells: Mapping[str, str], column: str) -> bool:
    """Whether a cell says 1; 0 and empty are no."""
    value = cells.get(column, "").strip()
    if value not in ("", "0", "1"):
        raise RowRefused(N_("%(column)s is not 1 or 0"), column=column)
    return value == "1"


def one_of(cells: Mapping[str, str], column: str, words: Mapping[str, object]) -> str:
    """The word in a cell that may not be empty, if it is one of `words`, in any case and width."""
    value = needed_text(cells, column)
    if value in words:
        return value
    word = next((word for word in words if folded(word) == folded(value)), None)
    if word is None:
        raise RowRefused(N_("%(column)s %(value)s is not known"), column=column, value=value)
    return word


def local_text(moment: datetime | None, zone: ZoneInfo) -> str:
    """An instant on the hall's wall clock with its offset, which tells the two hours of a time change apart."""
    if moment is None:
        return ""
    return moment.astimezone(zone).isoformat(timespec="milliseconds" if moment.microsecond else "seconds")
