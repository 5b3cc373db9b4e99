"""Days and times as people, programs and spreadsheets write them. Pure.

The year stands first: what begins with a day or a month is not read at all, because a file in which 13/10/2026 is
plain also holds 03/04/2026, which is not, and half of a file is worse than none. Only where the first two numbers
could both be a month is it said why: NotClear.

Excel counts days from the end of 1899; the part of a day after the point is a time.
"""

import re
import unicodedata
from datetime import date, datetime, time, timedelta

FIRST_YEAR, LAST_YEAR = 1900, 2199

_IN_CHINESE = re.compile(r"([0-9]{4})年 ?([0-9]{1,2})月 ?([0-9]{1,2})日 ?")
_DATE = r"(?P<year>[0-9]{4})(?P<mark>[-/.])(?P<month>[0-9]{1,2})(?P=mark)(?P<day>[0-9]{1,2})"
_CLOCK = (
    r"(?P<hour>[0-9]{1,2}):(?P<minute>[0-9]{2})(?::(?P<second>[0-9]{2})(?:\.(?P<fraction>[0-9]{1,6}))?)?"
    r"(?P<offset>Z|[+-][0-9]{2}:[0-9]{2}(?::[0-9]{2})?)?"
)
_DAY = re.compile(rf"{_DATE}(?:[T ]00?:00(?::00(?:\.0+)?)?)?")
"""A cell of a day that was kept as a moment is its midnight."""
_USUAL_DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MOMENT = re.compile(rf"{_DATE}[T ]{_CLOCK}")
_USUAL = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,6})?)?"
    r"(Z|[+-][0-9]{2}:[0-9]{2}(:[0-9]{2})?)?"
)
"""How an export writes a moment: the library reads it faster than we."""
_TIME_ALONE = re.compile(_CLOCK)
_YEAR_LAST = re.compile(r"(?P<one>[0-9]{1,2})(?P<mark>[-/.])(?P<other>[0-9]{1,2})(?P=mark)[0-9]{4}(?:[T ].*)?")

_SERIAL = re.compile(r"(?P<days>[0-9]{5})(?:\.(?P<part>[0-9]+))?")
_SERIAL_ZERO = date(1899, 12, 30)
"""Excel takes 1900 for a leap year: from March 1900 on its days are counted from here."""
_FIRST_SERIAL, _LAST_SERIAL = 32_874, 73_050
"""1 January 1990 to 31 December 2099: other numbers are likely no day."""
_EXACT_DIGITS = 8
"""Digits after the point that tell milliseconds; what is shown with fewer is meant to the second."""


class NotClear(ValueError):
    """A day that could be read as one of two."""


def day_of(told: str) -> date:
    """The day that a text tells; ValueError where it tells none, NotClear where it may be one of two."""
    text = told if _USUAL_DAY.fullmatch(told) else _folded(told)
    if found := _DAY.fullmatch(text):
        return _day(found)
    if serial := _serial(text):
        days, part = serial
        if not part:
            return _SERIAL_ZERO + timedelta(days=days)
    _refuse_not_clear(text)
    raise ValueError(told)


def moment_of(told: str, day_beside: str = "") -> datetime:
    """The moment that a text tells, without a zone unless it carries an offset; cut to milliseconds.

    A time that stands alone is one of the day that `day_beside` tells. ValueError and NotClear as above.
    """
    if _USUAL.fullmatch(told):
        return _cut(datetime.fromisoformat(told))
    text = _folded(told)
    if found := _MOMENT.fullmatch(text):
        return datetime.combine(_day(found), _clock(found))
    if found := _TIME_ALONE.fullmatch(text):
        return datetime.combine(day_of(day_beside), _clock(found))
    if serial := _serial(text):
        days, part = serial
        if part:
            return datetime.combine(_SERIAL_ZERO, time()) + timedelta(days=days) + _part_of_day(part)
    _refuse_not_clear(text)
    raise ValueError(told)


def _cut(moment: datetime) -> datetime:
    if not FIRST_YEAR <= moment.year <= LAST_YEAR:
        raise ValueError(str(moment))
    return moment.replace(microsecond=moment.microsecond // 1000 * 1000) if moment.microsecond else moment


def _folded(told: str) -> str:
    """Wide digits and colons as the usual ones, one blank where there are several, 年月日 as strokes."""
    text = " ".join(unicodedata.normalize("NFKC", told).split())
    return _IN_CHINESE.sub(r"\1-\2-\3 ", text).strip()


def _day(found: re.Match[str]) -> date:
    day = date(int(found["year"]), int(found["month"]), int(found["day"]))
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise ValueError(found[0])
    return day


def _clock(found: re.Match[str]) -> time:
    milliseconds = int((found["fraction"] or "0").ljust(6, "0")[:3])
    clock = time(int(found["hour"]), int(found["minute"]), int(found["second"] or 0), milliseconds * 1000)
    offset = found["offset"]
    # The time of an offset is read by the library: it knows Z, and what an offset may be.
    return clock.replace(tzinfo=time.fromisoformat(f"00:00{offset}").tzinfo) if offset else clock


def _serial(text: str) -> tuple[int, str] | None:
    """The days of a number of Excel and the digits after its point, less the zeros at their end."""
    found = _SERIAL.fullmatch(text)
    if not found or not _FIRST_SERIAL <= int(found["days"]) <= _LAST_SERIAL:
        return None
    return int(found["days"]), (found["part"] or "").rstrip("0")


def _part_of_day(digits: str) -> timedelta:
    milliseconds = int(digits) * 86_400_000 / 10 ** len(digits)
    if len(digits) < _EXACT_DIGITS:
        return timedelta(seconds=round(milliseconds / 1000))
    return timedelta(milliseconds=round(milliseconds))


def _refuse_not_clear(text: str) -> None:
    found = _YEAR_LAST.fullmatch(text)
    if found and 1 <= int(found["one"]) <= 12 and 1 <= int(found["other"]) <= 12:
        raise NotClear(text)
