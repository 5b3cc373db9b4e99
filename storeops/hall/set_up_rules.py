"""What the set-up takes: codes, letters, names and lengths. Pure; each refusal names its field."""

import re
from collections.abc import Mapping
from itertools import pairwise
from unicodedata import normalize

from storeops.base.business_time import DayHours
from storeops.base.each_field import each_field
from storeops.base.errors import NumberNeeded
from storeops.base.typed_text import given_plain_code, given_text, not_too_long
from storeops.base.whole_number import given_within
from storeops.hall.offer import NewService
from storeops.hall.refusals import ClosingTooEarly, CodeNeeded, HoursOverlap, LetterNeeded
from storeops.hall.targets import LATEST_TICKET_MINUTES

LONGEST_CODE = 40
LONGEST_NAME = 80
LONGEST_NOTE = 200
LONGEST_TARGET_SECONDS = 86400
MOST_STANDARD_MINUTES = 1440

_CODE = re.compile(r"[A-Za-z0-9_-]+")
_COUNTER_IN_WORDS = re.compile(
    r"(?:counter\s*|第|柜台|窗口|台席)?\s*(?P<number>\S+?)\s*(?:号|号柜台?|号窗口?|号台席?|柜台|窗口|台席)?",
    re.IGNORECASE,
)
_DIGITS = "零一二三四五六七八九"
_TO_NINETY_NINE = re.compile(f"(?:(?P<tens>[{_DIGITS[2:]}]?)十)?(?P<units>[{_DIGITS[1:]}]?)")


def changes(before: Mapping[str, object], after: Mapping[str, object]) -> dict[str, list[object]]:
    """What differs, as [old, new] by name; empty if nothing does."""
    return {name: [before[name], value] for name, value in after.items() if before[name] != value}


def given_name(field: str, text: str) -> str:
    """A name of 1 to 80 visible characters; TextNeeded."""
    return given_text(field, text, LONGEST_NAME)


def given_english(name_en: str, name_zh: str) -> str:
    """The English name, the Chinese one where it is left empty: what is wrong with that is said beside the Chinese."""
    return given_name("name_en", name_en) if name_en.strip() else given_name("name_zh", name_zh)


def given_counter_number(field: str, text: str) -> str:
    """A counter's number without the words that every screen puts around it; PlainCodeNeeded.

    3号柜台, 三号 and Counter 3 are 3: called out as it was typed, the first would be 3号柜台号柜台.
    """
    number = given_plain_code(field, normalize("NFKC", text), LONGEST_CODE)
    found = _COUNTER_IN_WORDS.fullmatch(number)
    return _in_digits(found["number"] if found else number)


def _in_digits(number: str) -> str:
    """一 to 九十九 as digits; anything else as it is."""
    found = _TO_NINETY_NINE.fullmatch(number)
    if found is None:
        return number
    tens = _DIGITS.index(found["tens"] or "一") if "十" in number else 0
    return str(10 * tens + (_DIGITS.index(found["units"]) if found["units"] else 0))


def given_code(field: str, text: str) -> str:
    """A code for files and addresses; CodeNeeded."""
    text = text.strip()
    if len(text) > LONGEST_CODE or not _CODE.fullmatch(text):
        raise CodeNeeded(field, limit=LONGEST_CODE)
    return text


def given_letter(field: str, text: str) -> str:
    """The letter that ticket numbers begin with, small or capital; LetterNeeded."""
    letter = text.strip().upper()
    if not re.fullmatch("[A-Z]", letter):
        raise LetterNeeded(field)
    return letter


def given_hours(field: str, hours: DayHours) -> DayHours:
    """The spans of a day in their order; ClosingTooEarly, HoursOverlap."""
    spans = tuple(sorted(hours, key=lambda span: span.opens))
    if any(span.opens >= span.closes for span in spans):
        raise ClosingTooEarly(field)
    if any(later.opens < earlier.closes for earlier, later in pairwise(spans)):
        raise HoursOverlap(field)
    return spans


def given_week(weekly: Mapping[int, DayHours]) -> dict[int, DayHours]:
    """The spans of each day in their order; ClosingTooEarly, HoursOverlap for the fields of each that is wrong."""
    with each_field() as take:
        return {weekday: take(given_hours, f"closes_{weekday}", hours) for weekday, hours in weekly.items()}


def given_service(service: NewService) -> NewService:
    """A service whose names, texts and figures are in order; the refusals of all fields that are not."""
    with each_field() as take:
        if service.target_seconds is not None:
            take(given_within, "target_seconds", service.target_seconds, 1, LONGEST_TARGET_SECONDS)
        return NewService(
            code=service.code,
            name_zh=take(given_name, "name_zh", service.name_zh),
            name_en=take(given_english, service.name_en, service.name_zh),
            target_seconds=service.target_seconds,
            standard_minutes=take(_given_minutes, "standard_minutes", service.standard_minutes),
            bring_zh=take(not_too_long, "bring_zh", service.bring_zh, LONGEST_NOTE),
            bring_en=take(not_too_long, "bring_en", service.bring_en, LONGEST_NOTE),
            is_active=service.is_active,
            last_ticket_minutes=take(
                given_within, "last_ticket_minutes", service.last_ticket_minutes, 0, LATEST_TICKET_MINUTES
            ),
        )


def _given_minutes(field: str, minutes: float) -> float:
    if not 0 < minutes <= MOST_STANDARD_MINUTES:
        raise NumberNeeded(field, high=MOST_STANDARD_MINUTES)
    return minutes
